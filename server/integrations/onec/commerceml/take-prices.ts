// Price types, prices and stock of CommerceML: they have no revisions and no documents, so they go
// to the catalogue beside the inbox, after the products of the same batch. What comes before its
// product waits for it.
import type { CmlOffer, CmlPriceType, CommercemlRecord } from '#contract/commerceml-rows';
import {
  applyPrices, applyPriceTypes, applyRests, applyVariants, productsByIdentity, type PriceRow,
  type PriceTypeRow, type RestRow, type VariantRow,
} from '#modules/catalog';
import { systemContext, type Context } from '#platform/context';
import { inTransaction, type Db, type Tx } from '#platform/database';
import type { Dictionary } from './dictionary.ts';
import { uidOf } from './uid.ts';
import { arrivedOffers, keepWaiting, type DatedOffer } from './waiting-offers.ts';

export type PendingPrices = { types: PriceTypeRow[]; offers: DatedOffer[] };

export const noPrices = (): PendingPrices => ({ types: [], offers: [] });

export const countPrices = ({ types, offers }: PendingPrices): number =>
  types.length + offers.length;

/** Keeps what the record says of prices and stock; `day` is when the file was formed. */
export function keepPrices(
  pending: PendingPrices, record: CommercemlRecord, base: string, day: string,
): void {
  if (record.kind === 'priceType' && !record.deleted) keepType(pending, record, base);
  if (record.kind !== 'offer') return;
  const productUid = uidOf(base, 'product', record.productId);
  const tells = record.prices.length + record.rests.length > 0 || record.quantity !== null
    || record.characteristicId !== null;
  if (productUid !== null && tells) pending.offers.push({ productUid, day, offer: record });
}

function keepType(pending: PendingPrices, type: CmlPriceType, base: string): void {
  const uid = uidOf(base, 'priceType', type.id);
  if (uid) pending.types.push({ uid, name: type.name.slice(0, 200), currency: type.currency });
}

type Store = { db: Db; now: () => Date; baseId: number; base: string; names: Dictionary };

type Rows = { prices: PriceRow[]; rests: RestRow[]; variants: VariantRow[] };

/** What was kept, and what has waited for products of this batch; answers counts for people. */
export async function storePrices(
  store: Store, pending: PendingPrices, arrived: readonly string[],
): Promise<Record<string, number>> {
  const { db, now, baseId } = store;
  const ctx = systemContext(db, 'import', now);
  const done = await inTransaction(db, async (tx) => {
    await applyPriceTypes(tx, baseId, pending.types);
    const offers = [...await arrivedOffers(tx, baseId, arrived), ...pending.offers];
    return storeOffers(tx, ctx, store, offers);
  });
  pending.types = [];
  pending.offers = [];
  return done;
}

async function storeOffers(
  tx: Tx, ctx: Context, store: Store, offers: DatedOffer[],
): Promise<Record<string, number>> {
  const { baseId } = store;
  const uids = [...new Set(offers.map(({ productUid }) => productUid))];
  const known = await productsByIdentity(tx, baseId, uids);
  const waiting = await keepWaiting(tx, baseId,
    offers.filter(({ productUid, offer }) => !known.has(productUid) && !offer.deleted));
  const rows = rowsOf(store, offers.filter(({ productUid }) => known.has(productUid)));
  const rests = await applyRests(tx, ctx, baseId, rows.rests);
  const variants = await applyVariants(tx, ctx, baseId, rows.variants);
  const { storedCount, unknownCount } = await applyPrices(tx, ctx, baseId, rows.prices);
  return {
    'price.stored': storedCount, 'price.unknown': unknownCount, 'rest.stored': rests,
    'variant.stored': variants, 'offer.waiting': waiting,
  };
}

function rowsOf({ base, names }: Store, offers: readonly DatedOffer[]): Rows {
  const rows: Rows = { prices: [], rests: [], variants: [] };
  for (const { productUid, day, offer } of offers) {
    const rests = restsOf(offer, names);
    const prices = offer.prices.flatMap(({ priceTypeId, price, currency }) => {
      const typeUid = uidOf(base, 'priceType', priceTypeId);
      return typeUid ? [{ typeUid, price, currency }] : [];
    });
    const uid = offer.characteristicId === null ? null
      : uidOf(base, 'variant', `${offer.productId}#${offer.characteristicId}`);
    if (uid !== null) rows.variants.push(variantOf(uid, { productUid, day, offer }, prices, rests));
    else if (!offer.deleted) {
      rows.prices.push(...prices.map((price) => ({ ...price, productUid, startsOn: day })));
      rows.rests.push(...rests.map((rest) => ({ ...rest, productUid })));
    }
  }
  return rows;
}

function restsOf({ rests, quantity }: CmlOffer, names: Dictionary) {
  const told = rests.length > 0 || quantity === null ? rests : [{ warehouseId: null, quantity }];
  return told.map(({ warehouseId, quantity: count }) => ({
    warehouse: warehouseId ? names.warehouses.get(warehouseId) ?? warehouseId : '',
    quantity: count,
  }));
}

function variantOf(
  uid: string, { productUid, day, offer }: DatedOffer, prices: VariantRow['prices'],
  rests: VariantRow['rests'],
): VariantRow {
  const { characteristics, name, article, deleted } = offer;
  // «Сапоги (38)» is the characteristic 38 of «Сапоги».
  const told = Object.values(characteristics).join(', ')
    || (/\(([^()]+)\)\s*$/.exec(name ?? '')?.[1] ?? name);
  return {
    productUid, uid, name: told ? told.slice(0, 1000) : null, article,
    attributes: characteristics, deleted, startsOn: day, prices, rests,
  };
}
