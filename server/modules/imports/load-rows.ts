// The file becomes rows of the database: from then on nothing depends on the file.
import { IMPORT_COLUMNS_MAX, IMPORT_ROWS_MAX } from '#contract/imports';
import { inTransaction, one } from '#platform/database';
import { writeEvents } from '#platform/events';
import { SYSTEM } from '#platform/actor';
import { refuse, refuseField } from '#platform/refuse';
import type { Cell, FileRow } from './file/cells.ts';
import { openFile } from './file/read-file.ts';
import type { ImportRow } from './import-record.ts';
import { dropHeads, toldRecords } from './own-totals.ts';
import type { ImportDeps } from './subject.ts';
import { uploadPath } from './upload-import.ts';

const BATCH = 1_000;
const TOLD_BATCHES = 10;

type Placed = { position: number; line: number; cells: Cell[] };

/** Repeats harmlessly: a row that is there already stays. */
export async function loadRows(
  deps: ImportDeps, row: ImportRow, signal: AbortSignal,
): Promise<void> {
  const done = await one<{ loaded: boolean }>(deps.db,
    'select is_loaded as loaded from imports.import where id = $1', [row.id]);
  if (done?.loaded) return;
  const { settings: { sheet, headerRow }, file: { format } } = row;
  const { rows } = await openFile(
    { path: uploadPath(deps, row.upload), format, sheet }, BATCH);
  let position = 0;
  let batches = 0;
  let told: number | null = null;
  for await (const batch of rows) {
    if (signal.aborted) throw new Error(`Import ${row.id} was stopped`);
    const below = batch.filter(({ line, cells }) =>
      line > headerRow && toldRecords(cells) === null);
    told = toldBy(batch) ?? told;
    if (position + below.length > IMPORT_ROWS_MAX) {
      throw refuse('field.invalid', `В файле больше ${IMPORT_ROWS_MAX} строк: разделите его.`);
    }
    const placed = below.map((each, index) => placedRow(each, position + index + 1));
    if (!await store(deps, row, placed)) return;
    position += below.length;
    batches += 1;
    if (batches % TOLD_BATCHES === 0) await tell(deps, row);
  }
  if (position === 0) throw refuseField('headerRow', 'Под строкой заголовков нет ни одной строки.');
  await dropHeads(deps.db, row.id, position - (told ?? position));
  await deps.db.query('update imports.import set is_loaded = true where id = $1', [row.id]);
}

const toldBy = (rows: readonly FileRow[]): number | null =>
  rows.map(({ cells }) => toldRecords(cells)).findLast((told) => told !== null) ?? null;

const placedRow = ({ line, cells }: FileRow, position: number): Placed =>
  ({ position, line, cells: cells.slice(0, IMPORT_COLUMNS_MAX) });

/** False when somebody has stopped the check meanwhile. */
function store(deps: ImportDeps, row: ImportRow, rows: readonly Placed[]): Promise<boolean> {
  return inTransaction(deps.db, async (tx) => {
    const alive = await one(tx, `select from imports.import
      where id = $1 and state = 'checking' for share`, [row.id]);
    if (!alive) return false;
    await tx.query({
      name: 'import-rows-load',
      text: `insert into imports.import_row (import_id, position, line, cells)
        select $1, r.position, r.line, r.cells
        from jsonb_to_recordset($2::jsonb) as r (position int, line int, cells jsonb)
        on conflict (import_id, position) do nothing`,
      values: [row.id, JSON.stringify(rows)],
    });
    return true;
  });
}

async function tell(deps: ImportDeps, row: ImportRow): Promise<void> {
  const ctx = {
    db: deps.db, actor: { ...SYSTEM, employeeId: row.owner.id }, source: 'import' as const,
    requestId: null, now: deps.now,
  };
  await inTransaction(deps.db, (tx) => writeEvents(tx, ctx, [{
    kind: 'import.progressed', entity: 'import', entityId: row.id,
    data: { recipients: [row.owner.id] },
  }]));
}
