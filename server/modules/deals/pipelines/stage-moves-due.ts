// Moves the deals of archived stages to where the administrator said, batch by batch: a stage of a
// hundred thousand deals must not hold their locks for minutes.
import { type Context, systemContext } from '#platform/context';
import { inTransaction, one, type Db, type Tx } from '#platform/database';
import { writeEvents } from '#platform/events';

const BATCH_DEALS = 500;

type Move = {
  id: number; fromId: number; fromName: string; toId: number; toName: string;
  toPipelineId: number; samePipeline: boolean; createdBy: number | null;
};

/** Runs until nothing waits; may be cut at any place and run again. */
export async function moveStageDeals(db: Db, now: () => Date): Promise<number> {
  const ctx = systemContext(db, 'rule', now);
  let moved = 0;
  for (;;) {
    const count = await inTransaction(db, (tx) => moveBatch(tx, ctx));
    if (count === null) return moved;
    moved += count;
  }
}

/** Null when no move waits. */
async function moveBatch(tx: Tx, ctx: Context): Promise<number | null> {
  const move = await one<Move>(tx,
    `select m.id, f.id as "fromId", f.name as "fromName", t.id as "toId", t.name as "toName",
       t.pipeline_id as "toPipelineId", t.pipeline_id = f.pipeline_id as "samePipeline",
       m.created_by as "createdBy"
     from deals.stage_move m join deals.stage f on f.id = m.from_stage_id
       join deals.stage t on t.id = m.to_stage_id
     where m.finished_at is null order by m.id limit 1 for update of m skip locked`);
  if (!move) return null;
  const ids = await takeDeals(tx, move.fromId);
  if (ids.length < BATCH_DEALS) {
    // The last ones: from here on nobody can put a deal on the stage unseen.
    await tx.query('select from deals.stage where id = $1 for update', [move.fromId]);
    ids.push(...(await takeDeals(tx, move.fromId)).filter((id) => !ids.includes(id)));
  }
  await moveDeals(tx, ctx, move, ids);
  const isOver = ids.length < BATCH_DEALS;
  if (isOver) {
    await tx.query('update deals.stage set archived_at = $2 where id = $1',
      [move.fromId, ctx.now()]);
  }
  await tx.query(
    `update deals.stage_move set moved = moved + $2, total = greatest(total, moved + $2),
       finished_at = $3 where id = $1`, [move.id, ids.length, isOver ? ctx.now() : null]);
  await tellPipeline(tx, ctx, move, isOver);
  return ids.length;
}

async function takeDeals(tx: Tx, stageId: number): Promise<number[]> {
  const { rows } = await tx.query<{ id: number }>(
    `select id from deals.deal where id in (
       select id from deals.deal where stage_id = $1 limit ${BATCH_DEALS})
     order by id for update`, [stageId]);
  return rows.map((row) => row.id);
}

async function moveDeals(tx: Tx, ctx: Context, move: Move, ids: number[]): Promise<void> {
  const { rows } = await tx.query<{ id: number; version: number; pipelineId: number }>(
    `update deals.deal d set stage_id = $2, pipeline_id = $3, version = d.version + 1,
       stage_changed_at = $4
     from (select id, pipeline_id from deals.deal where id = any($1::bigint[])) old
     where d.id = old.id and d.stage_id = $5
     returning d.id, d.version, old.pipeline_id as "pipelineId"`,
    [ids, move.toId, move.toPipelineId, ctx.now(), move.fromId]);
  const stageId = {
    old: { id: move.fromId, name: move.fromName }, new: { id: move.toId, name: move.toName },
  };
  await writeEvents(tx, ctx, rows.map(({ id, version, pipelineId }) => ({
    kind: 'deal.stageMoved', entity: 'deal', entityId: id,
    data: {
      version, by: 'setting',
      changes: {
        stageId,
        ...(move.samePipeline
          ? {} : { pipelineId: { old: pipelineId, new: move.toPipelineId } }),
      },
    },
  })));
}

/** Editors and boards that are open show how far it is. */
async function tellPipeline(tx: Tx, ctx: Context, move: Move, isOver: boolean): Promise<void> {
  await writeEvents(tx, ctx, [{
    kind: isOver ? 'pipeline.dealsMoved' : 'pipeline.dealsMoving', entity: 'pipeline',
    entityId: move.toPipelineId, data: { from: move.fromName, to: move.toName },
  }]);
}
