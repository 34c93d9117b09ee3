// Whose the requests are that nobody has taken yet: of the department where those work who may pass
// a lead to anybody. Administrators may as well, but they are not the call centre.
import { one, type Queryable } from '#platform/database';

export async function incomingDepartment(on: Queryable): Promise<number | null> {
  const row = await one<{ id: number }>(on, {
    name: 'lead-incoming-department',
    text: `
      select e.department_id as id from staff.employee e
      where e.dismissed_at is null
        and exists (select from staff.employee_role r join staff.role_grant g
          on g.role_id = r.role_id where r.employee_id = e.id
            and g.entity = 'lead' and g.action = 'transfer' and g.scope = 'all')
        and not exists (select from staff.employee_role r join staff.role_grant g
          on g.role_id = r.role_id where r.employee_id = e.id
            and g.entity = 'setting' and g.action = 'edit')
      group by e.department_id order by count(*) desc, e.department_id limit 1`,
  });
  return row?.id ?? null;
}
