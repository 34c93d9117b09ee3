import type { EmployeeEdit, EmployeeItem } from '#contract/staff';
import { requireRight } from '#platform/actor';
import type { Context } from '#platform/context';
import { inTransaction, type Tx } from '#platform/database';
import { changesBetween, writeEvents } from '#platform/events';
import { refuseField } from '#platform/refuse';
import { checkAbsence } from './absence.ts';
import { readEmployee } from './employee-list.ts';
import {
  cleanTexts, lockEmployee, requireDeputy, requireOpenDepartment, requireOver, setRoles,
  type EmployeeRecord,
} from './employee-record.ts';
import { keepAdministrator } from './keep-administrator.ts';

const sorted = (ids: readonly number[]) => ids.toSorted((a, b) => a - b);

/** Changes only the fields given. Throws 'record.changed' when `version` is not the newest. */
export async function editEmployee(
  ctx: Context, input: { id: number } & EmployeeEdit,
): Promise<EmployeeItem> {
  const { id, version, ...given } = input;
  if (given.roleIds) requireRight(ctx.actor, 'setting', 'edit');
  const fields = cleanTexts(given);
  if (fields.roleIds) fields.roleIds = sorted(fields.roleIds);
  return inTransaction(ctx.db, async (tx) => {
    const before = await lockEmployee(tx, ctx, id, version);
    const next = { ...before, ...fields };
    const changes = changesBetween(before, fields);
    if (Object.keys(changes).length === 0) return readEmployee(tx, ctx.actor, id);
    checkAbsence(next);
    if (next.deputyId === id) throw refuseField('deputyId', 'Нельзя замещать самого себя.');
    if (changes['deputyId']) await requireDeputy(tx, next.deputyId);
    if (changes['departmentId']) {
      requireOver(ctx, next.departmentId, null);
      await requireOpenDepartment(tx, next.departmentId);
    }
    await updateRow(tx, next);
    if (changes['roleIds']) {
      await keepAdministrator(tx, () => setRoles(tx, id, next.roleIds));
    }
    await writeEvents(tx, ctx, [{
      kind: 'employee.edited', entity: 'employee', entityId: id, data: { changes },
      visibleBefore: { departmentId: before.departmentId, readerIds: [id] },
    }]);
    return readEmployee(tx, ctx.actor, id);
  });
}

async function updateRow(tx: Tx, next: EmployeeRecord): Promise<void> {
  await tx.query({
    name: 'staff-edit-employee',
    text: `
      update staff.employee set name = $2, department_id = $3, position = $4, email = $5,
        phone = $6, deputy_id = $7, absent_from = $8, absent_until = $9, version = version + 1
      where id = $1`,
    values: [next.id, next.name, next.departmentId, next.position, next.email, next.phone,
      next.deputyId, next.absentFrom, next.absentUntil],
  });
}
