// Stores snapshots of invoices, payments and shipments; table parts are replaced whole.
import { columnsOf, copyRows, type CopyTarget } from '#platform/copy-rows';
import type { Tx } from '#platform/database';
import { excluded } from './columns.ts';
import {
  invoiceHeader, paymentHeader, paymentLines, shipmentHeader, shipmentLines,
} from './document-rows.ts';
import { storedUids, type DocumentBatch, type DocumentType, type Upserted } from './documents.ts';
import { paymentCounts, type PaymentRules } from './payment-rules.ts';

type Statement = {
  name: string;
  table: string;
  columns: string;
};

/** Table part of a document and the column of its owner. */
type Part = CopyTarget & { owner: string };

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
};

const PAYMENT_LINES: Part = {
  table: 'payments.payment_line',
  owner: 'payment_uid',
  columns: columnsOf('base_id, payment_uid, position, order_uid, invoice_uid, sum_kopecks'),
};

const SHIPMENTS: Statement = {
  name: 'shipment',
  table: 'payments.shipment',
  columns: 'uid, kind, number, shipped_at, posted, deleted, company_uid, extra',
};

const SHIPMENT_LINES: Part = {
  table: 'payments.shipment_line',
  owner: 'shipment_uid',
  columns: columnsOf(
    'base_id, shipment_uid, position, order_uid, line_uid, quantity, sum_kopecks'),
};

type Header = { stored: boolean; row: object };

/** New documents are copied; a row that may be there gives way. */
async function writeHeaders(
  tx: Tx, baseId: number, { name, table, columns }: Statement, headers: Header[],
): Promise<void> {
  const rowsOf = (stored: boolean) => headers.filter((header) => header.stored === stored)
    .map(({ row }) => ({ base_id: baseId, ...row }));
  const [fresh, known] = [rowsOf(false), rowsOf(true)];
  const copied = copyRows(tx, { table, columns: columnsOf(`base_id, gone, ${columns}`) }, fresh);
  if (known.length > 0) {
    await tx.query({
      name: `${name}-write`,
      text: `
        insert into ${table} (base_id, gone, ${columns}) select base_id, gone, ${columns}
        from json_populate_recordset(null::${table}, $1::json)
        on conflict (base_id, uid) do update
        set (gone, ${columns}) = row (false, ${excluded(columns)})`,
      values: [JSON.stringify(known)],
    });
  }
  await copied;
}

/** Rows of `uids` go, `rows` come. */
async function replacePart(
  tx: Tx, baseId: number, part: Part, { uids, rows }: { uids: string[]; rows: object[] },
): Promise<void> {
  const cleared = uids.length === 0 ? null : tx.query({
    name: `${part.table}-clear`,
    text: `delete from ${part.table} where base_id = $1 and ${part.owner} = any($2::uuid[])`,
    values: [baseId, uids],
  });
  await Promise.all([cleared, copyRows(tx, part, rows)]);
}

export async function writeInvoices(
  tx: Tx, { baseId }: DocumentBatch, invoices: Upserted<'invoice'>[],
): Promise<void> {
  await writeHeaders(tx, baseId, INVOICES,
    invoices.map(({ row, stored }) => ({ stored, row: invoiceHeader(row) })));
}

export async function writePayments(
  tx: Tx, { baseId }: DocumentBatch, payments: Upserted<'payment'>[], rules: PaymentRules,
): Promise<void> {
  const rows = payments.flatMap(({ row }) => paymentLines(baseId, row));
  await Promise.all([
    writeHeaders(tx, baseId, PAYMENTS, payments.map(({ row, stored }) => ({
      stored, row: { ...paymentHeader(row), counts: paymentCounts(row, rules) },
    }))),
    replacePart(tx, baseId, PAYMENT_LINES, { uids: storedUids(payments), rows }),
  ]);
}

export async function writeShipments(
  tx: Tx, { baseId }: DocumentBatch, shipments: Upserted<'shipment'>[],
): Promise<void> {
  const rows = shipments.flatMap(({ row }) => shipmentLines(baseId, row));
  await Promise.all([
    writeHeaders(tx, baseId, SHIPMENTS,
      shipments.map(({ row, stored }) => ({ stored, row: shipmentHeader(row) }))),
    replacePart(tx, baseId, SHIPMENT_LINES, { uids: storedUids(shipments), rows }),
  ]);
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
