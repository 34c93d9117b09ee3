import type { Tx } from '#platform/database';
import type { CustomChange } from '#modules/fields';

/** Writes changed custom values of a record that the caller has locked or just made. */
export async function storeCustom(
  tx: Tx, table: 'customers.company' | 'customers.contact', id: number, change: CustomChange,
): Promise<void> {
  if (Object.keys(change.changes).length === 0) return;
  await tx.query(`update ${table} set custom = $2 where id = $1`,
    [id, JSON.stringify(change.next)]);
}
