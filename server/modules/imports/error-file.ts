// Workbooks that an import gives back: rows with errors as they were, and an empty one to fill.
import { writeXlsxStream, type CellValue } from 'hucre/xlsx';
import type { Context } from '#platform/context';
import type { Cell } from './file/cells.ts';
import { requireImport, requireOwn } from './import-record.ts';
import type { ShownProblem } from './problems.ts';
import type { ImportDeps } from './subject.ts';

const BATCH = 500;
const ERROR_HEADER = 'Ошибка';
const WIDTH = 24;
const ERROR_WIDTH = 60;

type Bytes = AsyncIterable<Uint8Array>;
export type Book = { fileName: string; bytes: Bytes };
type ErrorRow = { position: number; cells: Cell[]; problems: ShownProblem[] | null };

export async function errorFile(ctx: Context, id: number): Promise<Book> {
  const { fileName, file: { headers } } = await requireOwn(ctx, id);
  // A file of errors that is loaded again and is wrong again has the column already.
  const shown = headers.at(-1) === ERROR_HEADER ? headers.slice(0, -1) : headers;
  const bytes = writeXlsxStream(errorRows(ctx, id, shown.length), {
    name: ERROR_HEADER, freezePane: { rows: 1 },
    columns: [
      ...shown.map((header) => ({ header, width: WIDTH })),
      { header: ERROR_HEADER, width: ERROR_WIDTH },
    ],
  }) as unknown as Bytes;
  return { fileName: `Ошибки ${fileName.replace(/\.[a-z]+$/i, '')}.xlsx`, bytes };
}

async function* errorRows(
  ctx: Context, id: number, width: number,
): AsyncGenerator<CellValue[]> {
  for (let after = 0; ;) {
    const { rows } = await ctx.db.query<ErrorRow>({
      name: 'import-error-rows',
      text: `select position, cells, problems from imports.import_row
        where import_id = $1 and status = 'error' and position > $2
        order by position limit ${BATCH}`,
      values: [id, after],
    });
    for (const { cells, problems } of rows) {
      const reasons = (problems ?? []).map(({ label, reason }) =>
        (label ? `${label}: ${reason}` : reason));
      yield [
        ...Array.from({ length: width }, (_, index) => valueOf(cells[index])), reasons.join(' '),
      ];
    }
    if (rows.length < BATCH) return;
    after = rows.at(-1)!.position;
  }
}

const valueOf = (cell: Cell | undefined): CellValue => {
  if (typeof cell !== 'object' || cell === null) return cell ?? null;
  return new Date(`${cell.date.slice(0, 10)}T00:00:00Z`);
};

/** The headers that an import understands by itself. */
export async function templateFile(ctx: Context, deps: ImportDeps, noun: string): Promise<Book> {
  const subject = requireImport(ctx, deps.subjects, noun);
  const fields = subject.fields(ctx).filter(({ name }) => name !== 'id');
  async function* noRows(): AsyncGenerator<CellValue[]> {
    yield fields.map(() => null);
  }
  const bytes = writeXlsxStream(noRows(), {
    name: subject.title, freezePane: { rows: 1 },
    columns: fields.map(({ label }) => ({ header: label, width: WIDTH })),
  }) as unknown as Bytes;
  return { fileName: `${subject.title}, образец.xlsx`, bytes };
}
