// What the faces for 1C share: who they work for, locks and texts that must fit their columns.
import { isDeepStrictEqual } from 'node:util';
import type { Extra } from '#contract/onec-rows';
import type { Context } from '#platform/context';
import type { Tx } from '#platform/database';

/** `quiet`: history is being loaded, nobody is told and no event is written. */
export type ApplyContext = Context & { quiet?: boolean };

const LOCK_SPACE = 7_263_101;
const LOCK_BUCKETS = 64;

/**
 * A company that arrives and a contact that waits for it exclude each other here; without it both
 * could commit without having seen the other, and the contact would wait for ever.
 */
export async function lockUids(tx: Tx, uids: readonly string[]): Promise<void> {
  if (uids.length === 0) return;
  await tx.query(`
    select pg_advisory_xact_lock(${LOCK_SPACE}, bucket) from (
      select distinct abs(hashtext(uid) % ${LOCK_BUCKETS}) as bucket
      from unnest($1::text[]) as uid order by bucket) as buckets`, [uids]);
}

/** One snapshot may not fail its batch by the length of a name: the rest of it is cut off. */
export function fitName(name: string, lengthMax: number): string {
  const clean = name.trim() || 'Без названия';
  return clean.length <= lengthMax ? clean : [...clean].slice(0, lengthMax).join('');
}

/** An empty object takes no room. */
export function extraOrNull(extra: Extra): Extra | null {
  return Object.keys(extra).length === 0 ? null : extra;
}

/** The old value when the fresh one differs only in the order of keys, which history would show. */
export function unlessSame<T>(old: unknown, fresh: T): T {
  return isDeepStrictEqual(old, fresh) ? old as T : fresh;
}
