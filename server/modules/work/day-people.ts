// Whose day one may look at: the own one, that of people one answers for, and that of those who
// are away and whose deputy one is.
import type { DayPeople, DayQuery } from '#contract/day';
import { scopeOf } from '#platform/actor';
import type { Context } from '#platform/context';
import { refuse } from '#platform/refuse';
import { visibleRows, type Predicate } from '#platform/visibility';

/** People whose tasks the actor reads by the scope of their rights, not by being a party. */
function answeredFor(ctx: Context, offset: number): Predicate {
  const { actor } = ctx;
  const own = { sql: `e.id = $${offset + 1}::bigint`, values: [actor.employeeId] as unknown[] };
  const scope = scopeOf(actor, 'task', 'read');
  if (scope === null || scope === 'own') return own;
  return visibleRows(actor, { entity: 'task', action: 'read' },
    { department: 'e.department_id', own: (me) => `e.id = ${me}` }, offset);
}

export async function peopleOfDay(ctx: Context, query: DayQuery): Promise<number[]> {
  const me = ctx.actor.employeeId;
  const { employeeId, departmentId } = query;
  if (employeeId === undefined && departmentId === undefined) {
    if (me === null) throw refuse('right.missing', 'Мой день есть только у сотрудников.');
    return [me];
  }
  if (employeeId !== undefined) {
    if (employeeId === me || ctx.actor.actsFor.includes(employeeId)) return [employeeId];
    const seen = answeredFor(ctx, 1);
    const { rows } = await ctx.db.query<{ id: number }>(
      `select e.id from staff.employee e where e.id = $1 and (${seen.sql})`,
      [employeeId, ...seen.values]);
    if (rows.length === 0) throw refuse('record.missing');
    return [employeeId];
  }
  const seen = answeredFor(ctx, 1);
  const { rows } = await ctx.db.query<{ id: number }>(
    `with recursive tree as (
       select $1::bigint as id
       union
       select c.id from staff.department c join tree t on c.parent_id = t.id
     )
     select e.id from staff.employee e join tree t on t.id = e.department_id
     where e.dismissed_at is null and (${seen.sql})`,
    [departmentId, ...seen.values]);
  if (rows.length === 0) throw refuse('record.missing');
  return rows.map((row) => row.id);
}

export async function readDayPeople(ctx: Context): Promise<DayPeople> {
  const { actor } = ctx;
  const seen = answeredFor(ctx, 1);
  const { rows } = await ctx.db.query<
    DayPeople['employees'][number] & { departmentName: string }>(
    `select e.id, e.name, e.department_id as "departmentId", d.name as "departmentName",
       e.id = any($1::bigint[]) as absent
     from staff.employee e join staff.department d on d.id = e.department_id
     where e.dismissed_at is null and ((${seen.sql}) or e.id = any($1::bigint[]))
     order by absent desc, e.name collate "ru-x-icu", e.id`,
    [actor.actsFor, ...seen.values]);
  const departments = new Map(rows
    .filter((row) => !row.absent && row.id !== actor.employeeId)
    .map((row) => [row.departmentId, row.departmentName]));
  return {
    employees: rows.map(({ id, name, departmentId, absent }) =>
      ({ id, name, departmentId, absent })),
    departments: [...departments].map(([id, name]) => ({ id, name }))
      .sort((a, b) => a.name.localeCompare(b.name, 'ru')),
  };
}
