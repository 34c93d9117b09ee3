// Rows into a table by COPY: PostgreSQL reads them twice as fast as from JSON and stores a page of
// them at a time. Only for rows that are quite new: whatever is there already is an error.
import pg from 'pg';
import type { NamedQuery, Tx } from './database.ts';

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
  const data = textOf(columns, rows as Record<string, unknown>[]);
  await new Promise<void>((done, fail) => {
    const asked = new CopyQuery(`copy ${table} (${columns.join(', ')}) from stdin`, data,
      (error) => (error ? fail(error) : done()));
    void tx.query(asked as unknown as NamedQuery);
  });
}

function textOf(columns: readonly string[], rows: readonly Record<string, unknown>[]): string {
  let text = '';
  for (const row of rows) {
    let separator = '';
    for (const column of columns) {
      text += separator + fieldOf(row[column]);
      separator = '\t';
    }
    text += '\n';
  }
  return text;
}

const SPECIAL = /[\\\t\n\r]/;
const ESCAPES: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

const escaped = (text: string): string => (SPECIAL.test(text)
  ? text.replace(/[\\\t\n\r]/g, (found) => ESCAPES[found] as string) : text);

function fieldOf(value: unknown): string {
  switch (typeof value) {
    case 'string': return escaped(value);
    case 'number': return String(value);
    case 'boolean': return value ? 't' : 'f';
    default:
      if (value === null || value === undefined) return '\\N';
      return escaped(JSON.stringify(value));
  }
}

/** Value of a text[]: any other object or list is taken for JSON. */
export const textArray = (values: readonly string[]): string => `{${values.map((value) =>
  `"${value.replaceAll(/["\\]/g, '\\$&')}"`).join(',')}}`;

const COPY_DATA = 0x64;
const COPY_DONE = Buffer.from([0x63, 0, 0, 0, 4]);
const HEAD_BYTES = 5;

type Wire = { query: (text: string) => void; stream: NodeJS.WritableStream };

/**
 * The statement and its rows are sent together. The protocol allows it: should PostgreSQL refuse
 * the statement, it throws away the rows that come after it.
 */
class CopyQuery extends pg.Query {
  readonly data: string;

  constructor(text: string, data: string, callback: (error: Error | null) => void) {
    super({ text } as pg.QueryConfig, callback as never);
    this.data = data;
  }

  override submit = (connection: unknown): void => {
    const { query, stream } = connection as Wire;
    const bytes = Buffer.byteLength(this.data);
    const message = Buffer.allocUnsafe(HEAD_BYTES + bytes);
    message[0] = COPY_DATA;
    message.writeUInt32BE(bytes + 4, 1);
    message.write(this.data, HEAD_BYTES);
    query.call(connection, (this as unknown as { text: string }).text);
    stream.write(message);
    stream.write(COPY_DONE);
  };

  handleCopyInResponse(): void {
    // The rows are on their way already.
  }
}
