// What every change of a pipeline begins with: the right, the lock, the version that was seen.
import type { EditedPipeline, EditedStage } from '#contract/pipelines';
import { requireRight } from '#platform/actor';
import type { Context } from '#platform/context';
import { inTransaction, one, type Tx } from '#platform/database';
import { writeEvents } from '#platform/events';
import { refuse } from '#platform/refuse';
import { readEditedPipeline } from './read-edited.ts';

type Seen = { id: number; version?: number };
type Done = { kind: string; data?: object };

/**
 * Runs `change` on the locked pipeline, counts its version on and tells of it; an undefined answer
 * means that there was nothing to change. Throws 'record.changed' when somebody was faster.
 */
export async function changePipeline(
  ctx: Context, seen: Seen, change: (tx: Tx, before: EditedPipeline) => Promise<Done | undefined>,
): Promise<EditedPipeline> {
  requireRight(ctx.actor, 'setting', 'edit');
  return inTransaction(ctx.db, async (tx) => {
    await tx.query('select from deals.pipeline where id = $1 for update', [seen.id]);
    const before = await readEditedPipeline(tx, seen.id);
    if (seen.version !== undefined && seen.version !== before.version) {
      throw refuse('record.changed',
        `Воронку «${before.name}» тем временем изменили. Посмотрите, как стало, и повторите.`);
    }
    const done = await change(tx, before);
    if (!done) return before;
    await tx.query('update deals.pipeline set version = version + 1 where id = $1', [seen.id]);
    await writeEvents(tx, ctx, [{
      kind: done.kind, entity: 'pipeline', entityId: seen.id,
      data: { name: before.name, ...done.data },
    }]);
    return readEditedPipeline(tx, seen.id);
  });
}

/** The pipeline of a stage; 'record.missing' for an unknown one. */
export async function pipelineOfStage(ctx: Context, stageId: number): Promise<number> {
  const row = await one<{ id: number }>(
    ctx.db, 'select pipeline_id as id from deals.stage where id = $1', [stageId]);
  if (!row) throw refuse('record.missing');
  return row.id;
}

export function stageOf(pipeline: EditedPipeline, stageId: number): EditedStage {
  const stage = pipeline.stages.find((each) => each.id === stageId);
  if (!stage) throw refuse('record.missing');
  return stage;
}

/** Stages that deals may enter: neither archived nor on the way there. */
export const liveStages = (pipeline: EditedPipeline): EditedStage[] =>
  pipeline.stages.filter((stage) => stage.archivedAt === null && stage.movesTo === null);

const KINDS = { open: 'в работе', won: 'успеха', lost: 'отказа' } as const;

/** A pipeline without one of the three ends is a trap for its deals. */
export function keepEveryKind(pipeline: EditedPipeline, without: EditedStage): void {
  const others = liveStages(pipeline).filter((stage) =>
    stage.id !== without.id && stage.semantics === without.semantics);
  if (others.length > 0) return;
  throw refuse('record.referenced',
    `«${without.name}» — последняя стадия ${KINDS[without.semantics]}, без неё нельзя.`);
}
