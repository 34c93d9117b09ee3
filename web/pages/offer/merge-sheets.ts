// Two people typed into one offer. Both sheets grew from one base: rows meet by their keys, cells
// by their fields; what only one of the two has changed is taken, and where both did mine stays and
// the other value is told. Nothing that anybody typed is lost. Pure.
import type { OfferRow, OfferSheet } from './offer-rows.ts';

export type Clash = {
  key: string; field: keyof OfferRow | string; mine: string; theirs: string;
};
export type Merged = { sheet: OfferSheet; clashes: Clash[]; takenCount: number };

const FIELDS = [
  'productId', 'article', 'name', 'unit', 'quantity', 'price', 'discount', 'vatRate', 'vatIncluded',
] as const satisfies readonly (keyof OfferRow)[];

export function mergeSheets(base: OfferSheet, mine: OfferSheet, theirs: OfferSheet): Merged {
  const clashes: Clash[] = [];
  const columns = [...mine.columns, ...theirs.columns
    .filter(({ code }) => !mine.columns.some((column) => column.code === code)
      && !base.columns.some((column) => column.code === code))];
  const before = byKey(base.rows);
  const other = byKey(theirs.rows);
  const rows = mine.rows.flatMap((row): OfferRow[] => {
    const old = before.get(row.key);
    const their = other.get(row.key);
    if (their) return [mergeRow(old ?? their, row, their, clashes)];
    // They removed it: gone, unless I have changed it since.
    return old && sameRow(old, row) ? [] : [row];
  });
  const kept = new Set(rows.map(({ key }) => key));
  for (const [place, row] of theirs.rows.entries()) {
    const old = before.get(row.key);
    // I removed it: it comes back only if they have changed it since.
    if (kept.has(row.key) || (old && sameRow(old, row))) continue;
    rows.splice(placeAfter(rows, theirs.rows[place - 1]), 0, row);
    kept.add(row.key);
  }
  const takenCount = theirs.rows.filter((row) => {
    const old = before.get(row.key);
    return !old || !sameRow(old, row);
  }).length + base.rows.filter(({ key }) => !other.has(key)).length;
  return { sheet: { rows, columns }, clashes, takenCount };
}

const byKey = (rows: OfferRow[]) => new Map(rows.map((row) => [row.key, row]));

function placeAfter(rows: OfferRow[], neighbour: OfferRow | undefined): number {
  const at = neighbour ? rows.findIndex(({ key }) => key === neighbour.key) : -1;
  return neighbour && at < 0 ? rows.length : at + 1;
}

export function sameRow(a: OfferRow, b: OfferRow): boolean {
  return FIELDS.every((field) => a[field] === b[field]) && sameExtra(a.extra, b.extra);
}

function sameExtra(a: OfferRow['extra'], b: OfferRow['extra']): boolean {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])]
    .every((code) => (a[code] ?? '') === (b[code] ?? ''));
}

function mergeRow(old: OfferRow, mine: OfferRow, theirs: OfferRow, clashes: Clash[]): OfferRow {
  const choose = <T>(field: string, was: T, my: T, their: T): T => {
    if (my === was || my === their) return their;
    if (their !== was && field !== 'productId') {
      clashes.push({ key: mine.key, field, mine: String(my), theirs: String(their) });
    }
    return my;
  };
  const merged: Record<string, unknown> = { key: mine.key, isSection: mine.isSection };
  for (const field of FIELDS) {
    merged[field] = choose(field, old[field], mine[field], theirs[field]);
  }
  const codes = new Set([...Object.keys(mine.extra), ...Object.keys(theirs.extra)]);
  merged['extra'] = Object.fromEntries([...codes].map((code) => [code, choose(
    code, old.extra[code] ?? '', mine.extra[code] ?? '', theirs.extra[code] ?? '')]));
  const costOf = merged['productId'] === mine.productId ? mine : theirs;
  merged['costKopecks'] = costOf.costKopecks;
  merged['productVatRate'] = costOf.productVatRate;
  return merged as OfferRow;
}
