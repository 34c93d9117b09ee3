// A signed request is used once: its nonce is remembered longer than its time is accepted.
import type { Queryable } from '#platform/database';

const KEPT_MINUTES = 15;

/** False when this key has used the nonce before. */
export async function useNonce(
  on: Queryable, keyId: string, nonce: string, now: Date,
): Promise<boolean> {
  const { rowCount } = await on.query({
    name: 'nonce-use',
    text: `insert into platform.nonce (key_id, nonce, at) values ($1, $2, $3)
           on conflict do nothing`,
    values: [keyId, nonce, now],
  });
  return rowCount === 1;
}

export async function forgetNonces(on: Queryable, now: Date): Promise<void> {
  await on.query(
    'delete from platform.nonce where at < $1::timestamptz - make_interval(mins => $2)',
    [now, KEPT_MINUTES]);
}
