// How a person keeps a list: columns and the view it opens with.
import type { ListLayout } from '#contract/lists';
import type { Context } from '#platform/context';
import { one } from '#platform/database';
import { refuse } from '#platform/refuse';

const EMPTY: ListLayout = { columns: null, defaultViewId: null };

export async function readLayout(ctx: Context, noun: string): Promise<ListLayout> {
  const row = await one<ListLayout>(ctx.db, {
    name: 'list-layout',
    text: `select columns, default_view_id as "defaultViewId" from platform.list_layout
      where employee_id = $1 and noun = $2`,
    values: [ctx.actor.employeeId, noun],
  });
  return row ?? EMPTY;
}

/** Changes only what is given; null forgets it. */
export async function saveLayout(
  ctx: Context, noun: string, patch: Partial<ListLayout>,
): Promise<ListLayout> {
  const { employeeId } = ctx.actor;
  if (employeeId === null) throw refuse('right.missing', 'Вид хранится только у сотрудников.');
  const next = { ...await readLayout(ctx, noun), ...patch };
  const view = next.defaultViewId;
  const isKnown = view === null || await one(ctx.db,
    `select from platform.saved_view where id = $1 and noun = $3
       and (owner_id = $2 or shared_with <> 'nobody')`, [view, employeeId, noun]);
  if (!isKnown) throw refuse('record.missing', 'Такого вида нет.');
  await ctx.db.query(
    `insert into platform.list_layout (employee_id, noun, columns, default_view_id)
     values ($1, $2, $3, $4) on conflict (employee_id, noun) do update
     set columns = excluded.columns, default_view_id = excluded.default_view_id`,
    [employeeId, noun, next.columns, view]);
  return next;
}
