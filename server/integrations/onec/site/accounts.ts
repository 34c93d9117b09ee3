// Accounts of «Обмен с сайтом»: technical users of their own, apart from employees. None of them
// can sign in to the screens, and no employee can speak for a base.
import type { SiteAccount, SiteAccountCreate, SiteAccountEdit } from '#contract/site-exchange';
import { hashPassword } from '#platform/auth/password';
import type { Context } from '#platform/context';
import { inTransaction, one, type Queryable, type Tx } from '#platform/database';
import { changesBetween, writeEvents } from '#platform/events';
import { refuse, refuseField } from '#platform/refuse';
import { EPOCH } from '../commerceml/meet-base.ts';
import { addressFault } from './addresses.ts';

const COLUMNS = `a.id, a.login, a.ib, a.addresses, a.takes_zip as "takesZip", a.encoding,
  a.stage_ids as "stageIds", a.version, a.created_at as "createdAt",
  a.disabled_at as "disabledAt",
  (select max(s.seen_at) from onec.site_session s where s.account_id = a.id) as "lastSeenAt"`;

export type KnownAccount = SiteAccount & { passwordHash: string };

export async function listAccounts(on: Queryable): Promise<SiteAccount[]> {
  const { rows } = await on.query<SiteAccount>(
    `select ${COLUMNS} from onec.site_account a order by a.disabled_at is not null, a.id`);
  return rows;
}

export function findAccount(
  on: Queryable, by: { login: string } | { id: number },
): Promise<KnownAccount | undefined> {
  const where = 'id' in by ? 'a.id = $1' : 'a.login = $1';
  return one<KnownAccount>(on,
    `select ${COLUMNS}, a.password_hash as "passwordHash" from onec.site_account a where ${where}`,
    ['id' in by ? by.id : by.login]);
}

export async function createAccount(
  ctx: Context, input: SiteAccountCreate,
): Promise<SiteAccount> {
  const login = input.login.trim();
  if (!/^[\x21-\x39\x3b-\x7e]{3,60}$/.test(login)) {
    throw refuseField('login', 'Логин: от 3 до 60 латинских знаков без пробелов и двоеточий.');
  }
  const ib = input.ib.trim();
  if (!ib) throw refuseField('ib', 'Назовите базу 1С.');
  checkAddresses(input.addresses);
  const passwordHash = await hashPassword(input.password);
  return inTransaction(ctx.db, async (tx) => {
    await refuseTaken(tx, login, ib);
    await checkStages(tx, input.stageIds);
    const row = await one<{ id: number }>(tx, `
      insert into onec.site_account
        (login, password_hash, ib, addresses, takes_zip, encoding, stage_ids, created_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`,
    [login, passwordHash, ib, input.addresses ?? [], input.takesZip ?? true,
      input.encoding ?? 'windows-1251', input.stageIds ?? [], ctx.now()]);
    await writeEvents(tx, ctx, [{
      kind: 'exchange.siteUserCreated', entity: 'exchange', entityId: row!.id,
      data: { login, ib },
    }]);
    return (await findAccount(tx, { id: row!.id }).then(shown))!;
  });
}

function shown(account: KnownAccount | undefined): SiteAccount | undefined {
  if (!account) return undefined;
  const { passwordHash: _, ...rest } = account;
  return rest;
}

/** One base has one account, and never one that pushes with revisions of its own. */
async function refuseTaken(tx: Tx, login: string, ib: string): Promise<void> {
  const taken = await one<{ field: string }>(tx, `
    select case when login = $1 then 'login' else 'ib' end as field from onec.site_account
    where login = $1 or ib = $2
    union all select 'pushes' from onec.base where ib = $2 and epoch <> $3 limit 1`,
  [login, ib, EPOCH]);
  if (taken?.field === 'login') throw refuseField('login', 'Такой логин уже есть.');
  if (taken?.field === 'ib') throw refuseField('ib', 'У этой базы уже есть пользователь.');
  if (taken) throw refuseField('ib', 'База с таким именем уже приходит другой '
    + 'дорогой. Назовите эту иначе, а заказы и оплаты оставьте одной из них.');
}

function checkAddresses(addresses: readonly string[] | undefined): void {
  for (const text of addresses ?? []) {
    const fault = addressFault(text);
    if (fault) throw refuseField('addresses', `${fault}.`);
  }
}

async function checkStages(tx: Tx, stageIds: readonly number[] | undefined): Promise<void> {
  if (!stageIds || stageIds.length === 0) return;
  const found = await one<{ n: number }>(tx, `select count(*)::int as n from deals.stage
    where id = any($1) and archived_at is null`, [[...new Set(stageIds)]]);
  if (found?.n !== new Set(stageIds).size) {
    throw refuseField('stageIds', 'Одной из стадий больше нет: выберите заново.');
  }
}

export async function editAccount(
  ctx: Context, id: number, input: SiteAccountEdit,
): Promise<SiteAccount> {
  checkAddresses(input.addresses);
  const { version, password, disabled, ...settings } = input;
  const passwordHash = password === undefined ? null : await hashPassword(password);
  return inTransaction(ctx.db, async (tx) => {
    await tx.query('select from onec.site_account where id = $1 for update', [id]);
    const before = await findAccount(tx, { id });
    if (!before) throw refuse('record.missing');
    if (before.version !== version) throw refuse('record.changed');
    await checkStages(tx, input.stageIds);
    const next = { ...before, ...settings };
    const disabledAt = disabled === undefined ? before.disabledAt
      : disabled ? before.disabledAt ?? ctx.now().toISOString() : null;
    await tx.query(`
      update onec.site_account set addresses = $2, takes_zip = $3, encoding = $4, stage_ids = $5,
        disabled_at = $6, password_hash = coalesce($7, password_hash), version = version + 1
      where id = $1`,
    [id, next.addresses, next.takesZip, next.encoding, next.stageIds, disabledAt, passwordHash]);
    // Who came with the old password, or is not let in any more, has to come in again.
    if (passwordHash || disabledAt) await endSessions(tx, id, ctx.now());
    await writeEvents(tx, ctx, [{
      kind: 'exchange.siteUserEdited', entity: 'exchange', entityId: id,
      data: {
        login: before.login, isNewPassword: passwordHash !== null,
        changes: changesBetween({ ...before }, { ...settings, disabledAt }),
      },
    }]);
    return (await findAccount(tx, { id }).then(shown))!;
  });
}

async function endSessions(tx: Tx, accountId: number, now: Date): Promise<void> {
  await tx.query(`update onec.site_session set ended_at = $2
    where account_id = $1 and ended_at is null`, [accountId, now]);
}
