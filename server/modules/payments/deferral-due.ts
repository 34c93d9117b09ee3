// Deferral control: when the date comes, one notice and one task for the deal's CURRENT
// responsible, for ever; a working day later the head is told. Run by clock: 50,000 due dates of
// one morning are a query in batches, not 50,000 timers.
import { loadActingStaff, whoActs, whoActsForDepartment, type ActingStaff } from '#modules/staff';
import { createTasks, notify } from '#modules/work';
import { dayNumber } from '#platform/clock';
import { companyCalendar, companyToday } from '#platform/company-time';
import { systemContext, type Context } from '#platform/context';
import { inTransaction, type Db, type Tx } from '#platform/database';
import { writeEvents } from '#platform/events';
import { workingDayFrom } from '#platform/production-calendar';
import { contactUntil, escalatesAt, latestDueDate } from './deferral-times.ts';
import { AWAITED } from './dues.ts';

const BATCH_ROWS = 500;

type DueRow = {
  dealId: number; deferredUntil: string; number: string; title: string;
  responsibleId: number | null; departmentId: number | null; companyName: string | null;
};

// A deal's row is locked before its timer's, the order in which the exchange locks them; whoever is
// locked is passed over, so the earliest dates are walked along their index and nothing is sorted
// (50,000 due at once: sorting all of them for each batch was half of the work). The lock stands in
// a lateral part of its own, or the planner walks the deals by their dates instead: over everything
// that has fired before, and over the deferrals of ten years each minute.
const DUE = `
  with due as (
    select d.id, f.deferred_until
    from payments.deferral f cross join lateral (
      select d.id from deals.deal d
      where d.id = f.deal_id and d.deferred_until = f.deferred_until
      for update skip locked
    ) d
    where f.armed and f.state = 'waiting' and f.deferred_until <= $1::date
    order by f.deferred_until limit ${BATCH_ROWS}
  )
  update payments.deferral f set state = 'fired', fired_at = $2
  from due
    join deals.deal d on d.id = due.id
    left join customers.company c on c.id = d.company_id
  where f.deal_id = due.id and f.deferred_until = due.deferred_until and f.state = 'waiting'
  returning f.deal_id as "dealId", f.deferred_until as "deferredUntil", d.number, d.title,
    d.responsible_id as "responsibleId", d.department_id as "departmentId",
    c.name as "companyName"`;

/** Fires every due timer; returns how many. Safe to run twice at once and after a kill. */
export async function fireDeferrals(db: Db, now: () => Date): Promise<number> {
  const ctx = systemContext(db, 'system', now);
  const until = latestDueDate(now());
  const staff = await loadActingStaff(db);
  let fired = 0;
  for (;;) {
    const count = await inTransaction(db, (tx) => fireBatch(tx, ctx, staff, until));
    fired += count;
    if (count < BATCH_ROWS) return fired;
  }
}

type Told = DueRow & { employeeId: number; why: string };

function recipient(staff: ActingStaff, row: DueRow, today: string): Told | null {
  const acting = row.responsibleId === null
    ? whoActsForDepartment(staff, row.departmentId, today)
    : whoActs(staff, row.responsibleId, today);
  return acting && { ...row, employeeId: acting.employeeId, why: acting.why };
}

function lateness(row: DueRow, today: string): string {
  const days = dayNumber(today) - dayNumber(workingDayFrom(companyCalendar(), row.deferredUntil));
  return days > 0 ? ` Дата прошла ${days} дн. назад.` : '';
}

async function fireBatch(
  tx: Tx, ctx: Context, staff: ActingStaff, until: string,
): Promise<number> {
  const now = ctx.now();
  const today = companyToday(now);
  const { rows } = await tx.query<DueRow>({
    name: 'deferral-fire', text: DUE, values: [until, now],
  });
  const told = rows.map((row) => recipient(staff, row, today)).filter((row) => row !== null);
  const dueAt = contactUntil(now);
  const tasks = await createTasks(tx, ctx, told.map((row) => ({
    title: 'Связаться по отсрочке',
    kind: 'deferral' as const,
    entity: 'deal',
    entityId: row.dealId,
    assigneeId: row.employeeId,
    forEmployeeId: row.why === 'deputy' ? row.responsibleId : null,
    dueAt,
    note: `Отсрочка оплаты до ${row.deferredUntil}.${lateness(row, today)}`,
    onceKey: `deferral:${row.dealId}:${row.deferredUntil}`,
  })));
  await notify(tx, ctx, told.map((row) => ({
    employeeId: row.employeeId,
    forEmployeeId: row.why === 'deputy' ? row.responsibleId : null,
    kind: 'deferral.due',
    title: `Наступила отсрочка по сделке ${row.number}`,
    body: `${row.companyName ?? row.title}.${lateness(row, today)}${instead(row)}`,
    entity: 'deal',
    entityId: row.dealId,
    onceKey: `deferral:${row.dealId}:${row.deferredUntil}`,
  })));
  await rememberTasks(tx, told, tasks.map((task) => task.id));
  await writeEvents(tx, ctx, told.map((row) => ({
    kind: 'deferral.fired', entity: 'deal', entityId: row.dealId,
    data: { deferredUntil: row.deferredUntil, employeeId: row.employeeId, why: row.why },
  })));
  return rows.length;
}

function instead(row: Told): string {
  if (row.why === 'self') return '';
  return row.why === 'deputy' ? ' Вы замещаете ответственного.' : ' Ответственный недоступен.';
}

async function rememberTasks(tx: Tx, told: Told[], taskIds: number[]): Promise<void> {
  await tx.query({
    name: 'deferral-remember',
    text: `
      update payments.deferral f set task_id = n.task_id, employee_id = n.employee_id
      from unnest($1::bigint[], $2::date[], $3::bigint[], $4::bigint[])
        as n (deal_id, until, task_id, employee_id)
      where f.deal_id = n.deal_id and f.deferred_until = n.until`,
    values: [
      told.map((row) => row.dealId), told.map((row) => row.deferredUntil), taskIds,
      told.map((row) => row.employeeId),
    ],
  });
}

type FiredRow = DueRow & {
  firedAt: string; employeeId: number | null; isSettled: boolean;
};

/**
 * A working day after the notice the head gets one of their own, unless the task is done, the money
 * has come or the date was moved meanwhile.
 */
export async function tellHeadsOfDeferrals(db: Db, now: () => Date): Promise<number> {
  const ctx = systemContext(db, 'system', now);
  const staff = await loadActingStaff(db);
  let told = 0;
  for (;;) {
    const count = await inTransaction(db, (tx) => tellBatch(tx, ctx, staff));
    told += count;
    if (count < BATCH_ROWS) return told;
  }
}

async function tellBatch(tx: Tx, ctx: Context, staff: ActingStaff): Promise<number> {
  const now = ctx.now();
  const today = companyToday(now);
  const { rows } = await tx.query<FiredRow>({
    name: 'deferral-fired',
    text: `
      select f.deal_id as "dealId", f.deferred_until as "deferredUntil",
        f.fired_at as "firedAt", f.employee_id as "employeeId", d.number, d.title,
        d.responsible_id as "responsibleId", d.department_id as "departmentId",
        null as "companyName",
        coalesce(t.done_at is not null or t.cancelled_at is not null, false)
          or not exists (select from payments.due x where x.deal_id = f.deal_id
            and x.pay_on = f.deferred_until and ${AWAITED}) as "isSettled"
      from payments.deferral f
        join deals.deal d on d.id = f.deal_id
        left join work.task t on t.id = f.task_id
      where f.state = 'fired' and f.head_notified_at is null
      order by f.fired_at limit ${BATCH_ROWS} for update of f skip locked`,
    values: [],
  });
  const ripe = rows.filter((row) => escalatesAt(new Date(row.firedAt)) <= now);
  await notify(tx, ctx, ripe.filter((row) => !row.isSettled).flatMap((row) => {
    const head = headAbove(staff, row, today);
    return head === null ? [] : [{
      employeeId: head,
      kind: 'deferral.escalated',
      title: `По отсрочке сделки ${row.number} не связались`,
      body: row.title,
      entity: 'deal',
      entityId: row.dealId,
      onceKey: `deferral-head:${row.dealId}:${row.deferredUntil}`,
    }];
  }));
  await tx.query({
    name: 'deferral-told-head',
    text: `
      update payments.deferral f set head_notified_at = $3
      from unnest($1::bigint[], $2::date[]) as n (deal_id, until)
      where f.deal_id = n.deal_id and f.deferred_until = n.until`,
    values: [ripe.map((row) => row.dealId), ripe.map((row) => row.deferredUntil), now],
  });
  return ripe.length;
}

/** A head who was told at first is not told again of themselves: the one above is. */
function headAbove(staff: ActingStaff, row: FiredRow, today: string): number | null {
  for (let id = row.departmentId; ; id = staff.parents.get(id) ?? null) {
    const acting = whoActsForDepartment(staff, id, today);
    if (acting !== null && acting.employeeId !== row.employeeId) return acting.employeeId;
    if (id === null) return null;
  }
}
