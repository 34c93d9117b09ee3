// Prices and stock of products that have not come yet: schema 3.1 sends them in files of their own,
// and a product may stand in quarantine meanwhile. They are applied with the product.
import type { CmlOffer } from '#contract/commerceml-rows';
import type { Tx } from '#platform/database';

export type DatedOffer = { productUid: string; day: string; offer: CmlOffer };

/** What is told later of the same thing takes the place of what waits; answers what is new. */
export async function keepWaiting(
  tx: Tx, baseId: number, offers: readonly DatedOffer[],
): Promise<number> {
  if (offers.length === 0) return 0;
  const last = new Map(offers.map((one) => [`${one.productUid} ${keyOf(one.offer)}`, one]));
  const rows = [...last.values()].map((one) => ({ ...one, key: keyOf(one.offer) }));
  const { rowCount } = await tx.query(`
    insert into onec.waiting_offer as was (base_id, product_uid, offer_key, offer, day)
    select $1, r."productUid", r.key, r.offer, r.day
    from jsonb_to_recordset($2::jsonb)
      as r ("productUid" uuid, key text, offer jsonb, day date)
    on conflict (base_id, product_uid, offer_key) do update
      set offer = excluded.offer, day = excluded.day
      where was.offer - 'line' - 'file' <> excluded.offer - 'line' - 'file'`,
  [baseId, JSON.stringify(rows)]);
  return rowCount ?? 0;
}

function keyOf({ characteristicId, prices, rests, quantity }: CmlOffer): string {
  const tells = [
    prices.length > 0 ? 'prices' : '', rests.length > 0 || quantity !== null ? 'rests' : '',
  ];
  return `${characteristicId ?? ''} ${tells.join('')}`;
}

/** What has waited for these products; it waits no more. */
export async function arrivedOffers(
  tx: Tx, baseId: number, productUids: readonly string[],
): Promise<DatedOffer[]> {
  if (productUids.length === 0) return [];
  const { rows } = await tx.query<DatedOffer>({
    name: 'onec-arrived-offers',
    text: `delete from onec.waiting_offer
      where base_id = $1 and product_uid = any($2::uuid[])
      returning product_uid as "productUid", day::text as day, offer`,
    values: [baseId, productUids],
  });
  return rows;
}
