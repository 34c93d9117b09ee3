import type { Department } from '#contract/staff';
import { requireRight } from '#platform/actor';
import type { Context } from '#platform/context';
import { inTransaction } from '#platform/database';
import { writeEvents } from '#platform/events';
import { refuseField } from '#platform/refuse';
import { readDepartment } from './read-departments.ts';

const idsOf = (heads: readonly { id: number }[]) => heads.map((head) => head.id).toSorted();

/** The people who answer for a department and everything below it; an empty list is lawful. */
export async function setDepartmentHeads(
  ctx: Context, input: { id: number; employeeIds: number[] },
): Promise<Department> {
  requireRight(ctx.actor, 'setting', 'edit');
  return inTransaction(ctx.db, async (tx) => {
    // As archiving does: a department that is being archived gets nobody meanwhile.
    await tx.query('select 1 from staff.department where id = $1 for update', [input.id]);
    const before = await readDepartment(tx, input.id);
    if (before.archivedAt !== null && input.employeeIds.length > 0) {
      throw refuseField('employeeIds', `Отдел «${before.name}» в архиве: им никто не руководит.`);
    }
    const { rowCount } = await tx.query(
      'select 1 from staff.employee where id = any($1) and dismissed_at is null',
      [input.employeeIds]);
    if (rowCount !== new Set(input.employeeIds).size) {
      throw refuseField('employeeIds', 'Руководителем может быть только работающий сотрудник.');
    }
    await tx.query(
      'delete from staff.department_head where department_id = $1 and employee_id <> all($2)',
      [input.id, input.employeeIds]);
    await tx.query(
      `insert into staff.department_head (department_id, employee_id)
       select $1, unnest($2::bigint[]) on conflict do nothing`,
      [input.id, input.employeeIds]);
    const after = await readDepartment(tx, input.id);
    await writeEvents(tx, ctx, [{
      kind: 'department.edited', entity: 'department', entityId: input.id,
      data: { changes: { headIds: { old: idsOf(before.heads), new: idsOf(after.heads) } } },
    }]);
    return after;
  });
}
