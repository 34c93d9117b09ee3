// Money of deals of history counted from the documents of their batch, by the rule of
// money-facts.ts: reading back what has just been written was a tenth of a load. Only of orders
// that nothing in the tables names yet; a property test sets the two against each other.
import type { OrderRow } from '#contract/onec-rows';
import { plainArray } from '#platform/copy-rows';
import type { Tx } from '#platform/database';
import { upsertsOf, type DocumentBatch } from './documents.ts';
import {
  awaitedOn, COMPANY_CURRENCY, duesOf, sumsOfDues, type Due, type OpenOrder,
} from './dues.ts';
import type { DealFacts } from './money-facts.ts';
import { paymentCounts, type PaymentRules } from './payment-rules.ts';

/** Deal id by uid of its only order. */
type DealIds = ReadonlyMap<string, number>;

/**
 * New orders that documents of earlier batches name already, by themselves or by an invoice of
 * this one. To be asked before the batch is written.
 */
export async function ordersNamedBefore(
  tx: Tx, batch: DocumentBatch, newborn: ReadonlySet<string>,
): Promise<Set<string>> {
  const invoices = upsertsOf(batch.documents, 'invoice').map(({ row }) => row)
    .filter(({ orderUid }) => orderUid !== null && newborn.has(orderUid));
  const { rows } = await tx.query<{ uid: string }>({
    name: 'orders-named-before',
    text: `
      select u.uid from unnest($2::uuid[]) as u (uid)
      where exists (select from payments.payment_line l
          where l.base_id = $1 and l.order_uid = u.uid offset 0)
        or exists (select from payments.invoice i
          where i.base_id = $1 and i.order_uid = u.uid offset 0)
        or exists (select from payments.shipment_line l
          where l.base_id = $1 and l.order_uid = u.uid offset 0)
      union all
      select i.order_uid from unnest($3::uuid[], $4::uuid[]) as i (uid, order_uid)
      where exists (select from payments.payment_line l
          where l.base_id = $1 and l.invoice_uid = i.uid offset 0)`,
    values: [
      batch.baseId, plainArray([...newborn]), plainArray(invoices.map(({ uid }) => uid)),
      plainArray(invoices.map(({ orderUid }) => orderUid)),
    ],
  });
  return new Set(rows.map(({ uid }) => uid));
}

/** Money or goods of an order, from a document that counts. */
type Part = { uid: string; at: string; kopecks: number };
type Parts<P extends Part = Part> = ReadonlyMap<string, P[]>;

const add = <P extends Part>(parts: Map<string, P[]>, orderUid: string, part: P): void => {
  const known = parts.get(orderUid);
  if (known) known.push(part);
  else parts.set(orderUid, [part]);
};

function paidByOrder(
  { documents }: DocumentBatch, rules: PaymentRules,
): Parts<Part & { currency: string }> {
  const orderOf = new Map(upsertsOf(documents, 'invoice')
    .map(({ row }) => [row.uid, row.orderUid]));
  const paid = new Map<string, (Part & { currency: string })[]>();
  for (const { row } of upsertsOf(documents, 'payment')) {
    if (!paymentCounts(row, rules)) continue;
    const { uid, date: at, currency } = row;
    for (const { orderUid, invoiceUid, sumKopecks: kopecks } of row.lines) {
      const order = orderUid ?? orderOf.get(invoiceUid ?? '');
      if (order) add(paid, order, { uid, at, currency, kopecks });
    }
  }
  return paid;
}

function shippedByOrder({ documents }: DocumentBatch): Parts {
  const shipped = new Map<string, Part[]>();
  for (const { row } of upsertsOf(documents, 'shipment')) {
    if (!row.posted || row.deleted) continue;
    const { uid, date: at } = row;
    for (const { orderUid, sumKopecks: kopecks } of row.lines) {
      if (orderUid) add(shipped, orderUid, { uid, at, kopecks });
    }
  }
  return shipped;
}

const invoicedOrders = ({ documents }: DocumentBatch): Set<string | null> =>
  new Set(upsertsOf(documents, 'invoice')
    .filter(({ row }) => row.posted && !row.deleted && !row.cancelled)
    .map(({ row }) => row.orderUid));

const LAST_DAY = '9999-99-99';

const stagesOf = ({ stages }: OrderRow): OpenOrder['stages'] => stages
  .map((stage, index) => ({ ...stage, position: index + 1 }))
  .sort((a, b) => compare(a.payOn ?? LAST_DAY, b.payOn ?? LAST_DAY) || a.position - b.position);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const sumOf = (parts: readonly { kopecks: number }[]): number =>
  parts.reduce((sum, { kopecks }) => sum + kopecks, 0);

type OrderParts = { row: OrderRow; baseId: number; paid: Part[]; shipped: Part[] };

function duesOfOrder({ row, baseId, paid, shipped }: OrderParts): Due[] {
  return duesOf({
    baseId, uid: row.uid, currency: row.currency, stages: stagesOf(row),
    paidKopecks: sumOf(paid), shippedKopecks: sumOf(shipped),
    shipments: shipped.toSorted((a, b) => compare(a.at, b.at) || compare(a.uid, b.uid))
      .map(({ at, kopecks }) => ({ on: at.slice(0, 10), sumKopecks: kopecks })),
  });
}

/** Facts whose moments are naive yet, in the zone of the base. */
export type NewbornFacts = Omit<DealFacts, 'orderedAt' | 'settledAt'> & {
  orderUid: string;
  settledAtLocal: string | null;
};

type Count = { batch: DocumentBatch; rules: PaymentRules; today: string };

/** Facts of deals with one new order each, all of whose documents are in the batch. */
export function newbornFacts(
  orders: readonly OrderRow[], dealIds: DealIds, { batch, rules, today }: Count,
): NewbornFacts[] {
  const paid = paidByOrder(batch, rules);
  const shipped = shippedByOrder(batch);
  const invoiced = invoicedOrders(batch);
  return orders.map((row) => {
    const counts = row.posted && !row.deleted;
    const partsOf = <P extends Part>(parts: Parts<P>) => (counts ? parts.get(row.uid) ?? [] : []);
    const parts = {
      row, baseId: batch.baseId, shipped: partsOf(shipped),
      paid: partsOf(paid).filter(({ currency }) => currency === row.currency),
    };
    const id = dealIds.get(row.uid) as number;
    return { ...factsOf(id, parts, today), invoiced: counts && invoiced.has(row.uid) };
  });
}

const NO_OTHERS = { otherCurrencies: null, othersShipped: null };

const inOtherCurrency = (row: OrderRow, paidKopecks: number, shippedKopecks: number) => ({
  otherCurrencies: [{ currency: row.currency, amountKopecks: row.totalKopecks, paidKopecks }],
  othersShipped: { some: shippedKopecks > 0, whole: shippedKopecks >= row.totalKopecks },
});

function factsOf(dealId: number, parts: OrderParts, today: string) {
  const { row, paid, shipped } = parts;
  const counts = row.posted && !row.deleted;
  const isOwn = row.currency === COMPANY_CURRENCY;
  const dues = counts ? duesOfOrder(parts) : [];
  const [paidKopecks, shippedKopecks] = [sumOf(paid), sumOf(shipped)];
  return {
    dealId, orderUid: row.uid, hasOrders: counts, orderCount: 1,
    allCancelled: row.deleted || (row.lines.length > 0 && row.lines.every((l) => l.cancelled)),
    orderNumbers: [row.number], status: row.status,
    ordersKopecks: counts && isOwn ? row.totalKopecks : 0,
    paidKopecks: isOwn ? paidKopecks : 0,
    shippedKopecks: isOwn ? shippedKopecks : 0,
    ...(counts && !isOwn ? inOtherCurrency(row, paidKopecks, shippedKopecks) : NO_OTHERS),
    deferredUntil: awaitedOn(dues),
    // What history tells of is not announced.
    deferralArmed: false,
    settledAtLocal: [...paid, ...shipped].reduce<string | null>(
      (last, { at }) => (last === null || at > last ? at : last), null),
    dues, ...sumsOfDues(dues, today),
  };
}
