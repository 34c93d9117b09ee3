// Added columns are met by name; new ones get codes of their own. Pure.
import type { LineColumn, LineLayout } from '#contract/deal-lines';
import { KNOWN_COLUMNS_MAX, LINE_COLUMNS_MAX } from '#contract/deal-lines';

export type WantedColumn = Omit<LineColumn, 'code'>;

const sameName = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

export function freeCode(columns: LineColumn[]): string {
  const taken = new Set(columns.map(({ code }) => code));
  let number = columns.length + 1;
  while (taken.has(`c${number}`)) number += 1;
  return `c${number}`;
}

/** Codes stand in the order of `wanted`; empty for those that an offer has no room for. */
export function withColumns(
  now: LineColumn[], wanted: WantedColumn[],
): { all: LineColumn[]; codes: string[] } {
  const all = [...now];
  const codes = wanted.map(({ name, type }) => {
    const known = all.find((column) => sameName(column.name, name));
    if (known) return known.code;
    if (all.length >= LINE_COLUMNS_MAX) return '';
    const code = freeCode(all);
    all.push({ code, name, type });
    return code;
  });
  return { all, codes };
}

/** What the person has added before, the latest first. */
export function withKnown(known: LineLayout['known'], added: WantedColumn[]): WantedColumn[] {
  const fresh = added.map(({ name, type }) => ({ name, type }));
  const rest = known.filter(({ name }) => !fresh.some((column) => sameName(column.name, name)));
  return [...fresh, ...rest].slice(0, KNOWN_COLUMNS_MAX);
}

/** Names that are offered: nothing twice, nothing that is in the sheet. */
export function offeredColumns(columns: LineColumn[], sources: WantedColumn[]): WantedColumn[] {
  const offered: WantedColumn[] = [];
  for (const column of sources) {
    const has = (each: { name: string }) => sameName(each.name, column.name);
    if (!columns.some(has) && !offered.some(has)) offered.push(column);
  }
  return offered;
}
