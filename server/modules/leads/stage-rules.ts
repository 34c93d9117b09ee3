// What a stage asks of a lead that a person moves into it or passes on. What the program itself
// does to a lead is not asked: the receiver's answer counts, whatever the operator has forgotten.
import { REQUIRABLE_LEAD_FIELDS, type RequirableLeadField } from '#contract/stage-rules';
import type { LeadStage } from '#contract/leads';
import {
  askedBetween, emptiedBy, isCustomField, refuseEmptied, refuseLacking, shownNames,
} from '#modules/fields';
import { requireRight } from '#platform/actor';
import type { Context } from '#platform/context';
import { inTransaction, one, type Tx } from '#platform/database';
import { type Changes, changesBetween, writeEvents } from '#platform/events';
import { refuse, refuseField } from '#platform/refuse';
import type { LeadRow } from './lead-row.ts';
import { readStages } from './stages.ts';

/** Stages with the fields they ask for, without those that the reader may not know of. */
export async function readShownStages(ctx: Context): Promise<LeadStage[]> {
  return (await readStages(ctx.db)).map((stage) =>
    ({ ...stage, requiredFields: shownNames(ctx, 'lead', stage.requiredFields) }));
}

export async function setStageRules(
  ctx: Context, input: { id: number; requiredFields: string[] },
): Promise<void> {
  requireRight(ctx.actor, 'setting', 'edit');
  await inTransaction(ctx.db, async (tx) => {
    const before = await one<{ name: string; requiredFields: string[] }>(tx,
      `select name, required_fields as "requiredFields" from leads.stage
       where id = $1 for update`, [input.id]);
    if (!before) throw refuse('record.missing');
    const requiredFields = [...new Set(input.requiredFields)];
    const unknown = requiredFields.find((name) => !before.requiredFields.includes(name)
      && !isRequirable(name) && !isCustomField(ctx, 'lead', name));
    if (unknown !== undefined) {
      throw refuseField('requiredFields', `Поля «${unknown.slice(0, 60)}» у лида нет.`);
    }
    const changes = changesBetween(before, { requiredFields });
    if (Object.keys(changes).length === 0) return;
    await tx.query('update leads.stage set required_fields = $2 where id = $1',
      [input.id, requiredFields]);
    await writeEvents(tx, ctx, [{
      kind: 'leadStage.rulesSet', entity: 'leadStage', entityId: input.id,
      data: { stage: { id: input.id, name: before.name }, changes },
    }]);
  });
}

const isRequirable = (name: string): name is RequirableLeadField =>
  Object.hasOwn(REQUIRABLE_LEAD_FIELDS, name);

/** Refuses 'stage.needsFields' with every field that the move asks for and the lead lacks. */
export async function requireFilled(
  tx: Tx, ctx: Context, lead: LeadRow, { from, to }: { from: LeadStage; to: LeadStage },
): Promise<void> {
  const requiredFields = askedBetween(from, to);
  await refuseLacking(tx, ctx, {
    entity: 'lead', stage: { name: to.name, requiredFields }, custom: lead.custom,
    fixed: requiredFields.filter(isRequirable)
      // The topic in one's own words is a topic as well.
      .filter((name) => !(lead[name] || (name === 'topicId' && lead.topicText)))
      .map((name) => ({ field: name, label: REQUIRABLE_LEAD_FIELDS[name] })),
  });
}

/** An edit takes nothing away that the stage of the lead demands; a topic in words is a topic. */
export async function requireKept(tx: Tx, lead: LeadRow, changes: Changes): Promise<void> {
  const topicText = changes['topicText'] ? changes['topicText'].new : lead.topicText;
  const emptied = emptiedBy(changes).filter((name) => name !== 'topicId' || !topicText);
  if (emptied.length === 0) return;
  const stage = (await readStages(tx)).find(({ id }) => id === lead.stageId);
  if (stage) refuseEmptied(stage, emptied);
}
