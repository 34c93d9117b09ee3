// Saved views: everybody keeps their own; those who lead people share them.
import type { SavedView } from '#contract/views';
import { scopeOf, type Actor } from '#platform/actor';
import type { Context } from '#platform/context';
import { one, type Queryable } from '#platform/database';
import { parseFilter } from '#platform/listing/parse-filter';
import type { Subjects } from '#platform/listing/subject';
import { refuse } from '#platform/refuse';
import { readableView } from './readable-view.ts';

export type ViewDeps = {
  subjects: Subjects;
  /** The reader's department and those above it: what is shared there is shared with them. */
  departmentsAbove: (ctx: Context) => Promise<number[]>;
  /** Names of employees by id; the platform does not know where they live. */
  employeeNames: (ctx: Context, ids: number[]) => Promise<ReadonlyMap<number, string>>;
};

/** What a person may say of a view; absent fields stay as they are. */
export type ViewInput = Partial<Pick<SavedView, 'name' | 'colour' | 'sharedWith' | 'query'>>;

export type ViewRow =
  Omit<SavedView, 'ownerName' | 'isReduced' | 'isWidened'> & { ownerId: number };

export const VIEW_COLUMNS = `id, noun, name, colour, shared_with as "sharedWith", query,
  owner_id as "ownerId", coalesce(owner_id = $1::bigint, false) as mine`;

export function ownerOf(ctx: Context): number {
  if (ctx.actor.employeeId === null) {
    throw refuse('right.missing', 'Представления есть только у сотрудников.');
  }
  return ctx.actor.employeeId;
}

/** Own and shared ones, in the order of the navigation. */
export async function listViews(ctx: Context, deps: ViewDeps): Promise<SavedView[]> {
  const { rows } = await ctx.db.query<ViewRow>({
    name: 'views-list',
    text: `
      select ${VIEW_COLUMNS} from platform.saved_view
      where owner_id = $1 or shared_with = 'everybody'
        or (shared_with = 'department' and department_id = any($2::bigint[]))
      order by noun, owner_id <> $1, position, id`,
    values: [ctx.actor.employeeId, await deps.departmentsAbove(ctx)],
  });
  return toViews(ctx, deps, rows);
}

export async function toViews(
  ctx: Context, deps: ViewDeps, rows: ViewRow[],
): Promise<SavedView[]> {
  const names = await deps.employeeNames(ctx, [...new Set(rows.map((row) => row.ownerId))]);
  return rows.map(({ ownerId, ...row }) => {
    const subject = deps.subjects[row.noun];
    const readable = subject && ctx.actor.hidden.size > 0
      ? readableView(subject.source(ctx, undefined).catalogue, row.query, ctx.actor.hidden)
      : { query: row.query, isReduced: false, isWidened: false };
    return { ...row, ...readable, ownerName: names.get(ownerId) ?? '' };
  });
}

/** Whoever reads reports of more than the own work, or changes settings, may share. */
export function mayShare(actor: Actor): boolean {
  const reports = scopeOf(actor, 'report', 'read');
  return scopeOf(actor, 'setting', 'edit') === 'all' || reports === 'subtree' || reports === 'all';
}

export function checkView(actor: Actor, input: ViewInput): void {
  if (input.query) parseFilter(input.query.filter);
  if ((input.sharedWith ?? 'nobody') !== 'nobody' && !mayShare(actor)) {
    throw refuse('right.missing', 'Общие представления создают руководители и администраторы.');
  }
}

/** The view if the actor may change it: an own one, or a shared one for administrators. */
export async function lockView(on: Queryable, actor: Actor, id: number): Promise<ViewRow> {
  const row = await one<ViewRow>(on,
    `select ${VIEW_COLUMNS} from platform.saved_view
     where id = $2 and (owner_id = $1 or shared_with <> 'nobody') for update`,
    [actor.employeeId, id]);
  if (!row) throw refuse('record.missing');
  if (!row.mine && scopeOf(actor, 'setting', 'edit') !== 'all') {
    throw refuse('right.missing', 'Это представление изменяет его автор.');
  }
  return row;
}
