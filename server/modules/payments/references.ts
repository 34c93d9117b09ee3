// Which deals does a document touch? Asked before and after it is written: a payment moved from
// one order to another changes the sums of both.
import type { Tx } from '#platform/database';
import {
  uidsOf, upsertsOf, type DocumentBatch, type DocumentChange, type DocumentName,
} from './documents.ts';

export type Touch = { uid: string; dealId: number };

/** (document, deal) pairs as the tables stand now. */
export async function touchedDeals(
  tx: Tx, { documents, baseId }: { documents: readonly DocumentName[]; baseId: number },
): Promise<Touch[]> {
  if (documents.length === 0) return [];
  const { rows } = await tx.query<Touch>({
    name: 'document-deals',
    text: `
      with link as (
        select uid as doc, uid as order_uid from unnest($2::uuid[]) as u (uid)
        union
        select i.uid, i.order_uid from payments.invoice i
        where i.base_id = $1 and i.uid = any($3::uuid[])
        union
        select l.payment_uid, l.order_uid from payments.payment_line l
        where l.base_id = $1 and l.payment_uid = any($4::uuid[]) and l.order_uid is not null
        union
        select l.payment_uid, i.order_uid from payments.payment_line l
          join payments.invoice i on i.base_id = l.base_id and i.uid = l.invoice_uid
        where l.base_id = $1 and l.payment_uid = any($4::uuid[]) and l.order_uid is null
        union
        select l.shipment_uid, l.order_uid from payments.shipment_line l
        where l.base_id = $1 and l.shipment_uid = any($5::uuid[])
      )
      select distinct link.doc as uid, o.deal_id as "dealId"
      from link cross join lateral (
        select o.deal_id from payments.sales_order o
        where o.base_id = $1 and o.uid = link.order_uid and o.deal_id is not null
        offset 0
      ) o`,
    values: [
      baseId, uidsOf(documents, 'order'), uidsOf(documents, 'invoice'),
      uidsOf(documents, 'payment'), uidsOf(documents, 'shipment'),
    ],
  });
  return rows;
}

/** Every uid a snapshot names: itself, its orders and its invoices. */
function namedUids(change: DocumentChange): (string | null)[] {
  if (change.op === 'delete') return [change.uid];
  switch (change.type) {
    case 'order': return [change.uid];
    case 'invoice': return [change.uid, change.row.orderUid];
    case 'payment':
      return [change.uid, ...change.row.lines.flatMap((line) => [line.orderUid, line.invoiceUid])];
    case 'shipment':
      return [change.uid, ...change.row.lines.map((line) => line.orderUid)];
  }
}

/** Invoices by which payments of the batch find their orders, unless they come with it. */
function invoicesBetween({ documents }: DocumentBatch): string[] {
  const coming = new Set(uidsOf(documents, 'invoice'));
  return upsertsOf(documents, 'payment').flatMap(({ row }) => row.lines.flatMap((line) =>
    (line.orderUid === null && line.invoiceUid !== null && !coming.has(line.invoiceUid)
      ? [line.invoiceUid] : [])));
}

/** Whether the tables know of more uids than the batch itself names: what is quite new has none. */
export const mayNameMore = (batch: DocumentBatch): boolean =>
  batch.documents.some((change) => change.stored) || invoicesBetween(batch).length > 0;

/**
 * Uids whose documents must not change while this batch is applied: those it names, those that the
 * stored versions of its documents name, and orders that it names by a stored invoice. The exchange
 * locks them before it applies.
 */
export async function referencedUids(tx: Tx, batch: DocumentBatch): Promise<Set<string>> {
  const { documents, baseId } = batch;
  const named = documents.flatMap(namedUids).filter((uid) => uid !== null);
  if (!mayNameMore(batch)) return new Set(named);
  const stored = documents.filter((change) => change.stored);
  const between = invoicesBetween(batch);
  const { rows } = await tx.query<{ uid: string }>({
    name: 'document-references',
    text: `
      select i.order_uid as uid from payments.invoice i
      where i.base_id = $1 and i.uid = any($2::uuid[]) and i.order_uid is not null
      union
      select l.order_uid from payments.payment_line l
      where l.base_id = $1 and l.payment_uid = any($3::uuid[]) and l.order_uid is not null
      union
      select l.invoice_uid from payments.payment_line l
      where l.base_id = $1 and l.payment_uid = any($3::uuid[]) and l.invoice_uid is not null
      union
      select i.order_uid from payments.payment_line l
        join payments.invoice i on i.base_id = l.base_id and i.uid = l.invoice_uid
      where l.base_id = $1 and l.payment_uid = any($3::uuid[]) and i.order_uid is not null
      union
      select l.order_uid from payments.shipment_line l
      where l.base_id = $1 and l.shipment_uid = any($4::uuid[]) and l.order_uid is not null`,
    values: [
      baseId, [...uidsOf(stored, 'invoice'), ...between], uidsOf(stored, 'payment'),
      uidsOf(stored, 'shipment'),
    ],
  });
  return new Set([...named, ...rows.map((row) => row.uid)]);
}
