// Absences planned ahead: a person plans their own, whoever manages people plans anybody's. The
// deputy acts for the absent between the two days; every plan and its end is an event.
import type { AbsenceItem, AbsencePlan } from '#contract/absences';
import { can } from '#platform/actor';
import { isDate } from '#platform/clock';
import { companyToday } from '#platform/company-time';
import type { Context } from '#platform/context';
import { inTransaction, one, type Queryable, type Tx } from '#platform/database';
import { writeEvents } from '#platform/events';
import { refuse, refuseField } from '#platform/refuse';
import { requireOver } from './employee-record.ts';
import { ledDepartments } from './led-departments.ts';

const COLUMNS = `a.id, json_build_object('id', e.id, 'name', e.name) as employee,
  case when d.id is not null then json_build_object('id', d.id, 'name', d.name) end as deputy,
  a.from_on as "fromOn", a.until_on as "untilOn", a.kind,
  case when a.until_on < $1::date then 'over' when a.from_on > $1::date then 'planned'
    else 'now' end as state`;
const FROM = `staff.absence a join staff.employee e on e.id = a.employee_id
  left join staff.employee d on d.id = a.deputy_id`;

type Person = { id: number; name: string; departmentId: number };

async function personOf(on: Queryable, id: number): Promise<Person | undefined> {
  return one<Person>(on,
    `select id, name, department_id as "departmentId" from staff.employee
     where id = $1 and dismissed_at is null`, [id]);
}

/** Oneself, whoever heads the department or one above it, and who may change the record. */
async function requirePlanner(ctx: Context, on: Queryable, employeeId: number): Promise<Person> {
  const person = await personOf(on, employeeId);
  if (!person) throw refuse('record.missing');
  if (ctx.actor.employeeId === employeeId) return person;
  const led = await ledDepartments(on, ctx.actor);
  if (!led.includes(person.departmentId)) requireOver(ctx, person.departmentId, null);
  return person;
}

export async function listAbsences(ctx: Context, employeeId: number): Promise<AbsenceItem[]> {
  await requirePlanner(ctx, ctx.db, employeeId);
  const { rows } = await ctx.db.query<AbsenceItem>(
    `select ${COLUMNS} from ${FROM} where a.employee_id = $2 and a.cancelled_at is null
     order by a.from_on desc limit 100`, [companyToday(ctx.now()), employeeId]);
  return rows;
}

/** Whom the reader stands in for today. */
export async function listStandingIn(ctx: Context): Promise<AbsenceItem[]> {
  const today = companyToday(ctx.now());
  const { rows } = await ctx.db.query<AbsenceItem>(
    `select ${COLUMNS} from ${FROM} where a.employee_id = any($2::bigint[])
       and a.cancelled_at is null and $1::date between a.from_on and a.until_on`,
    [today, ctx.actor.actsFor]);
  return rows;
}

export async function planAbsence(
  ctx: Context, input: { id: number } & AbsencePlan,
): Promise<AbsenceItem> {
  const { fromOn, untilOn, deputyId = null, kind = 'vacation' } = input;
  const today = companyToday(ctx.now());
  checkDays(fromOn, untilOn, today);
  return inTransaction(ctx.db, async (tx) => {
    await tx.query('select from staff.employee where id = $1 for update', [input.id]);
    const person = await requirePlanner(ctx, tx, input.id);
    if (deputyId !== null) await requireDeputy(tx, ctx, person, deputyId);
    const clash = await one(tx,
      `select from staff.absence where employee_id = $1 and cancelled_at is null
         and from_on <= $3 and until_on >= $2`, [input.id, fromOn, untilOn]);
    if (clash) throw refuseField('fromOn', 'На эти дни отсутствие уже запланировано.');
    const row = await one<{ id: number }>(tx,
      `insert into staff.absence (employee_id, deputy_id, from_on, until_on, kind, created_by,
         created_at)
       values ($1, $2, $3, $4, $5, $6, $7) returning id`,
      [input.id, deputyId, fromOn, untilOn, kind, ctx.actor.employeeId, ctx.now()]);
    await writeEvents(tx, ctx, [{
      kind: 'absence.planned', entity: 'employee', entityId: input.id,
      data: { absenceId: row!.id, fromOn, untilOn, deputyId },
    }]);
    return (await one<AbsenceItem>(tx, `select ${COLUMNS} from ${FROM} where a.id = $2`,
      [today, row!.id]))!;
  });
}

function checkDays(fromOn: string, untilOn: string, today: string): void {
  if (!isDate(fromOn)) throw refuseField('fromOn', 'Это не дата.');
  if (!isDate(untilOn)) throw refuseField('untilOn', 'Это не дата.');
  if (untilOn < fromOn) {
    throw refuseField('untilOn', 'Отсутствие не может кончиться раньше, чем началось.');
  }
  if (untilOn < today) throw refuseField('untilOn', 'Эти дни уже прошли.');
}

/** Alone one chooses among colleagues of the own department, a head among the people they lead. */
async function requireDeputy(
  tx: Tx, ctx: Context, person: Person, deputyId: number,
): Promise<void> {
  if (deputyId === person.id) throw refuseField('deputyId', 'Нельзя замещать самого себя.');
  const deputy = await personOf(tx, deputyId);
  if (!deputy) throw refuseField('deputyId', 'Такого сотрудника нет или он уволен.');
  if (deputy.departmentId === person.departmentId || can(ctx.actor, 'employee', 'edit')) return;
  const led = await ledDepartments(tx, ctx.actor);
  if (led.includes(person.departmentId) && led.includes(deputy.departmentId)) return;
  const head = await one(tx,
    'select from staff.department_head where employee_id = $1 and department_id = $2',
    [deputyId, person.departmentId]);
  if (head) return;
  throw refuseField('deputyId',
    'Заместителя выбирают из того же отдела. Другого назначит руководитель выше.');
}

/** What has not begun is cancelled; what runs ends today, and the work goes back. */
export async function cancelAbsence(ctx: Context, id: number): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const row = await one<{ employeeId: number; over: boolean }>(tx,
      `select employee_id as "employeeId",
         cancelled_at is not null or ended_at is not null as over
       from staff.absence where id = $1 for update`, [id]);
    if (!row || row.over) throw refuse('record.missing');
    await requirePlanner(ctx, tx, row.employeeId);
    await tx.query('update staff.absence set cancelled_at = $2 where id = $1', [id, ctx.now()]);
    await writeEvents(tx, ctx, [{
      kind: 'absence.cancelled', entity: 'employee', entityId: row.employeeId,
      data: { absenceId: id },
    }]);
  });
}

export type BegunAbsence = { id: number; name: string; deputyId: number | null; untilOn: string };

/** Marks those that have begun, each once, and says whose they are. */
export async function beginAbsences(tx: Tx, ctx: Context): Promise<BegunAbsence[]> {
  const { rows } = await tx.query<BegunAbsence & { employeeId: number }>(
    `update staff.absence a set started_at = $1
     from staff.employee e
     where e.id = a.employee_id and a.started_at is null and a.cancelled_at is null
       and a.ended_at is null and $2::date between a.from_on and a.until_on
     returning a.id, a.employee_id as "employeeId", e.name, a.deputy_id as "deputyId",
       a.until_on as "untilOn"`, [ctx.now(), companyToday(ctx.now())]);
  await writeEvents(tx, ctx, rows.map(({ id, employeeId, deputyId }) => ({
    kind: 'absence.started', entity: 'employee', entityId: employeeId,
    data: { absenceId: id, deputyId },
  })));
  return rows;
}
