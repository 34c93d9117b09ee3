import { rm } from 'node:fs/promises';
import { IMPORT_KEPT_DAYS } from '#contract/imports';
import { uploadPath } from './upload-import.ts';
import type { ImportDeps } from './subject.ts';

/** After its days an import is forgotten with its rows; the history of records stays theirs. */
export async function sweepImports(deps: Pick<ImportDeps, 'db' | 'now' | 'uploadsDir'>) {
  const { rows } = await deps.db.query<{ upload: string }>(`
    delete from imports.import
    where coalesce(finished_at, created_at) < $1::timestamptz - make_interval(days => $2)
      and state not in ('checking', 'running', 'undoing')
    returning upload`, [deps.now(), IMPORT_KEPT_DAYS]);
  for (const { upload } of rows) await rm(uploadPath(deps, upload), { force: true });
}
