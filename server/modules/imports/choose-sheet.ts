// Which sheet of a new file holds the table: the first one may be a cover, an instruction or empty.
import type { FileRow } from './file/cells.ts';
import { type FilePlace, lookInto } from './file/read-file.ts';
import type { FileForm } from './file/reader-thread.ts';
import { knownColumns } from './guess-columns.ts';
import type { ImportField } from './field.ts';

/** Each is opened by a thread of its own while somebody waits. */
const SHEETS_LOOKED = 8;
/** So many headers that are known make a table; no other sheet is looked at then. */
const KNOWN_ENOUGH = 2;

export type Looked = { form: FileForm; rows: FileRow[]; sheet: number };

/** The first sheet with the most known headers; of none known the first that has a row. */
export async function chooseSheet(
  place: Omit<FilePlace, 'sheet'>, count: number, fields: readonly ImportField[],
): Promise<Looked> {
  const look = async (sheet: number) => ({ sheet, ...await lookInto({ ...place, sheet }, count) });
  const rank = ({ rows }: Looked) => (rows.length === 0 ? -1 : knownColumns(rows, fields));
  let best = await look(0);
  const sheets = Math.min(best.form.sheets.length, SHEETS_LOOKED);
  for (let sheet = 1; sheet < sheets && rank(best) < KNOWN_ENOUGH; sheet += 1) {
    const next = await look(sheet);
    if (rank(next) > rank(best)) best = next;
  }
  return best;
}
