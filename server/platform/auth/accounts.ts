// Accounts are what one signs in with; who stands behind them is known to the staff module.
import { one, type Queryable, type Tx } from '#platform/database';

export type Account = { id: number; login: string; passwordHash: string | null; disabled: boolean };

const COLUMNS = `id, login, password_hash as "passwordHash", disabled_at is not null as disabled`;

/** Logins are compared without case; the same form is stored. */
export const normalLogin = (login: string) => login.trim().toLowerCase();

export function findAccount(on: Queryable, login: string): Promise<Account | undefined> {
  return one<Account>(on, {
    name: 'account-find',
    text: `select ${COLUMNS} from platform.account where login = $1`,
    values: [normalLogin(login)],
  });
}

export function readAccount(on: Queryable, accountId: number): Promise<Account | undefined> {
  return one<Account>(on, {
    name: 'account-read',
    text: `select ${COLUMNS} from platform.account where id = $1`,
    values: [accountId],
  });
}

/** Returns the id; a taken login breaks `account_login_unique`. */
export async function createAccount(
  tx: Tx, input: { login: string; passwordHash: string },
): Promise<number> {
  const row = await one<{ id: number }>(tx,
    'insert into platform.account (login, password_hash) values ($1, $2) returning id',
    [normalLogin(input.login), input.passwordHash]);
  return row!.id;
}

export async function setPassword(
  on: Queryable, accountId: number, passwordHash: string,
): Promise<void> {
  await on.query('update platform.account set password_hash = $2 where id = $1',
    [accountId, passwordHash]);
}

export async function setLogin(tx: Tx, accountId: number, login: string): Promise<void> {
  await tx.query('update platform.account set login = $2 where id = $1',
    [accountId, normalLogin(login)]);
}

/** A disabled account opens no session; `at` null enables it again. */
export async function setDisabled(tx: Tx, accountId: number, at: Date | null): Promise<void> {
  await tx.query('update platform.account set disabled_at = $2 where id = $1', [accountId, at]);
}
