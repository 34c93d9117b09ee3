// What changed between two snapshots of one object, field by field; lines are matched by lineUid,
// so that an inserted line is one change and not a change of every line below it.
export type RevisionChange = {
  /** Key of the body; "lines" and "stages" name the row in `row`. */
  field: string;
  row: string | null;
  /** Null is absent. A whole row that came or went has no `field` of its own. */
  old: string | null;
  new: string | null;
};

type Body = Record<string, unknown>;

/** A change of thousands of lines is a page of them and a number. */
export const CHANGES_MAX = 200;
const TEXT_MAX = 300;

function textOf(value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > TEXT_MAX ? `${text.slice(0, TEXT_MAX)}…` : text;
}

const isRow = (value: unknown): value is Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isRows = (value: unknown): value is Body[] =>
  Array.isArray(value) && value.length > 0 && value.every(isRow);

/** Key of a row: its own, else what it points at, else its place. */
function keyOf(row: Body, index: number): string {
  const own = row['lineUid'] ?? row['orderUid'] ?? row['invoiceUid'];
  return typeof own === 'string' && own !== '' ? own : `№ ${index + 1}`;
}

/** What a person calls the row. */
function nameOf(row: Body, index: number): string {
  const name = row['article'] ?? row['name'] ?? row['variant'];
  return typeof name === 'string' && name !== '' ? name : `№ ${index + 1}`;
}

function summaryOf(row: Body): string | null {
  const parts = ['name', 'quantity', 'price', 'sum', 'payOn', 'percent'].flatMap((field) =>
    textOf(row[field]) ?? []);
  return textOf(parts.join(' · '));
}

type Keyed = Map<string, { row: Body; name: string }>;

/** Two rows under one key (a payment of one order in two parts) are told apart by their order. */
function keyed(rows: Body[]): Keyed {
  const found: Keyed = new Map();
  for (const [index, row] of rows.entries()) {
    let key = keyOf(row, index);
    while (found.has(key)) key += '′';
    found.set(key, { row, name: nameOf(row, index) });
  }
  return found;
}

function rowChanges(field: string, before: Body[], after: Body[]): RevisionChange[] {
  const [old, now] = [keyed(before), keyed(after)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((key) => {
    const [was, is] = [old.get(key), now.get(key)];
    if (was && is) {
      return fieldChanges(was.row, is.row).map((change) => ({ ...change, row: is.name }));
    }
    return [{
      field, row: (is ?? was)!.name,
      old: was ? summaryOf(was.row) ?? '' : null, new: is ? summaryOf(is.row) ?? '' : null,
    }];
  });
}

function fieldChanges(before: Body, after: Body): RevisionChange[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((field) => {
    const [old, now] = [before[field], after[field]];
    if (isRows(old) || isRows(now)) {
      return rowChanges(field, isRows(old) ? old : [], isRows(now) ? now : []);
    }
    if (JSON.stringify(old ?? null) === JSON.stringify(now ?? null)) return [];
    return [{ field, row: null, old: textOf(old), new: textOf(now) }];
  });
}

/** All changes; the caller shows no more than it needs. */
export function diffBodies(before: Body, after: Body): RevisionChange[] {
  return fieldChanges(before, after);
}
