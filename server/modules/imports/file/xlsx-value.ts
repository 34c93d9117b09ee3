// What the cells of a workbook hold: numbers that are dates by their format, texts with escapes.

const DAY_MS = 86_400_000;
/** The day before the first of January 1900, and the one that Excel counts 1904 books from. */
const EPOCH_MS = Date.UTC(1899, 11, 31);
const EPOCH_1904_MS = Date.UTC(1904, 0, 1);
/** Excel believes in the 29th of February 1900; what comes later is a day behind. */
const LEAP_SERIAL = 60;

export function dateOf(serial: number, is1904: boolean): Date {
  if (is1904) return new Date(EPOCH_1904_MS + Math.round(serial * DAY_MS));
  const days = serial >= LEAP_SERIAL ? serial - 1 : serial;
  return new Date(EPOCH_MS + Math.round(days * DAY_MS));
}

/** Formats of dates that need no text in the workbook: ranges of their numbers. */
const DATE_FORMATS: readonly [number, number][] = [[14, 22], [27, 36], [45, 47], [50, 58]];
const ELAPSED = /\[[hms]+\]/i;
const NO_LETTERS_OF_DATES = /\[[^\]]*\]|"[^"]*"|\\.|[_*]./g;

/** `code` is the text of a format that the workbook defines itself. */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return DATE_FORMATS.some(([from, to]) => id >= from && id <= to);
  return ELAPSED.test(code)
    || /[dmyhs]/i.test(code.replace(NO_LETTERS_OF_DATES, '').replace(/general/i, ''));
}

/** `_x000D_` is a character that XML would not keep. */
export const unescaped = (text: string): string => (text.includes('_x')
  ? text.replace(/_x([\dA-F]{4})_/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)))
  : text);

/** Number of the column of a cell such as `AB12`, from 0; -1 where it has no letters. */
export function columnOf(reference: string): number {
  let column = 0;
  for (const letter of /^[A-Z]*/i.exec(reference)![0].toUpperCase()) {
    column = column * 26 + letter.charCodeAt(0) - 64;
  }
  return column - 1;
}
