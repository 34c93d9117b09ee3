import type { SavedView } from '#contract/views';
import type { Context } from '#platform/context';
import { inTransaction, one } from '#platform/database';
import { refuse, refuseField } from '#platform/refuse';
import { checkView, lockView, ownerOf, type ViewInput } from './views.ts';

/** More than a person can tell apart; keeps a runaway program from filling the table. */
const VIEWS_MAX = 200;

export type NewView = ViewInput & Pick<SavedView, 'noun' | 'name' | 'query'>;

function cleanName(name: string): string {
  const clean = name.trim();
  if (!clean) throw refuseField('name', 'Название представления не заполнено.');
  return clean;
}

/** The new view stands after the others of its noun. */
export async function createView(ctx: Context, input: NewView): Promise<SavedView> {
  const ownerId = ownerOf(ctx);
  checkView(ctx.actor, input);
  const row = await one<SavedView>(ctx.db,
    `insert into platform.saved_view
       (noun, owner_id, name, colour, shared, query, position, created_at, updated_at)
     select $1, $2::bigint, $3, $4, $5, $6::jsonb, coalesce(max(position), 0) + 1, $7, $7
     from platform.saved_view where owner_id = $2 having count(*) < $8
     returning id, noun, name, colour, shared, query, true as mine`,
    [input.noun, ownerId, cleanName(input.name), input.colour ?? 'gray', input.shared ?? false,
      JSON.stringify(input.query), ctx.now(), VIEWS_MAX]);
  if (!row) throw refuse('field.invalid', `У вас уже ${VIEWS_MAX} представлений.`);
  return row;
}

/** Changes only the fields given; the query is replaced as a whole. */
export async function editView(
  ctx: Context, input: { id: number } & ViewInput,
): Promise<SavedView> {
  ownerOf(ctx);
  checkView(ctx.actor, input);
  return inTransaction(ctx.db, async (tx) => {
    const before = await lockView(tx, ctx.actor, input.id);
    const { id: _, ...fields } = input;
    const next = { ...before, ...fields, name: cleanName(fields.name ?? before.name) };
    await tx.query(
      `update platform.saved_view set name = $2, colour = $3, shared = $4, query = $5::jsonb,
         updated_at = $6
       where id = $1`,
      [next.id, next.name, next.colour, next.shared, JSON.stringify(next.query), ctx.now()]);
    return next;
  });
}

export async function removeView(ctx: Context, input: { id: number }): Promise<void> {
  ownerOf(ctx);
  await inTransaction(ctx.db, async (tx) => {
    const { id } = await lockView(tx, ctx.actor, input.id);
    await tx.query('delete from platform.saved_view where id = $1', [id]);
  });
}
