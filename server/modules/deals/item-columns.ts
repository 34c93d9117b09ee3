// Columns of a deal as lists, boards and cards answer it. Money is null for those who may not see
// it: the database does not even give it out.
import type { Actor } from '#platform/actor';
import { maySee } from '#platform/actor';
import { OPEN_TASKS, STUCK_OF_STAGE } from './catalogue.ts';

/** A name by id as `{id, name}`; a subquery per row of the page is cheaper than a wide join. */
export const named = (relation: string, id: string) =>
  `(select json_build_object('id', x.id, 'name', x.name) from ${relation} x where x.id = ${id})`;

const PLAIN = `
  d.id, d.number, d.title, d.pipeline_id as "pipelineId", d.stage_id as "stageId",
  d.is_open as "isOpen", ${named('staff.department', 'd.department_id')} as department,
  ${named('staff.employee', 'd.responsible_id')} as responsible,
  ${named('customers.company', 'd.company_id')} as company, d.currency,
  (select json_build_object('id', t.id, 'title', t.title, 'kind', t.kind, 'dueAt', t.due_at)
    from ${OPEN_TASKS} order by t.due_at, t.id limit 1) as "nextTask",
  d.order_numbers as "orderNumbers", d.created_at as "createdAt", d.updated_at as "updatedAt",
  d.last_activity_at as "lastActivityAt", ${STUCK_OF_STAGE} as "isStuck",
  d.closed_at as "closedAt", d.custom, d.version`;

const SHOWN = `
  d.amount_kopecks as "amountKopecks", d.paid_kopecks as "paidKopecks",
  d.paid_percent as "paidPercent", d.overpaid, d.shipped_percent as "shippedPercent",
  coalesce(d.other_currencies, '[]') as "otherCurrencies",
  d.overdue_kopecks as "overdueKopecks", d.deferred_until as "deferredUntil"`;

const HIDDEN = `
  null as "amountKopecks", null as "paidKopecks", null as "paidPercent", false as overpaid,
  null as "shippedPercent", null as "overdueKopecks", null as "deferredUntil",
  '[]'::jsonb as "otherCurrencies"`;

export function itemColumns(actor: Actor): string {
  return `${PLAIN}, ${maySee(actor, 'deal.money') ? SHOWN : HIDDEN}`;
}
