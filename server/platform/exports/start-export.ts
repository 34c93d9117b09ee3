// The order of a file: rights, columns and size are settled before the work is queued.
import { EXPORT_ROWS_MAX, type Export, type ExportStart } from '#contract/exports';
import { requireRight } from '#platform/actor';
import type { Context } from '#platform/context';
import { inTransaction, one } from '#platform/database';
import { writeEvents } from '#platform/events';
import { enqueue } from '#platform/jobs';
import { readColumns } from '#platform/listing/cells';
import { compileSort } from '#platform/listing/sort';
import { listFrame, requireSubject } from '#platform/listing/subject';
import { companyToday } from '#platform/company-time';
import { refuse } from '#platform/refuse';
import type { ExportDeps } from './export-view.ts';
import { countRows, exportGroups, exportView } from './export-view.ts';
import { EXPORT_COLUMNS, ownerOf } from './read-export.ts';

export const EXPORT_QUEUE = 'export-run';
/** One person's files at work at a time: two cores serve everybody. */
const ACTIVE_MAX = 3;

export async function startExport(
  ctx: Context, deps: ExportDeps, input: ExportStart,
): Promise<Export> {
  const ownerId = ownerOf(ctx);
  const subject = requireSubject(deps.subjects, input.noun);
  requireRight(ctx.actor, subject.entity, 'export');
  const view = exportView(ctx, subject, input);
  const { hidden } = listFrame(ctx);
  readColumns(view.source.catalogue, view.query.columns, hidden);
  // Refuse a field that orders or groups nothing, before the work is queued.
  compileSort(view.source.catalogue, view.query.sort, hidden);
  if (input.group) await exportGroups(ctx, ctx.db, view, input.group);
  const total = await countRows(
    ctx.db, view, subject.isEndless ? EXPORT_ROWS_MAX + 1 : undefined);
  if (total > EXPORT_ROWS_MAX) {
    throw refuse('field.invalid',
      `В виде ${subject.isEndless ? 'слишком много' : total} записей, `
      + `а в файл помещается не больше ${EXPORT_ROWS_MAX}. `
      + 'Сузьте отбор, например по периоду, и выгрузите по частям.');
  }
  const fileName = `${subject.title} ${companyToday(ctx.now())}.${input.format}`;
  return inTransaction(ctx.db, async (tx) => {
    // Orders that come at once would not see each other and all be under the limit.
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, $2))',
      ['platform.export', ownerId]);
    const row = await one<Export>(tx,
      `insert into platform.export (noun, format, query, owner_id, file_name, total, created_at)
       select $1, $2, $3::jsonb, $4::bigint, $5, $6, $7
       where (select count(*) from platform.export
         where owner_id = $4 and state in ('waiting', 'running')) < ${ACTIVE_MAX}
       returning ${EXPORT_COLUMNS}`,
      [input.noun, input.format, JSON.stringify(input), ownerId, fileName, total, ctx.now()]);
    if (!row) {
      throw refuse('field.invalid', 'Дождитесь своих прежних выгрузок: больше трёх сразу нельзя.');
    }
    const {
      noun, format, filter = null, q = null, sort = null, group = null, columns, ids,
    } = input;
    await writeEvents(tx, ctx, [{
      kind: 'export.started', entity: 'export', entityId: row.id,
      data: {
        noun, format, filter, q, sort, group, columns: columns.map(({ field }) => field),
        marked: ids?.length ?? null, rows: total, recipients: [ownerId],
      },
    }]);
    await enqueue(tx, EXPORT_QUEUE, { exportId: row.id });
    return row;
  });
}
