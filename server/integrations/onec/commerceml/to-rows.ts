// Records of CommerceML → rows that modules store, pure. One mapper serves all files of an import,
// in the order given: later files refer to groups, units and properties of earlier ones.
import type {
  CmlCounterparty, CmlDocument, CmlOffer, CmlProduct, CommercemlRecord, Place,
} from '#contract/commerceml-rows';
import type { OnecSnapshot, OnecUid, OrderRow } from '#contract/onec-rows';
import { type Dictionary, emptyDictionary, remember } from './dictionary.ts';
import {
  type DocumentLinks, invoiceRow, isOfSite, orderRow, paymentRow, shipmentRow,
} from './document-rows.ts';
import { type OrderAnswer, stateOf } from './order-answer.ts';
import { buyerOf, type PartyRows, partyRows } from './party-rows.ts';
import { offeredProductRow, productRow } from './product-rows.ts';
import { type IdKind, uidOf } from './uid.ts';

/** What becomes of a record. */
export type RowItem =
  | (Place & {
    kind: 'row';
    snapshot: OnecSnapshot;
    /** Weak knowledge: store only when the object is not known yet. */
    onlyIfMissing: boolean;
  })
  /** 1C says that the object is deleted and nothing else. */
  | (Place & { kind: 'tombstone'; type: 'product'; uid: OnecUid })
  /** A shop's own order that 1C has not numbered: a request of a customer, not a sale yet. */
  | SiteOrder
  /** 1C says what became of an order and nothing else. */
  | OrderAnswerItem
  /** Understood, and nothing is to be stored: the reason is for a person. */
  | (Place & { kind: 'notice'; id: string; reason: string });

export type SiteOrder = Place & {
  kind: 'siteOrder';
  /** «Ид» of the document: unique within the site. */
  id: string;
  order: OrderRow;
  buyer: CmlCounterparty | null;
};

export type OrderAnswerItem = Place & OrderAnswer & { kind: 'orderAnswer' };

/** Carries the dictionary that its records have filled. */
export type RowMapper = ((record: CommercemlRecord) => RowItem[]) & { dictionary: Dictionary };

type Mapping = {
  base: string;
  dictionary: Dictionary;
  /** Offers repeat a product for each characteristic. */
  offered: Set<OnecUid>;
};

/** `base` names the base of 1C or the site: ids that are no guids are unique only within it. */
export function rowMapper(
  base: string, dictionary: Dictionary = emptyDictionary(),
): RowMapper {
  const mapping: Mapping = { base, dictionary, offered: new Set() };
  const map = (record: CommercemlRecord): RowItem[] => {
    remember(mapping.dictionary, record);
    switch (record.kind) {
      case 'product': return mapProduct(mapping, record);
      case 'offer': return mapOffer(mapping, record);
      case 'document': return mapDocument(mapping, record);
      case 'counterparty': return mapParties(partyRows(mapping.base, record, null), record);
      default: return [];
    }
  };
  return Object.assign(map, { dictionary });
}

function mapProduct(mapping: Mapping, product: CmlProduct): RowItem[] {
  const place = placeOf(product);
  const uid = uidOf(mapping.base, 'product', product.productId);
  const variant = product.characteristicId !== null;
  if (uid === null) return [notice(place, product.productId, 'Товар без кода пропущен')];
  if (variant && product.deleted) {
    return [notice(place, product.productId, 'Удалена характеристика: сам товар остаётся')];
  }
  const row = productRow(mapping.base, mapping.dictionary, product);
  if (!row) return [{ kind: 'tombstone', ...place, type: 'product', uid }];
  // A catalogue of variants says of the product itself only what all of them share.
  return [stored(place, { type: 'product', row }, variant)];
}

function mapOffer(mapping: Mapping, offer: CmlOffer): RowItem[] {
  const row = offeredProductRow(mapping.base, mapping.dictionary, offer);
  if (!row || mapping.offered.has(row.uid)) return [];
  mapping.offered.add(row.uid);
  return [stored(placeOf(offer), { type: 'product', row }, true)];
}

function mapParties(parties: PartyRows, at: Place): RowItem[] {
  const place = placeOf(at);
  return [
    stored(place, { type: 'company', row: parties.company }, false),
    ...parties.contacts.map((row) => stored(place, { type: 'contact', row }, false)),
  ];
}

function mapDocument(mapping: Mapping, document: CmlDocument): RowItem[] {
  const place = placeOf(document);
  const answer = answerOf(mapping, document);
  if (answer) return [answer];
  const refusal = whyNotStored(document);
  if (refusal) return [notice(place, document.id, refusal)];
  const buyer = buyerOf(document.counterparties);
  if (document.operation === 'order' && isOfSite(document)) {
    return mapSiteOrder(mapping, document, buyer);
  }
  const parties = buyer ? partyRows(mapping.base, buyer, document.id) : null;
  const links: DocumentLinks = { ...mapping, companyUid: parties?.company.uid ?? null };
  const snapshot = snapshotOf(links, document);
  if (!snapshot) return [notice(place, document.id, 'Документ с пустым кодом пропущен')];
  return [
    ...(parties ? mapParties(parties, place) : []),
    stored(place, snapshot, false),
  ];
}

/** Its buyer becomes a company when somebody makes a deal of it, not before. */
function mapSiteOrder(
  mapping: Mapping, document: CmlDocument, buyer: CmlCounterparty | null,
): RowItem[] {
  const place = placeOf(document);
  const uid = uidOf(mapping.base, 'order', document.id);
  if (uid === null) return [notice(place, document.id, 'Документ с пустым кодом пропущен')];
  if (document.cancelled || document.deleted) {
    return [notice(place, document.id, 'Заказ отменён на сайте: лид по нему не заводится')];
  }
  const order = orderRow({ ...mapping, companyUid: null }, document, uid);
  return [{ kind: 'siteOrder', ...place, id: document.id, order, buyer }];
}

/** An order without its lines that says something of itself: a status, marks, a cancellation. */
function answerOf({ base }: Mapping, document: CmlDocument): OrderAnswerItem | null {
  const { operation, lines, id, posted } = document;
  const saysNothing = isOfSite(document) && document.status === null && !document.cancelled
    && !document.deleted;
  if (operation !== 'order' || lines.length > 0 || saysNothing) return null;
  const uid = uidOf(base, 'order', id);
  return uid === null ? null
    : { kind: 'orderAnswer', ...placeOf(document), id, uid, posted, state: stateOf(document) };
}

function whyNotStored(document: CmlDocument): string | null {
  if (document.operation === 'order') {
    return document.lines.length > 0 ? null
      : 'Заказ без строк, статуса и номера 1С: сделка по нему не создаётся';
  }
  if (!isOfSite(document)) return null;
  return `«${document.operationName}» с сайта без номера 1С: деньги и отгрузки ведёт 1С, `
    + 'документ придёт от неё';
}

const ID_KINDS: Readonly<Record<CmlDocument['operation'], IdKind>> = {
  order: 'order', invoice: 'money', payment: 'money', refund: 'money', shipment: 'shipment',
  return: 'shipment',
};

function snapshotOf(links: DocumentLinks, document: CmlDocument): OnecSnapshot | null {
  const uid = uidOf(links.base, ID_KINDS[document.operation], document.id);
  if (uid === null) return null;
  switch (document.operation) {
    case 'order': return { type: 'order', row: orderRow(links, document, uid) };
    case 'invoice': return { type: 'invoice', row: invoiceRow(links, document, uid) };
    case 'payment':
    case 'refund': return { type: 'payment', row: paymentRow(links, document, uid) };
    case 'shipment':
    case 'return': return { type: 'shipment', row: shipmentRow(links, document, uid) };
  }
}

function stored(place: Place, snapshot: OnecSnapshot, onlyIfMissing: boolean): RowItem {
  return { kind: 'row', ...place, snapshot, onlyIfMissing };
}

function notice(place: Place, id: string, reason: string): RowItem {
  return { kind: 'notice', ...place, id, reason };
}

function placeOf({ file, line }: Place): Place {
  return { file, line };
}
