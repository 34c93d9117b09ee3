// Products of a catalogue, and of offers whose products no catalogue has named, → rows.
import type { CmlOffer, CmlProduct } from '#contract/commerceml-rows';
import type { ProductRow } from '#contract/onec-rows';
import { attributesOf, type Dictionary, unitName } from './dictionary.ts';
import { uidOf } from './uid.ts';

/** Null when the product has no name: a deletion that says nothing else. */
export function productRow(
  base: string, dictionary: Dictionary, product: CmlProduct,
): ProductRow | null {
  const uid = uidOf(base, 'product', product.productId);
  if (uid === null || product.name === null) return null;
  const [groupId] = product.groupIds;
  const { barcode, description, fullName, requisites } = product;
  const told = Object.entries({ barcode, description, fullName })
    .filter(([, value]) => value !== null);
  return {
    uid,
    article: product.article,
    name: product.name,
    unit: unitName(dictionary, product.unit),
    vatRate: product.vatRate,
    groupUid: groupId === undefined ? null : uidOf(base, 'group', groupId),
    groupName: groupId === undefined ? null : (dictionary.groups.get(groupId) ?? null),
    attributes: { ...attributesOf(dictionary, product.properties), ...product.characteristics },
    deleted: product.deleted,
    extra: { ...Object.fromEntries(told), requisites },
  };
}

/** A product that only an offer names; the catalogue's word is better and comes in its place. */
export function offeredProductRow(
  base: string, dictionary: Dictionary, offer: CmlOffer,
): ProductRow | null {
  const uid = uidOf(base, 'product', offer.productId);
  if (uid === null || offer.name === null || offer.deleted) return null;
  // «Сапоги (38)» is the characteristic 38 of «Сапоги».
  const name = offer.characteristicId === null
    ? offer.name
    : offer.name.replace(/\s*\([^()]*\)$/, '') || offer.name;
  return {
    uid, article: offer.article, name, unit: unitName(dictionary, offer.unit), vatRate: null,
    groupUid: null, groupName: null, attributes: {}, deleted: false, extra: {},
  };
}
