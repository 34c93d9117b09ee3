// A file comes in: its bytes go to the disk, its first rows are looked at, nothing else happens.
import { randomUUID } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { IMPORT_BYTES_MAX, IMPORT_ENDINGS, type Import, type ImportSettings }
  from '#contract/imports';
import type { Context } from '#platform/context';
import { inTransaction, one } from '#platform/database';
import { writeEvents } from '#platform/events';
import { cleanFileName } from '#platform/files/file-name';
import { receiveBytes } from '#platform/files/receive-bytes';
import { refuse, refuseField } from '#platform/refuse';
import { chooseSheet } from './choose-sheet.ts';
import { lookInto } from './file/read-file.ts';
import { isOpen, ownerOf, readImport, requireImport, requireOwn } from './import-record.ts';
import { settingsOf } from './settings.ts';
import type { ImportDeps } from './subject.ts';

/** Enough to find the headers below a title and to see what columns hold. */
const LOOKED_ROWS = 200;

export const uploadPath = ({ uploadsDir }: Pick<ImportDeps, 'uploadsDir'>, upload: string) =>
  join(uploadsDir, `import-${upload}`);

const formatOf = (name: string): 'xlsx' | 'csv' => (/\.xlsx$/i.test(name) ? 'xlsx' : 'csv');

type Given = { noun: string; name: string; bytes: () => Readable };

export async function uploadImport(
  ctx: Context, deps: ImportDeps, { noun, name: given, bytes }: Given,
): Promise<Import> {
  const ownerId = ownerOf(ctx);
  const subject = requireImport(ctx, deps.subjects, noun);
  const name = cleanFileName(given);
  if (!IMPORT_ENDINGS.some((ending) => name.toLowerCase().endsWith(ending))) {
    throw refuse('media.unsupported', /\.xls$/i.test(name)
      ? 'Это файл старого Excel: откройте его и сохраните как «Книга Excel (.xlsx)».'
      : 'Нужна книга Excel (.xlsx) или таблица CSV.');
  }
  const upload = randomUUID();
  const path = uploadPath(deps, upload);
  const { sizeBytes, sha256 } = await receiveBytes(bytes(), `${path}.part`, IMPORT_BYTES_MAX);
  try {
    await rename(`${path}.part`, path);
    const format = formatOf(name);
    const looked = await chooseSheet({ path, format }, LOOKED_ROWS, subject.fields(ctx));
    if (looked.rows.length === 0) throw refuseField('file', 'В файле нет ни одной строки.');
    const { file, settings } = await settingsOf(ctx, subject, { ...looked, format });
    const id = await inTransaction(ctx.db, async (tx) => {
      const row = await one<{ id: number }>(tx, `
        insert into imports.import (noun, file_name, upload, size_bytes, owner_id, file, settings,
          created_at, sha256)
        values ($1, $2, $3, $4, $5, $6::jsonb, $7::jsonb, $8, $9) returning id`,
      [noun, name, upload, sizeBytes, ownerId, JSON.stringify(file), JSON.stringify(settings),
        ctx.now(), sha256]);
      await writeEvents(tx, ctx, [{
        kind: 'import.uploaded', entity: 'import', entityId: row!.id,
        data: { noun, name, sizeBytes, recipients: [ownerId] },
      }]);
      return row!.id;
    });
    return await readImport(ctx, deps, id);
  } catch (error) {
    await rm(`${path}.part`, { force: true });
    await rm(path, { force: true });
    throw error;
  }
}

/** Another sheet or header row is looked at anew; the rest is taken as it was chosen. */
export async function setImport(
  ctx: Context, deps: ImportDeps, { id, ...wanted }: { id: number } & ImportSettings,
): Promise<Import> {
  const row = await requireOwn(ctx, id);
  const subject = requireImport(ctx, deps.subjects, row.noun);
  const isMine = row.owner.id === ctx.actor.employeeId;
  if (!isMine || !isOpen(row.state)) {
    throw refuse('record.changed', 'Импорт уже идёт или завершён: настройки больше не меняются.');
  }
  const moved = wanted.sheet !== row.settings.sheet || wanted.headerRow !== row.settings.headerRow;
  const next = moved
    ? await lookAnew(ctx, deps, { row, subject, wanted })
    : { file: row.file, settings: fitted(wanted, row.file.headers) };
  await inTransaction(ctx.db, (tx) => tx.query(`
    update imports.import set file = $2::jsonb, settings = $3::jsonb, state = 'draft',
      failure = null
    where id = $1 and state in ('draft', 'checked', 'failed')`,
  [id, JSON.stringify(next.file), JSON.stringify(next.settings)]));
  return readImport(ctx, deps, id);
}

const fitted = (wanted: ImportSettings, headers: readonly string[]): ImportSettings =>
  ({ ...wanted, columns: headers.map((_, index) => wanted.columns[index] ?? null) });

type Anew = {
  row: Awaited<ReturnType<typeof requireOwn>>; subject: ReturnType<typeof requireImport>;
  wanted: ImportSettings;
};

async function lookAnew(ctx: Context, deps: ImportDeps, { row, subject, wanted }: Anew) {
  const { sheet, headerRow } = wanted;
  const { format } = row.file;
  const path = uploadPath(deps, row.upload);
  const looked = await lookInto({ path, format, sheet }, LOOKED_ROWS);
  if (looked.rows.length === 0) throw refuseField('sheet', 'На этом листе нет ни одной строки.');
  return settingsOf(ctx, subject, { ...looked, format, sheet },
    sheet === row.settings.sheet ? { headerRow } : {});
}
