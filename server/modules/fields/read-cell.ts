// A cell of a table of somebody's own (Excel, CSV) → the value of a field, by what people write
// there. Pure; employees and companies are found by their names elsewhere.
import { kopecksFromDecimal } from '#contract/money';
import { isDate } from '#platform/clock';
import { foldText } from '#platform/listing/fold-text';
import type { StoredValue } from './check-value.ts';
import type { Definition } from './definition.ts';

/** What a reader of sheets gives: text as typed, or what the format of the file knows itself. */
export type Cell = string | number | boolean | Date | null | undefined;

/** The value to write, or what is wrong with the cell in words for the person. */
export type CellRead = { value: StoredValue } | { reason: string };

type TypedKind = Exclude<Definition['kind'], 'employee' | 'company' | 'file'>;
type Reader = (cell: Exclude<Cell, null | undefined>, field: Definition) => StoredValue | undefined;

const WORDS: Record<TypedKind, string> = {
  text: 'нужен текст', number: 'нужно число, например 12,5', money: 'нужна сумма, например 1200,50',
  date: 'нужна дата, например 31.01.2026', list: 'нет такого варианта',
  multiList: 'нет таких вариантов', flag: 'нужно «да» или «нет»',
};

export const isTyped = (field: Definition): field is Definition & { kind: TypedKind } =>
  field.kind in WORDS;

/** An empty cell is an empty value. Limits of a kind are checked when the value is written. */
export function readCell(field: Definition & { kind: TypedKind }, cell: Cell): CellRead {
  if (isBlank(cell)) return { value: null };
  const value = READERS[field.kind](cell!, field);
  if (value !== undefined) return { value };
  return { reason: `«${shorten(cell)}»: ${WORDS[field.kind]}` };
}

export const isBlank = (cell: Cell): boolean =>
  cell === null || cell === undefined || (typeof cell === 'string' && cell.trim() === '');

export const shorten = (cell: Cell): string => {
  const text = cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell).trim();
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
};

/** "1 234,5 ₽" → "1234.5" */
const bareNumber = (cell: Cell): string => String(cell)
  .replace(/[\s\u00a0\u202f\u2009₽]|руб\.?$/gi, '').replace('\u2212', '-').replace(',', '.');

function readNumber(cell: Cell): number | undefined {
  const bare = bareNumber(cell);
  return /^[-+]?\d+(\.\d+)?(e[-+]?\d+)?$/i.test(bare) ? Number(bare) : undefined;
}

function readMoney(cell: Cell): number | undefined {
  if (typeof cell === 'number') {
    // A computed cell may hold 0.30000000000000004, never a part of a kopeck on purpose.
    if (!Number.isFinite(cell) || Math.abs(cell - Number(cell.toFixed(2))) > 1e-4) return undefined;
    return kopecksFromDecimal(cell.toFixed(2)) ?? undefined;
  }
  return kopecksFromDecimal(bareNumber(cell)) ?? undefined;
}

/** Day 1 of Excel is the first of January of 1900, and it believes in the 29th of February. */
const EXCEL_ZERO_MS = Date.UTC(1899, 11, 30);
const DAY_MS = 86_400_000;

function readDay(cell: Cell): string | undefined {
  if (typeof cell === 'number') {
    return cell >= 61 && cell < 110_000
      ? dayText(new Date(EXCEL_ZERO_MS + Math.floor(cell) * DAY_MS)) : undefined;
  }
  if (cell instanceof Date) return dayText(cell);
  const text = String(cell).trim();
  const day = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?$/
    .exec(text);
  const iso = day ? `${century(day[3]!)}-${day[2]!.padStart(2, '0')}-${day[1]!.padStart(2, '0')}`
    : /^(\d{4}-\d{2}-\d{2})(?:[T ].*)?$/.exec(text)?.[1];
  return iso && isDate(iso) ? iso : undefined;
}

const dayText = (date: Date): string | undefined =>
  (Number.isNaN(date.getTime()) ? undefined : date.toISOString().slice(0, 10));

const century = (year: string): string => (year.length === 4 ? year : `20${year}`);

const YES = new Set(['да', 'д', '+', '1', 'true', 'истина', 'yes', 'y', 'x', 'х', '✓', '✔']);
const NO = new Set(['нет', 'н', '-', '−', '0', 'false', 'ложь', 'no', 'n']);

function readFlag(cell: Cell): boolean | undefined {
  const word = foldText(String(cell).trim());
  return YES.has(word) ? true : NO.has(word) ? false : undefined;
}

/** By name as it is shown, or by code; archived ones are refused when the value is written. */
function readOption(cell: Cell, { options }: Definition): string | undefined {
  const text = String(cell).trim();
  const folded = foldText(text);
  const named = options.filter((option) => foldText(option.name) === folded);
  return (named.find((option) => !option.archived) ?? named[0]
    ?? options.find((option) => option.code === text))?.code;
}

/** Fifty names are not longer, and each sign may be one more call of the reader below. */
const OPTIONS_TEXT_MAX = 4500;

/**
 * Names of options one after another, apart by «;», a comma or a new line. A name that holds such a
 * sign itself is understood too: the longest name that leads to the end of the cell is taken.
 */
function readOptions(cell: Cell, { options }: Definition): string[] | null | undefined {
  const text = foldText(String(cell));
  if (text.length > OPTIONS_TEXT_MAX) return undefined;
  const spelled = options.toSorted((a, b) => Number(a.archived) - Number(b.archived))
    .flatMap(({ code, name }) => [{ code, word: foldText(name) }, { code, word: code }])
    .toSorted((a, b) => b.word.length - a.word.length);
  const dead = new Set<number>();
  const readFrom = (from: number): string[] | undefined => {
    const at = from + /^[;,\s]*/.exec(text.slice(from))![0].length;
    if (at >= text.length) return [];
    if (dead.has(at)) return undefined;
    for (const { code, word } of spelled) {
      const end = at + word.length;
      if (!text.startsWith(word, at) || !/^\s*($|[;,\n])/.test(text.slice(end))) continue;
      const rest = readFrom(end);
      if (rest) return [code, ...rest];
    }
    dead.add(at);
    return undefined;
  };
  const codes = readFrom(0);
  return codes && (codes.length > 0 ? [...new Set(codes)] : null);
}

const READERS: Record<TypedKind, Reader> = {
  text: (cell) => (cell instanceof Date ? dayText(cell) : String(cell)),
  number: readNumber,
  money: readMoney,
  date: readDay,
  list: readOption,
  multiList: readOptions,
  flag: readFlag,
};
