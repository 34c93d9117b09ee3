// A person moves a lead: takes it into work, closes it, takes it back.
import { leadMove } from '#contract/lead-stages';
import type { LeadStage } from '#contract/leads';
import type { Context } from '#platform/context';
import { inTransaction } from '#platform/database';
import { writeEvents } from '#platform/events';
import { refuse, refuseField } from '#platform/refuse';
import { refuseLostMove } from '#modules/timeline';
import { lockLead } from './lead-row.ts';
import { requireFilled } from './stage-rules.ts';
import { readStages } from './stages.ts';
import { updateLead } from './update-lead.ts';

export type MoveLead = {
  id: number; stageId: number; fromStageId?: number; lostReason?: string;
};

export async function moveStage(
  ctx: Context, input: MoveLead,
): Promise<{ version: number; previousStageId: number }> {
  return inTransaction(ctx.db, async (tx) => {
    const lead = await lockLead(tx, ctx, input.id);
    const previousStageId = lead.stageId;
    if (previousStageId === input.stageId) return { version: lead.version, previousStageId };
    const stages = await readStages(tx);
    const from = stages.find((stage) => stage.id === lead.stageId)!;
    await refuseLostMove(tx, ctx, {
      entity: 'lead', record: lead, fromStageId: input.fromStageId,
      nameOf: async () => from.name,
    });
    const to = stages.find((stage) => stage.id === input.stageId);
    if (!to) throw refuse('stage.forbidden', 'Такой стадии нет.');
    const move = leadMove(from, to);
    if (!move.allowed) throw refuse('stage.forbidden', move.reason);
    await requireFilled(tx, ctx, lead, { from, to });
    const open = to.semantics === 'open';
    const lostReason = open ? null : input.lostReason?.trim() || null;
    if (to.needsReason && lostReason === null) {
      throw refuseField('lostReason', `«${to.name}»: напишите причину.`);
    }
    const version = await updateLead(tx, ctx, lead.id, {
      stage_id: to.id, is_open: open, closed_at: open ? null : ctx.now(),
      lost_reason: lostReason, stage_changed_at: ctx.now(),
    });
    await writeEvents(tx, ctx, [{
      kind: 'lead.stageMoved', entity: 'lead', entityId: lead.id,
      data: {
        version, act: move.act,
        changes: {
          stageId: { old: named(from), new: named(to) },
          ...(lead.lostReason === lostReason ? {}
            : { lostReason: { old: lead.lostReason, new: lostReason } }),
        },
      },
    }]);
    return { version, previousStageId };
  });
}

const named = ({ id, name }: LeadStage) => ({ id, name });
