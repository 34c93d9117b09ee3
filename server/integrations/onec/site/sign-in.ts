// `checkauth`: Basic, of the exchange's own accounts. Guessing gets slower per login and address,
// and every refusal takes the time of one verification.
import type { FastifyRequest } from 'fastify';
import { passwordMatches } from '#platform/auth/password';
import { countFailure, forgetFailures, requireUnthrottled } from '#platform/auth/throttle';
import { onecRefusals } from '#platform/metrics';
import { refuse, Refusal } from '#platform/refuse';
import type { Db } from '#platform/database';
import { findAccount, type KnownAccount } from './accounts.ts';
import { isAllowed } from './addresses.ts';

type Door = { db: Db; now: () => Date };

type Credentials = { login: string; password: string };

/** 1C writes the header in UTF-8 or in the encoding of Windows; a name is Latin in both. */
function readBasic(request: FastifyRequest): Credentials[] {
  const [, value = ''] = /^Basic\s+([\w+/=-]+)$/i.exec(request.headers.authorization ?? '') ?? [];
  const bytes = Buffer.from(value, 'base64');
  return ['utf-8', 'windows-1251'].flatMap((encoding) => {
    const text = new TextDecoder(encoding).decode(bytes);
    const colon = text.indexOf(':');
    return colon < 1 ? [] : [{ login: text.slice(0, colon), password: text.slice(colon + 1) }];
  });
}

/** The account that comes; throws a refusal that has been counted. */
export async function signInSite(door: Door, request: FastifyRequest): Promise<KnownAccount> {
  const { db, now } = door;
  const readings = readBasic(request);
  const [first] = readings;
  if (!first) throw await counted(door, '', refuse('login.failed', 'Логин и пароль не присланы.'));
  const subjects = [
    { kind: 'login', value: `site ${first.login.slice(0, 60)}` } as const,
    { kind: 'address', value: request.ip } as const,
  ];
  try {
    await requireUnthrottled(db, subjects, now());
  } catch (error) {
    throw error instanceof Refusal ? await counted(door, first.login, error) : error;
  }
  const account = await findAccount(db, { login: first.login });
  const matches = await matchesAny(account?.passwordHash ?? null, readings);
  if (!account || !matches || account.disabledAt) {
    await countFailure(db, subjects, now());
    throw await counted(door, account ? account.login : 'unknown', refuse('login.failed'));
  }
  if (!isAllowed(account.addresses, request.ip)) {
    const text = `Адрес ${request.ip} не в списке разрешённых.`;
    throw await counted(door, account.login, refuse('address.forbidden', text));
  }
  await forgetFailures(db, subjects.slice(0, 1));
  return account;
}

async function matchesAny(hash: string | null, readings: Credentials[]): Promise<boolean> {
  const passwords = new Set(readings.map(({ password }) => password));
  for (const password of passwords) if (await passwordMatches(hash, password)) return true;
  return false;
}

/** Refusals are seen on the monitor beside those of signed requests. */
export async function counted(door: Door, login: string, refusal: Refusal): Promise<Refusal> {
  onecRefusals.inc({ code: refusal.code });
  await door.db.query(
    `insert into onec.refusal as r (key_id, code, on_day, count, last_at)
     values ($1, $2, $3, 1, $4)
     on conflict (key_id, code, on_day) do update set count = r.count + 1, last_at = $4`,
    [`site ${login}`.slice(0, 100), refusal.code, door.now().toISOString().slice(0, 10),
      door.now()]);
  return refusal;
}
