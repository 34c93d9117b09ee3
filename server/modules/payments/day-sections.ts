// What payments offer to «Мой день»: deferrals whose date has come or is near, and money of today.
import { DAY_PLAIN_KOPECKS } from '#contract/day';
import { maySee } from '#platform/actor';
import { addDays, dayNumber } from '#platform/clock';
import { companyToday } from '#platform/company-time';
import type { Context } from '#platform/context';
import { prepared } from '#platform/prepared';
import {
  atStake, dayPageOf, dayTasks, visibleDeals, type RawDayRow,
} from '#modules/deals';
import type { DayPage, DayScope, DaySource } from '#modules/work';
import { COMPANY_CURRENCY } from './dues.ts';

/** A week ahead is what one plans for. */
const AHEAD_DAYS = 7;

const NAMES = `d.id as "dealId", d.number as "dealNumber", d.title as "dealTitle",
  null as stage, (select c.name from customers.company c where c.id = d.company_id) as company,
  p.id as "personId", p.name as "personName", 'deal' as entity, d.id as "entityId",
  null::bigint as "taskId", null as "taskTitle", null as "taskKind", null::int as "taskVersion",
  null as priority, null::timestamptz as "dueAt", null::bigint as "insteadId",
  null as "insteadName"`;

async function comingDeferrals(ctx: Context, scope: DayScope): Promise<RawDayRow[]> {
  const today = companyToday(ctx.now());
  const seen = visibleDeals(ctx.actor, 'read', 4);
  const money = atStake(ctx.actor);
  const { rows } = await ctx.db.query<RawDayRow>(prepared('day-deferrals', `
    select x.*, count(*) over () as total, sum(x."amountKopecks") over ()::bigint as "sumKopecks"
    from (
      select ${NAMES}, ${money} as "amountKopecks", d.deferred_until::text as since
      from deals.deal d join staff.employee p on p.id = d.responsible_id
      where d.responsible_id = any($1::bigint[]) and d.deferred_until between $2 and $3
        and not exists (select from work.task t where t.entity = 'deal' and t.entity_id = d.id
          and t.kind = 'deferral' and t.done_at is null and t.cancelled_at is null)
        and (${seen.sql})
    ) x order by x.since, coalesce(x."amountKopecks", ${DAY_PLAIN_KOPECKS}) desc, x."dealId"
    limit $4`,
  [scope.employeeIds, today, addDays(today, AHEAD_DAYS), scope.limit, ...seen.values]));
  return rows;
}

const nothingOrSum = (...sums: (number | null)[]): number | null =>
  sums.every((sum) => sum === null) ? null : sums.reduce<number>((all, sum) => all + (sum ?? 0), 0);

async function readDeferrals(ctx: Context, scope: DayScope): Promise<DayPage> {
  if (!maySee(ctx.actor, 'deal.money')) return { total: 0, sumKopecks: null, items: [] };
  const [tasks, coming] = await Promise.all([
    dayTasks(ctx, scope, `t.kind = 'deferral'`), comingDeferrals(ctx, scope),
  ]);
  const today = dayNumber(companyToday(ctx.now()));
  const due = dayPageOf(tasks, () =>
    ({ why: 'Отсрочка наступила, свяжитесь с клиентом', late: true }));
  const near = dayPageOf(coming, ({ since }) => {
    const days = dayNumber(since!) - today;
    return { why: days === 0 ? 'Отсрочка до сегодня' : `Отсрочка через ${days} дн.`,
      late: false };
  });
  return {
    total: due.total + near.total,
    sumKopecks: nothingOrSum(due.sumKopecks, near.sumKopecks),
    items: [...due.items, ...near.items],
  };
}

type NewMoney = RawDayRow & { count: number; others: string | null };

/** What of today's payments counts as paid on its deal; other currencies are named, not added. */
async function readNewMoney(ctx: Context, scope: DayScope): Promise<DayPage> {
  if (!maySee(ctx.actor, 'deal.money')) return { total: 0, sumKopecks: null, items: [] };
  const seen = visibleDeals(ctx.actor, 'read', 4);
  const { rows } = await ctx.db.query<NewMoney>(prepared('day-money', `
    select x.*, count(*) over () as total, sum(x."amountKopecks") over ()::bigint as "sumKopecks"
    from (
      select ${NAMES}, m.kopecks as "amountKopecks", m.count, m.others, null as since
      from (
        select o.deal_id, count(distinct pay.uid) as count,
          sum(l.sum_kopecks) filter (where pay.currency = $3)::bigint as kopecks,
          string_agg(distinct pay.currency, ', ') filter (where pay.currency <> $3) as others
        from payments.payment pay
          join payments.payment_line l on l.base_id = pay.base_id and l.payment_uid = pay.uid
          left join payments.invoice i on l.order_uid is null and i.base_id = l.base_id
            and i.uid = l.invoice_uid and not i.gone
          join payments.sales_order o on o.base_id = l.base_id
            and o.uid = coalesce(l.order_uid, i.order_uid)
            and o.counts and o.currency = pay.currency
        where pay.paid_at >= $2::date and pay.paid_at < $2::date + 1 and pay.counts
        group by o.deal_id
      ) m join deals.deal d on d.id = m.deal_id
        join staff.employee p on p.id = d.responsible_id
      where d.responsible_id = any($1::bigint[]) and (${seen.sql})
    ) x order by x."amountKopecks" desc nulls last, x."dealId" limit $4`,
  [scope.employeeIds, companyToday(ctx.now()), COMPANY_CURRENCY, scope.limit, ...seen.values]));
  return dayPageOf(rows, (row) => ({ why: cameInWords(row), late: false }));
}

function cameInWords({ count, others }: NewMoney): string {
  const came = count > 1 ? 'Несколько оплат за день' : 'Оплата сегодня';
  return others === null ? came : `${came}, есть в ${others}`;
}

export const deferralDaySection: DaySource = {
  code: 'deferrals', title: 'Отсрочки', tone: 'warn',
  hint: 'Наступившие и те, что наступят за неделю.', read: readDeferrals,
};

export const moneyDaySection: DaySource = {
  code: 'money', title: 'Деньги сегодня', tone: 'ok',
  hint: 'Оплаты, которые 1С провела сегодня.', read: readNewMoney,
};
