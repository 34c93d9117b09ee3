// What a stage asks of a deal that a person moves into it. Moves that 1C's documents make are not
// asked: money has come, whatever people have forgotten to fill.
import { REQUIRABLE_DEAL_FIELDS, type RequirableDealField } from '#contract/stage-rules';
import { requireRight } from '#platform/actor';
import type { Context } from '#platform/context';
import { inTransaction, one, type Tx } from '#platform/database';
import { type Changes, changesBetween, writeEvents } from '#platform/events';
import { refuse, refuseField } from '#platform/refuse';
import { emptiedBy, isCustomField, refuseEmptied, refuseLacking } from '#modules/fields';
import type { DealRow } from './deal-row.ts';

export type StageRules = { requiredFields: string[]; needsPayment: boolean };

type RuledStage = StageRules & { name: string; pipelineId: number; semantics: string };

/** Sets the given rules of a stage; screens that show pipelines are told. */
export async function setStageRules(
  ctx: Context, input: { id: number } & Partial<StageRules>,
): Promise<void> {
  requireRight(ctx.actor, 'setting', 'edit');
  await inTransaction(ctx.db, async (tx) => {
    const before = await lockStage(tx, input.id);
    const next: StageRules = {
      requiredFields: [...new Set(input.requiredFields ?? before.requiredFields)],
      needsPayment: input.needsPayment ?? before.needsPayment,
    };
    requireKnown(ctx, next.requiredFields.filter((name) =>
      !before.requiredFields.includes(name)));
    if (next.needsPayment && before.semantics !== 'won') {
      throw refuseField('needsPayment', 'Оплаты ждут только на успешной стадии.');
    }
    const changes = changesBetween(before, next);
    if (Object.keys(changes).length === 0) return;
    await tx.query(
      'update deals.stage set required_fields = $2, needs_payment = $3 where id = $1',
      [input.id, next.requiredFields, next.needsPayment]);
    await writeEvents(tx, ctx, [{
      kind: 'stage.rulesSet', entity: 'pipeline', entityId: before.pipelineId,
      data: { stage: { id: input.id, name: before.name }, changes },
    }]);
  });
}

async function lockStage(tx: Tx, id: number): Promise<RuledStage> {
  const row = await one<RuledStage>(tx,
    `select name, pipeline_id as "pipelineId", semantics, required_fields as "requiredFields",
       needs_payment as "needsPayment"
     from deals.stage where id = $1 for update`, [id]);
  if (!row) throw refuse('record.missing');
  return row;
}

function requireKnown(ctx: Context, names: string[]): void {
  const unknown = names.find((name) => !isRequirable(name) && !isCustomField(ctx, 'deal', name));
  if (unknown === undefined) return;
  throw refuseField('requiredFields', `Поля «${unknown.slice(0, 60)}» у сделки нет.`);
}

const isRequirable = (name: string): name is RequirableDealField =>
  Object.hasOwn(REQUIRABLE_DEAL_FIELDS, name);

/** What a rule looks at: a deal, or what is about to become one. */
export type Ruled = Pick<DealRow, RequirableDealField | 'amountKopecks' | 'custom'>;

/** An order or lines say the sum as well as an estimate does. */
const isFilled = (deal: Ruled, name: RequirableDealField): boolean =>
  (name === 'estimateKopecks' ? deal.amountKopecks > 0 : Boolean(deal[name]));

/** Refuses 'stage.needsFields' with every field that the stage asks for and the deal lacks. */
export async function requireFilled(
  tx: Tx, ctx: Context, deal: Ruled, stage: Pick<StageRules, 'requiredFields'> & { name: string },
): Promise<void> {
  const fixed = stage.requiredFields.filter(isRequirable)
    .filter((name) => !isFilled(deal, name))
    .map((name) => ({ field: name, label: REQUIRABLE_DEAL_FIELDS[name] }));
  await refuseLacking(tx, ctx, { entity: 'deal', stage, custom: deal.custom, fixed });
}

/** An edit takes nothing away that the stage of the deal demands. */
export async function requireKept(tx: Tx, deal: DealRow, changes: Changes): Promise<void> {
  const emptied = emptiedBy(changes).filter((name) =>
    name !== 'estimateKopecks' || deal.amountSource === 'estimate');
  if (emptied.length === 0) return;
  const stage = await one<{ name: string; requiredFields: string[] }>(tx,
    'select name, required_fields as "requiredFields" from deals.stage where id = $1',
    [deal.stageId]);
  if (stage) refuseEmptied(stage, emptied);
}

/** Paid in full in every currency; a deal without a sum is paid by nobody. */
export async function isPaidInFull(tx: Tx, dealId: number): Promise<boolean> {
  const row = await one<{ paid: boolean }>(tx, {
    name: 'deal-paid-in-full',
    text: `
      select (d.amount_kopecks > 0 or jsonb_array_length(coalesce(d.other_currencies, '[]')) > 0)
        and d.paid_kopecks >= d.amount_kopecks
        and not exists (
          select from jsonb_to_recordset(coalesce(d.other_currencies, '[]'))
            as o ("amountKopecks" bigint, "paidKopecks" bigint)
          where o."paidKopecks" < o."amountKopecks") as paid
      from deals.deal d where d.id = $1`,
    values: [dealId],
  });
  return row?.paid ?? false;
}
