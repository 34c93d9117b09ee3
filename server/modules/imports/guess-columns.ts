// What the columns of a file mean, by their headers first and by what stands in them second.
import { innFault } from '#contract/requisites';
import { type Cell, type FileRow, textOf } from './file/cells.ts';
import { foldText, plainNumber } from './read-values.ts';
import type { ImportField, ValueKind } from './field.ts';

/** Headers are looked for among so many rows: above them stand titles and dates of a report. */
const HEADER_ROWS = 30;
const SAMPLES = 3;
const SAMPLE_CHARS = 80;
/** So much of a column must look like the kind to be taken for it. */
const LIKENESS = 0.7;

const DATE = /^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}/;
const EXACT = 100;
const PART = 60;
const LOOKS = 40;

const headerWords = (text: string): string =>
  foldText(text).replace(/[^a-zа-я0-9№%]+/g, ' ').trim();

const namesOf = ({ label, synonyms = [] }: ImportField): string[] =>
  [headerWords(label), ...synonyms];

const contains = (text: string, words: string): boolean => ` ${text} `.includes(` ${words} `);

function headerScore(header: string, field: ImportField): number {
  const words = headerWords(header);
  if (words === '') return 0;
  const names = namesOf(field);
  if (names.includes(words)) return EXACT;
  const longest = names.filter((name) => name.length > 2 && contains(words, name))
    .reduce((most, name) => Math.max(most, name.length), 0);
  // «ИНН конечного заказчика» is nearer to its own field than to «ИНН».
  return longest === 0 ? 0 : Math.min(PART + longest, EXACT - 1);
}

const digits = (text: string) => text.replace(/\D/g, '');

const LOOKS_LIKE: Partial<Record<ValueKind, (text: string) => boolean>> = {
  inn: (text) => innFault(text.replace(/\s/g, '')) === null,
  emails: (text) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text),
  phones: (text) => /^[+\d][\d\s()+-]{9,20}$/.test(text) && digits(text).length >= 10
    && digits(text).length <= 12 && innFault(digits(text)) !== null,
};

function contentScore(values: readonly string[], field: ImportField): number {
  const probe = LOOKS_LIKE[field.kind];
  if (!probe || values.length === 0 || field.name.includes('.')) return 0;
  const share = values.filter(probe).length / values.length;
  return share >= LIKENESS ? LOOKS + share : 0;
}

const textsOf = ({ cells }: FileRow): string[] =>
  cells.map(textOf).filter((text) => text !== null);

const knownOf = (texts: readonly string[], fields: readonly ImportField[]): string[] =>
  texts.filter((text) => fields.some((field) => headerScore(text, field) === EXACT));

/** How many known headers stand in the row that has the most of them. */
export const knownColumns = (rows: readonly FileRow[], fields: readonly ImportField[]): number =>
  Math.max(0, ...rows.slice(0, HEADER_ROWS).map((row) => knownOf(textsOf(row), fields).length));

/** The row that looks most like headers: known words first, many different texts second. */
export function guessHeaderRow(rows: readonly FileRow[], fields: readonly ImportField[]): number {
  const scored = rows.slice(0, HEADER_ROWS).map((row, place) => {
    const texts = textsOf(row);
    const known = knownOf(texts, fields);
    const words = new Set(texts.filter((text) => plainNumber(text) === null && !DATE.test(text)));
    return { line: row.line, score: known.length * 10 + words.size - place };
  });
  return scored.toSorted((a, b) => b.score - a.score)[0]?.line ?? 1;
}

export type SeenColumns = {
  headers: string[]; samples: string[][]; values: string[][];
  /** The file has more columns than are taken. */
  isCut: boolean;
};

/** Headers of the row, and below it what stands in each column. */
export function seeColumns(
  rows: readonly FileRow[], headerRow: number, columnsMax: number,
): SeenColumns {
  const head = rows.find(({ line }) => line === headerRow)?.cells ?? [];
  const below = rows.filter(({ line }) => line > headerRow);
  const widest = below.reduce(
    (most, { cells }) => Math.max(most, lastFilled(cells)), lastFilled(head));
  const width = Math.min(columnsMax, widest);
  const places = Array.from({ length: width }, (_, index) => index);
  const values = places.map((index) =>
    below.map(({ cells }) => textOf(cells[index])).filter((text) => text !== null));
  return {
    headers: places.map((index) => textOf(head[index]) ?? `Столбец ${columnLetter(index)}`),
    samples: values.map((all) => [...new Set(all)].slice(0, SAMPLES)
      .map((text) => text.slice(0, SAMPLE_CHARS))),
    values,
    isCut: widest > columnsMax,
  };
}

const lastFilled = (cells: readonly Cell[]): number =>
  cells.findLastIndex((cell) => cell !== null) + 1;

export function columnLetter(index: number): string {
  const above = Math.floor(index / 26);
  return (above > 0 ? columnLetter(above - 1) : '') + String.fromCharCode(65 + index % 26);
}

/** Phones and e-mails stand in several columns; every other field is filled by one. */
const isSeveral = ({ kind }: ImportField) => kind === 'phones' || kind === 'emails';

/** For each column the name of its field, the surest guesses first. */
export function guessColumns(
  { headers, values }: Pick<SeenColumns, 'headers' | 'values'>, fields: readonly ImportField[],
): (string | null)[] {
  const guesses = headers.flatMap((header, column) => fields.map((field, rank) => {
    const score = headerScore(header, field) || contentScore(values[column] ?? [], field);
    return { column, field, score, rank };
  })).filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score || a.column - b.column || a.rank - b.rank);
  const chosen: (string | null)[] = headers.map(() => null);
  const used = new Set<string>();
  for (const { column, field } of guesses) {
    if (chosen[column] !== null || (used.has(field.name) && !isSeveral(field))) continue;
    chosen[column] = field.name;
    used.add(field.name);
  }
  return chosen;
}
