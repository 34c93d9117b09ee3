import type { Tx } from '#platform/database';
import { lockUids } from './lock-uids.ts';

/** No message that names one of the guids is applied until the transaction ends. */
export async function lockIdentities(
  tx: Tx, identities: { baseId: number; uid: string }[],
): Promise<void> {
  const byBase = new Map<number, string[]>();
  for (const { baseId, uid } of identities) {
    byBase.set(baseId, [...byBase.get(baseId) ?? [], uid]);
  }
  const bases = [...byBase].sort(([a], [b]) => a - b);
  for (const [baseId, uids] of bases) await lockUids(tx, baseId, uids, 'named');
}
