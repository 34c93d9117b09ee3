// Rows of platform.file as verbs read and routes give them.
import { FILE_UNDO_DAYS, INLINE_TYPES, type StoredFile } from '#contract/files';
import type { Context } from '#platform/context';
import { one, type Queryable } from '#platform/database';
import { requireAccess, type EntityAccess } from '#platform/entity-access';
import { Refusal, refuse } from '#platform/refuse';

export type FilesDeps = {
  filesDir: string;
  entityAccess: EntityAccess;
  /** Names of employees: the platform knows no people. */
  employeeNames: (on: Queryable, ids: number[]) => Promise<ReadonlyMap<number, string>>;
};

export type FileRow = {
  id: number; name: string; mediaType: string; sizeBytes: number; sha256: Buffer;
  entity: string; entityId: number; createdBy: number | null; createdAt: string;
  deletedAt: string | null; isDraft: boolean;
};

export const FILE_COLUMNS = `id, name, media_type as "mediaType", size_bytes as "sizeBytes",
  sha256, entity, entity_id as "entityId", created_by as "createdBy",
  created_at as "createdAt", deleted_at as "deletedAt",
  is_draft as "isDraft"`;

/** The file of a record that the actor may read; removed ones only when asked for, drafts own. */
export async function requireFile(
  ctx: Context, deps: FilesDeps, id: number, options: { removed?: boolean } = {},
): Promise<FileRow> {
  const row = await one<FileRow>(ctx.db, {
    name: 'file-read',
    text: `select ${FILE_COLUMNS} from platform.file
      where id = $1 and (deleted_at is not null) = $2
        and (deleted_at is null or deleted_at > $3::timestamptz - make_interval(days => $4))
        and (not is_draft or created_by = $5)`,
    values: [id, options.removed ?? false, ctx.now(), FILE_UNDO_DAYS, ctx.actor.employeeId],
  });
  if (!row) throw refuse('record.missing');
  await requireAccess(ctx, deps.entityAccess, row);
  return row;
}

export async function mayEdit(
  ctx: Context, deps: FilesDeps, record: { entity: string; entityId: number },
): Promise<boolean> {
  try {
    await requireAccess(ctx, deps.entityAccess, { ...record, action: 'edit' });
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

export const isAuthor = (ctx: Context, row: FileRow): boolean =>
  ctx.actor.employeeId !== null && ctx.actor.employeeId === row.createdBy;

/** Rows of one record as the reader sees them. */
export async function toStoredFiles(
  ctx: Context, deps: FilesDeps, rows: FileRow[],
): Promise<StoredFile[]> {
  const [first] = rows;
  if (!first) return [];
  const editable = await mayEdit(ctx, deps, first);
  const names = await deps.employeeNames(ctx.db,
    [...new Set(rows.flatMap((row) => row.createdBy ?? []))]);
  return rows.map((row) => {
    const { id, name, mediaType, sizeBytes, createdAt, createdBy } = row;
    const author = createdBy === null ? undefined : names.get(createdBy);
    return {
      id, name, mediaType, sizeBytes, createdAt,
      createdBy: createdBy !== null && author !== undefined
        ? { id: createdBy, name: author } : null,
      isInline: INLINE_TYPES.includes(mediaType),
      mayRemove: editable || isAuthor(ctx, row),
    };
  });
}
