// A session is a random token in a cookie; the table keeps only its hash.
import { createHash, randomBytes } from 'node:crypto';
import { one, type Db, type Queryable } from '#platform/database';

export const SESSION_DAYS = 14;
const TOKEN_BYTES = 32;

export type Session = { id: number; accountId: number; viewingAs: number | null };
export type SessionOrigin = { address: string; userAgent: string | null };

const hashOf = (token: string) => createHash('sha256').update(token).digest();

/** Opens a session; the token is returned once and never stored. */
export async function openSession(
  db: Db, accountId: number, origin: SessionOrigin, now: Date,
): Promise<string> {
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  await db.query(
    `insert into platform.session
       (token_hash, account_id, created_at, seen_at, expires_at, address, user_agent)
     values ($1, $2, $3, $3, $3::timestamptz + make_interval(days => $4), $5, $6)`,
    [hashOf(token), accountId, now, SESSION_DAYS, origin.address,
      origin.userAgent?.slice(0, 300) ?? null]);
  return token;
}

/** The live session of a token, or undefined. */
export function findSession(db: Db, token: string, now: Date): Promise<Session | undefined> {
  return one<Session>(db, {
    name: 'session-find',
    text: `
      select s.id, s.account_id as "accountId", s.viewing_as as "viewingAs"
      from platform.session s join platform.account a on a.id = s.account_id
      where s.token_hash = $1 and s.expires_at > $2 and a.disabled_at is null`,
    values: [hashOf(token), now],
  });
}

/** Whose eyes the session looks through from now on; null is the own ones. */
export async function setViewing(
  on: Queryable, sessionId: number, employeeId: number | null,
): Promise<void> {
  await on.query('update platform.session set viewing_as = $2 where id = $1',
    [sessionId, employeeId]);
}

export async function closeSession(db: Db, token: string): Promise<void> {
  await db.query('delete from platform.session where token_hash = $1', [hashOf(token)]);
}

export async function closeSessionsOf(on: Queryable, accountId: number): Promise<void> {
  await on.query('delete from platform.session where account_id = $1', [accountId]);
}

/** Remembers use, at most once a minute per session. */
export async function touchSession(db: Db, sessionId: number, now: Date): Promise<void> {
  await db.query(
    `update platform.session set seen_at = $2
     where id = $1 and seen_at < $2::timestamptz - interval '1 minute'`, [sessionId, now]);
}

export async function deleteExpiredSessions(db: Db, now: Date): Promise<void> {
  await db.query('delete from platform.session where expires_at < $1', [now]);
}
