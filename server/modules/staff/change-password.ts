// A person changes the own password: the old one is asked again, other sessions end.
import { readAccount, setPassword } from '#platform/auth/accounts';
import { closeOtherSessions } from '#platform/auth/own-sessions';
import { hashPassword, passwordMatches } from '#platform/auth/password';
import { countFailure, requireUnthrottled } from '#platform/auth/throttle';
import type { Context } from '#platform/context';
import { inTransaction } from '#platform/database';
import { writeEvents } from '#platform/events';
import { refuse, refuseField } from '#platform/refuse';

export type PasswordChange = {
  accountId: number;
  /** The session that goes on. */
  sessionId: number;
  current: string;
  next: string;
};

export async function changePassword(ctx: Context, input: PasswordChange): Promise<void> {
  const account = await readAccount(ctx.db, input.accountId);
  if (!account || ctx.actor.employeeId === null) throw refuse('session.required');
  // Somebody at an unlocked screen must not guess faster here than at the login.
  const subject = { kind: 'login', value: account.login } as const;
  await requireUnthrottled(ctx.db, [subject], ctx.now());
  if (!await passwordMatches(account.passwordHash, input.current)) {
    await countFailure(ctx.db, [subject], ctx.now());
    throw refuseField('current', 'Текущий пароль не подошёл.');
  }
  const passwordHash = await hashPassword(input.next);
  const employeeId = ctx.actor.employeeId;
  await inTransaction(ctx.db, async (tx) => {
    await setPassword(tx, account.id, passwordHash);
    await closeOtherSessions(tx, account.id, input.sessionId);
    await writeEvents(tx, ctx, [{
      kind: 'employee.passwordChanged', entity: 'employee', entityId: employeeId,
    }]);
  });
}
