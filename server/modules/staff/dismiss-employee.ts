// Dismissal closes the door at once; what the person was responsible for stays and finds a deputy
// or a head by itself (acting.ts).
import type { EmployeeItem } from '#contract/staff';
import { setDisabled } from '#platform/auth/accounts';
import { closeSessionsOf } from '#platform/auth/sessions';
import type { Context } from '#platform/context';
import { inTransaction } from '#platform/database';
import { writeEvents } from '#platform/events';
import { readEmployee } from './employee-list.ts';
import { lockEmployee } from './employee-record.ts';
import { keepAdministrator } from './keep-administrator.ts';

export async function dismissEmployee(
  ctx: Context, input: { id: number; version: number },
): Promise<EmployeeItem> {
  const { id } = input;
  return inTransaction(ctx.db, async (tx) => {
    const before = await lockEmployee(tx, ctx, id, input.version);
    if (before.dismissedAt !== null) return readEmployee(tx, ctx.actor, id);
    await keepAdministrator(tx, async () => {
      await tx.query(
        'update staff.employee set dismissed_at = $2, version = version + 1 where id = $1',
        [id, ctx.now()]);
      await tx.query('delete from staff.department_head where employee_id = $1', [id]);
      if (before.accountId !== null) {
        await setDisabled(tx, before.accountId, ctx.now());
        await closeSessionsOf(tx, before.accountId);
      }
    });
    await writeEvents(tx, ctx, [{
      kind: 'employee.dismissed', entity: 'employee', entityId: id,
      data: { name: before.name, departmentId: before.departmentId },
    }]);
    return readEmployee(tx, ctx.actor, id);
  });
}

/** Takes back a dismissal by mistake: the same login works again, sessions do not come back. */
export async function reinstateEmployee(
  ctx: Context, input: { id: number },
): Promise<EmployeeItem> {
  const { id } = input;
  return inTransaction(ctx.db, async (tx) => {
    const before = await lockEmployee(tx, ctx, id);
    if (before.dismissedAt === null) return readEmployee(tx, ctx.actor, id);
    await tx.query(
      'update staff.employee set dismissed_at = null, version = version + 1 where id = $1', [id]);
    if (before.accountId !== null) await setDisabled(tx, before.accountId, null);
    await writeEvents(tx, ctx, [{
      kind: 'employee.reinstated', entity: 'employee', entityId: id, data: { name: before.name },
    }]);
    return readEmployee(tx, ctx.actor, id);
  });
}
