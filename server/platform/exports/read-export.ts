// A person's own exports: their course and their files. Nobody else's exist for them.
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { EXPORT_KEPT_HOURS, type Export } from '#contract/exports';
import { requireRight } from '#platform/actor';
import type { Context } from '#platform/context';
import { one } from '#platform/database';
import { dispositionOf } from '#platform/files/file-name';
import type { Wire } from '#platform/http/bind';
import { requireSubject } from '#platform/listing/subject';
import { refuse } from '#platform/refuse';
import type { ExportDeps } from './export-view.ts';

export const EXPORT_COLUMNS = `id, noun, format, file_name as "fileName", state, rows, total,
  reason, created_at as "createdAt"`;

const TYPES: Record<string, string> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
};

export function ownerOf(ctx: Context): number {
  if (ctx.actor.employeeId === null) {
    throw refuse('right.missing', 'Выгрузки доступны только сотрудникам.');
  }
  return ctx.actor.employeeId;
}

export const exportPath = ({ exportsDir }: Pick<ExportDeps, 'exportsDir'>, id: number) =>
  join(exportsDir, String(id));

export async function readExport(ctx: Context, id: number): Promise<Export> {
  const row = await one<Export>(ctx.db, {
    name: 'export-read',
    text: `select ${EXPORT_COLUMNS} from platform.export where id = $1 and owner_id = $2`,
    values: [id, ctx.actor.employeeId],
  });
  if (!row) throw refuse('record.missing');
  return row;
}

export async function listExports(ctx: Context): Promise<{ items: Export[] }> {
  const { rows } = await ctx.db.query<Export>({
    name: 'export-list',
    text: `select ${EXPORT_COLUMNS} from platform.export
      where owner_id = $1 order by id desc limit 20`,
    values: [ctx.actor.employeeId],
  });
  return { items: rows };
}

export async function cancelExport(ctx: Context, id: number): Promise<Export> {
  await readExport(ctx, id);
  await ctx.db.query(`update platform.export set state = 'cancelled'
    where id = $1 and state in ('waiting', 'running')`, [id]);
  return readExport(ctx, id);
}

export async function sendExport(
  ctx: Context, deps: ExportDeps, id: number, { reply }: Wire,
): Promise<Readable> {
  const { noun, state, format, fileName } = await readExport(ctx, id);
  // The file waits for a day; a right that was taken away meanwhile opens it no more.
  requireRight(ctx.actor, requireSubject(deps.subjects, noun).entity, 'export');
  const gone = () => refuse('record.missing', 'Файла больше нет: выгрузите вид снова.');
  if (state !== 'ready') throw gone();
  const file = await open(exportPath(deps, id), 'r').catch(() => { throw gone(); });
  reply.header('content-type', TYPES[format] ?? 'application/octet-stream');
  reply.header('content-disposition', dispositionOf('attachment', fileName));
  reply.header('cache-control', 'private, no-store');
  return file.createReadStream();
}

/** Files outlive nothing but a day; the events of who took what stay. */
export async function sweepExports(deps: ExportDeps): Promise<void> {
  const { rows } = await deps.db.query<{ id: number }>(
    `delete from platform.export
     where created_at < $1::timestamptz - make_interval(hours => $2) returning id`,
    [deps.now(), EXPORT_KEPT_HOURS]);
  for (const { id } of rows) {
    await rm(exportPath(deps, id), { force: true });
    await rm(`${exportPath(deps, id)}.part`, { force: true });
  }
}
