// What a person may know and do about their own sessions.
import type { Queryable } from '#platform/database';

export type SessionRow = {
  id: number; createdAt: string; seenAt: string; address: string | null; userAgent: string | null;
};

/** Live sessions, the last used first. */
export async function sessionsOf(
  on: Queryable, accountId: number, now: Date,
): Promise<SessionRow[]> {
  const { rows } = await on.query<SessionRow>(
    `select id, created_at as "createdAt", seen_at as "seenAt", address,
       user_agent as "userAgent"
     from platform.session where account_id = $1 and expires_at > $2
     order by seen_at desc, id desc`,
    [accountId, now]);
  return rows;
}

/** Ends one session of the account; false when it is not theirs or has ended. */
export async function closeOneSession(
  on: Queryable, accountId: number, sessionId: number,
): Promise<boolean> {
  const { rowCount } = await on.query(
    'delete from platform.session where account_id = $1 and id = $2', [accountId, sessionId]);
  return rowCount === 1;
}

export async function closeOtherSessions(
  on: Queryable, accountId: number, keptId: number | null,
): Promise<void> {
  await on.query('delete from platform.session where account_id = $1 and id is distinct from $2',
    [accountId, keptId]);
}

/** Ends a session of anybody; the account that it was of, or undefined. */
export async function closeAnySession(on: Queryable, id: number): Promise<number | undefined> {
  const { rows } = await on.query<{ accountId: number }>(
    'delete from platform.session where id = $1 returning account_id as "accountId"', [id]);
  return rows[0]?.accountId;
}
