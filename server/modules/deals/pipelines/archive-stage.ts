// A stage goes into the archive. Deals that stand on it move first, as a job that shows its
// progress; until then the stage takes nobody in.
import type { EditedPipeline, EditedStage } from '#contract/pipelines';
import type { Context } from '#platform/context';
import { one, type Tx } from '#platform/database';
import { refuse, refuseField } from '#platform/refuse';
import {
  changePipeline, keepEveryKind, liveStages, pipelineOfStage, stageOf,
} from './lock-pipeline.ts';
import { readEditedPipelines } from './read-edited.ts';

export async function archiveStage(
  ctx: Context, input: { id: number; version: number; toStageId?: number },
): Promise<EditedPipeline> {
  const id = await pipelineOfStage(ctx, input.id);
  return changePipeline(ctx, { id, version: input.version }, async (tx, before) => {
    const stage = stageOf(before, input.id);
    if (stage.archivedAt || stage.movesTo) throw refuse('record.referenced', 'Она уже в архиве.');
    keepEveryKind(before, stage);
    const deals = await retireStage(tx, ctx, stage, { toStageId: input.toStageId });
    return { kind: 'pipeline.stageArchived', data: { stage: stage.name, deals } };
  });
}

/** The whole pipeline: each stage with deals has a target elsewhere. */
export async function archivePipeline(
  ctx: Context,
  input: { id: number; version: number; targets: { stageId: number; toStageId: number }[] },
): Promise<void> {
  await changePipeline(ctx, input, async (tx, before) => {
    if (before.archivedAt) return undefined;
    if (before.code === 'quick') {
      throw refuse('record.referenced', 'В этой воронке появляются сделки из 1С, она нужна.');
    }
    if (before.isDefault) {
      throw refuse('record.referenced', 'Сначала назначьте основной другую воронку.');
    }
    let deals = 0;
    for (const stage of liveStages(before)) {
      const target = input.targets.find((each) => each.stageId === stage.id)?.toStageId;
      if (target !== undefined && before.stages.some((each) => each.id === target)) {
        throw refuseField('targets', 'Стадия назначения — в другой воронке.');
      }
      deals += await retireStage(tx, ctx, stage, { toStageId: target, whole: true });
    }
    await tx.query('update deals.pipeline set archived_at = $2 where id = $1',
      [input.id, ctx.now()]);
    return { kind: 'pipeline.archived', data: { deals } };
  });
}

/** Returns how many deals have to move; with none the stage is archived at once. */
async function retireStage(
  tx: Tx, ctx: Context, stage: EditedStage, how: { toStageId?: number | undefined; whole?: true },
): Promise<number> {
  // Whoever puts a deal on the stage holds a share of this lock until the deal is there.
  await tx.query('select from deals.stage where id = $1 for update', [stage.id]);
  const deals = (await one<{ count: number }>(tx,
    'select count(*)::int as count from deals.deal where stage_id = $1', [stage.id]))!.count;
  if (deals === 0) {
    // Stages of an archived pipeline stay as they are: it may come back whole.
    if (!how.whole) await tx.query('update deals.stage set archived_at = $2 where id = $1',
      [stage.id, ctx.now()]);
    return 0;
  }
  const to = await targetOf(tx, stage, how.toStageId, deals);
  await tx.query('update deals.stage set moves_to_id = $2, enters_when = null where id = $1',
    [stage.id, to.id]);
  await tx.query(
    `insert into deals.stage_move (from_stage_id, to_stage_id, total, created_by, created_at)
     values ($1, $2, $3, $4, $5)`,
    [stage.id, to.id, deals, ctx.actor.employeeId, ctx.now()]);
  return deals;
}

async function targetOf(
  tx: Tx, stage: EditedStage, toStageId: number | undefined, deals: number,
): Promise<EditedStage> {
  if (toStageId === undefined) {
    throw refuseField('toStageId',
      `На стадии «${stage.name}» сделок: ${deals}. Укажите, куда их перенести.`);
  }
  const all = (await readEditedPipelines(tx)).filter((each) => each.archivedAt === null);
  const to = all.flatMap(liveStages).find((each) => each.id === toStageId);
  if (!to || to.id === stage.id) throw refuseField('toStageId', 'Такой стадии нет.');
  if (to.semantics !== stage.semantics) {
    throw refuseField('toStageId', 'Перенос не закрывает и не открывает сделки: исход — тот же.');
  }
  await tx.query('select from deals.stage where id = $1 for share', [to.id]);
  return to;
}

export async function restoreStage(ctx: Context, input: { id: number }): Promise<EditedPipeline> {
  const id = await pipelineOfStage(ctx, input.id);
  return changePipeline(ctx, { id }, async (tx, before) => {
    const stage = stageOf(before, input.id);
    if (stage.movesTo) throw refuse('record.referenced', 'Её сделки ещё переезжают, подождите.');
    if (!stage.archivedAt) return undefined;
    await tx.query('update deals.stage set archived_at = null, moves_to_id = null where id = $1',
      [stage.id]);
    return { kind: 'pipeline.stageRestored', data: { stage: stage.name } };
  });
}

export async function restorePipeline(ctx: Context, input: { id: number }): Promise<void> {
  await changePipeline(ctx, input, async (tx, before) => {
    if (!before.archivedAt) return undefined;
    if (before.stages.some((stage) => stage.movesTo)) {
      throw refuse('record.referenced', 'Её сделки ещё переезжают, подождите.');
    }
    await tx.query('update deals.pipeline set archived_at = null where id = $1', [input.id]);
    await tx.query(
      `update deals.stage set archived_at = null, moves_to_id = null
       where pipeline_id = $1 and archived_at >= $2::timestamptz`, [input.id, before.archivedAt]);
    return { kind: 'pipeline.restored' };
  });
}
