// What the exchange hands over: snapshots of documents, each object at most once in a batch.
import type { InvoiceRow, OrderRow, PaymentRow, ShipmentRow } from '#contract/onec-rows';

type Upsert =
  | { type: 'order'; row: OrderRow }
  | { type: 'invoice'; row: InvoiceRow }
  | { type: 'payment'; row: PaymentRow }
  | { type: 'shipment'; row: ShipmentRow };

export type DocumentType = Upsert['type'];

export type DocumentChange = {
  uid: string;
  /** Day of the snapshot's `at` in the zone of the base: what 1C knew when. */
  knownOn: string;
  /** An earlier snapshot of it may be in the tables: what is quite new has nothing to clear. */
  stored: boolean;
} & (({ op: 'upsert' } & Upsert) | { op: 'delete'; type: DocumentType });

export type DocumentBatch = {
  baseId: number;
  /** IANA zone of the base: its naive moments are read in it. */
  timeZone: string;
  /** The backfill lane: no events, no timers, stages by the rule of creation. */
  history: boolean;
  documents: DocumentChange[];
};

type RowOf<T extends DocumentType> = Extract<Upsert, { type: T }>['row'];
export type Upserted<T extends DocumentType> = {
  row: RowOf<T>; knownOn: string; stored: boolean;
};

/** Upserts of one type, in the order given. */
export function upsertsOf<T extends DocumentType>(
  documents: DocumentChange[], type: T,
): Upserted<T>[] {
  const found: Upserted<T>[] = [];
  for (const change of documents) {
    if (change.op === 'upsert' && change.type === type) {
      const { knownOn, stored } = change;
      found.push({ row: change.row as RowOf<T>, knownOn, stored });
    }
  }
  return found;
}

/** Uids of those that may have rows from an earlier snapshot. */
export const storedUids = <T extends DocumentType>(upserts: Upserted<T>[]): string[] =>
  upserts.filter((upsert) => upsert.stored).map(({ row }) => row.uid);

/** Names a document without its content. */
export type DocumentName = { uid: string; type: DocumentType };

export function uidsOf(documents: readonly DocumentName[], type: DocumentType): string[] {
  return documents.filter((change) => change.type === type).map((change) => change.uid);
}
