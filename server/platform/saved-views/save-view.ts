import type { SavedView } from '#contract/views';
import type { Context } from '#platform/context';
import { inTransaction, one } from '#platform/database';
import { refuse, refuseField } from '#platform/refuse';
import {
  checkView, lockView, ownerOf, toViews, VIEW_COLUMNS, type ViewDeps, type ViewInput,
  type ViewRow,
} from './views.ts';

/** More than a person can tell apart; keeps a runaway program from filling the table. */
const VIEWS_MAX = 200;

export type NewView = ViewInput & Pick<SavedView, 'noun' | 'name' | 'query'>;

function cleanName(name: string): string {
  const clean = name.trim();
  if (!clean) throw refuseField('name', 'Название представления не заполнено.');
  return clean;
}

/** The new view stands after the others of its noun. */
export async function createView(
  ctx: Context, deps: ViewDeps, input: NewView,
): Promise<SavedView> {
  const ownerId = ownerOf(ctx);
  checkView(ctx.actor, input);
  const row = await one<ViewRow>(ctx.db,
    `insert into platform.saved_view (noun, owner_id, name, colour, shared_with, department_id,
       query, position, created_at, updated_at)
     select $2, $1::bigint, $3, $4, $5, $9, $6::jsonb, coalesce(max(position), 0) + 1, $7, $7
     from platform.saved_view where owner_id = $1 having count(*) < $8
     returning ${VIEW_COLUMNS}`,
    [ownerId, input.noun, cleanName(input.name), input.colour ?? 'gray',
      input.sharedWith ?? 'nobody', JSON.stringify(input.query), ctx.now(), VIEWS_MAX,
      ctx.actor.departmentId]);
  if (!row) throw refuse('field.invalid', `У вас уже ${VIEWS_MAX} представлений.`);
  return (await toViews(ctx, deps, [row]))[0]!;
}

/** Changes only the fields given; the query is replaced as a whole. */
export async function editView(
  ctx: Context, deps: ViewDeps, input: { id: number } & ViewInput,
): Promise<SavedView> {
  ownerOf(ctx);
  checkView(ctx.actor, input);
  const row = await inTransaction(ctx.db, async (tx) => {
    const before = await lockView(tx, ctx.actor, input.id);
    const { id: _, ...fields } = input;
    const next = { ...before, ...fields, name: cleanName(fields.name ?? before.name) };
    await tx.query(
      `update platform.saved_view set name = $2, colour = $3, shared_with = $4,
         query = $5::jsonb, updated_at = $6
       where id = $1`,
      [next.id, next.name, next.colour, next.sharedWith, JSON.stringify(next.query), ctx.now()]);
    return next;
  });
  return (await toViews(ctx, deps, [row]))[0]!;
}

export async function removeView(ctx: Context, input: { id: number }): Promise<void> {
  ownerOf(ctx);
  await inTransaction(ctx.db, async (tx) => {
    const { id } = await lockView(tx, ctx.actor, input.id);
    await tx.query('delete from platform.saved_view where id = $1', [id]);
  });
}
