// How long the exchange remembers raw bodies: 90 days unless a setting says otherwise.
import type { Db } from '#platform/database';
import { dropOldPartitions } from '#platform/partitions';
import { readSetting } from '#platform/settings';

export const RAW_DAYS_DEFAULT = 90;

/** Drops whole months of raw bodies; setting onec.rawDays. */
export async function dropOldMessages(db: Db, now: Date): Promise<string[]> {
  const days = await readSetting(db, 'onec.rawDays', RAW_DAYS_DEFAULT);
  return dropOldPartitions(db, 'onec.message', days, now);
}
