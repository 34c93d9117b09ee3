// What deals offer to «Мой день»: tasks by their deadline, deals that stand still, deals without a
// next action. Each section is one query over the open tasks or open deals of a few people.
import { shortDay } from '#contract/short-day';
import type { Context } from '#platform/context';
import { companyTimeZone, companyToday } from '#platform/company-time';
import { businessDate, minuteOfDay } from '#platform/clock';
import { boundsOfDay } from '#platform/listing/relative-date';
import { prepared } from '#platform/prepared';
import type { DaySource, DayScope } from '#modules/work';
import { OPEN_TASKS } from './catalogue.ts';
import {
  atStake, costOf, daysInWords, daysLate, pageOf, workingDaysSince, type RawDayRow, type Words,
} from './day-rows.ts';
import { visibleDeals } from './visibility.ts';

const NAMES = `
  d.id as "dealId", d.number as "dealNumber", d.title as "dealTitle",
  (select s.name from deals.stage s where s.id = d.stage_id) as stage,
  (select c.name from customers.company c where c.id = d.company_id) as company,
  p.id as "personId", p.name as "personName"`;

const TASK_COLUMNS = `t.id as "taskId", t.title as "taskTitle", t.kind as "taskKind",
  t.version as "taskVersion", t.priority, t.due_at as "dueAt",
  coalesce(t.entity, 'task') as entity, coalesce(t.entity_id, t.id) as "entityId",
  fe.id as "insteadId", fe.name as "insteadName", t.due_at as since`;

const DEAL_COLUMNS = `null::bigint as "taskId", null as "taskTitle", null as "taskKind",
  null::int as "taskVersion", null as priority, null::timestamptz as "dueAt", 'deal' as entity,
  d.id as "entityId", null::bigint as "insteadId", null as "insteadName",
  d.last_activity_at as since`;

const inOrder = (inner: string, limit: string) => `
  select x.*, count(*) over () as total, sum(x."amountKopecks") over ()::bigint as "sumKopecks"
  from (${inner}) x order by x.cost desc, x.since, x."entityId" limit ${limit}`;

/** Open tasks of people; $1 people, $2 now, $3 limit, then what `where` needs. */
export async function dayTasks(
  ctx: Context, scope: DayScope, where: string, more: unknown[] = [],
): Promise<RawDayRow[]> {
  const seen = visibleDeals(ctx.actor, 'read', 3 + more.length);
  const money = atStake(ctx.actor);
  const { rows } = await ctx.db.query<RawDayRow>(prepared('day-tasks', inOrder(`
    select ${TASK_COLUMNS}, ${NAMES}, ${money} as "amountKopecks",
      ${costOf(money, 't.due_at', '$2')} * case t.priority when 'high' then 2 else 1 end as cost
    from work.task t
      join staff.employee p on p.id = t.assignee_id
      left join staff.employee fe on fe.id = t.for_employee_id
      left join deals.deal d on t.entity = 'deal' and d.id = t.entity_id and (${seen.sql})
    where t.assignee_id = any($1::bigint[]) and t.done_at is null and t.cancelled_at is null
      and ${where}`, '$3'),
  [scope.employeeIds, ctx.now(), scope.limit, ...more, ...seen.values]));
  return rows;
}

/**
 * Open deals of people without an open task; $1 people, $2 now, $3 limit. What was loaded as
 * history is nobody's work of today before something has happened to it: years of orders that 1C
 * keeps open would bury what was promised yesterday.
 */
async function dayDeals(ctx: Context, scope: DayScope, where: string): Promise<RawDayRow[]> {
  const seen = visibleDeals(ctx.actor, 'read', 3);
  const money = atStake(ctx.actor);
  const { rows } = await ctx.db.query<RawDayRow>(prepared('day-deals', inOrder(`
    select ${DEAL_COLUMNS}, ${NAMES}, ${money} as "amountKopecks",
      ${costOf(money, 'd.last_activity_at', '$2')} as cost
    from deals.deal d
      join deals.stage st on st.id = d.stage_id
      join staff.employee p on p.id = d.responsible_id
    where d.responsible_id = any($1::bigint[]) and d.is_open and ${where}
      and (not d.from_history or d.last_activity_at > d.created_at)
      and not exists (select from ${OPEN_TASKS}) and (${seen.sql})`, '$3'),
  [scope.employeeIds, ctx.now(), scope.limit, ...seen.values]));
  return rows;
}

export { atStake, pageOf as dayPageOf, type RawDayRow } from './day-rows.ts';

const PLAIN_KINDS = `t.kind not in ('acceptance', 'approval', 'deferral')`;

function clockOf(moment: string): string {
  const minute = minuteOfDay(new Date(moment), companyTimeZone());
  return [Math.floor(minute / 60), minute % 60]
    .map((part) => String(part).padStart(2, '0')).join(':');
}

function untilWords(dueAt: string, days: number): string {
  if (days === 0) return `До ${clockOf(dueAt)}`;
  const day = businessDate(new Date(dueAt), companyTimeZone());
  return `До ${shortDay(day)}, ${clockOf(dueAt)}`;
}

const lateWords = (ctx: Context): Words => ({ dueAt }) => {
  if (dueAt === null) return { why: 'Без срока', late: false };
  const isLate = dueAt <= ctx.now().toISOString();
  const days = daysLate(dueAt, ctx);
  if (!isLate) return { why: untilWords(dueAt, days), late: false };
  return days === 0 ? { why: `Срок был в ${clockOf(dueAt)}`, late: true }
    : { why: `Просрочено на ${daysInWords(days)}`, late: true };
};

const endOfToday = (ctx: Context) =>
  boundsOfDay(companyToday(ctx.now()), companyTimeZone()).until;

const datedSections: DaySource[] = [
  {
    code: 'acceptance', title: 'Ждут вашего решения', tone: 'warn',
    hint: 'Переданные вам сделки и согласования.',
    read: async (ctx, scope) =>
      pageOf(await dayTasks(ctx, scope, `t.kind in ('acceptance', 'approval')`), lateWords(ctx)),
  },
  {
    code: 'overdue', title: 'Просрочено', tone: 'bad',
    hint: 'Дела, срок которых прошёл.',
    read: async (ctx, scope) =>
      pageOf(await dayTasks(ctx, scope, `${PLAIN_KINDS} and t.due_at <= $2`), lateWords(ctx)),
  },
  {
    code: 'today', title: 'Сегодня', tone: 'plain',
    hint: 'Дела, срок которых наступит сегодня.',
    read: async (ctx, scope) => pageOf(await dayTasks(
      ctx, scope, `${PLAIN_KINDS} and t.due_at > $2 and t.due_at < $4::timestamptz`,
      [endOfToday(ctx)]), lateWords(ctx)),
  },
];

/** These stand below what has a date: nobody has promised anything for them. */
const quietSections: DaySource[] = [
  {
    code: 'stuck', title: 'Зависли', tone: 'warn',
    hint: 'Ни событий, ни дел дольше, чем допускает стадия.',
    read: async (ctx, scope) => pageOf(
      await dayDeals(ctx, scope, 'd.last_activity_at < st.idle_before'),
      ({ since, stage }) => ({
        why: `Без движения ${daysInWords(workingDaysSince(since!, ctx))}, «${stage}»`, late: true,
      })),
  },
  {
    code: 'noAction', title: 'Нет следующего дела', tone: 'plain',
    hint: 'Сделки в работе, по которым ничего не запланировано.',
    read: async (ctx, scope) => pageOf(
      await dayDeals(ctx, scope, '(d.last_activity_at < st.idle_before) is not true'),
      ({ stage }) => ({ why: `Стадия «${stage}»`, late: false })),
  },
];

/** `dated` first in a day, `quiet` after what others have to say. */
export const daySections = { dated: datedSections, quiet: quietSections };
