// Who may be responsible for a deal of a department: its people and the heads above it. Anybody
// else gets the deal by a transfer, which keeps the giver informed and asks for acceptance.
import { one, type Queryable } from '#platform/database';
import { refuseField } from '#platform/refuse';

export async function requireFits(
  on: Queryable, employeeId: number | null, departmentId: number | null,
): Promise<void> {
  if (employeeId === null || departmentId === null) return;
  const row = await one<{ fits: boolean }>(on, {
    name: 'deal-responsible-fits',
    text: `
      with recursive above as (
        select d.id, d.parent_id from staff.department d where d.id = $2
        union
        select p.id, p.parent_id from staff.department p join above a on a.parent_id = p.id
      )
      select exists (select from staff.employee e where e.id = $1 and e.department_id = $2)
        or exists (select from staff.department_head h join above a on a.id = h.department_id
          where h.employee_id = $1) as fits`,
    values: [employeeId, departmentId],
  });
  if (row?.fits) return;
  throw refuseField('responsibleId',
    'Сотрудник другого подразделения: передайте ему сделку через «Передать».');
}

/** The head of the department, else the nearest one above who works here; null without any. */
export async function headOf(on: Queryable, departmentId: number): Promise<number | null> {
  const row = await one<{ id: number }>(on, {
    name: 'deal-head-of-department',
    text: `
      with recursive above as (
        select d.id, d.parent_id, 0 as steps from staff.department d where d.id = $1
        union
        select p.id, p.parent_id, a.steps + 1
        from staff.department p join above a on a.parent_id = p.id
      )
      select e.id from above a
        join staff.department_head h on h.department_id = a.id
        join staff.employee e on e.id = h.employee_id and e.dismissed_at is null
      order by a.steps, e.id limit 1`,
    values: [departmentId],
  });
  return row?.id ?? null;
}
