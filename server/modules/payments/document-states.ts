// A document in a few words for the timeline: number, day, sum, whether it counts.
import type { Tx } from '#platform/database';
import { uidsOf, type DocumentBatch } from './documents.ts';

export type DocumentState = {
  uid: string;
  number: string;
  at: string | null;
  kopecks: number;
  currency: string;
  /** Unconfirmed: posted, but by a setting its money counts only after the bank's word. */
  state: 'posted' | 'unposted' | 'unconfirmed' | 'deleted' | 'cancelled';
};

/** SQL text of a document's state, shared with the screens' queries. */
export const stateSql = (alias: string, cancelled = 'false') => `
  case when ${alias}.gone or ${alias}.deleted then 'deleted'
    when ${cancelled} then 'cancelled'
    when ${alias}.counts then 'posted'
    when ${alias}.posted then 'unconfirmed' else 'unposted' end`;

/** Stored documents of the batch by uid; those not stored yet are absent. */
export async function readStates(
  tx: Tx, batch: DocumentBatch,
): Promise<Map<string, DocumentState>> {
  const { baseId, documents } = batch;
  const { rows } = await tx.query<DocumentState>({
    name: 'document-states',
    text: `
      select uid, number, ordered_at as at, total_kopecks as kopecks, currency,
        ${stateSql('o')} as state
      from payments.sales_order o where base_id = $1 and uid = any($2::uuid[])
      union all
      select uid, number, invoiced_at, total_kopecks, currency, ${stateSql('i', 'i.cancelled')}
      from payments.invoice i where base_id = $1 and uid = any($3::uuid[])
      union all
      select uid, number, paid_at, total_kopecks, currency, ${stateSql('p')}
      from payments.payment p where base_id = $1 and uid = any($4::uuid[])
      union all
      select uid, number, shipped_at,
        (select coalesce(sum(l.sum_kopecks), 0)::bigint from payments.shipment_line l
          where l.base_id = s.base_id and l.shipment_uid = s.uid),
        'RUB', ${stateSql('s')}
      from payments.shipment s where base_id = $1 and uid = any($5::uuid[])`,
    values: [
      baseId, uidsOf(documents, 'order'), uidsOf(documents, 'invoice'),
      uidsOf(documents, 'payment'), uidsOf(documents, 'shipment'),
    ],
  });
  return new Map(rows.map((row) => [row.uid, row]));
}
