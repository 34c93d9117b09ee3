// What leads offer to «Мой день»: those that came back, those that nobody took, those that stand
// still and those that are not passed on yet. One query over the open leads of a few people.
import type { DayRow } from '#contract/day';
import { shortDay } from '#contract/short-day';
import { addWorkingDays } from '#platform/production-calendar';
import { businessDate, momentOf } from '#platform/clock';
import { companyCalendar, companyTimeZone, companyToday } from '#platform/company-time';
import type { Context } from '#platform/context';
import { prepared } from '#platform/prepared';
import type { DayPage, DayScope, DaySource } from '#modules/work';
import { OPEN_TASKS } from './catalogue.ts';
import { STAGES } from './presets.ts';
import { visibleLeads } from './visibility.ts';

/** A caller who has heard nothing for two working days calls somebody else. */
const IDLE_WORKING_DAYS = 2;

type Why = 'returned' | 'waiting' | 'stuck' | 'fresh';

type Row = {
  id: number; number: string; title: string; company: string | null; estimate: number;
  personId: number; personName: string; receiver: string | null; reason: string | null;
  why: Why; since: string; isOld: boolean; total: number; sum: number;
};

/** In this order of urgency; a lead stands once. */
const RANKS: readonly Why[] = ['returned', 'stuck', 'waiting', 'fresh'];

const LEADS = (seen: string) => `
  select x.*, count(*) over () as total, sum(x.estimate) over ()::bigint as sum from (
    select l.id, l.number, l.title, l.estimate_kopecks as estimate,
      coalesce((select c.name from customers.company c where c.id = l.company_id), l.company_name)
        as company,
      e.id as "personId", e.name as "personName", passed.receiver, passed.reason,
      coalesce(passed.returned_at, passed.created_at, l.updated_at) as since,
      coalesce(passed.returned_at, passed.created_at, l.updated_at) < $3 as "isOld",
      case
        when passed.returned_at is not null then 'returned'
        when s.code = $4 and passed.accepted_at is null then 'waiting'
        when l.updated_at < $3 and not exists (select from ${OPEN_TASKS}) then 'stuck'
        else 'fresh' end as why
    from leads.lead l
      join leads.stage s on s.id = l.stage_id
      join staff.employee e on e.id = l.responsible_id
      left join lateral (
        select p.created_at, p.accepted_at, p.returned_at, p.return_reason as reason,
          (select r.name from staff.employee r where r.id = p.employee_id) as receiver
        from leads.passing p where p.lead_id = l.id order by p.id desc limit 1
      ) passed on true
    where l.responsible_id = any($1::bigint[]) and l.is_open and (${seen})
  ) x
  order by array_position($5::text[], x.why), x.estimate desc, x.since, x.id limit $2`;

const dayOf = (moment: string) => shortDay(businessDate(new Date(moment), companyTimeZone()));

const WORDS: Record<Why, (row: Row) => { why: string; late: boolean }> = {
  returned: ({ reason, receiver }) =>
    ({ why: `Вернули: ${reason ?? receiver ?? 'не моё'}`, late: true }),
  stuck: ({ since }) => ({ why: `Без движения с ${dayOf(since)}`, late: true }),
  waiting: ({ receiver, since, isOld }) => ({
    why: `${receiver ?? 'Получатель'} ещё не принимает, передан ${dayOf(since)}`, late: isOld,
  }),
  fresh: ({ since }) => ({ why: `Не передан, с ${dayOf(since)}`, late: false }),
};

function rowOf(row: Row): DayRow {
  return {
    key: `lead:${row.id}`, title: `${row.number} · ${row.title}`, ...WORDS[row.why](row),
    entity: 'lead', entityId: row.id, about: null, company: row.company,
    amountKopecks: row.estimate || null,
    person: { id: row.personId, name: row.personName }, insteadOf: null, task: null,
  };
}

async function readLeads(ctx: Context, scope: DayScope): Promise<DayPage> {
  const idleBefore = momentOf(
    addWorkingDays(companyCalendar(), companyToday(ctx.now()), -IDLE_WORKING_DAYS), '00:00',
    companyTimeZone());
  const seen = visibleLeads(ctx.actor, 'read', 5);
  const { rows } = await ctx.db.query<Row>(prepared('day-leads', LEADS(seen.sql), [
    scope.employeeIds, scope.limit, idleBefore, STAGES.passed, RANKS, ...seen.values,
  ]));
  const [first] = rows;
  return {
    total: first?.total ?? 0, sumKopecks: first?.sum || null, items: rows.map(rowOf),
  };
}

export const leadDaySection: DaySource = {
  code: 'leads', title: 'Лиды', tone: 'warn',
  hint: 'Вернули вам, стоят без движения, не приняты, ещё не переданы.', read: readLeads,
};
