// A session of the dialogue: opened by `checkauth`, named by a cookie (or `sessid`) from then on.
import { createHash, randomBytes } from 'node:crypto';
import { one, type Db, type Queryable } from '#platform/database';

export type SiteKind = 'catalog' | 'sale';

export type OpenSession = {
  id: number; accountId: number; kind: SiteKind; schemaVersion: string | null;
  encoding: 'windows-1251' | 'utf-8'; ib: string; takesZip: boolean; stageIds: number[];
  login: string; addresses: string[];
};

/** 1C may think for long between two files, and no longer than this. */
export const SESSION_IDLE_MINUTES = 60;

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

export type Visitor = {
  accountId: number; kind: SiteKind; address: string; userAgent: string | null;
};

/** Returns the token, which is kept nowhere. */
export async function openSession(
  db: Db, visitor: Visitor, now: Date,
): Promise<string> {
  const { accountId, kind, address, userAgent } = visitor;
  const token = randomBytes(24).toString('hex');
  await db.query(
    `insert into onec.site_session
       (account_id, kind, token_hash, address, user_agent, started_at, seen_at, request_count)
     values ($1, $2, $3, $4, $5, $6, $6, 1)`,
    [accountId, kind, hashOf(token), address, userAgent?.slice(0, 300) ?? null, now]);
  return token;
}

/** The live session of a token, seen now; undefined for a foreign, old or ended one. */
export function touchSession(
  db: Db, token: string, now: Date,
): Promise<OpenSession | undefined> {
  return one<OpenSession>(db, {
    name: 'site-session-touch',
    text: `
      update onec.site_session s set seen_at = $2, request_count = request_count + 1
      from onec.site_account a
      where s.token_hash = $1 and a.id = s.account_id and a.disabled_at is null
        and s.ended_at is null
        and s.seen_at > $2::timestamptz - make_interval(mins => ${SESSION_IDLE_MINUTES})
      returning s.id, s.account_id as "accountId", s.kind, s.schema_version as "schemaVersion",
        a.encoding, a.ib, a.takes_zip as "takesZip", a.stage_ids as "stageIds", a.login,
        a.addresses`,
    values: [hashOf(token), now],
  });
}

export async function noteVersion(on: Queryable, id: number, version: string): Promise<void> {
  await on.query('update onec.site_session set schema_version = $2 where id = $1', [id, version]);
}

/** What 1C was told last; null after a success. */
export async function noteError(on: Queryable, id: number, error: string | null): Promise<void> {
  await on.query(
    'update onec.site_session set error = $2 where id = $1 and error is distinct from $2',
    [id, error?.slice(0, 1000) ?? null]);
}

export async function endSession(on: Queryable, id: number, now: Date): Promise<void> {
  await on.query(
    'update onec.site_session set ended_at = coalesce(ended_at, $2) where id = $1', [id, now]);
}
