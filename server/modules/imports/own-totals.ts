// What our own exports add to the rows of a list: totals at the end, heads of groups between the
// rows. Loaded again they are no records.
import { type Db, inTransaction } from '#platform/database';
import { type Cell, textOf } from './file/cells.ts';

const TOTALS = /^Итого: (\d+)$/;
/** A sum of a workbook or of a CSV file. */
const FIGURE = /^-?\d+([.,]\d+)?$/;

/** How many records the file tells of under its rows; null where the row is no such line. */
export function toldRecords(cells: readonly Cell[]): number | null {
  const texts = cells.map(textOf).filter((text) => text !== null && !FIGURE.test(text));
  const count = texts.length === 1 ? TOTALS.exec(texts[0]!)?.[1] : undefined;
  return count === undefined ? null : Number(count);
}

/** Drops the heads, «Заявка: 60», when there are exactly as many as there are rows too many. */
export async function dropHeads(db: Db, importId: number, extra: number): Promise<void> {
  if (extra <= 0) return;
  await inTransaction(db, async (tx) => {
    const { rows } = await tx.query<{ position: number }>(`
      select r.position from imports.import_row r
      where r.import_id = $1 and r.cells ->> 0 ~ ': \\d+$' and not exists (
        select from jsonb_array_elements(r.cells) with ordinality as c (value, at)
        where c.at > 1 and not (jsonb_typeof(c.value) in ('null', 'number')
          or c.value #>> '{}' ~ $2))`, [importId, FIGURE.source]);
    if (rows.length !== extra) return;
    await tx.query('delete from imports.import_row where import_id = $1 and position = any($2)',
      [importId, rows.map(({ position }) => position)]);
  });
}
