import type { Queryable } from '#platform/database';

/** The department and every one above it; none without a department. */
export async function departmentsAbove(
  on: Queryable, departmentId: number | null,
): Promise<number[]> {
  if (departmentId === null) return [];
  const { rows } = await on.query<{ id: number }>({
    name: 'staff-departments-above',
    text: `
      with recursive above as (
        select d.id, d.parent_id from staff.department d where d.id = $1
        union
        select p.id, p.parent_id from staff.department p join above a on a.parent_id = p.id
      )
      select id from above`,
    values: [departmentId],
  });
  return rows.map(({ id }) => id);
}
