// Signing in by login and password. Every refusal takes the time of one verification and says the
// same, so that nobody learns which logins exist.
import type { LoginBody } from '#contract/session';
import { findAccount, normalLogin } from '#platform/auth/accounts';
import { passwordMatches } from '#platform/auth/password';
import { openSession } from '#platform/auth/sessions';
import { countFailure, forgetFailures, requireUnthrottled } from '#platform/auth/throttle';
import type { Context } from '#platform/context';
import { refuse } from '#platform/refuse';
import { loadActor } from './load-actor.ts';

/** Of every login of the demo company; refused where strangers can reach the server. */
export const DEMO_PASSWORD = 'verstak-demo';

export type SignIn = LoginBody & {
  address: string;
  userAgent: string | null;
  /** False where HOST is not loopback and VERSTAK_DEMO_PUBLIC is not set. */
  demoAllowed: boolean;
};

/** Returns the token of a new session and the account. Throws 'login.failed', 'login.throttled'. */
export async function signIn(
  ctx: Context, input: SignIn,
): Promise<{ token: string; accountId: number }> {
  const { db } = ctx;
  const byLogin = { kind: 'login', value: normalLogin(input.login) } as const;
  const subjects = [byLogin, { kind: 'address', value: input.address } as const];
  await requireUnthrottled(db, subjects, ctx.now());
  const account = await findAccount(db, input.login);
  const matches = await passwordMatches(account?.passwordHash ?? null, input.password);
  const lives = account && !account.disabled && await loadActor(db, account.id, ctx.now()) !== null;
  if (!account || !matches || !lives) {
    await countFailure(db, subjects, ctx.now());
    throw refuse('login.failed');
  }
  if (input.password === DEMO_PASSWORD && !input.demoAllowed) {
    throw refuse('login.failed',
      'Учебный пароль действует только на этом компьютере. Администратор задаст другой.');
  }
  await forgetFailures(db, [byLogin]);
  const { address, userAgent } = input;
  const token = await openSession(db, account.id, { address, userAgent }, ctx.now());
  return { token, accountId: account.id };
}
