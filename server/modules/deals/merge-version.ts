// A deal is edited by several people at once: see platform/lost-update.
import type { Tx } from '#platform/database';
import { refuseLostUpdate as refuse } from '#platform/lost-update';

export function refuseLostUpdate(
  tx: Tx, deal: { id: number; version: number }, seen: number, fields: string[],
): Promise<void> {
  return refuse(tx, { entity: 'deal', record: deal, seen, fields });
}
