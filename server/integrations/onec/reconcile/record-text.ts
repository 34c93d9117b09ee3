// row(…)::text of PostgreSQL without asking it, for the values that documents are made of.
import { type Db, one, wholeDatabase } from '#platform/database';

export type RecordColumn = { name: string; kind: 'plain' | 'moment' | 'numeric' };

/** Text that PostgreSQL puts into quotes within a row; of blanks it knows those of ASCII. */
const QUOTED = /^$|["\\(), \t\n\v\f\r]/;
/** Numbers that it writes as they came: "007" and "-0" it would not. */
const SETTLED = /^(?:-(?=.*[1-9]))?(?:0|[1-9]\d*)(?:\.\d+)?$/;

/** Null when only PostgreSQL knows how it writes a value. */
export function recordText(
  row: Readonly<Record<string, unknown>>, columns: readonly RecordColumn[],
): string | null {
  let text = '(';
  let separator = '';
  for (const { name, kind } of columns) {
    const field = fieldOf(row[name], kind);
    if (field === null) return null;
    text += separator + field;
    separator = ',';
  }
  return `${text})`;
}

function fieldOf(value: unknown, kind: RecordColumn['kind']): string | null {
  switch (typeof value) {
    case 'string':
      if (kind === 'moment') return `"${value.replace('T', ' ')}"`;
      if (kind === 'numeric') return SETTLED.test(value) ? value : null;
      return QUOTED.test(value) ? `"${value.replaceAll(/["\\]/g, '$&$&')}"` : value;
    case 'number': return String(value);
    case 'boolean': return value ? 't' : 'f';
    // jsonb orders its keys in its own way.
    default: return value === null ? '' : null;
  }
}

const agreed = new WeakMap<Db, Promise<boolean>>();

// Some systems take half a Cyrillic letter for a blank and quote it.
const SAMPLE = [...Array.from({ length: 0x460 - 0xa0 }, (_, index) =>
  String.fromCharCode(0xa0 + index)), '\u2028', '\ufeff', '№'].join('');

/** Whether this database writes letters as `recordText` does; asked once. */
export function agreesOnText(db: Db): Promise<boolean> {
  const whole = wholeDatabase(db);
  const known = agreed.get(whole);
  if (known) return known;
  const asked = askOnText(db);
  agreed.set(whole, asked);
  // What broke is asked again.
  asked.catch(() => agreed.delete(whole));
  return asked;
}

async function askOnText(db: Db): Promise<boolean> {
  const values = [...SAMPLE, ...`a "b\\c" (d, e)`, '', SAMPLE, '2026-11-29 10:00:00'];
  const row = await one<{ text: string }>(db,
    `select row(${values.map((_, index) => `$${index + 1}::text`).join(', ')})::text as text`,
    values);
  const columns = values.map((_, index) => ({ name: String(index), kind: 'plain' as const }));
  return row?.text === recordText(values as never, columns);
}
