// Who acts and what they may: rights of several roles add up, a field is hidden only by all.
import { type FieldGroup, type Grant, type Scope, widerScope } from '#contract/rights';
import type { Actor } from '#platform/actor';
import { companyToday } from '#platform/company-time';
import { one, type Queryable } from '#platform/database';

type RoleRights = { id: number; hidden: FieldGroup[]; grants: Grant[] };
type ActorRow = {
  id: number; name: string; departmentId: number; subtreeIds: number[]; actsFor: number[];
  roles: RoleRights[];
};

const RIGHTS_OF_ROLE = `
  json_build_object('id', r.id, 'hidden', r.hidden_fields, 'grants', (
    select coalesce(json_agg(json_build_object(
      'entity', g.entity, 'action', g.action, 'scope', g.scope)), '[]')
    from staff.role_grant g where g.role_id = r.id))`;

/** The department of `me` and those they head, with everything below. */
const TREE_OF_ME = `tree as (
        select d.id from staff.department d join me on d.id = me.department_id
        union
        select h.department_id from staff.department_head h join me on h.employee_id = me.id
        union
        select c.id from staff.department c join tree t on c.parent_id = t.id
      )`;
const TREE_IDS = '(select json_agg(tree.id order by tree.id) from tree)';

/** The employee of an account; null for a dismissed one, and without an employee. */
export async function loadActor(
  on: Queryable, accountId: number, now: Date,
): Promise<Actor | null> {
  const row = await one<ActorRow>(on, {
    name: 'staff-load-actor',
    text: `
      with recursive me as (
        select e.id, e.name, e.department_id from staff.employee e
        where e.account_id = $1 and e.dismissed_at is null
      ), ${TREE_OF_ME}, away as (
        select a.employee_id, a.deputy_id from staff.absence a
        where a.cancelled_at is null and a.until_on >= $2::date and a.from_on <= $2::date
        union
        select e.id, e.deputy_id from staff.employee e
        where e.absent_from <= $2::date and coalesce(e.absent_until, $2::date) >= $2::date
      ), acts as (
        -- The deputy of a deputy who is away too acts for both.
        select away.employee_id as id from away join me on away.deputy_id = me.id
        union
        select away.employee_id from away join acts on away.deputy_id = acts.id
      )
      select me.id, me.name, me.department_id as "departmentId",
        ${TREE_IDS} as "subtreeIds",
        (select coalesce(json_agg(acts.id order by acts.id), '[]') from acts
          where acts.id <> me.id) as "actsFor",
        (select coalesce(json_agg(${RIGHTS_OF_ROLE}), '[]')
         from staff.employee_role er join staff.role r on r.id = er.role_id
         where er.employee_id = me.id) as roles
      from me`,
    values: [accountId, companyToday(now)],
  });
  if (!row) return null;
  return {
    kind: 'employee',
    employeeId: row.id,
    name: row.name,
    departmentId: row.departmentId,
    subtreeIds: row.subtreeIds,
    actsFor: row.actsFor,
    grants: addUp(row.roles),
    hidden: hiddenByAll(row.roles),
    roleIds: row.roles.map((role) => role.id),
  };
}

/** The same by employee, for work that goes on after its request; null when they may not act. */
export async function loadActorOf(
  on: Queryable, employeeId: number, now: Date,
): Promise<Actor | null> {
  const row = await one<{ accountId: number | null }>(on,
    'select account_id as "accountId" from staff.employee where id = $1', [employeeId]);
  return row?.accountId ? loadActor(on, row.accountId, now) : null;
}

type KeyOf = { roleCode: string; name: string; employeeId: number | null };
type Ground = { departmentId: number; subtreeIds: number[] };

/**
 * A program with an API key: rights of one role over the ground of one person, for whom it acts as
 * a deputy does. It is not that person: views, jobs, files and notices of theirs are not its own.
 * Without a person it has no ground; with a dismissed one it acts no more.
 */
export async function loadKeyActor(
  on: Queryable, { roleCode, name, employeeId }: KeyOf,
): Promise<Actor | null> {
  const row = await one<{ rights: RoleRights; ground: Ground | null }>(on, {
    name: 'staff-load-key-actor',
    text: `
      with recursive me as (
        select e.id, e.department_id from staff.employee e
        where e.id = $2 and e.dismissed_at is null
      ), ${TREE_OF_ME}
      select ${RIGHTS_OF_ROLE} as rights, (select json_build_object(
          'departmentId', me.department_id, 'subtreeIds', ${TREE_IDS}) from me) as ground
      from staff.role r where r.code = $1`,
    values: [roleCode, employeeId],
  });
  if (!row || (employeeId !== null && row.ground === null)) return null;
  const { departmentId, subtreeIds } = row.ground ?? { departmentId: null, subtreeIds: [] };
  return {
    kind: 'key', employeeId: null, name, departmentId, subtreeIds,
    actsFor: employeeId === null ? [] : [employeeId],
    grants: addUp([row.rights]), hidden: hiddenByAll([row.rights]), roleIds: [row.rights.id],
  };
}

/** Of the same right in several roles the widest scope counts. */
export function addUp(roles: Pick<RoleRights, 'grants'>[]): Map<string, Scope> {
  const grants = new Map<string, Scope>();
  for (const { entity, action, scope } of roles.flatMap((role) => role.grants)) {
    const known = grants.get(`${entity}.${action}`);
    grants.set(`${entity}.${action}`, known ? widerScope(known, scope) : scope);
  }
  return grants;
}

/** What one role shows is not hidden by another. */
export function hiddenByAll(roles: Pick<RoleRights, 'hidden'>[]): Set<FieldGroup> {
  const [first, ...rest] = roles;
  const hidden = first?.hidden ?? [];
  return new Set(hidden.filter((group) => rest.every((role) => role.hidden.includes(group))));
}
