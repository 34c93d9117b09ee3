// Saved views: everybody keeps their own; those who lead people share them with all.
import type { SavedView } from '#contract/views';
import { scopeOf, type Actor } from '#platform/actor';
import type { Context } from '#platform/context';
import { one, type Queryable } from '#platform/database';
import { parseFilter } from '#platform/listing/parse-filter';
import { refuse } from '#platform/refuse';

/** What a person may say of a view; absent fields stay as they are. */
export type ViewInput = Partial<Pick<SavedView, 'name' | 'colour' | 'shared' | 'query'>>;

const COLUMNS = `id, noun, name, colour, shared, query,
  coalesce(owner_id = $1::bigint, false) as mine`;

export function ownerOf(ctx: Context): number {
  if (ctx.actor.employeeId === null) {
    throw refuse('right.missing', 'Представления есть только у сотрудников.');
  }
  return ctx.actor.employeeId;
}

/** Own and shared ones, in the order of the navigation. */
export async function listViews(ctx: Context): Promise<SavedView[]> {
  const { rows } = await ctx.db.query<SavedView>({
    name: 'views-list',
    text: `
      select ${COLUMNS} from platform.saved_view
      where owner_id = $1 or shared
      order by noun, owner_id <> $1, position, id`,
    values: [ctx.actor.employeeId],
  });
  return rows;
}

/** Whoever reads reports of more than the own work, or changes settings, may share. */
export function mayShare(actor: Actor): boolean {
  const reports = scopeOf(actor, 'report', 'read');
  return scopeOf(actor, 'setting', 'edit') === 'all' || reports === 'subtree' || reports === 'all';
}

export function checkView(actor: Actor, input: ViewInput): void {
  if (input.query) parseFilter(input.query.filter);
  if (input.shared && !mayShare(actor)) {
    throw refuse('right.missing', 'Общие представления создают руководители и администраторы.');
  }
}

/** The view if the actor may change it: an own one, or a shared one for administrators. */
export async function lockView(
  on: Queryable, actor: Actor, id: number,
): Promise<SavedView> {
  const row = await one<SavedView>(on,
    `select ${COLUMNS} from platform.saved_view
     where id = $2 and (owner_id = $1 or shared) for update`, [actor.employeeId, id]);
  if (!row) throw refuse('record.missing');
  if (!row.mine && scopeOf(actor, 'setting', 'edit') !== 'all') {
    throw refuse('right.missing', 'Это представление изменяет его автор.');
  }
  return row;
}
