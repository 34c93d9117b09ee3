// A person edits fields of a lead. Fields that nobody else touched meanwhile are merged; every
// field leaves its old and new value in history.
import type { LeadEdit } from '#contract/leads';
import { maySee } from '#platform/actor';
import type { Context } from '#platform/context';
import { inTransaction, type Tx } from '#platform/database';
import { changesBetween, writeEvents, type Changes } from '#platform/events';
import { refuseLostUpdate } from '#platform/lost-update';
import { refuse } from '#platform/refuse';
import { refuseUnseenCustomers } from '#modules/customers';
import { changeValues, type CustomChange } from '#modules/fields';
import { cleanFields, COLUMN_OF, type LeadFields } from './lead-fields.ts';
import { lockLead, type LeadRow } from './lead-row.ts';
import { reachChanges, replaceReaches } from './reaches.ts';
import { nameReferences } from './references.ts';
import { departmentOf, requireMayGive } from './receiver.ts';
import { requireKept } from './stage-rules.ts';
import { requireTopicText } from './topics.ts';
import { updateLead } from './update-lead.ts';
import { leadFacts } from './visibility.ts';

export type EditLead = LeadEdit & { id: number };

export async function editLead(ctx: Context, input: EditLead): Promise<{ version: number }> {
  const typesReach = input.phones !== undefined || input.emails !== undefined;
  if (typesReach && !maySee(ctx.actor, 'person.reach')) throw refuse('right.missing');
  const wanted = cleanFields(input);
  return inTransaction(ctx.db, async (tx) => {
    const lead = await lockLead(tx, ctx, input.id);
    const changes = {
      ...changesBetween(lead, wanted), ...await reachChanges(tx, lead.id, input),
    };
    const custom = await changeValues(tx, ctx,
      { entity: 'lead', id: lead.id, values: lead.custom }, input.custom);
    const fields = [...Object.keys(changes), ...Object.keys(custom.changes)];
    if (fields.length === 0) return { version: lead.version };
    await refuseLostUpdate(tx, { entity: 'lead', record: lead, seen: input.version, fields });
    if (changes['topicId'] || changes['topicText']) {
      const { topicId, topicText } = { ...lead, ...wanted };
      await requireTopicText(tx, topicId, topicText);
    }
    await requireKept(tx, lead, { ...changes, ...custom.changes });
    if (typesReach) await replaceReaches(tx, lead.id, input);
    return { version: await store(tx, ctx, lead, { changes, custom }) };
  });
}

/** Nobody's, one's own, or of an absent person whom one stands in for. */
const isOwn = ({ actor }: Context, id: unknown): boolean =>
  id === null || [actor.employeeId, ...actor.actsFor].includes(id as number);

type Wanted = { changes: Changes; custom: CustomChange };

async function store(
  tx: Tx, ctx: Context, lead: LeadRow, { changes, custom }: Wanted,
): Promise<number> {
  const owner = changes['responsibleId'];
  // Whoever gets a lead takes it into their department, so that their head sees it as well.
  const departmentId = owner && owner.new !== null
    ? await departmentOf(tx, owner.new as number) : lead.departmentId;
  if (owner && departmentId !== null && !isOwn(ctx, owner.new)) {
    requireMayGive(ctx.actor, departmentId);
  }
  const all: Changes = departmentId === lead.departmentId
    ? changes : { ...changes, departmentId: { old: lead.departmentId, new: departmentId } };
  const visibleBefore = owner ? (await leadFacts(tx, [lead.id])).get(lead.id) : undefined;
  await refuseUnseenCustomers(tx, ctx, {
    companyId: changes['companyId']?.new as number | null | undefined,
    contactId: changes['contactId']?.new as number | null | undefined,
  });
  const named = await nameReferences(tx, all);
  const version = await updateLead(tx, ctx, lead.id, {
    ...columnsOf(changes), department_id: departmentId,
    ...(Object.keys(custom.changes).length > 0 ? { custom: JSON.stringify(custom.next) } : {}),
  });
  await writeEvents(tx, ctx, [{
    kind: 'lead.edited', entity: 'lead', entityId: lead.id,
    data: { version, changes: { ...named, ...custom.changes } },
    ...(visibleBefore ? { visibleBefore } : {}),
  }]);
  return version;
}

function columnsOf(changes: Changes): Parameters<typeof updateLead>[3] {
  return Object.fromEntries(Object.entries(changes).flatMap(([field, change]) => {
    const column = COLUMN_OF[field as keyof LeadFields];
    return column ? [[column, change.new]] : [];
  }));
}
