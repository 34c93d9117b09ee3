// Gives a person a login, or another login or password; whoever used the old one is signed out.
import type { AccountInput, EmployeeItem } from '#contract/staff';
import { requireRight } from '#platform/actor';
import { createAccount, setLogin, setPassword } from '#platform/auth/accounts';
import { hashPassword } from '#platform/auth/password';
import { closeSessionsOf } from '#platform/auth/sessions';
import type { Context } from '#platform/context';
import { inTransaction } from '#platform/database';
import { writeEvents } from '#platform/events';
import { refuse, refuseField } from '#platform/refuse';
import { readEmployee } from './employee-list.ts';
import { lockEmployee } from './employee-record.ts';

export async function grantLogin(
  ctx: Context, input: { id: number } & AccountInput,
): Promise<EmployeeItem> {
  requireRight(ctx.actor, 'setting', 'edit');
  const { id, login } = input;
  const passwordHash = input.password === undefined ? null : await hashPassword(input.password);
  return inTransaction(ctx.db, async (tx) => {
    const before = await lockEmployee(tx, ctx, id);
    if (before.dismissedAt !== null) throw refuse('field.invalid', 'Сотрудник уволен.');
    if (before.accountId === null) {
      if (passwordHash === null) throw refuseField('password', 'К новому логину нужен пароль.');
      const accountId = await createAccount(tx, { login, passwordHash });
      await tx.query(
        'update staff.employee set account_id = $2, version = version + 1 where id = $1',
        [id, accountId]);
    } else {
      await setLogin(tx, before.accountId, login);
      if (passwordHash !== null) await setPassword(tx, before.accountId, passwordHash);
      await closeSessionsOf(tx, before.accountId);
    }
    await writeEvents(tx, ctx, [{
      kind: 'employee.loginGranted', entity: 'employee', entityId: id,
      data: { login, passwordChanged: passwordHash !== null },
    }]);
    return readEmployee(tx, ctx.actor, id);
  });
}
