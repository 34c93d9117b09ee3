// Price types, prices and stock of CommerceML: they have no revisions and no documents, so they go
// to the catalogue beside the inbox, after the products of the same batch.
import type { CmlOffer, CmlPriceType, CommercemlRecord } from '#contract/commerceml-rows';
import {
  applyPrices, applyPriceTypes, applyRests, type PriceRow, type PriceTypeRow, type RestRow,
} from '#modules/catalog';
import { systemContext } from '#platform/context';
import { inTransaction, type Db } from '#platform/database';
import { uidOf } from './uid.ts';

export type PendingPrices = {
  types: PriceTypeRow[]; prices: PriceRow[]; rests: RestRow[]; warehouses: Map<string, string>;
};

export const noPrices = (): PendingPrices =>
  ({ types: [], prices: [], rests: [], warehouses: new Map() });

/** Keeps what the record says of prices; `day` is when the file was formed. */
export function keepPrices(
  pending: PendingPrices, record: CommercemlRecord, base: string, day: string,
): void {
  if (record.kind === 'warehouse') pending.warehouses.set(record.id, record.name);
  if (record.kind === 'priceType' && !record.deleted) keepType(pending, record, base);
  if (record.kind === 'offer' && !record.deleted) keepOffer(pending, record, base, day);
}

function keepType(pending: PendingPrices, type: CmlPriceType, base: string): void {
  const uid = uidOf(base, 'priceType', type.id);
  if (uid) pending.types.push({ uid, name: type.name.slice(0, 200), currency: type.currency });
}

function keepOffer(pending: PendingPrices, offer: CmlOffer, base: string, day: string): void {
  const productUid = uidOf(base, 'product', offer.productId);
  // A characteristic has prices and stock of its own; a line of an offer names the product.
  if (productUid === null || offer.characteristicId !== null) return;
  for (const { priceTypeId, price, currency } of offer.prices) {
    const typeUid = uidOf(base, 'priceType', priceTypeId);
    if (typeUid) pending.prices.push({ productUid, typeUid, startsOn: day, price, currency });
  }
  const rests = offer.rests.length > 0 || offer.quantity === null
    ? offer.rests : [{ warehouseId: null, quantity: offer.quantity }];
  for (const { warehouseId, quantity } of rests) {
    const warehouse = warehouseId ? pending.warehouses.get(warehouseId) ?? warehouseId : '';
    pending.rests.push({ productUid, warehouse, quantity });
  }
}

export const countPrices = ({ types, prices, rests }: PendingPrices): number =>
  types.length + prices.length + rests.length;

/** Stores what was kept and empties it; prices of unknown products are counted, not guessed. */
export async function storePrices(
  on: { db: Db; now: () => Date }, baseId: number, pending: PendingPrices,
): Promise<{ storedCount: number; unknownCount: number }> {
  const { types, prices, rests } = pending;
  const ctx = systemContext(on.db, 'import', on.now);
  const done = await inTransaction(on.db, async (tx) => {
    await applyPriceTypes(tx, baseId, types);
    await applyRests(tx, ctx, baseId, rests);
    return applyPrices(tx, ctx, baseId, prices);
  });
  pending.types = [];
  pending.prices = [];
  pending.rests = [];
  return done;
}
