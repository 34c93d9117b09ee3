// Removing is soft: the row keeps its bytes for a month, so that it can be taken back.
import type { StoredFile } from '#contract/files';
import type { Context } from '#platform/context';
import { inTransaction, one, type Tx } from '#platform/database';
import { writeEvents } from '#platform/events';
import { refuse } from '#platform/refuse';
import {
  FILE_COLUMNS, isAuthor, mayEdit, requireFile, toStoredFiles, type FileRow, type FilesDeps,
} from './file-record.ts';
import { lockBytes } from './store.ts';

/** The author, and whoever may edit the record. */
async function requireRemovable(
  ctx: Context, deps: FilesDeps, id: number, removed: boolean,
): Promise<FileRow> {
  const row = await requireFile(ctx, deps, id, { removed });
  if (isAuthor(ctx, row) || await mayEdit(ctx, deps, row)) return row;
  throw refuse('right.missing', 'Файл убирает тот, кто его приложил или ведёт запись.');
}

const told = (tx: Tx, ctx: Context, kind: string, row: FileRow) =>
  writeEvents(tx, ctx, [{
    kind, entity: row.entity, entityId: row.entityId, data: { fileId: row.id, name: row.name },
  }]);

export async function removeFile(ctx: Context, deps: FilesDeps, id: number): Promise<void> {
  const row = await requireRemovable(ctx, deps, id, false);
  await inTransaction(ctx.db, async (tx) => {
    const { rowCount } = await tx.query(
      `update platform.file set deleted_at = $2, deleted_by = $3
       where id = $1 and deleted_at is null`, [id, ctx.now(), ctx.actor.employeeId]);
    // What never joined the record leaves it without a word.
    if (rowCount && !row.isDraft) await told(tx, ctx, 'file.removed', row);
  });
}

export async function restoreFile(
  ctx: Context, deps: FilesDeps, id: number,
): Promise<StoredFile> {
  const row = await requireRemovable(ctx, deps, id, true);
  const restored = await inTransaction(ctx.db, async (tx) => {
    // Otherwise the sweep could be taking the bytes away at this very moment.
    await lockBytes(tx, row.sha256);
    const found = await one<FileRow>(tx,
      `update platform.file set deleted_at = null, deleted_by = null
       where id = $1 and deleted_at is not null returning ${FILE_COLUMNS}`, [id]);
    if (!found) throw refuse('record.missing');
    if (!found.isDraft) await told(tx, ctx, 'file.restored', row);
    return found;
  });
  const [file] = await toStoredFiles(ctx, deps, [restored]);
  return file!;
}
