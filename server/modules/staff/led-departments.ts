import type { Actor } from '#platform/actor';
import type { Queryable } from '#platform/database';

/** Departments that the person heads, with everything within them. */
export async function ledDepartments(on: Queryable, actor: Actor): Promise<number[]> {
  if (actor.employeeId === null) return [];
  const { rows } = await on.query<{ id: number }>({
    name: 'staff-led-departments',
    text: `
      with recursive led as (
        select department_id as id from staff.department_head where employee_id = $1
        union
        select d.id from staff.department d join led on d.parent_id = led.id
      )
      select id from led`,
    values: [actor.employeeId],
  });
  return rows.map(({ id }) => id);
}
