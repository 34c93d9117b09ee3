// The name, the colour and the rule of a stage of leads, as administrators change them.
import type { LeadStageEdit } from '#contract/lead-stages';
import type { LeadStage } from '#contract/leads';
import { requireRight } from '#platform/actor';
import type { Context } from '#platform/context';
import { inTransaction, one } from '#platform/database';
import { changesBetween, writeEvents } from '#platform/events';
import { refuse, refuseField } from '#platform/refuse';
import { STAGE_COLUMNS } from './stages.ts';

export async function editStage(
  ctx: Context, input: { id: number } & LeadStageEdit,
): Promise<LeadStage> {
  requireRight(ctx.actor, 'setting', 'edit');
  return inTransaction(ctx.db, async (tx) => {
    const before = await one<LeadStage>(tx,
      `select ${STAGE_COLUMNS} from leads.stage where id = $1 for update`, [input.id]);
    if (!before) throw refuse('record.missing');
    const { id, ...fields } = input;
    const next: LeadStage = { ...before, ...fields, name: (fields.name ?? before.name).trim() };
    if (!next.name) throw refuseField('name', 'Название не заполнено.');
    if (next.needsReason && next.semantics !== 'lost') {
      throw refuseField('needsReason', 'Причину спрашивают только при закрытии лида.');
    }
    const changes = changesBetween(before, next);
    if (Object.keys(changes).length === 0) return before;
    await tx.query(
      'update leads.stage set name = $2, colour = $3, needs_reason = $4 where id = $1',
      [id, next.name, next.colour, next.needsReason]);
    await writeEvents(tx, ctx, [{
      kind: 'leadStage.edited', entity: 'leadStage', entityId: id,
      data: { name: before.name, changes },
    }]);
    return next;
  });
}
