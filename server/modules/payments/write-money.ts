// Stores snapshots of invoices, payments and shipments; table parts are replaced whole.
import type { Tx } from '#platform/database';
import { emptyAsNull, excluded } from './columns.ts';
import { storedUids, type DocumentBatch, type DocumentType, type Upserted } from './documents.ts';
import { paymentCounts, readPaymentRules } from './payment-rules.ts';

type Statement = {
  name: string;
  table: string;
  columns: string;
  /** Table part: its table, the column of its owner and its columns. */
  part?: { table: string; owner: string; columns: string };
};

const INVOICES: Statement = {
  name: 'invoice',
  table: 'payments.invoice',
  columns: `uid, number, invoiced_at, posted, deleted, cancelled, order_uid, company_uid, currency,
    total_kopecks, due_on, extra`,
};

const PAYMENTS: Statement = {
  name: 'payment',
  table: 'payments.payment',
  columns: `uid, kind, direction, number, paid_at, posted, deleted, bank_confirmed, bank_on,
    counts, company_uid, currency, total_kopecks, purpose, extra`,
  part: {
    table: 'payments.payment_line',
    owner: 'payment_uid',
    columns: 'payment_uid, position, order_uid, invoice_uid, sum_kopecks',
  },
};

const SHIPMENTS: Statement = {
  name: 'shipment',
  table: 'payments.shipment',
  columns: 'uid, kind, number, shipped_at, posted, deleted, company_uid, extra',
  part: {
    table: 'payments.shipment_line',
    owner: 'shipment_uid',
    columns: 'shipment_uid, position, order_uid, line_uid, quantity, sum_kopecks',
  },
};

async function writeHeaders(
  tx: Tx, baseId: number, { name, table, columns }: Statement, rows: object[],
): Promise<void> {
  await tx.query({
    name: `${name}-write`,
    text: `
      insert into ${table} (base_id, gone, ${columns}) select $1, false, ${columns}
      from json_populate_recordset(null::${table}, $2::json)
      on conflict (base_id, uid) do update
      set (gone, ${columns}) = row (false, ${excluded(columns)})`,
    values: [baseId, JSON.stringify(rows)],
  });
}

type Part = { table: string; owner: string; columns: string };

/** Rows of `uids` go, `rows` come. */
async function replacePart(
  tx: Tx, baseId: number, part: Part, { uids, rows }: { uids: string[]; rows: object[] },
): Promise<void> {
  if (uids.length > 0) {
    await tx.query({
      name: `${part.table}-clear`,
      text: `delete from ${part.table} where base_id = $1 and ${part.owner} = any($2::uuid[])`,
      values: [baseId, uids],
    });
  }
  await tx.query({
    name: `${part.table}-write`,
    text: `
      insert into ${part.table} (base_id, ${part.columns}) select $1, ${part.columns}
      from json_populate_recordset(null::${part.table}, $2::json)`,
    values: [baseId, JSON.stringify(rows)],
  });
}

export async function writeInvoices(
  tx: Tx, batch: DocumentBatch, invoices: Upserted<'invoice'>[],
): Promise<void> {
  if (invoices.length === 0) return;
  await writeHeaders(tx, batch.baseId, INVOICES, invoices.map(({ row }) => ({
    uid: row.uid, number: row.number, invoiced_at: row.date, posted: row.posted,
    deleted: row.deleted, cancelled: row.cancelled, order_uid: row.orderUid,
    company_uid: row.companyUid, currency: row.currency, total_kopecks: row.totalKopecks,
    due_on: row.dueOn, extra: emptyAsNull(row.extra),
  })));
}

export async function writePayments(
  tx: Tx, batch: DocumentBatch, payments: Upserted<'payment'>[],
): Promise<void> {
  if (payments.length === 0) return;
  const rules = await readPaymentRules(tx);
  await writeHeaders(tx, batch.baseId, PAYMENTS, payments.map(({ row }) => ({
    uid: row.uid, kind: row.kind, direction: row.direction, number: row.number, paid_at: row.date,
    posted: row.posted, deleted: row.deleted, bank_confirmed: row.bankConfirmed,
    bank_on: row.bankOn, counts: paymentCounts(row, rules), company_uid: row.companyUid,
    currency: row.currency, total_kopecks: row.totalKopecks, purpose: row.purpose,
    extra: emptyAsNull(row.extra),
  })));
  const lines = payments.flatMap(({ row }) => row.lines.map((line, index) => ({
    payment_uid: row.uid, position: index + 1, order_uid: line.orderUid,
    invoice_uid: line.invoiceUid, sum_kopecks: line.sumKopecks,
  })));
  const uids = storedUids(payments);
  if (PAYMENTS.part) await replacePart(tx, batch.baseId, PAYMENTS.part, { uids, rows: lines });
}

export async function writeShipments(
  tx: Tx, batch: DocumentBatch, shipments: Upserted<'shipment'>[],
): Promise<void> {
  if (shipments.length === 0) return;
  await writeHeaders(tx, batch.baseId, SHIPMENTS, shipments.map(({ row }) => ({
    uid: row.uid, kind: row.kind, number: row.number, shipped_at: row.date, posted: row.posted,
    deleted: row.deleted, company_uid: row.companyUid, extra: emptyAsNull(row.extra),
  })));
  const lines = shipments.flatMap(({ row }) => row.lines.map((line, index) => ({
    shipment_uid: row.uid, position: index + 1, order_uid: line.orderUid,
    line_uid: line.lineUid, quantity: line.quantity, sum_kopecks: line.sumKopecks,
  })));
  const uids = storedUids(shipments);
  if (SHIPMENTS.part) await replacePart(tx, batch.baseId, SHIPMENTS.part, { uids, rows: lines });
}

const TABLES: Record<DocumentType, string> = {
  order: 'payments.sales_order',
  invoice: 'payments.invoice',
  payment: 'payments.payment',
  shipment: 'payments.shipment',
};

/** Physical deletion in 1C: the row stays, struck through, and counts nothing. */
export async function markGone(
  tx: Tx, baseId: number, type: DocumentType, uids: string[],
): Promise<void> {
  if (uids.length === 0) return;
  const nothing = type === 'payment' ? ', counts = false' : '';
  await tx.query(
    `update ${TABLES[type]} set gone = true${nothing}
     where base_id = $1 and uid = any($2::uuid[])`,
    [baseId, uids]);
}
