// Other leads and deals of the same phone, address or company: context for the conversation, by
// department. Several open ones are normal; nothing here is ever a warning or merged.
import type { RelatedRecord } from '#contract/leads';
import { visibleDeals } from '#modules/deals';
import { can, scopeOf } from '#platform/actor';
import { businessDate } from '#platform/clock';
import { companyTimeZone } from '#platform/company-time';
import type { Context } from '#platform/context';
import { requireLead } from './lead-row.ts';
import { visibleLeads } from './visibility.ts';

/** A dealer has hundreds; the open and the newest ones say whom to ask. */
const RECORDS_MAX = 30;

type Found = Omit<RelatedRecord, 'entity' | 'id' | 'createdOn'> & {
  id: number; createdAt: string; visible: boolean;
};

const NUMBERS = `
  array(select r.value from leads.reach r where r.lead_id = $1)`;

const leadsSql = (visible: string) => `
  with same as (
    select r.lead_id as id, true as reached from leads.reach r where r.value = any(${NUMBERS})
    union
    select o.id, false from leads.lead m join leads.lead o on o.company_id = m.company_id
    where m.id = $1
  ), ranked as (select id, bool_or(reached) as reached from same where id <> $1 group by id)
  select l.id, l.number, l.title, tp.name as topic, dp.name as department, e.name as responsible,
    l.is_open as "isOpen", l.created_at as "createdAt",
    case when k.reached then 'reach' else 'company' end as by,
    coalesce(${visible}, false) as visible
  from ranked k join leads.lead l on l.id = k.id
    left join leads.topic tp on tp.id = l.topic_id
    left join staff.department dp
      on dp.id = coalesce(l.transferred_department_id, l.department_id)
    left join staff.employee e on e.id = coalesce(l.transferred_to_id, l.responsible_id)
  order by l.is_open desc, l.id desc limit ${RECORDS_MAX}`;

const dealsSql = (visible: string) => `
  with people as (
    select r.company_id, r.contact_id from customers.reach r where r.value = any(${NUMBERS})
  ), same as (
    select d.id, true as reached from people p join deals.deal d on d.contact_id = p.contact_id
    union
    select d.id, true from people p join deals.deal d on d.company_id = p.company_id
    union
    select d.id, false from leads.lead m join deals.deal d on d.company_id = m.company_id
    where m.id = $1
  ), ranked as (
    select id, bool_or(reached) as reached from same group by id order by id desc limit 500
  )
  select d.id, d.number, d.title, null as topic, dp.name as department, e.name as responsible,
    d.is_open as "isOpen", d.created_at as "createdAt",
    case when k.reached then 'reach' else 'company' end as by,
    coalesce(${visible}, false) as visible
  from ranked k join deals.deal d on d.id = k.id
    left join staff.department dp on dp.id = d.department_id
    left join staff.employee e on e.id = d.responsible_id
  order by d.is_open desc, d.id desc limit ${RECORDS_MAX}`;

export async function readRelated(ctx: Context, leadId: number): Promise<RelatedRecord[]> {
  await requireLead(ctx, ctx.db, leadId);
  const leads = visibleLeads(ctx.actor, 'read', 1);
  const deals = visibleDeals(ctx.actor, 'read', 1);
  const [foundLeads, foundDeals] = await Promise.all([
    ctx.db.query<Found>(leadsSql(leads.sql), [leadId, ...leads.values]),
    ctx.db.query<Found>(dealsSql(deals.sql), [leadId, ...deals.values]),
  ]);
  return [
    ...foundLeads.rows.flatMap((row) => shown(ctx, 'lead', row)),
    ...foundDeals.rows.flatMap((row) => shown(ctx, 'deal', row)),
  ];
}

/** Of what one may not open: that it exists, whose it is, since when; not more, or nothing. */
function shown(ctx: Context, entity: 'lead' | 'deal', found: Found): RelatedRecord[] {
  const { id, createdAt, visible, ...row } = found;
  if (!visible && !can(ctx.actor, entity, 'context')) return [];
  const createdOn = businessDate(new Date(createdAt), companyTimeZone());
  if (visible) return [{ ...row, entity, id, createdOn }];
  // Whoever routes callers has to tell one request from another.
  const routes = scopeOf(ctx.actor, 'lead', 'transfer') === 'all';
  const hidden = routes ? {} : { number: null, title: null, topic: null };
  return [{ ...row, ...hidden, entity, id: null, createdOn }];
}
