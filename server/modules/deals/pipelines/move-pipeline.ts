// A deal goes to another pipeline; without a stage it takes the one that means the same there.
import type { Context } from '#platform/context';
import { inTransaction, type Tx } from '#platform/database';
import { writeEvents } from '#platform/events';
import { refuse, refuseField } from '#platform/refuse';
import { refuseLostMove } from '#modules/timeline';
import { lockDeal } from '../deal-row.ts';
import { mayPass } from '../move-stage.ts';
import { requireFilled } from '../stage-rules.ts';
import { updateDeal } from '../update-deal.ts';

export type MovePipeline = {
  id: number; pipelineId: number; stageId?: number; fromStageId?: number;
};

type Place = {
  id: number; code: string; name: string; semantics: string; pipelineId: number; pipeline: string;
  requiredFields: string[]; needsPayment: boolean;
};

/** Only between stages of the same kind: a move neither closes nor reopens. */
export async function movePipeline(
  ctx: Context, input: MovePipeline,
): Promise<{ version: number; stageId: number }> {
  return inTransaction(ctx.db, async (tx) => {
    const deal = await lockDeal(tx, ctx, input.id);
    if (deal.pipelineId === input.pipelineId) {
      return { version: deal.version, stageId: deal.stageId };
    }
    const places = await placesOf(tx, input.pipelineId, deal.stageId);
    const from = places.find((place) => place.id === deal.stageId);
    await refuseLostMove(tx, ctx, {
      entity: 'deal', record: deal, fromStageId: input.fromStageId,
      nameOf: async () => from?.name,
    });
    const there = places.filter((place) => place.pipelineId === input.pipelineId);
    if (!from || there.length === 0) throw refuseField('pipelineId', 'Такой воронки нет.');
    const to = stageThere(from, there, input.stageId);
    // The first stage asks on the way out, as of a new deal.
    if (to !== there[0]) await requireFilled(tx, ctx, deal, to);
    if (to.needsPayment && !await mayPass(tx, ctx, deal)) {
      throw refuse('stage.forbidden', `«${to.name}» этой воронки ждёт полной оплаты.`);
    }
    const version = await updateDeal(tx, ctx, deal.id, {
      pipeline_id: to.pipelineId, stage_id: to.id, stage_changed_at: ctx.now(),
    });
    await writeEvents(tx, ctx, [{
      kind: 'deal.stageMoved', entity: 'deal', entityId: deal.id,
      data: {
        version, act: 'pipeline',
        changes: {
          pipelineId: {
            old: { id: from.pipelineId, name: from.pipeline },
            new: { id: to.pipelineId, name: to.pipeline },
          },
          stageId: { old: { id: from.id, name: from.name }, new: { id: to.id, name: to.name } },
        },
      },
    }]);
    return { version, stageId: to.id };
  });
}

function stageThere(from: Place, there: Place[], stageId: number | undefined): Place {
  const same = there.filter((place) => place.semantics === from.semantics);
  const to = stageId === undefined
    ? same.find((place) => place.code === from.code || place.name === from.name) ?? same[0]
    : there.find((place) => place.id === stageId);
  if (!to) throw refuseField('stageId', 'Такой стадии в этой воронке нет.');
  if (to.semantics !== from.semantics) {
    throw refuse('stage.forbidden', 'Сначала перенесите, потом закройте или верните в работу.');
  }
  return to;
}

async function placesOf(tx: Tx, pipelineId: number, stageId: number): Promise<Place[]> {
  const { rows } = await tx.query<Place>({
    name: 'deal-places-of-pipeline',
    text: `select s.id, s.code, s.name, s.semantics, p.id as "pipelineId", p.name as pipeline,
        s.required_fields as "requiredFields", s.needs_payment as "needsPayment"
      from deals.stage s join deals.pipeline p on p.id = s.pipeline_id
      where s.id = $2 or (p.id = $1 and p.archived_at is null and s.archived_at is null
        and s.moves_to_id is null)
      order by s.position, s.id`,
    values: [pipelineId, stageId],
  });
  return rows;
}
