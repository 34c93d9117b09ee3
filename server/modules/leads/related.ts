// Other leads and deals of the same phone, address or company: context for the conversation, by
// department. Several open ones are normal; nothing here is ever a warning or merged.
import type { RelatedRecord } from '#contract/related';
import { visibleDeals } from '#modules/deals';
import { can, maySee, scopeOf } from '#platform/actor';
import type { Context } from '#platform/context';
import { prepared } from '#platform/prepared';
import { showRelated, type FoundRelated, type RelatedSource } from '#platform/related';
import { requireLead } from './lead-row.ts';
import { reachesOf, typedValues, type Typed } from './reaches.ts';
import { visibleLeads } from './visibility.ts';

/** A dealer has hundreds; the open and the newest ones say whom to ask. */
const RECORDS_MAX = 30;

// $1 is the lead that is looked at, 0 while it is being written down; $2 its phones and e-mails.
const leadsSql = (visible: string) => `
  with same as (
    select r.lead_id as id, true as reached from leads.reach r where r.value = any($2::text[])
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
    select r.company_id, r.contact_id from customers.reach r where r.value = any($2::text[])
  ), same as (
    select d.id, true as reached from people p join deals.deal d on d.contact_id = p.contact_id
    union
    select d.id, true from people p join deals.deal d on d.company_id = p.company_id
    union
    select d.id, false from leads.lead m join deals.deal d on d.company_id = m.company_id
    where m.id = $1
  ), ranked as (
    select id, bool_or(reached) as reached from same
    where not exists (select from leads.passing p where p.lead_id = $1 and p.deal_id = same.id)
    group by id order by id desc limit 500
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
  const values = (await reachesOf(ctx.db, leadId)).map(({ value }) => value);
  return relatedTo(ctx, leadId, values);
}

/** The same while a lead is being written down; what is no whole number yet finds nothing. */
export async function readCallers(ctx: Context, typed: Typed): Promise<RelatedRecord[]> {
  // A number would be an oracle for those who may not see whose it is.
  const values = maySee(ctx.actor, 'person.reach') ? typedValues(typed) : [];
  return values.length === 0 ? [] : relatedTo(ctx, 0, values);
}

async function relatedTo(
  ctx: Context, leadId: number, values: string[],
): Promise<RelatedRecord[]> {
  const leads = visibleLeads(ctx.actor, 'read', 2);
  const deals = visibleDeals(ctx.actor, 'read', 2);
  const [foundLeads, foundDeals] = await Promise.all([
    ctx.db.query<FoundRelated>(leadsSql(leads.sql), [leadId, values, ...leads.values]),
    ctx.db.query<FoundRelated>(dealsSql(deals.sql), [leadId, values, ...deals.values]),
  ]);
  return [
    ...foundLeads.rows.flatMap((row) => showRelated('lead', row, readerOf(ctx, 'lead'))),
    ...foundDeals.rows.flatMap((row) => showRelated('deal', row, readerOf(ctx, 'deal'))),
  ];
}

/** How leads hang on a record of that entity; $1 are its ids. */
const LINKS: Readonly<Record<string, { sql: string; by: string }>> = {
  company: { sql: 'l.company_id = any($1::bigint[])', by: `'company'` },
  contact: { sql: 'l.contact_id = any($1::bigint[])', by: `'contact'` },
  deal: {
    sql: `l.id in (select p.lead_id from leads.passing p where p.deal_id = any($1::bigint[]))
      or l.company_id = (select m.company_id from deals.deal m where m.id = ($1::bigint[])[1])
      or l.contact_id = (select m.contact_id from deals.deal m where m.id = ($1::bigint[])[1])`,
    by: `case when exists (select from leads.passing p
        where p.lead_id = l.id and p.deal_id = any($1::bigint[])) then 'origin'
      when l.company_id = (select m.company_id from deals.deal m where m.id = ($1::bigint[])[1])
        then 'company' else 'contact' end`,
  },
};

/** Leads of the same company or contact, and the one that a deal was born of. */
export const relatedLeads: RelatedSource = async (ctx, of) => {
  const link = Object.hasOwn(LINKS, of.entity) ? LINKS[of.entity] : undefined;
  if (!link) return [];
  const read = visibleLeads(ctx.actor, 'read', 2);
  const { rows } = await ctx.db.query<FoundRelated>(prepared('leads-related', `
    select l.id, l.number, l.title, tp.name as topic, dp.name as department,
      e.name as responsible, l.is_open as "isOpen", l.created_at as "createdAt",
      ${link.by} as by, coalesce(${read.sql}, false) as visible
    from leads.lead l left join leads.topic tp on tp.id = l.topic_id
      left join staff.department dp
        on dp.id = coalesce(l.transferred_department_id, l.department_id)
      left join staff.employee e on e.id = coalesce(l.transferred_to_id, l.responsible_id)
    where (${link.sql})${of.onlyVisible ? ` and ${read.sql}` : ''}
    order by l.is_open desc, l.id desc limit $2`, [of.ids, of.limit, ...read.values]));
  return rows.flatMap((row) => showRelated('lead', row, readerOf(ctx, 'lead')));
};

/** The deals that a lead has become. */
export const dealsOfLead: RelatedSource = async (ctx, of) => {
  if (of.entity !== 'lead') return [];
  const read = visibleDeals(ctx.actor, 'read', 2);
  const { rows } = await ctx.db.query<FoundRelated>(prepared('lead-own-deals', `
    select d.id, d.number, d.title, null as topic, dp.name as department, e.name as responsible,
      d.is_open as "isOpen", d.created_at as "createdAt", 'origin' as by,
      coalesce(${read.sql}, false) as visible
    from leads.passing p join deals.deal d on d.id = p.deal_id
      left join staff.department dp on dp.id = d.department_id
      left join staff.employee e on e.id = d.responsible_id
    where p.lead_id = any($1::bigint[])${of.onlyVisible ? ` and ${read.sql}` : ''}
    order by d.id desc limit $2`, [of.ids, of.limit, ...read.values]));
  return rows.flatMap((row) => showRelated('deal', row, readerOf(ctx, 'deal')));
};

const readerOf = (ctx: Context, entity: 'lead' | 'deal') => ({
  knowsOfOthers: can(ctx.actor, entity, 'context'),
  routes: scopeOf(ctx.actor, 'lead', 'transfer') === 'all',
});
