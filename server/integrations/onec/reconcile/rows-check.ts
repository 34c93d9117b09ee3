// A fingerprint of the rows that a document was stored as. It is kept beside the revision, so that
// whatever is damaged in them afterwards is seen, though the hash of 1C's body still agrees.
import { hash } from 'node:crypto';
import type { OnecSnapshot, OnecType } from '#contract/onec-rows';
import { rowsOfDocument } from '#modules/payments';
import { columnsOf } from '#platform/copy-rows';
import { createUtf8Writer } from '#platform/utf8-writer';
import { TYPE_CODES } from '../object-types.ts';
import { putRecord, type RecordColumn } from './record-text.ts';

type Shape = { table: string; columns: string; parts: Part[] };
type Part = { table: string; owner: string; columns: string };

// Columns that the snapshot alone decides. What links, settings or people change is not here.
const SHAPES: Partial<Record<OnecType, Shape>> = {
  order: {
    table: 'payments.sales_order',
    columns: `number, ordered_at, posted, deleted, gone, company_uid, manager_uid, manager_name,
      organization, currency, total_kopecks, lines_kopecks, status, comment, project_name,
      end_customer_name, end_customer_inn, address, tender_no, dealer_contact, extra`,
    parts: [
      {
        table: 'payments.order_line', owner: 'order_uid',
        columns: `position, line_uid, product_uid, article, name, characteristic, unit, quantity,
          price, discount_percent, sum_kopecks, vat_rate, vat_kopecks, vat_included, cancelled,
          ship_on, cost, extra`,
      },
      {
        table: 'payments.payment_stage', owner: 'order_uid',
        columns: 'position, variant, pay_on, percent, sum_kopecks',
      },
    ],
  },
  invoice: {
    table: 'payments.invoice',
    columns: `number, invoiced_at, posted, deleted, cancelled, gone, order_uid, company_uid,
      currency, total_kopecks, due_on, extra`,
    parts: [],
  },
  payment: {
    table: 'payments.payment',
    columns: `kind, direction, number, paid_at, posted, deleted, gone, bank_confirmed, bank_on,
      company_uid, currency, total_kopecks, purpose, extra`,
    parts: [{
      table: 'payments.payment_line', owner: 'payment_uid',
      columns: 'position, order_uid, invoice_uid, sum_kopecks',
    }],
  },
  shipment: {
    table: 'payments.shipment',
    columns: 'kind, number, shipped_at, posted, deleted, gone, company_uid, extra',
    parts: [{
      table: 'payments.shipment_line', owner: 'shipment_uid',
      columns: 'position, order_uid, line_uid, quantity, sum_kopecks',
    }],
  },
};

const prefixed = (alias: string, columns: string) =>
  columns.split(',').map((column) => `${alias}.${column.trim()}`).join(', ');

const partText = ({ table, owner, columns }: Part, base: string, uid: string) => `
  coalesce((select string_agg(row(${prefixed('l', columns)})::text, '' order by l.position)
    from ${table} l where l.base_id = ${base} and l.${owner} = ${uid}), '')`;

function checkOf({ table, columns, parts }: Shape, base: string, uid: string): string {
  const text = [`row(${prefixed('h', columns)})::text`,
    ...parts.map((part) => partText(part, base, uid))].join(' || ');
  return `(select ('x' || left(md5(${text}), 16))::bit(64)::bigint
    from ${table} h where h.base_id = ${base} and h.uid = ${uid})`;
}

/** SQL of the fingerprint of one document of a known type; null when it has no rows. */
export function rowsCheckOf(type: OnecType, base: string, uid: string): string | null {
  const shape = SHAPES[type];
  return shape ? checkOf(shape, base, uid) : null;
}

/** SQL of the fingerprint whatever the type is: reference books have none. */
export function rowsCheck(type: string, base: string, uid: string): string {
  const cases = Object.entries(SHAPES).map(([name, shape]) =>
    `when ${TYPE_CODES[name as OnecType]} then ${checkOf(shape, base, uid)}`);
  return `case ${type} ${cases.join('\n')} end`;
}

const NUMERIC = new Set(['quantity', 'price', 'discount_percent', 'cost', 'percent']);

const recordColumns = (list: string): RecordColumn[] => columnsOf(list).map((name) => ({
  name, kind: name.endsWith('_at') ? 'moment' : NUMERIC.has(name) ? 'numeric' : 'plain',
}));

type Columns = { header: RecordColumn[]; parts: RecordColumn[][] };

const columnsOfShape = ({ columns, parts }: Shape): Columns => ({
  header: recordColumns(columns), parts: parts.map((part) => recordColumns(part.columns)),
});

const COLUMNS = new Map(Object.entries(SHAPES).map(([type, shape]) =>
  [type, columnsOfShape(shape)]));

const writer = createUtf8Writer();

type DocumentSnapshot = Parameters<typeof rowsOfDocument>[1];

/**
 * The same fingerprint of the rows that a snapshot is stored as, without reading them back: that
 * took a tenth of a load. Null when only PostgreSQL knows (see record-text.ts).
 */
export function rowsCheckOfSnapshot(baseId: number, snapshot: OnecSnapshot): string | null {
  const columns = COLUMNS.get(snapshot.type);
  if (!columns) return null;
  const { header, parts } = rowsOfDocument(baseId, snapshot as DocumentSnapshot);
  writer.start();
  if (!putRecord(writer, header, columns.header)) return null;
  for (const [index, rows] of parts.entries()) {
    const names = columns.parts[index] as RecordColumn[];
    if (!rows.every((row) => putRecord(writer, row, names))) return null;
  }
  const first = hash('md5', writer.view(), 'hex').slice(0, 16);
  return BigInt.asIntN(64, BigInt(`0x${first}`)).toString();
}
