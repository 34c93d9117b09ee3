// Who is away when: the people whom the reader may plan for, and colleagues of the own department.
// Why somebody is away is said to planners and to the person alone.
import type { AbsencePerson } from '#contract/absences';
import { dayNumber, isDate } from '#platform/clock';
import { companyToday } from '#platform/company-time';
import type { Context } from '#platform/context';
import { refuseField } from '#platform/refuse';
import { sees, visibleRows } from '#platform/visibility';
import { subtreeOf } from './department.ts';
import { ledDepartments } from './led-departments.ts';
import { listDepartments } from './read-departments.ts';

const EDIT = { entity: 'employee', action: 'edit' } as const;
const PERIOD_DAYS_MAX = 400;
const PEOPLE_MAX = 500;

const DEPUTY = `coalesce(a.deputy_id, e.deputy_id)`;

/** Whether whoever should stand in is away on one of the same days. */
const DEPUTY_AWAY = `exists (
    select from staff.absence o where o.employee_id = ${DEPUTY} and o.cancelled_at is null
      and o.from_on <= a.until_on and o.until_on >= a.from_on)
  or exists (
    select from staff.employee o where o.id = ${DEPUTY} and o.absent_from <= a.until_on
      and coalesce(o.absent_until, a.until_on) >= a.from_on)`;

const ABSENCES = `(
  select coalesce(json_agg(json_build_object(
      'id', a.id, 'employee', json_build_object('id', e.id, 'name', e.name),
      'deputy', (select json_build_object('id', d.id, 'name', d.name)
        from staff.employee d where d.id = ${DEPUTY}),
      'fromOn', a.from_on, 'untilOn', a.until_on, 'kind', a.kind,
      'state', case when a.until_on < $3::date then 'over' when a.from_on > $3::date
        then 'planned' else 'now' end,
      'deputyAway', ${DEPUTY_AWAY}) order by a.from_on), '[]')
  from staff.absence a
  where a.employee_id = e.id and a.cancelled_at is null
    and a.from_on <= $2::date and a.until_on >= $1::date)`;

type Query = { from: string; until: string; departmentId?: number };

function checkPeriod({ from, until }: Query): void {
  if (!isDate(from)) throw refuseField('from', 'Это не дата.');
  if (!isDate(until) || until < from || dayNumber(until) - dayNumber(from) > PERIOD_DAYS_MAX) {
    throw refuseField('until', `Период — до ${PERIOD_DAYS_MAX} дней, конец не раньше начала.`);
  }
}

export async function overviewAbsences(ctx: Context, query: Query): Promise<AbsencePerson[]> {
  checkPeriod(query);
  const { actor } = ctx;
  const within = query.departmentId === undefined ? null
    : subtreeOf(await listDepartments(ctx.db), query.departmentId);
  const led = await ledDepartments(ctx.db, actor);
  const values = [query.from, query.until, companyToday(ctx.now()), within, actor.employeeId,
    actor.departmentId, led];
  const over = visibleRows(actor, EDIT,
    { department: 'e.department_id', own: (me) => `e.id = ${me}` }, values.length);
  const { rows } = await ctx.db.query<AbsencePerson>(
    `select e.id, e.name, json_build_object('id', p.id, 'name', p.name) as department,
       (select json_build_object('id', d.id, 'name', d.name) from staff.employee d
        where d.id = e.deputy_id) as deputy,
       case when e.absent_from <= $2::date and coalesce(e.absent_until, $1::date) >= $1::date
         then json_build_object('fromOn', e.absent_from, 'untilOn', e.absent_until) end as away,
       ${ABSENCES} as absences
     from staff.employee e join staff.department p on p.id = e.department_id
     where e.dismissed_at is null and ($4::bigint[] is null or e.department_id = any($4))
       and (e.id = $5 or e.department_id = $6 or e.department_id = any($7)
         or ${over.sql})
     order by p.position, p.name collate "ru-x-icu", e.name collate "ru-x-icu", e.id
     limit ${PEOPLE_MAX}`, [...values, ...over.values]);
  return rows.map((row) => {
    const mayPlan = row.id === actor.employeeId || led.includes(row.department.id)
      || sees(actor, EDIT, { departmentId: row.department.id, readerIds: [] });
    const absences = mayPlan ? row.absences
      : row.absences.map((each) => ({ ...each, kind: 'other' as const }));
    return { ...row, mayPlan, absences };
  });
}
