// «Проверить»: whether an exchange would pass, asked of everything that could stop it, before
// anybody goes to 1C. Nothing is written but a file of nothing, which is removed.
import { randomUUID } from 'node:crypto';
import { mkdir, rm, statfs, writeFile } from 'node:fs/promises';
import type { SiteCheck } from '#contract/site-exchange';
import { passwordMatches } from '#platform/auth/password';
import type { Context } from '#platform/context';
import { one } from '#platform/database';
import { refuse, refuseField } from '#platform/refuse';
import { findBase, judgeBase } from '../bases.ts';
import { EPOCH } from '../commerceml/meet-base.ts';
import type { HistoryInbox } from '../load-history.ts';
import { findAccount, type KnownAccount } from './accounts.ts';
import { addressFault, isAllowed } from './addresses.ts';
import { pathOfPiece } from './files.ts';

export type CheckInput = { password?: string | undefined; address?: string | undefined };

const FREE_BYTES_MIN = 2 * 1024 * 1024 * 1024;
const STUCK_MINUTES = 5;

export async function checkAccount(
  ctx: Context, inbox: HistoryInbox, id: number, { password, address }: CheckInput,
): Promise<SiteCheck[]> {
  const account = await findAccount(ctx.db, { id });
  if (!account) throw refuse('record.missing');
  const checks = [
    account.disabledAt
      ? bad('Пользователь', 'Отключён: 1С получит отказ при входе')
      : good('Пользователь', `${account.login} действует`),
  ];
  if (password) checks.push(await checkPassword(account, password));
  if (address?.trim()) checks.push(checkAddress(account, address.trim()));
  return [
    ...checks, await checkBase(ctx, account), await checkDisk(inbox), await checkQueue(ctx, id),
    checkContact(account),
  ];
}

const good = (name: string, text: string): SiteCheck => ({ name, ok: true, text });
const bad = (name: string, text: string): SiteCheck => ({ name, ok: false, text });

async function checkPassword(account: KnownAccount, password: string): Promise<SiteCheck> {
  return await passwordMatches(account.passwordHash, password)
    ? good('Пароль', 'Подходит')
    : bad('Пароль', 'Не подходит: проверьте раскладку или задайте новый');
}

function checkAddress(account: KnownAccount, address: string): SiteCheck {
  const fault = addressFault(address);
  if (fault) throw refuseField('address', `${fault}.`);
  return isAllowed(account.addresses, address)
    ? good('Адрес', `${address} разрешён`)
    : bad('Адрес', `${address} не в списке: добавьте его или очистите список`);
}

async function checkBase(ctx: Context, { ib }: KnownAccount): Promise<SiteCheck> {
  const base = await findBase(ctx.db, ib);
  if (!base) return good('База', `«${ib}» появится с первым входом 1С`);
  const verdict = judgeBase(base, ib, EPOCH);
  return verdict.ok ? good('База', `«${ib}» допущена к обмену`) : bad('База', verdict.text);
}

async function checkDisk({ uploadsDir }: HistoryInbox): Promise<SiteCheck> {
  const path = pathOfPiece(uploadsDir, `check-${randomUUID()}`);
  try {
    const folder = pathOfPiece(uploadsDir, '');
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(path, '');
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize < FREE_BYTES_MIN
      ? bad('Место', 'На диске сервера меньше 2 ГБ: большая выгрузка может не поместиться')
      : good('Место', 'Файлы принимать есть куда');
  } catch {
    return bad('Место', 'В папку загрузок сервера нельзя писать: проверьте VERSTAK_DATA');
  } finally {
    await rm(path, { force: true });
  }
}

async function checkQueue(ctx: Context, accountId: number): Promise<SiteCheck> {
  const row = await one<{ stuck: number }>(ctx.db, `
    select count(*)::int as stuck from onec.history_file f
      join onec.site_session s on s.id = f.session_id and s.account_id = $1
    where f.state in ('queued', 'running')
      and f.touched_at < now() - interval '${STUCK_MINUTES} minutes'`, [accountId]);
  return row && row.stuck > 0
    ? bad('Разбор', `${row.stuck} файлов ждут дольше ${STUCK_MINUTES} минут: запущен ли worker?`)
    : good('Разбор', 'Файлы разбираются без задержки');
}

function checkContact({ lastSeenAt }: KnownAccount): SiteCheck {
  return lastSeenAt ? good('Связь', '1С уже приходила')
    : bad('Связь', '1С ещё не приходила: впишите адрес, логин и пароль в её настройку');
}
