// Documents → orders, invoices, payments and shipments.
import type { CmlDocument, CmlLine } from '#contract/commerceml-rows';
import { decimalFromKopecks, type Kopecks } from '#contract/money';
import type {
  InvoiceRow, NumericText, OnecUid, OrderLineRow, OrderRow, PaymentRow, ShipmentLineRow,
  ShipmentRow,
} from '#contract/onec-rows';
import { type Dictionary, unitName } from './dictionary.ts';
import { BEFORE_CANCEL, type BeforeCancel } from './order-answer.ts';
import { uidOf } from './uid.ts';

export type DocumentLinks = { base: string; dictionary: Dictionary; companyUid: OnecUid | null };

/** A document that a site made and 1C has not numbered. */
export function isOfSite(document: CmlDocument): boolean {
  return document.role === 'Продавец' && document.onecNumber === null;
}

/** An order of 1C, or an order of a site: then it counts as posted, for nobody else posts it. */
export function orderRow(links: DocumentLinks, document: CmlDocument, uid: OnecUid): OrderRow {
  const { cancelled, requisites } = document;
  return {
    uid,
    number: document.onecNumber ?? document.number,
    date: document.onecDate ?? document.date,
    posted: document.posted ?? true,
    deleted: document.deleted,
    companyUid: links.companyUid,
    endCustomerName: null,
    endCustomerInn: null,
    organization: requisites['Организация'] ?? null,
    managerUid: null,
    managerName: requisites['Менеджер'] ?? null,
    currency: document.currency,
    // 1C leaves cancelled lines out of the total, and here all of them are.
    totalKopecks: cancelled ? 0 : document.totalKopecks,
    status: document.status,
    crmDealId: null,
    comment: document.comment,
    projectName: null,
    address: document.address ?? requisites['Адрес доставки'] ?? null,
    tenderNo: null,
    dealerContact: null,
    // Shops put delivery first; a deal is named after its goods.
    lines: [false, true].flatMap((service) => document.lines
      .filter((line) => line.service === service)
      .map((line) => orderLine(links, line, cancelled))),
    stages: [],
    extra: extraOfOrder(document),
  };
}

function extraOfOrder(document: CmlDocument): Record<string, unknown> {
  const { id, number, requisites, cancelled, totalKopecks, declaredKopecks } = document;
  const before: BeforeCancel = { total: decimalFromKopecks(totalKopecks), cancelledLines: [] };
  return {
    commercemlId: id, siteNumber: number, requisites,
    ...(isOfSite(document) ? { siteOrder: true } : {}),
    ...(cancelled ? { [BEFORE_CANCEL]: before } : {}),
    ...(declaredKopecks !== null && declaredKopecks !== totalKopecks ? { declaredKopecks } : {}),
  };
}

function orderLine(links: DocumentLinks, line: CmlLine, cancelled: boolean): OrderLineRow {
  const taxes = line.taxes.filter((tax) => tax.sumKopecks !== null);
  const above = taxes.some((tax) => !tax.included);
  // Taxes of both kinds in one line: only those above the sum are its tax, the rest is inside.
  const counted = above ? taxes.filter((tax) => !tax.included) : taxes;
  return {
    lineUid: null,
    productUid: line.service ? null : uidOf(links.base, 'product', line.productId),
    article: line.article,
    name: line.name,
    characteristic: characteristicOf(line),
    quantity: line.quantity,
    unit: unitName(links.dictionary, line.unit),
    price: line.price,
    discountPercent: line.discountPercent,
    sumKopecks: line.sumKopecks,
    vatRate: line.vatRate,
    vatSumKopecks: counted.reduce((sum, tax) => sum + (tax.sumKopecks ?? 0), 0),
    vatIncluded: !above,
    cancelled,
    shipOn: null,
    cost: null,
    extra: line.service ? { service: true, commercemlId: line.productId } : {},
  };
}

function characteristicOf(line: CmlLine): string | null {
  const values = Object.values(line.characteristics);
  return values.length > 0 ? values.join(', ') : line.characteristicId;
}

export function invoiceRow(links: DocumentLinks, document: CmlDocument, uid: OnecUid): InvoiceRow {
  return {
    uid, ...headOf(links, document), cancelled: document.cancelled,
    orderUid: orderUidOf(links, document), currency: document.currency,
    totalKopecks: document.totalKopecks, dueOn: null, extra: extraOf(document),
  };
}

export function paymentRow(links: DocumentLinks, document: CmlDocument, uid: OnecUid): PaymentRow {
  const refund = document.operation === 'refund';
  const totalKopecks = signed(document.declaredKopecks ?? document.totalKopecks, refund);
  const orderUid = orderUidOf(links, document);
  return {
    uid, ...headOf(links, document),
    kind: document.means ?? 'bank',
    direction: refund ? 'out' : 'in',
    // CommerceML has no word for the bank's confirmation: what 1C has numbered, 1C has.
    bankConfirmed: document.posted !== false,
    bankOn: document.paidOn,
    currency: document.currency,
    totalKopecks,
    purpose: document.comment,
    lines: orderUid === null
      ? []
      : [{ orderUid, invoiceUid: null, sumKopecks: totalKopecks, extra: {} }],
    extra: extraOf(document),
  };
}

export function shipmentRow(
  links: DocumentLinks, document: CmlDocument, uid: OnecUid,
): ShipmentRow {
  const back = document.operation === 'return';
  const orderUid = orderUidOf(links, document);
  const lines = document.lines.map((line): ShipmentLineRow => ({
    orderUid, lineUid: null, quantity: negatedIf(line.quantity, back),
    sumKopecks: signed(withTaxAbove(line), back), extra: {},
  }));
  if (lines.length === 0) {
    const sumKopecks = signed(document.totalKopecks, back);
    lines.push({ orderUid, lineUid: null, quantity: '0', sumKopecks, extra: {} });
  }
  return {
    uid, ...headOf(links, document), kind: back ? 'return' : 'shipment',
    totalKopecks: lines.reduce((sum, line) => sum + line.sumKopecks, 0),
    lines, extra: extraOf(document),
  };
}

function withTaxAbove(line: CmlLine): Kopecks {
  return line.taxes.filter((tax) => !tax.included)
    .reduce((sum, tax) => sum + (tax.sumKopecks ?? 0), line.sumKopecks);
}

type Head = Pick<InvoiceRow, 'number' | 'date' | 'posted' | 'deleted' | 'companyUid'>;

function headOf(links: DocumentLinks, document: CmlDocument): Head {
  return {
    number: document.onecNumber ?? document.number,
    date: document.onecDate ?? document.date,
    posted: document.posted ?? true,
    deleted: document.deleted,
    companyUid: links.companyUid,
  };
}

function orderUidOf(links: DocumentLinks, document: CmlDocument): OnecUid | null {
  return document.orderId === null ? null : uidOf(links.base, 'order', document.orderId);
}

function extraOf(document: CmlDocument): Record<string, unknown> {
  return { commercemlId: document.id, requisites: document.requisites };
}

function signed(kopecks: Kopecks, negative: boolean): Kopecks {
  return negative && kopecks !== 0 ? -Math.abs(kopecks) : kopecks;
}

function negatedIf(quantity: NumericText, negative: boolean): NumericText {
  if (!negative || quantity.startsWith('-') || Number(quantity) === 0) return quantity;
  return `-${quantity}`;
}
