// Rows of an import for the screen and for the file of errors.
import type { ImportRow as Row, ImportRowStatus } from '#contract/imports';
import type { Context } from '#platform/context';
import { requireOwn } from './import-record.ts';

type Asked = {
  id: number; status?: ImportRowStatus; undo?: 'undone' | 'kept'; after?: number; limit?: number;
};

export async function listRows(
  ctx: Context, asked: Asked,
): Promise<{ items: Row[]; after: number | null }> {
  await requireOwn(ctx, asked.id);
  const limit = asked.limit ?? 100;
  const { rows } = await ctx.db.query<Row>({
    name: 'import-rows',
    text: `select r.position, r.line, r.status, r.record_id as "recordId",
        coalesce(r.title, (select string_agg(v, ', ') from (
          select c #>> '{}' as v from jsonb_array_elements(r.cells) as c
          where jsonb_typeof(c) in ('string', 'number') limit 3) as first), '') as title,
        coalesce(r.changes, '[]') as changes, coalesce(r.problems, '[]') as problems,
        r.undo_status as undo, r.undo_reason as "undoReason"
      from imports.import_row r
      where r.import_id = $1 and r.position > $2 and ($3::text is null or r.status = $3)
        and ($4::text is null or r.undo_status = $4)
      order by r.position limit $5`,
    values: [asked.id, asked.after ?? 0, asked.status ?? null, asked.undo ?? null, limit + 1],
  });
  const items = rows.slice(0, limit);
  return { items, after: rows.length > limit ? items.at(-1)!.position : null };
}
