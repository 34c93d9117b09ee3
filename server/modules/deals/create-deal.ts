// A new deal: in the first stage of its pipeline unless told otherwise, of the person who makes it.
import type { DealCreate } from '#contract/deals';
import type { SourceTrace } from '#contract/source-trace';
import { maySee, ownerByDefault, scopeOf } from '#platform/actor';
import type { Context } from '#platform/context';
import { inTransaction, one, type Tx } from '#platform/database';
import { writeEvents } from '#platform/events';
import { refuse, refuseField } from '#platform/refuse';
import { sees } from '#platform/visibility';
import { ownEntityOf, refuseUnseenCustomers } from '#modules/customers';
import { changeValues } from '#modules/fields';
import { shareAtBirth, SHARES } from './apply-money.ts';
import { cleanFields, type DealFields } from './deal-fields.ts';
import { addReaders } from './readers.ts';
import { requireUse } from './pipelines/use-pipeline.ts';
import { nameReferences } from './references.ts';
import { requireFits } from './responsible.ts';
import { requireFilled, type Ruled } from './stage-rules.ts';
import { tellDeal } from './tell-onec.ts';

type Place = {
  pipelineId: number; stageId: number; semantics: string; pipeline: string;
  name: string; requiredFields: string[]; isFirst: boolean;
};
type Owner = { departmentId: number | null; responsibleId: number | null };
type NewDeal = DealFields & Place & Owner & {
  trace?: SourceTrace | null; custom?: Record<string, unknown>;
};

export async function createDeal(
  ctx: Context, input: DealCreate,
): Promise<{ id: number; number: string }> {
  if (!scopeOf(ctx.actor, 'deal', 'create')) throw refuse('right.missing');
  if (input.estimateKopecks !== undefined && !maySee(ctx.actor, 'deal.money')) {
    throw refuse('right.missing');
  }
  return inTransaction(ctx.db, async (tx) => {
    const fields = cleanFields(input);
    const place = await placeOf(tx, input);
    const owner = await ownerOf(tx, ctx, input);
    await requireUse(tx, place, owner.departmentId);
    const { next } = await changeValues(
      tx, ctx, { entity: 'deal', id: null, values: null }, input.custom);
    await refuseUnseenCustomers(tx, ctx, fields);
    const deal: NewDeal = { ...fields, ...place, ...owner, custom: next };
    // The first stage asks on the way out: making a deal stays quick.
    if (!place.isFirst) await requireFilled(tx, ctx, ruledBy(deal), place);
    return bearDeal(tx, ctx, deal);
  });
}

const NOTHING: Ruled = {
  companyId: null, contactId: null, responsibleId: null, sourceId: null, estimateKopecks: 0,
  amountKopecks: 0, projectName: null, endCustomerName: null, endCustomerInn: null, address: null,
  comment: null, custom: null,
};

const ruledBy = (deal: NewDeal): Ruled => ({
  ...NOTHING, ...deal as Partial<Ruled>, amountKopecks: deal.estimateKopecks ?? 0,
});

/** A deal that a module above makes by a right of its own: a lead is passed to anybody. */
export type GivenDeal = Pick<DealCreate, 'pipelineId'> & DealFields & Owner & {
  title: string;
  trace?: SourceTrace | null;
  /** What it was made from, for its history. */
  from: { entity: string; id: number; number: string };
};

export async function giveDeal(
  tx: Tx, ctx: Context, { pipelineId, from, trace, ...given }: GivenDeal,
): Promise<{ id: number; number: string }> {
  const place = await placeOf(tx, { title: given.title, ...(pipelineId ? { pipelineId } : {}) });
  const { departmentId, responsibleId } = given;
  await requireUse(tx, place, departmentId);
  const fields = cleanFields(given);
  return bearDeal(tx, ctx,
    { ...fields, ...place, departmentId, responsibleId, trace: trace ?? null }, { from });
}

async function bearDeal(
  tx: Tx, ctx: Context, deal: NewDeal, facts: object = {},
): Promise<{ id: number; number: string }> {
  const { companyId, contactId, sourceId, departmentId, responsibleId, ownEntityId } = deal;
  const references = {
    companyId, contactId, departmentId, responsibleId, ownEntityId,
    // What the lead has says where its customer came from, archived since or not.
    ...('from' in facts ? {} : { sourceId }),
  };
  await nameReferences(tx, Object.fromEntries(
    Object.entries(references).map(([name, id]) => [name, { old: null, new: id ?? null }])));
  const born = await insertDeal(tx, ctx, {
    ...deal, ownEntityId: ownEntityId ?? await ownEntityOf(tx, departmentId),
  });
  if (responsibleId !== null) await addReaders(tx, born.id, 'responsible', [responsibleId]);
  await writeEvents(tx, ctx, [{
    kind: 'deal.created', entity: 'deal', entityId: born.id, data: { version: 1, ...facts },
  }]);
  await tellDeal(tx, ctx, born.id);
  return born;
}

async function placeOf(tx: Tx, input: DealCreate): Promise<Place> {
  const place = await one<Place>(tx, {
    name: 'deal-place',
    text: `
      select p.id as "pipelineId", s.id as "stageId", s.semantics, p.name as pipeline, s.name,
        s.required_fields as "requiredFields", not exists (select from deals.stage b
          where b.pipeline_id = p.id and b.archived_at is null
            and (b.position, b.id) < (s.position, s.id)) as "isFirst"
      from deals.pipeline p join deals.stage s on s.pipeline_id = p.id
      where p.archived_at is null and s.archived_at is null and s.moves_to_id is null
        and ($1::bigint is null or p.id = $1)
        and ($2::bigint is null or s.id = $2)
      order by p.is_default desc, p.position, p.id, s.position, s.id limit 1`,
    values: [input.pipelineId ?? null, input.stageId ?? null],
  });
  if (!place) throw refuseField(input.stageId ? 'stageId' : 'pipelineId', 'Такой стадии нет.');
  if (place.semantics !== 'open') throw refuse('stage.forbidden', 'Новая сделка — в работе.');
  return place;
}

/** Without a word the deal is of the author and their department. */
async function ownerOf(tx: Tx, ctx: Context, input: DealCreate): Promise<Owner> {
  const { actor } = ctx;
  const responsibleId = input.responsibleId === undefined
    ? ownerByDefault(actor, 'deal')
    : input.responsibleId;
  const departmentId = input.departmentId ?? await departmentOf(tx, responsibleId)
    ?? actor.departmentId;
  const facts = { departmentId, readerIds: responsibleId === null ? [] : [responsibleId] };
  if (!sees(actor, { entity: 'deal', action: 'create' }, facts)) throw refuse('right.missing');
  await requireFits(tx, responsibleId, departmentId);
  return { departmentId, responsibleId };
}

async function departmentOf(tx: Tx, employeeId: number | null): Promise<number | null> {
  if (employeeId === null) return null;
  const row = await one<{ id: number | null }>(tx, {
    name: 'deal-department-of',
    text: 'select department_id as id from staff.employee where id = $1', values: [employeeId],
  });
  return row?.id ?? null;
}

async function insertDeal(
  tx: Tx, ctx: Context, deal: NewDeal,
): Promise<{ id: number; number: string }> {
  const row = await one<{ id: number; number: string }>(tx, {
    name: 'deal-insert',
    text: `
      insert into deals.deal (title, pipeline_id, stage_id, department_id, responsible_id,
        company_id, contact_id, source_id, estimate_kopecks, amount_kopecks, comment,
        project_name, end_customer_name, end_customer_inn, address, created_by, created_at,
        updated_at, stage_changed_at, last_activity_at, trace,
        custom, own_entity_id, ${SHARES})
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $10, $11, $12, $13, $14, $15, $16,
        $16, $16, $16, $17, nullif($18::jsonb, '{}'), $19, $20, $20)
      returning id, number`,
    values: [
      deal.title, deal.pipelineId, deal.stageId, deal.departmentId, deal.responsibleId,
      deal.companyId, deal.contactId, deal.sourceId, deal.estimateKopecks ?? 0, deal.comment,
      deal.projectName, deal.endCustomerName, deal.endCustomerInn, deal.address,
      ctx.actor.employeeId, ctx.now(), deal.trace ? JSON.stringify(deal.trace) : null,
      JSON.stringify(deal.custom ?? {}), deal.ownEntityId, shareAtBirth(deal.estimateKopecks ?? 0),
    ],
  });
  return row!;
}
