// The times a lead was passed on; the latest one says where it is now.
import type { LeadPassing, PassReason } from '#contract/leads';
import { visibleDeals } from '#modules/deals';
import type { Context } from '#platform/context';
import { one, type Queryable, type Tx } from '#platform/database';
import { prepared } from '#platform/prepared';

type Named = { id: number; name: string };

export type Passing = {
  id: number;
  deal: { id: number; number: string };
  asked: Named;
  employee: Named;
  department: Named;
  why: PassReason;
  taskId: number | null;
  createdById: number | null;
  acceptedAt: string | null;
  returnedAt: string | null;
};

const NAMES = `
  json_build_object('id', a.id, 'name', a.name) as asked,
  json_build_object('id', e.id, 'name', e.name) as employee,
  json_build_object('id', dp.id, 'name', dp.name) as department, p.why`;

const JOINS = `
  join deals.deal d on d.id = p.deal_id
  join staff.employee a on a.id = p.asked_employee_id
  join staff.employee e on e.id = p.employee_id
  join staff.department dp on dp.id = p.department_id`;

/** The lead must be locked: nobody passes or returns it meanwhile. */
export function latestPassing(tx: Tx, leadId: number): Promise<Passing | undefined> {
  return one<Passing>(tx, {
    name: 'lead-latest-passing',
    text: `
      select p.id, json_build_object('id', d.id, 'number', d.number) as deal, ${NAMES},
        p.task_id as "taskId", p.created_by as "createdById", p.accepted_at as "acceptedAt",
        p.returned_at as "returnedAt"
      from leads.passing p ${JOINS}
      where p.lead_id = $1 order by p.id desc limit 1`,
    values: [leadId],
  });
}

/** Newest first, for the card: of a deal that the reader may not open only that it is there. */
export async function readPassings(
  on: Queryable, ctx: Context, leadId: number,
): Promise<LeadPassing[]> {
  const seen = visibleDeals(ctx.actor, 'read', 1);
  const { rows } = await on.query<LeadPassing>(prepared('lead-passings', `
    select json_build_object('id', d.id, 'number', d.number, 'isOpen', d.is_open,
        'mayOpen', coalesce(${seen.sql}, false)) as deal, ${NAMES},
      p.created_at as "createdAt", p.accepted_at as "acceptedAt",
      p.returned_at as "returnedAt", p.return_reason as "returnReason"
    from leads.passing p ${JOINS}
    where p.lead_id = $1 order by p.id desc`, [leadId, ...seen.values]));
  return rows;
}
