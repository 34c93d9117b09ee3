// A person moves a deal along its pipeline, closes it or takes it back into work.
import { type Semantics, stageMove, type StagePlace } from '#contract/deal-stages';
import type { Context } from '#platform/context';
import { inTransaction, type Tx } from '#platform/database';
import { writeEvents } from '#platform/events';
import { refuse, refuseField } from '#platform/refuse';
import { type DealRow, lockDeal } from './deal-row.ts';
import { updateDeal, type DealColumn } from './update-deal.ts';

export type MoveStage = { id: number; stageId: number; lostReason?: string };
export type StageMoved = { version: number; previousStageId: number };

type Place = StagePlace & { name: string };

export async function moveStage(ctx: Context, input: MoveStage): Promise<StageMoved> {
  return inTransaction(ctx.db, async (tx) => {
    const deal = await lockDeal(tx, ctx, input.id);
    if (deal.stageId === input.stageId) {
      return { version: deal.version, previousStageId: deal.stageId };
    }
    const [from, to] = await placesOf(tx, deal.stageId, input.stageId);
    const move = stageMove(from, to);
    if (!move.allowed) throw refuse('stage.forbidden', move.reason);
    const lostReason = input.lostReason?.trim() || null;
    if (move.needsReason && !lostReason) {
      throw refuseField('lostReason', 'Укажите причину отказа.');
    }
    const closing = to.semantics === 'lost' ? lostReason : null;
    const version = await updateDeal(tx, ctx, deal.id, columnsOf(ctx, to, closing));
    await writeMove(tx, ctx, { deal, from, to, lostReason: closing, act: move.act, version });
    return { version, previousStageId: deal.stageId };
  });
}

async function placesOf(tx: Tx, fromId: number, toId: number): Promise<[Place, Place]> {
  const { rows } = await tx.query<Place>({
    name: 'deal-stages-of-move',
    text: `select id, name, pipeline_id as "pipelineId", semantics
      from deals.stage where id = any($1::bigint[])`,
    values: [[fromId, toId]],
  });
  const from = rows.find((row) => row.id === fromId);
  const to = rows.find((row) => row.id === toId);
  if (!from || !to) throw refuse('stage.forbidden', 'Такой стадии нет.');
  return [from, to];
}

function columnsOf(
  ctx: Context, to: { id: number; semantics: Semantics }, lostReason: string | null,
): Partial<Record<DealColumn, unknown>> {
  const open = to.semantics === 'open';
  return {
    stage_id: to.id, is_open: open, closed_at: open ? null : ctx.now(),
    lost_reason: lostReason, stage_changed_at: ctx.now(),
  };
}

type Moved = {
  deal: DealRow; from: Place; to: Place; lostReason: string | null; act: string; version: number;
};

async function writeMove(tx: Tx, ctx: Context, moved: Moved): Promise<void> {
  const { deal, from, to, lostReason, act, version } = moved;
  const reason = deal.lostReason === lostReason
    ? {}
    : { lostReason: { old: deal.lostReason, new: lostReason } };
  await writeEvents(tx, ctx, [{
    kind: 'deal.stageMoved', entity: 'deal', entityId: deal.id,
    data: {
      version, act,
      changes: {
        stageId: { old: { id: from.id, name: from.name }, new: { id: to.id, name: to.name } },
        ...reason,
      },
    },
  }]);
}
