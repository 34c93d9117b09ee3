// An import as the database keeps it, and as its author or an administrator sees it.
import {
  IMPORT_KEPT_DAYS, isImportActive, type Import, type ImportCounts, type ImportFile,
  type ImportItem, type ImportSettings, type ImportState,
} from '#contract/imports';
import { can, scopeOf } from '#platform/actor';
import type { Context } from '#platform/context';
import { one, type Queryable } from '#platform/database';
import { refuse } from '#platform/refuse';
import { loadedBefore } from './loaded-before.ts';
import type { ImportDeps, ImportSubject, ImportSubjects } from './subject.ts';

export type ImportRow = {
  id: number; noun: string; fileName: string; upload: string; state: ImportState;
  owner: { id: number; name: string }; undoneBy: { id: number; name: string } | null;
  file: ImportFile; settings: ImportSettings; failure: string | null;
  createdAt: string; finishedAt: string | null; counts: ImportCounts;
};

const STATUSES = ['waiting', 'create', 'update', 'unchanged', 'error', 'created', 'updated',
  'skipped'];

const sumOf = (name: string, condition: string) =>
  `'${name}', coalesce(sum(g.rows) filter (where ${condition}), 0)`;

// From indexes alone: an open page asks every second, and 100,000 rows with their cells are 170 MB.
const COUNTS = `
    (select jsonb_build_object(${sumOf('total', 'true')},
        ${STATUSES.map((status) => sumOf(status, `g.status = '${status}'`)).join(', ')})
      from (select r.status, count(*) as rows from imports.import_row r
        where r.import_id = i.id group by r.status) g)
    || (select jsonb_build_object(${sumOf('undone', `g.undo_status = 'undone'`)},
        ${sumOf('kept', `g.undo_status = 'kept'`)})
      from (select r.undo_status, count(*) as rows from imports.import_row r
        where r.import_id = i.id and r.undo is not null group by r.undo_status) g)`;

const IMPORT = `
  select i.id, i.noun, i.file_name as "fileName", i.upload, i.state, i.file, i.settings, i.failure,
    json_build_object('id', o.id, 'name', o.name) as owner,
    case when u.id is not null then json_build_object('id', u.id, 'name', u.name) end
      as "undoneBy",
    i.created_at as "createdAt", i.finished_at as "finishedAt", ${COUNTS} as counts
  from imports.import i
    join staff.employee o on o.id = i.owner_id
    left join staff.employee u on u.id = i.undone_by`;

export function importRow(on: Queryable, id: number): Promise<ImportRow | undefined> {
  return one<ImportRow>(on,
    { name: 'import-row', text: `${IMPORT} where i.id = $1`, values: [id] });
}

export function ownerOf(ctx: Context): number {
  if (ctx.actor.employeeId === null) {
    throw refuse('right.missing', 'Импорт доступен только сотрудникам.');
  }
  return ctx.actor.employeeId;
}

/** Whoever administers the installation sees and takes back what anybody has loaded. */
const seesAll = (ctx: Context): boolean => scopeOf(ctx.actor, 'setting', 'edit') === 'all';

export function requireSubject(subjects: ImportSubjects, noun: string): ImportSubject {
  const subject = Object.hasOwn(subjects, noun) ? subjects[noun] : undefined;
  if (!subject) throw refuse('record.missing', 'Такие записи импортировать нельзя.');
  return subject;
}

/** The subject, if this person may import it. */
export function requireImport(ctx: Context, subjects: ImportSubjects, noun: string): ImportSubject {
  const subject = requireSubject(subjects, noun);
  if (!can(ctx.actor, subject.entity, 'import')) throw refuse('right.missing');
  return subject;
}

export async function requireOwn(ctx: Context, id: number): Promise<ImportRow> {
  const row = await importRow(ctx.db, id);
  const isSeen = row && (row.owner.id === ctx.actor.employeeId || seesAll(ctx));
  if (!isSeen) throw refuse('record.missing');
  return row;
}

function toItem(deps: ImportDeps, row: ImportRow): ImportItem {
  const { id, noun, fileName, state, owner, counts, createdAt, finishedAt } = row;
  const title = deps.subjects[noun]?.title ?? noun;
  return { id, noun, title, fileName, state, owner, counts, createdAt, finishedAt };
}

const DAY_MS = 86_400_000;

export function mayUndo(row: ImportRow, now: Date): boolean {
  const { created, updated, undone, kept } = row.counts;
  const isOver = row.state === 'finished' || row.state === 'cancelled' || row.state === 'undone';
  return isOver && created + updated > undone + kept && row.finishedAt !== null
    && now.getTime() - Date.parse(row.finishedAt) < IMPORT_KEPT_DAYS * DAY_MS;
}

export const isOpen = (state: ImportState): boolean =>
  state === 'draft' || state === 'checked' || state === 'failed';

async function toImport(ctx: Context, deps: ImportDeps, row: ImportRow): Promise<Import> {
  const { file, settings, failure, undoneBy, state, counts } = row;
  const isMine = row.owner.id === ctx.actor.employeeId;
  return {
    ...toItem(deps, row), file, settings, failure, undoneBy,
    // Nobody is warned of what is begun already.
    before: isOpen(state) || state === 'checking' ? await loadedBefore(ctx.db, row.id) : null,
    may: {
      set: isMine && isOpen(state),
      check: isMine && isOpen(state),
      run: isMine && state === 'checked' && counts.create + counts.update > 0,
      cancel: isImportActive(state) || (isMine && isOpen(state)),
      undo: mayUndo(row, ctx.now()),
    },
  };
}

export async function readImport(ctx: Context, deps: ImportDeps, id: number): Promise<Import> {
  return toImport(ctx, deps, await requireOwn(ctx, id));
}

type Asked = { before?: number; limit?: number };
const LISTED = 30;

export async function listImports(
  ctx: Context, deps: ImportDeps, { before, limit = LISTED }: Asked,
): Promise<{ items: ImportItem[]; before: number | null }> {
  const { rows } = await ctx.db.query<ImportRow>({
    name: 'imports-list',
    text: `${IMPORT} where ($1 or i.owner_id = $2) and ($3::bigint is null or i.id < $3)
      order by i.id desc limit $4`,
    values: [seesAll(ctx), ctx.actor.employeeId, before ?? null, limit + 1],
  });
  const items = rows.slice(0, limit).map((row) => toItem(deps, row));
  return { items, before: rows.length > limit ? items.at(-1)!.id : null };
}
