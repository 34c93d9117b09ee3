// What the cells of pasted goods say. Pure.
import type { VatRate } from '#contract/vat';
import { ruPaste } from '../../texts/ru-paste.ts';
import type { Places, SpecField } from './guess-columns.ts';
import { priceText, quantityText, readDecimal } from './line-text.ts';
import { fold } from './spec-rows.ts';

export type SpecLine = {
  article: string; name: string; unit: string; quantity: string; price: string; discount: string;
  /** Null when nothing is said. */
  vatRate: VatRate | null;
  /** In the order of `extraNames`. */
  extra: string[];
};
const VAT_PERCENTS = ['22', '20', '10', '7', '5', '0'] as const satisfies readonly VatRate[];

export function readVat(text: string): VatRate | null {
  const typed = fold(text).replace('%', '').trim();
  if (typed === '') return null;
  if (ruPaste.noVat.some((word) => typed.startsWith(word))) return 'none';
  const rate = readDecimal(typed.replace(/^ндс\s*/, ''), 2);
  // Excel keeps 20 % as 0.2.
  const percent = rate?.startsWith('0.') ? String(Math.round(Number(rate) * 100)) : rate;
  return VAT_PERCENTS.find((known) => known === percent) ?? null;
}

/** "12 шт." → 12 and «шт»; what is no number is kept as it was written. */
export function splitQuantity(text: string): { quantity: string; unit: string } {
  const match = /^([\d\s\u00a0.,]+?)\s*([^\d\s.,][^\d]*)?$/.exec(text.trim());
  const number = match ? readDecimal(match[1] ?? '', 3) : null;
  if (number === null) return { quantity: text.trim(), unit: '' };
  return { quantity: quantityText(number), unit: (match?.[2] ?? '').trim() };
}

export type PricesVat = 'in' | 'top';

/** «Цена с НДС», «1 200 руб. без НДС»: whether the price holds the tax; null: nothing is said. */
export function pricesVatOf(text: string): PricesVat | null {
  const typed = fold(text);
  if (ruPaste.vatOnTop.test(typed)) return 'top';
  return ruPaste.vatInPrice.test(typed) ? 'in' : null;
}

function priceOf(text: string): string {
  const exact = readDecimal(text.replace(ruPaste.vatWords, ''), 4);
  return exact === null ? text.trim() : priceText(exact);
}

/** A cell of Excel may hold several lines; a line of an offer is one. */
export const oneLine = (text: string) => text.trim().replace(/\s*\n\s*/g, ' ');

export function lineOf(cells: string[], places: Places, extraPlaces: number[]): SpecLine {
  const cell = (field: SpecField) =>
    (places[field] === undefined ? '' : oneLine(cells[places[field]] ?? ''));
  const { quantity, unit } = splitQuantity(cell('quantity'));
  return {
    article: cell('article'),
    name: cell('name'),
    unit: (cell('unit') || unit).replace(/\.$/, ''),
    quantity: quantity || '1',
    price: priceOf(cell('price')),
    discount: cell('discount'),
    vatRate: readVat(cell('vat')),
    extra: extraPlaces.map((place) => oneLine(cells[place] ?? '')),
  };
}
