// A reader is not always an editor: whoever gave a deal away, and managers of its goods, look on.
// Screens that let a card be dragged must know it before the server refuses.
import type { DealItem } from '#contract/deals';
import { scopeOf } from '#platform/actor';
import type { Context } from '#platform/context';
import { prepared } from '#platform/prepared';
import { visibleDeals } from './visibility.ts';

/** One probe of the primary key for each row of a page; none for those who edit all or nothing. */
export async function markEditable(ctx: Context, items: DealItem[]): Promise<DealItem[]> {
  const scope = scopeOf(ctx.actor, 'deal', 'edit');
  if (!scope || scope === 'all' || items.length === 0) {
    return items.map((item) => ({ ...item, mayEdit: scope === 'all' }));
  }
  const edit = visibleDeals(ctx.actor, 'edit', 1);
  const { rows } = await ctx.db.query<{ id: number }>(prepared('deals-editable', `
    select d.id from deals.deal d where d.id = any($1::bigint[]) and (${edit.sql})`,
  [items.map(({ id }) => id), ...edit.values]));
  const editable = new Set(rows.map(({ id }) => id));
  return items.map((item) => ({ ...item, mayEdit: editable.has(item.id) }));
}
