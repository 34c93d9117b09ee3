// A new lead: of the person who writes it down, or of the call centre when the program receives it.
import type { LeadCreate } from '#contract/leads';
import type { SourceTrace } from '#contract/source-trace';
import { ownerByDefault, scopeOf } from '#platform/actor';
import type { Context } from '#platform/context';
import { inTransaction, one, type Tx } from '#platform/database';
import { writeEvents } from '#platform/events';
import { refuse } from '#platform/refuse';
import { sees } from '#platform/visibility';
import { refuseUnseenCustomers } from '#modules/customers';
import { changeValues } from '#modules/fields';
import { incomingDepartment } from './incoming-department.ts';
import { cleanFields, type LeadFields } from './lead-fields.ts';
import { storeLines } from './lines.ts';
import { STAGES } from './presets.ts';
import { addReaches, readTyped } from './reaches.ts';
import { nameReferences } from './references.ts';
import { requireTopicText } from './topics.ts';

export type CreatedLead = { id: number; number: string };
type Owner = { responsibleId: number | null; departmentId: number | null };

export function createLead(ctx: Context, input: LeadCreate): Promise<CreatedLead> {
  return inTransaction(ctx.db, (tx) => addLead(tx, ctx, input));
}

/** The same within somebody's transaction. */
export async function addLead(tx: Tx, ctx: Context, input: LeadCreate): Promise<CreatedLead> {
  if (!scopeOf(ctx.actor, 'lead', 'create')) throw refuse('right.missing');
  const fields = cleanFields({ ...input, title: input.title ?? await titleOf(tx, input) });
  const owner = await ownerOf(tx, ctx, input);
  await requireTopicText(tx, fields.topicId, fields.topicText);
  const { companyId, contactId, sourceId, topicId } = fields;
  await refuseUnseenCustomers(tx, ctx, { companyId, contactId });
  await nameReferences(tx, Object.fromEntries(
    Object.entries({ companyId, contactId, sourceId, topicId, ...owner })
      .map(([name, id]) => [name, { old: null, new: id ?? null }])));
  const { next: custom } = await changeValues(
    tx, ctx, { entity: 'lead', id: null, values: null }, input.custom);
  return insertLead(tx, ctx, { input, fields, owner, custom });
}

/** An order that a site sends: the same key again is the same lead and changes nothing. */
export async function receiveLead(
  tx: Tx, ctx: Context, input: LeadCreate & { externalKey: string },
): Promise<CreatedLead & { created: boolean }> {
  const { externalKey, ...given } = input;
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [externalKey]);
  const known = await one<CreatedLead>(tx,
    'select id, number from leads.lead where external_key = $1', [externalKey]);
  if (known) return { ...known, created: false };
  const lead = await addLead(tx, ctx, given);
  await tx.query('update leads.lead set external_key = $2 where id = $1', [lead.id, externalKey]);
  return { ...lead, created: true };
}

/** What a lead is called until somebody names it. */
async function titleOf(tx: Tx, input: LeadCreate): Promise<string> {
  const topic = input.topicText?.trim() || (await one<{ name: string }>(tx,
    'select name from leads.topic where id = $1', [input.topicId ?? null]))?.name;
  const who = input.companyName?.trim() || input.personName?.trim();
  return [topic, who].filter(Boolean).join(' · ').slice(0, 500) || 'Обращение';
}

async function ownerOf(tx: Tx, ctx: Context, input: LeadCreate): Promise<Owner> {
  const { actor } = ctx;
  const responsibleId = input.responsibleId === undefined
    ? ownerByDefault(actor, 'lead') : input.responsibleId;
  const person = responsibleId === null ? undefined : await one<{ id: number | null }>(
    tx, 'select department_id as id from staff.employee where id = $1', [responsibleId]);
  const departmentId = person?.id ?? actor.departmentId ?? await incomingDepartment(tx);
  const facts = { departmentId, readerIds: responsibleId === null ? [] : [responsibleId] };
  if (!sees(actor, { entity: 'lead', action: 'create' }, facts)) throw refuse('right.missing');
  return { responsibleId, departmentId };
}

type Newborn = {
  input: LeadCreate; fields: LeadFields; owner: Owner; custom: Record<string, unknown>;
};

async function insertLead(
  tx: Tx, ctx: Context, { input, fields, owner, custom }: Newborn,
): Promise<CreatedLead> {
  const row = await one<CreatedLead>(tx, {
    name: 'lead-insert',
    text: `
      insert into leads.lead (title, stage_id, person_name, company_name, company_id, contact_id,
        channel, source_id, trace, topic_id, topic_text, department_id, responsible_id, comment,
        estimate_kopecks, created_by, created_at, updated_at, stage_changed_at, first_response_at,
        custom)
      select $1, s.id, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $16,
        $16, case when $15::bigint is not null then $16::timestamptz end,
        nullif($18::jsonb, '{}')
      from leads.stage s where s.code = $17
      returning id, number`,
    values: [
      fields.title, fields.personName, fields.companyName, fields.companyId, fields.contactId,
      fields.channel ?? 'manual', fields.sourceId, traceText(input.trace), fields.topicId,
      fields.topicText, owner.departmentId, owner.responsibleId, fields.comment,
      fields.estimateKopecks ?? 0, ctx.actor.employeeId, ctx.now(),
      ctx.actor.employeeId === null ? STAGES.fresh : STAGES.working, JSON.stringify(custom),
    ],
  });
  const lead = row!;
  await addReaches(tx, lead.id, readTyped(input));
  if (input.lines) await storeLines(tx, lead.id, input.lines);
  await writeEvents(tx, ctx, [{
    kind: 'lead.created', entity: 'lead', entityId: lead.id, data: { version: 1 },
  }]);
  return lead;
}

const traceText = (trace: SourceTrace | undefined): string | null =>
  (trace && Object.keys(trace).length > 0 ? JSON.stringify(trace) : null);
