// Single values of a record. What is wrong throws RecordProblem with the line and a Russian reason;
// empty is null, never zero.
import type { Kopecks } from '#contract/money';
import type { LocalDay, LocalMoment, NumericText } from '#contract/onec-rows';
import { childOf, type Element, textOf, trimmed } from './element.ts';
import { RecordProblem } from './problem.ts';

const DECIMAL = /^(-?)(\d{1,13})(?:\.(\d{1,10}))?$/;
const MOMENT = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?Z?)?$/;
const CLOCK = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?(?:\.\d+)?$/;
const YEAR_MIN = '1990';
const YEAR_MAX = '2100';

/** Texts longer than this are cut off nowhere in 1C, so they are a fault of the file. */
const TEXT_MAX = 50_000;
const NAME_MAX = 1000;

export function problemAt(element: Element, name: string, reason: string): RecordProblem {
  const line = childOf(element, name)?.line ?? element.line;
  return new RecordProblem(`«${name}»: ${reason}`, line);
}

/** Text that must be there. */
export function requireName(element: Element, name: string): string {
  const text = shortText(element, name);
  if (text === null) throw problemAt(element, name, 'не заполнено');
  return text;
}

/** A name, number or article: at most 1,000 characters. */
export function shortText(element: Element, name: string): string | null {
  return boundedText(element, name, NAME_MAX);
}

export function longText(element: Element, name: string): string | null {
  return boundedText(element, name, TEXT_MAX);
}

function boundedText(element: Element, name: string, max: number): string | null {
  const text = textOf(element, name);
  if (text !== null && text.length > max) {
    throw problemAt(element, name, `длиннее ${max} знаков`);
  }
  return text;
}

/** Kopecks; digits beyond them are rounded half away from zero, as 1C rounds. */
export function sumOf(element: Element, name: string): Kopecks | null {
  const text = textOf(element, name);
  if (text === null) return null;
  const match = DECIMAL.exec(text);
  if (!match) throw problemAt(element, name, badNumber(text));
  const [, sign = '', whole = '0', fraction = ''] = match;
  const padded = fraction.padEnd(3, '0');
  const kopecks = Number(whole) * 100 + Number(padded.slice(0, 2)) + (padded[2]! >= '5' ? 1 : 0);
  return sign === '-' && kopecks !== 0 ? -kopecks : kopecks;
}

/** Kopecks of quantity × price, exactly, rounded half away from zero. */
export function costOf(quantity: NumericText, price: NumericText): Kopecks {
  const [one, two] = [quantity, price].map(scaled) as [bigint, bigint];
  // Both carry ten digits after the point and kopecks keep two of the twenty.
  const unit = 10n ** 18n;
  const product = one * two;
  const rounded = (product < 0n ? -product : product) + unit / 2n;
  return Number(product < 0n ? -(rounded / unit) : rounded / unit) + 0;
}

function scaled(text: NumericText): bigint {
  const [whole = '0', fraction = ''] = text.split('.');
  return BigInt(whole + fraction.padEnd(10, '0'));
}

/** Numeric text for PostgreSQL. */
export function decimalOf(element: Element, name: string): NumericText | null {
  const text = textOf(element, name);
  return text === null ? null : checkDecimal(element, name, text);
}

export function requireDecimal(element: Element, name: string): NumericText {
  const text = decimalOf(element, name);
  if (text === null) throw problemAt(element, name, 'не заполнено');
  return text;
}

export function checkDecimal(element: Element, name: string, text: string): NumericText {
  if (!DECIMAL.test(text)) throw problemAt(element, name, badNumber(text));
  return text;
}

/** «true», «1», «да»; anything else that is written is a fault, nothing is null. */
export function flagOf(element: Element, name: string): boolean | null {
  const text = textOf(element, name);
  if (text === null) return null;
  const flag = readFlag(text);
  if (flag === null) throw problemAt(element, name, `«${text}» — нужно true или false`);
  return flag;
}

export function readFlag(text: string | undefined): boolean | null {
  switch (text?.trim().toLowerCase()) {
    case 'true': case '1': case 'да': return true;
    case 'false': case '0': case 'нет': return false;
    default: return null;
  }
}

/** 1C marks deletion in three ways, and any of them counts. */
export function isDeleted(element: Element): boolean {
  const status = trimmed(element.attributes['Статус']) ?? textOf(element, 'Статус');
  if (status?.toLowerCase().startsWith('удал')) return true;
  return flagOf(element, 'ПометкаУдаления') ?? false;
}

/** Date and, when it is apart, time of a document; absence is a fault. */
export function momentOfDocument(element: Element): LocalMoment {
  const text = textOf(element, 'Дата');
  const moment = text === null ? null : readMoment(text);
  if (text === null) throw problemAt(element, 'Дата', 'не заполнено');
  if (moment === null) {
    throw problemAt(element, 'Дата', `«${text}» — нужна дата вида 2026-11-23, годы 1990–2100`);
  }
  const time = textOf(element, 'Время');
  if (time === null || !moment.endsWith('T00:00:00')) return moment;
  const clock = CLOCK.exec(time);
  if (!clock) throw problemAt(element, 'Время', `«${time}» — нужно время вида 15:40:40`);
  return `${moment.slice(0, 10)}T${clock[1]}:${clock[2]}:${clock[3] ?? '00'}`;
}

/** Null for the empty date of 1C and for what is no date at all. */
export function readMoment(text: string | undefined): LocalMoment | null {
  const match = MOMENT.exec(text?.trim() ?? '');
  if (!match) return null;
  const [, day = '', clock = '00:00:00'] = match;
  const full = `${day}T${clock.length === 5 ? `${clock}:00` : clock}`;
  const ms = Date.parse(`${full}Z`);
  if (Number.isNaN(ms) || !new Date(ms).toISOString().startsWith(full)) return null;
  return day >= YEAR_MIN && day.slice(0, 4) <= YEAR_MAX ? full : null;
}

export function readDay(text: string | undefined): LocalDay | null {
  return readMoment(text)?.slice(0, 10) ?? null;
}

const CURRENCIES: Readonly<Partial<Record<string, string>>> = {
  'РУБ': 'RUB', 'РУБЛЬ': 'RUB', 'РУБЛИ': 'RUB', 'RUR': 'RUB', '643': 'RUB', '810': 'RUB',
  'Р': 'RUB',
  'ЕВРО': 'EUR', '978': 'EUR', 'ДОЛЛ': 'USD', '840': 'USD', 'ЮАНЬ': 'CNY', '156': 'CNY',
};

/** ISO letters from what 1C configurations call the rouble; unknown text is a fault. */
export function currencyOf(element: Element, fallback: string | null): string | null {
  const text = textOf(element, 'Валюта');
  if (text === null) return fallback;
  const plain = text.replace(/[.\s]/g, '').toUpperCase();
  const code = CURRENCIES[plain] ?? plain;
  if (/^[A-Z]{3}$/.test(code)) return code;
  throw problemAt(element, 'Валюта', `«${text}» — нужны три буквы ISO, например RUB`);
}

/** "20", "20%", "20.00" → "20"; «Без НДС» and nothing are null. */
export function readVatRate(text: string | null): NumericText | null {
  const match = /^(\d{1,2})(?:[.,]0+)?\s*(?:%|\/.*)?$/.exec(text?.trim() ?? '');
  return match?.[1] ?? null;
}

function badNumber(text: string): string {
  const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  const fault = /[\s\u00a0,]/.test(shown) ? ' без пробелов и запятых' : '';
  return `«${shown}» — нужно число${fault}, например 1000.00`;
}
