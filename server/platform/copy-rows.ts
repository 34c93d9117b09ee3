// Rows into a table by COPY: PostgreSQL reads them twice as fast as from JSON and stores a page of
// them at a time. Only for rows that are quite new: whatever is there already is an error.
import pg from 'pg';
import type { NamedQuery, Tx } from './database.ts';
import { createUtf8Writer, escapesOf } from './utf8-writer.ts';

export type CopyTarget = {
  table: string;
  /** Names as they stand in the rows, in the order of sending. */
  columns: readonly string[];
};

/** "a, b" → ["a", "b"]. */
export const columnsOf = (list: string): string[] => list.split(',').map((name) => name.trim());

/** Rows go out at once, so that several tables are filled without waiting for each answer. */
export async function copyRows(
  tx: Tx, { table, columns }: CopyTarget, rows: readonly object[],
): Promise<void> {
  if (rows.length === 0) return;
  const message = messageOf(columns, rows as Record<string, unknown>[]);
  await new Promise<void>((done, fail) => {
    const asked = new CopyQuery(`copy ${table} (${columns.join(', ')}) from stdin`, message,
      (error) => (error ? fail(error) : done()));
    tx.query(asked as unknown as NamedQuery).catch(fail);
  });
}

/** Value of a text[]: any other object or list is taken for JSON. */
export const textArray = (values: readonly (string | null)[]): string =>
  plainArray(values.map((value) =>
    (value === null ? null : `"${value.replaceAll(/["\\]/g, '\\$&')}"`)));

/** Value of an array of numbers, guids or days: of what needs no quotes. */
export const plainArray = (values: readonly (string | number | null)[]): string =>
  `{${values.map((value) => value ?? 'NULL').join(',')}}`;

const COPY_DATA = 0x64;
const COPY_DONE = Buffer.from([0x63, 0, 0, 0, 4]);
const HEAD_BYTES = 5;

// A message is written without a pause, so one writer serves all.
const writer = createUtf8Writer();
const ESCAPES = escapesOf({ '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' });

const TAB = 0x09;
const LINE_END = 0x0a;
const TRUE = 0x74;
const FALSE = 0x66;

/** All rows as one message of the protocol. */
function messageOf(
  columns: readonly string[], rows: readonly Record<string, unknown>[],
): Buffer {
  writer.start(HEAD_BYTES);
  const last = columns.length - 1;
  for (const row of rows) {
    for (let index = 0; index <= last; index += 1) {
      putField(row[columns[index] as string]);
      writer.putSign(index === last ? LINE_END : TAB);
    }
  }
  const message = writer.bytes();
  message[0] = COPY_DATA;
  message.writeUInt32BE(message.length - 1, 1);
  return message;
}

function putField(value: unknown): void {
  switch (typeof value) {
    case 'string': return writer.put(value, ESCAPES);
    case 'number': return writer.putNumber(value);
    case 'boolean': return writer.putSign(value ? TRUE : FALSE);
    default: return value === null || value === undefined
      ? writer.put('\\N') : writer.put(JSON.stringify(value), ESCAPES);
  }
}

type Wire = { query: (text: string) => void; stream: NodeJS.WritableStream };

/**
 * The statement and its rows are sent together. The protocol allows it: should PostgreSQL refuse
 * the statement, it throws away the rows that come after it.
 */
class CopyQuery extends pg.Query {
  readonly message: Buffer;

  constructor(text: string, message: Buffer, callback: (error: Error | null) => void) {
    super({ text } as pg.QueryConfig, callback as never);
    this.message = message;
  }

  override submit = (connection: unknown): void => {
    const { query, stream } = connection as Wire;
    query.call(connection, (this as unknown as { text: string }).text);
    stream.write(this.message);
    stream.write(COPY_DONE);
  };

  handleCopyInResponse(): void {
    // The rows are on their way already.
  }
}
