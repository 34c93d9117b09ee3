// Orders that 1C has only spoken of: «Обмен с сайтом» answers by a number, the document comes later
// or never. The number finds the deal all the same; it is no order of the deal yet.
import type { OnecUid } from '#contract/onec-rows';
import type { Tx } from '#platform/database';

export type ToldOrder = { baseId: number; uid: OnecUid; dealId: number; number: string | null };

/** Keeps what finds the deal; without a number nothing does. Repeats harmlessly. */
export async function keepToldOrder(tx: Tx, order: ToldOrder): Promise<void> {
  const { baseId, uid, dealId, number } = order;
  if (!number?.trim()) return dropToldOrder(tx, { baseId, uid });
  await tx.query(`
    insert into deals.told_order (base_id, uid, deal_id, number) values ($1, $2, $3, $4)
    on conflict (base_id, uid) do update set deal_id = $3, number = $4`,
  [baseId, uid, dealId, number.trim()]);
}

/** A person has put the order into another deal: it speaks for itself there. */
export async function dropToldOrder(
  tx: Tx, { baseId, uid }: Pick<ToldOrder, 'baseId' | 'uid'>,
): Promise<void> {
  await tx.query('delete from deals.told_order where base_id = $1 and uid = $2', [baseId, uid]);
}
