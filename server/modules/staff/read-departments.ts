// Departments as the screens show them.
import type { Department } from '#contract/staff';
import { one, type Queryable } from '#platform/database';
import { refuse } from '#platform/refuse';

const DEPARTMENTS = `
  select d.id, d.parent_id as "parentId", d.name, d.kind, d.position,
    d.archived_at as "archivedAt",
    (select coalesce(json_agg(json_build_object('id', h.id, 'name', h.name) order by h.name), '[]')
     from staff.department_head dh join staff.employee h on h.id = dh.employee_id
     where dh.department_id = d.id) as heads,
    (select count(*) from staff.employee e
     where e.department_id = d.id and e.dismissed_at is null) as "peopleCount"
  from staff.department d`;

export async function listDepartments(on: Queryable): Promise<Department[]> {
  const { rows } = await on.query<Department>({
    name: 'staff-departments',
    text: `${DEPARTMENTS} order by d.position, d.name collate "ru-x-icu", d.id`,
  });
  return rows;
}

export async function readDepartment(on: Queryable, id: number): Promise<Department> {
  const row = await one<Department>(on, {
    name: 'staff-department', text: `${DEPARTMENTS} where d.id = $1`, values: [id],
  });
  if (!row) throw refuse('record.missing');
  return row;
}
