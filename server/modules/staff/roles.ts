// Roles and their cells, as the matrix shows them.
import type { Role } from '#contract/staff';
import { one, type Queryable } from '#platform/database';
import { refuse } from '#platform/refuse';

const ROLES = `
  select r.id, r.code, r.name, r.built_in as "builtIn", to_json(r.hidden_fields) as hidden,
    (select coalesce(json_agg(json_build_object(
       'entity', g.entity, 'action', g.action, 'scope', g.scope) order by g.entity, g.action), '[]')
     from staff.role_grant g where g.role_id = r.id) as grants,
    (select count(*) from staff.employee_role er
       join staff.employee e on e.id = er.employee_id and e.dismissed_at is null
     where er.role_id = r.id) as "peopleCount"
  from staff.role r`;

export async function listRoles(on: Queryable): Promise<Role[]> {
  const { rows } = await on.query<Role>({ name: 'staff-roles', text: `${ROLES} order by r.id` });
  return rows;
}

export async function readRole(on: Queryable, id: number): Promise<Role> {
  const row = await one<Role>(on, {
    name: 'staff-role', text: `${ROLES} where r.id = $1`, values: [id],
  });
  if (!row) throw refuse('record.missing');
  return row;
}

/** Ids of roles by code; for commands, demo data and tests. */
export async function roleIdsByCode(on: Queryable): Promise<Map<string, number>> {
  const { rows } = await on.query<{ id: number; code: string }>('select id, code from staff.role');
  return new Map(rows.map((row) => [row.code, row.id]));
}
