// Who answers for a person today: themselves, a deputy, else a head up the tree, else an
// administrator. A record never loses its owner because somebody fell ill or left.
import type { Queryable } from '#platform/database';
import { isAbsent, type Absence } from './absence.ts';
import { pathUp } from './department.ts';

export type ActingPerson = {
  id: number;
  departmentId: number;
  deputyId: number | null;
  absentFrom: string | null;
  absentUntil: string | null;
  dismissed: boolean;
  /** Planned ones, each with a deputy of its own. */
  absences?: (Absence & { deputyId: number | null })[];
};

export type ActingStaff = {
  people: ReadonlyMap<number, ActingPerson>;
  parents: ReadonlyMap<number, number | null>;
  heads: ReadonlyMap<number, number[]>;
  /** Working administrators, the oldest first. */
  administratorIds: number[];
};

export type Acting = {
  employeeId: number;
  why: 'self' | 'deputy' | 'head' | 'administrator';
};

/** Null only when nobody at all is left. `onDay` is a business date. */
export function whoActs(staff: ActingStaff, employeeId: number, onDay: string): Acting | null {
  const person = staff.people.get(employeeId);
  if (person && works(person, onDay)) return { employeeId, why: 'self' };
  const deputy = workingDeputy(staff, employeeId, onDay);
  if (deputy !== null) return { employeeId: deputy, why: 'deputy' };
  return whoActsForDepartment(staff, person?.departmentId ?? null, onDay);
}

/** Who answers for records of a department that have no responsible. */
export function whoActsForDepartment(
  staff: ActingStaff, departmentId: number | null, onDay: string,
): Acting | null {
  const path = departmentId === null ? [] : pathUp(staff.parents, departmentId);
  const heads = path.flatMap((id) => staff.heads.get(id) ?? []);
  const present = (id: number) => {
    const person = staff.people.get(id);
    return person !== undefined && works(person, onDay);
  };
  const head = heads.find(present);
  if (head !== undefined) return { employeeId: head, why: 'head' };
  const administrator = staff.administratorIds.find(present) ?? staff.administratorIds[0];
  return administrator === undefined ? null : { employeeId: administrator, why: 'administrator' };
}

const plannedOn = (person: ActingPerson, day: string) =>
  person.absences?.find((absence) => isAbsent(absence, day));

export const isAway = (person: ActingPerson, day: string): boolean =>
  isAbsent(person, day) || plannedOn(person, day) !== undefined;

const works = (person: ActingPerson, day: string) => !person.dismissed && !isAway(person, day);

const deputyOn = (person: ActingPerson | undefined, day: string): number | null =>
  person ? plannedOn(person, day)?.deputyId ?? person.deputyId : null;

/** A deputy who is away has a deputy too; a ring of deputies ends the search. */
function workingDeputy(staff: ActingStaff, employeeId: number, day: string): number | null {
  const asked = new Set([employeeId]);
  let next = deputyOn(staff.people.get(employeeId), day);
  while (next !== null && !asked.has(next)) {
    const deputy = staff.people.get(next);
    if (!deputy) return null;
    if (works(deputy, day)) return deputy.id;
    asked.add(next);
    next = deputyOn(deputy, day);
  }
  return null;
}

/** Everything the rule needs, in three small reads: a company has hundreds of people at most. */
export async function loadActingStaff(on: Queryable): Promise<ActingStaff> {
  const people = await on.query<ActingPerson>({
    name: 'staff-acting-people',
    text: `
      select id, department_id as "departmentId", deputy_id as "deputyId",
        absent_from as "absentFrom", absent_until as "absentUntil",
        dismissed_at is not null as dismissed,
        (select coalesce(json_agg(json_build_object('absentFrom', a.from_on,
           'absentUntil', a.until_on, 'deputyId', a.deputy_id)), '[]')
         from staff.absence a where a.employee_id = e.id and a.cancelled_at is null
           and a.ended_at is null) as absences
      from staff.employee e`,
  });
  const departments = await on.query<{ id: number; parentId: number | null; headIds: number[] }>({
    name: 'staff-acting-departments',
    text: `
      select d.id, d.parent_id as "parentId",
        (select coalesce(json_agg(h.employee_id order by h.employee_id), '[]')
         from staff.department_head h where h.department_id = d.id) as "headIds"
      from staff.department d`,
  });
  const administrators = await on.query<{ id: number }>({
    name: 'staff-acting-administrators',
    text: `
      select distinct e.id from staff.employee e
        join staff.employee_role er on er.employee_id = e.id
        join staff.role_grant g on g.role_id = er.role_id
      where e.dismissed_at is null
        and g.entity = 'setting' and g.action = 'edit' and g.scope = 'all'
      order by e.id`,
  });
  return {
    people: new Map(people.rows.map((row) => [row.id, row])),
    parents: new Map(departments.rows.map((row) => [row.id, row.parentId])),
    heads: new Map(departments.rows.map((row) => [row.id, row.headIds])),
    administratorIds: administrators.rows.map((row) => row.id),
  };
}

/** `whoActs` with what the database says now. */
export async function actingEmployee(
  on: Queryable, employeeId: number, onDay: string,
): Promise<Acting | null> {
  return whoActs(await loadActingStaff(on), employeeId, onDay);
}

/**
 * The deputies of those among `employeeIds` who are away on that day; whoever has no deputy is not
 * in the answer. One small read when everybody works.
 */
export async function deputiesOf(
  on: Queryable, employeeIds: readonly number[], onDay: string,
): Promise<Map<number, number>> {
  const { rows } = await on.query<{ id: number }>({
    name: 'staff-away',
    text: `
      select e.id from staff.employee e
      where e.id = any($1::bigint[]) and (
        (e.absent_from <= $2::date and coalesce(e.absent_until, $2::date) >= $2::date)
        or exists (select from staff.absence a where a.employee_id = e.id
          and a.cancelled_at is null and $2::date between a.from_on and a.until_on))`,
    values: [[...new Set(employeeIds)], onDay],
  });
  if (rows.length === 0) return new Map();
  const staff = await loadActingStaff(on);
  return new Map(rows.flatMap(({ id }) => {
    const acting = whoActs(staff, id, onDay);
    return acting?.why === 'deputy' ? [[id, acting.employeeId] as const] : [];
  }));
}
