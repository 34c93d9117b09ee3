// Columns of a lead as lists, boards and cards answer it. Phones and addresses are not even read
// for those who may not see them.
import { maySee, type Actor } from '#platform/actor';
import { OPEN_TASKS } from './catalogue.ts';

/** A name by id as `{id, name}`; a subquery per row of the page is cheaper than a wide join. */
export const named = (relation: string, id: string) =>
  `(select json_build_object('id', x.id, 'name', x.name) from ${relation} x where x.id = ${id})`;

const reachesOf = (kind: 'phone' | 'email') => `
  array(select case when r.is_valid then r.value || coalesce(' доб. ' || r.extension, '')
      else r.raw end from leads.reach r
    where r.lead_id = l.id and r.kind = '${kind}' order by r.id)`;

export function itemColumns(actor: Actor): string {
  const seen = maySee(actor, 'person.reach');
  return `
    l.id, l.number, l.title, l.stage_id as "stageId", l.is_open as "isOpen", l.channel,
    l.person_name as "personName", l.company_name as "companyName",
    ${named('customers.company', 'l.company_id')} as company,
    ${named('customers.contact', 'l.contact_id')} as contact,
    ${seen ? reachesOf('phone') : `'{}'::text[]`} as phones,
    ${seen ? reachesOf('email') : `'{}'::text[]`} as emails,
    ${named('deals.source', 'l.source_id')} as source,
    ${named('leads.topic', 'l.topic_id')} as topic, l.topic_text as "topicText",
    ${named('staff.employee', 'l.responsible_id')} as responsible,
    ${named('staff.department', 'l.department_id')} as department,
    ${named('staff.employee', 'l.transferred_to_id')} as "transferredTo",
    ${named('staff.department', 'l.transferred_department_id')} as "transferredDepartment",
    l.estimate_kopecks as "estimateKopecks",
    (select json_build_object('id', t.id, 'title', t.title, 'kind', t.kind, 'dueAt', t.due_at)
      from ${OPEN_TASKS} order by t.due_at, t.id limit 1) as "nextTask",
    l.created_at as "createdAt", l.updated_at as "updatedAt", l.closed_at as "closedAt",
    l.custom, l.version`;
}
