// Bodies of invoices and payments → rows. The wire's sums are positive; the direction of a
// payment gives the sign here, once, so that everybody after may simply add.
import {
  PAYMENT_DIRECTIONS, PAYMENT_KINDS, type InvoiceRow, type PaymentLineRow, type PaymentRow,
} from '#contract/onec-rows';
import { LINES_MAX, LONG_TEXT_MAX, SHORT_TEXT_MAX } from './limits.ts';
import { readDay, requireMoment } from './read-date.ts';
import { readExtra } from './read-extra.ts';
import { readList } from './read-lists.ts';
import { requireSum } from './read-number.ts';
import { readFlag, readText, readUid, requireChoice, requireCurrency } from './read-text.ts';
import type { Fields, Reading } from './reading.ts';

const INVOICE_KEYS: ReadonlySet<string> = new Set([
  'number', 'date', 'posted', 'deleted', 'cancelled', 'orderUid', 'companyUid', 'currency',
  'total', 'dueOn', 'extra',
]);

export function parseInvoice(r: Reading, uid: string, body: Fields): InvoiceRow {
  return {
    uid,
    number: readText(r, body, 'number', SHORT_TEXT_MAX) ?? '',
    date: requireMoment(r, body, 'date'),
    posted: readFlag(r, body, 'posted'),
    deleted: readFlag(r, body, 'deleted', false),
    cancelled: readFlag(r, body, 'cancelled', false),
    orderUid: readUid(r, body, 'orderUid'),
    companyUid: readUid(r, body, 'companyUid'),
    currency: requireCurrency(r, body),
    totalKopecks: requireSum(r, body, 'total', 'positive'),
    dueOn: readDay(r, body, 'dueOn'),
    extra: readExtra(r, body, INVOICE_KEYS),
  };
}

const PAYMENT_KEYS: ReadonlySet<string> = new Set([
  'kind', 'direction', 'number', 'date', 'posted', 'deleted', 'bankConfirmed', 'bankOn',
  'companyUid', 'currency', 'total', 'purpose', 'lines', 'extra',
]);

const PAYMENT_LINE_KEYS: ReadonlySet<string> = new Set(['orderUid', 'invoiceUid', 'sum', 'extra']);

export function parsePayment(r: Reading, uid: string, body: Fields): PaymentRow {
  const direction = requireChoice(r, body, 'direction', PAYMENT_DIRECTIONS);
  const isOut = direction === 'out';
  const totalKopecks = requireSum(r, body, 'total', 'positive');
  const lines = readList(r, body['lines'], { key: 'lines', max: LINES_MAX }, parsePaymentLine);
  if (isOut) for (const line of lines) line.sumKopecks = opposite(line.sumKopecks);
  return {
    uid,
    kind: requireChoice(r, body, 'kind', PAYMENT_KINDS),
    direction,
    number: readText(r, body, 'number', SHORT_TEXT_MAX) ?? '',
    date: requireMoment(r, body, 'date'),
    posted: readFlag(r, body, 'posted'),
    deleted: readFlag(r, body, 'deleted', false),
    bankConfirmed: readFlag(r, body, 'bankConfirmed', false),
    bankOn: readDay(r, body, 'bankOn'),
    companyUid: readUid(r, body, 'companyUid'),
    currency: requireCurrency(r, body),
    totalKopecks: isOut ? opposite(totalKopecks) : totalKopecks,
    purpose: readText(r, body, 'purpose', LONG_TEXT_MAX),
    lines,
    extra: readExtra(r, body, PAYMENT_KEYS),
  };
}

function parsePaymentLine(r: Reading, line: Fields): PaymentLineRow {
  return {
    orderUid: readUid(r, line, 'orderUid'),
    invoiceUid: readUid(r, line, 'invoiceUid'),
    sumKopecks: requireSum(r, line, 'sum', 'positive'),
    extra: readExtra(r, line, PAYMENT_LINE_KEYS),
  };
}

/** Minus, except that zero has no sign. */
function opposite(kopecks: number): number {
  return kopecks === 0 ? 0 : -kopecks;
}
