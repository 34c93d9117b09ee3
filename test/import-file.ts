// Files as people make them, put on the way of an import: bytes in, an import that waits out.
import { Readable } from 'node:stream';
import { type CellValue, writeXlsx } from 'hucre/xlsx';
import type { Import, ImportSettings } from '#contract/imports';
import { type ImportDeps, setImport, startCheck, startRun, startUndo, uploadImport, workImport }
  from '#modules/imports';
import type { Context } from '#platform/context';

const forever = new AbortController().signal;

export const xlsxOf = (
  rows: readonly (readonly CellValue[])[], name = 'Лист1',
): Promise<Uint8Array> =>
  writeXlsx({ sheets: [{ name, rows: rows.map((row) => [...row]) }] });

export function upload(
  ctx: Context, deps: ImportDeps, { noun, name = 'файл.xlsx', bytes }: {
    noun: string; name?: string; bytes: Uint8Array;
  },
): Promise<Import> {
  return uploadImport(ctx, deps, { noun, name, bytes: () => Readable.from([Buffer.from(bytes)]) });
}

/** Uploads a workbook, sets what differs from the guess and tries all rows. */
export async function checked(
  ctx: Context, deps: ImportDeps, { noun, rows, ...settings }: Partial<ImportSettings> & {
    noun: string; rows: readonly (readonly CellValue[])[];
  },
): Promise<Import> {
  const made = await upload(ctx, deps, { noun, bytes: await xlsxOf(rows) });
  if (Object.keys(settings).length > 0) {
    await setImport(ctx, deps, { id: made.id, ...made.settings, ...settings });
  }
  await startCheck(ctx, deps, made.id);
  await workImport(deps, made.id, forever);
  return made;
}

export async function run(
  ctx: Context, deps: ImportDeps, id: number, how: { again?: boolean } = {},
): Promise<void> {
  await startRun(ctx, deps, id, how);
  await workImport(deps, id, forever);
}

export async function undo(ctx: Context, deps: ImportDeps, id: number): Promise<void> {
  await startUndo(ctx, deps, id);
  await workImport(deps, id, forever);
}
