// What snapshots are stored as: rows by the names of their columns, decided by the snapshot alone.
// What links, settings or people add is added where they are written.
import type { InvoiceRow, OrderRow, PaymentRow, ShipmentRow } from '#contract/onec-rows';
import { emptyAsNull } from './columns.ts';
import type { DocumentChange } from './documents.ts';

export function orderHeader(row: OrderRow) {
  const active = row.lines.filter((line) => !line.cancelled);
  return {
    uid: row.uid,
    gone: false,
    number: row.number,
    ordered_at: row.date,
    posted: row.posted,
    deleted: row.deleted,
    company_uid: row.companyUid,
    manager_uid: row.managerUid,
    manager_name: row.managerName,
    organization: row.organization,
    currency: row.currency,
    total_kopecks: row.totalKopecks,
    lines_kopecks: active.reduce(
      (sum, line) => sum + line.sumKopecks + (line.vatIncluded ? 0 : line.vatSumKopecks), 0),
    status: row.status,
    crm_deal_id: row.crmDealId,
    comment: row.comment,
    project_name: row.projectName,
    end_customer_name: row.endCustomerName,
    end_customer_inn: row.endCustomerInn,
    address: row.address,
    tender_no: row.tenderNo,
    dealer_contact: row.dealerContact,
    all_cancelled: row.lines.length > 0 && active.length === 0,
    extra: emptyAsNull(row.extra),
  };
}

export const orderLines = (baseId: number, row: OrderRow) => row.lines.map((line, index) => ({
  base_id: baseId,
  order_uid: row.uid,
  position: index + 1,
  line_uid: line.lineUid,
  product_uid: line.productUid,
  article: line.article,
  name: line.name,
  characteristic: line.characteristic,
  unit: line.unit,
  quantity: line.quantity,
  price: line.price,
  discount_percent: line.discountPercent,
  sum_kopecks: line.sumKopecks,
  vat_rate: line.vatRate,
  vat_kopecks: line.vatSumKopecks,
  vat_included: line.vatIncluded,
  cancelled: line.cancelled,
  ship_on: line.shipOn,
  cost: line.cost,
  extra: emptyAsNull(line.extra),
}));

export const orderStages = (baseId: number, row: OrderRow) => row.stages.map((stage, index) => ({
  base_id: baseId,
  order_uid: row.uid,
  position: index + 1,
  variant: stage.variant,
  pay_on: stage.payOn,
  percent: stage.percent,
  sum_kopecks: stage.sumKopecks,
}));

export const invoiceHeader = (row: InvoiceRow) => ({
  uid: row.uid, gone: false, number: row.number, invoiced_at: row.date, posted: row.posted,
  deleted: row.deleted, cancelled: row.cancelled, order_uid: row.orderUid,
  company_uid: row.companyUid, currency: row.currency, total_kopecks: row.totalKopecks,
  due_on: row.dueOn, extra: emptyAsNull(row.extra),
});

export const paymentHeader = (row: PaymentRow) => ({
  uid: row.uid, gone: false, kind: row.kind, direction: row.direction, number: row.number,
  paid_at: row.date, posted: row.posted, deleted: row.deleted, bank_confirmed: row.bankConfirmed,
  bank_on: row.bankOn, company_uid: row.companyUid, currency: row.currency,
  total_kopecks: row.totalKopecks, purpose: row.purpose, extra: emptyAsNull(row.extra),
});

export const paymentLines = (baseId: number, row: PaymentRow) => row.lines.map((line, index) => ({
  base_id: baseId, payment_uid: row.uid, position: index + 1, order_uid: line.orderUid,
  invoice_uid: line.invoiceUid, sum_kopecks: line.sumKopecks,
}));

export const shipmentHeader = (row: ShipmentRow) => ({
  uid: row.uid, gone: false, kind: row.kind, number: row.number, shipped_at: row.date,
  posted: row.posted, deleted: row.deleted, company_uid: row.companyUid,
  extra: emptyAsNull(row.extra),
});

export const shipmentLines = (baseId: number, row: ShipmentRow) =>
  row.lines.map((line, index) => ({
    base_id: baseId, shipment_uid: row.uid, position: index + 1, order_uid: line.orderUid,
    line_uid: line.lineUid, quantity: line.quantity, sum_kopecks: line.sumKopecks,
  }));

type Row = Readonly<Record<string, unknown>>;

/** A document as it stands in the tables; `parts` in the order of their positions. */
export type DocumentRows = { header: Row; parts: readonly (readonly Row[])[] };

type Snapshot = Extract<DocumentChange, { op: 'upsert' }>;

export function rowsOfDocument(
  baseId: number, change: Pick<Snapshot, 'type' | 'row'>,
): DocumentRows {
  const { type, row } = change as Snapshot;
  switch (type) {
    case 'order': return {
      header: orderHeader(row), parts: [orderLines(baseId, row), orderStages(baseId, row)],
    };
    case 'invoice': return { header: invoiceHeader(row), parts: [] };
    case 'payment': return { header: paymentHeader(row), parts: [paymentLines(baseId, row)] };
    case 'shipment': return { header: shipmentHeader(row), parts: [shipmentLines(baseId, row)] };
  }
}
