// How long the exchange remembers: nonces for the clock's tolerance, raw bodies for 90 days.
import type { Db } from '#platform/database';
import { dropOldPartitions } from '#platform/partitions';
import { readSetting } from '#platform/settings';

const NONCE_MINUTES = 15;
export const RAW_DAYS_DEFAULT = 90;

/** A nonce outlives the tolerance of ±5 minutes threefold. */
export async function forgetNonces(db: Db, now: Date): Promise<void> {
  await db.query(
    'delete from platform.nonce where at < $1::timestamptz - make_interval(mins => $2)',
    [now, NONCE_MINUTES]);
}

/** Drops whole months of raw bodies; setting onec.rawDays. */
export async function dropOldMessages(db: Db, now: Date): Promise<string[]> {
  const days = await readSetting(db, 'onec.rawDays', RAW_DAYS_DEFAULT);
  return dropOldPartitions(db, 'onec.message', days, now);
}
