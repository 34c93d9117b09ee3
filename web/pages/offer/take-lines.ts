// Lines of an order of 1C, of another deal or of a lead as rows of this sheet. Pure.
import type { DealLine, LineColumn } from '#contract/deal-lines';
import { LINES_MAX } from '#contract/deal-lines';
import { VAT_RATES, vatRateOn } from '#contract/vat';
import type { Seller } from '#contract/vat';
import type { Order, OrderRow } from '../deal/use-deal-money.ts';
import { withColumns } from './column-codes.ts';
import type { WantedColumn } from './column-codes.ts';
import { discountText, priceText, quantityText } from './line-text.ts';
import { emptyRow, isBlank, newKey, rowOf } from './offer-rows.ts';
import type { OfferRow, OfferSheet } from './offer-rows.ts';

/** A row beside the sheet: its added values by the names of their columns. */
export type TakenLine = { row: OfferRow; extra: Record<string, string> };
export type TakenLines = { lines: TakenLine[]; columns: WantedColumn[] };

function nameOf({ name, article, characteristic }: OrderRow): string {
  const goods = name || article || '';
  return characteristic && !goods.includes(characteristic)
    ? `${goods} (${characteristic})` : goods;
}

const PRICE_DIGITS = 4;
const exact = (decimal: string, digits: number) => String(Number(Number(decimal).toFixed(digits)));

function rowOfOrder(line: OrderRow, seller: Seller): OfferRow {
  const rate = VAT_RATES.find((known) => known === line.vatRate) 
    ?? vatRateOn(seller, line.vatRate);
  return {
    ...emptyRow(seller, line.vatIncluded),
    productId: line.productId,
    article: line.article ?? '',
    name: nameOf(line),
    unit: line.unit ?? '',
    quantity: quantityText(line.quantity),
    price: line.price === null ? '' : priceText(exact(line.price, PRICE_DIGITS)),
    discount: discountText({
      percent: exact(line.discountPercent ?? '0', PRICE_DIGITS), kopecks: null,
    }),
    vatRate: rate,
  };
}

/** Names of the columns that 1C sends with these orders, in the order of their first line. */
export function onecColumns(orders: readonly Order[]): string[] {
  return [...new Set(orders.flatMap(({ lines }) =>
    lines.flatMap(({ extra }) => Object.keys(extra))))];
}

/** Rates stay as the order has them; what `seller` charges is for lines that say nothing. */
export function linesOfOrder(order: Order, seller: Seller): TakenLines {
  return {
    lines: order.lines.filter(({ cancelled }) => !cancelled)
      .map((line) => ({ row: rowOfOrder(line, seller), extra: line.extra })),
    columns: onecColumns([order]).map((name) => ({ name, type: 'text' })),
  };
}

export function linesOfHolder(
  { lines, lineColumns }: { lines: DealLine[]; lineColumns: LineColumn[] },
): TakenLines {
  return {
    lines: lines.map((line) => ({
      row: { ...rowOf(line), key: newKey(), extra: {} },
      extra: Object.fromEntries(lineColumns.flatMap(({ code, name }) =>
        (line.extra[code] ? [[name, line.extra[code]]] : []))),
    })),
    columns: lineColumns,
  };
}

/** The sheet with these lines under its own; columns without any value are not brought along. */
export function withTaken(sheet: OfferSheet, { lines, columns }: TakenLines): OfferSheet {
  const used = columns.filter(({ name }) => lines.some(({ extra }) => extra[name]));
  const { all, codes } = withColumns(sheet.columns, used);
  const own = sheet.rows.filter((row) => !isBlank(row));
  const rows = lines.slice(0, Math.max(0, LINES_MAX - own.length)).map(({ row, extra }) => ({
    ...row,
    extra: Object.fromEntries(used.flatMap(({ name }, at) =>
      (codes[at] && extra[name] ? [[codes[at], extra[name]]] : []))),
  }));
  return { rows: [...own, ...rows], columns: all };
}
