// row(…)::text of PostgreSQL without asking it, for the values that documents are made of.
import { type Db, one, wholeDatabase } from '#platform/database';
import { createUtf8Writer, escapesOf, stopsOf, type Utf8Writer } from '#platform/utf8-writer';

export type RecordColumn = { name: string; kind: 'plain' | 'moment' | 'numeric' };

/** Text that PostgreSQL puts into quotes within a row; of blanks it knows those of ASCII. */
const QUOTED = stopsOf('"\\(), \t\n\v\f\r');
/** Numbers that it writes as they came: "007" and "-0" it would not. */
const SETTLED = /^(?:-(?=.*[1-9]))?(?:0|[1-9]\d*)(?:\.\d+)?$/;

const ESCAPES = escapesOf({ '"': '""', '\\': '\\\\' });

/** Writes a row; false when only PostgreSQL knows how it writes a value. */
export function putRecord(
  writer: Utf8Writer, row: Readonly<Record<string, unknown>>, columns: readonly RecordColumn[],
): boolean {
  let separator = OPEN;
  for (const { name, kind } of columns) {
    writer.putSign(separator);
    if (!putField(writer, row[name], kind)) return false;
    separator = COMMA;
  }
  writer.putSign(CLOSE);
  return true;
}

const [OPEN, CLOSE, COMMA, QUOTE, TRUE, FALSE] = [...'(),"tf'].map((sign) => sign.charCodeAt(0)) as
  [number, number, number, number, number, number];

function putField(writer: Utf8Writer, value: unknown, kind: RecordColumn['kind']): boolean {
  switch (typeof value) {
    case 'string': return putText(writer, value, kind);
    case 'number': writer.putNumber(value); return true;
    case 'boolean': writer.putSign(value ? TRUE : FALSE); return true;
    // jsonb orders its keys in its own way.
    default: return value === null;
  }
}

function putText(writer: Utf8Writer, value: string, kind: RecordColumn['kind']): boolean {
  if (kind === 'numeric' && !SETTLED.test(value)) return false;
  const text = kind === 'moment' ? value.replace('T', ' ') : value;
  if (text !== '' && writer.putPlain(text, QUOTED)) return true;
  writer.putSign(QUOTE);
  writer.put(text, ESCAPES);
  writer.putSign(QUOTE);
  return true;
}

const agreed = new WeakMap<Db, Promise<boolean>>();

// Some systems take half a Cyrillic letter for a blank and quote it.
const SAMPLE = [...Array.from({ length: 0x460 - 0xa0 }, (_, index) =>
  String.fromCharCode(0xa0 + index)), '\u2028', '\ufeff', '№'].join('');

/** Whether this database writes letters as `putRecord` does; asked once. */
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
  const writer = createUtf8Writer();
  return putRecord(writer, values as never, columns) && row?.text === writer.bytes().toString();
}
