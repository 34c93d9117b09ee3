// Keys as administrators see them; their secrets are nowhere in here.
import type { ApiKey } from '#contract/keys';
import type { Queryable } from '#platform/database';

export type ListedKey = Omit<ApiKey, 'employee' | 'base'> & { employeeId: number | null };

/** Live ones first, the newest on top. */
export async function listApiKeys(on: Queryable): Promise<ListedKey[]> {
  const { rows } = await on.query<ListedKey>(
    `select id, kind, name, role_code as "roleCode", employee_id as "employeeId",
       created_at as "createdAt", used_at as "usedAt", revoked_at as "revokedAt"
     from platform.api_key order by revoked_at is not null, created_at desc, id`);
  return rows;
}

/** False when there is no such live key. */
export async function revokeApiKey(on: Queryable, keyId: string, now: Date): Promise<boolean> {
  const { rowCount } = await on.query(
    'update platform.api_key set revoked_at = $2 where id = $1 and revoked_at is null',
    [keyId, now]);
  return rowCount === 1;
}

/** Remembers use, at most once a minute per key. */
export async function touchApiKey(on: Queryable, keyId: string, now: Date): Promise<void> {
  await on.query(
    `update platform.api_key set used_at = $2
     where id = $1 and (used_at is null or used_at < $2::timestamptz - interval '1 minute')`,
    [keyId, now]);
}
