// What lower modules need of deals without knowing them: composition hands these to timeline and
// work.
import type { Context } from '#platform/context';
import { prepared } from '#platform/prepared';
import type { AccessCheck } from '#modules/timeline';
import { requireDeal } from './deal-row.ts';
import { visibleDeals } from './visibility.ts';

/** Whoever reads a deal reads and comments its timeline: a giver may still say a word. */
export const dealAccess: AccessCheck = async (ctx, id, action) => {
  await requireDeal(ctx, ctx.db, id, action === 'edit' ? 'edit' : 'read');
};

/** «С-100123 · Насос ЦНС», only of the deals that the actor may read. */
export async function dealTitles(ctx: Context, ids: number[]): Promise<Map<number, string>> {
  const seen = visibleDeals(ctx.actor, 'read', 1);
  const { rows } = await ctx.db.query<{ id: number; title: string }>(prepared('deal-titles', `
    select d.id, d.number || ' · ' || d.title as title from deals.deal d
    where d.id = any($1::bigint[]) and ${seen.sql}`, [ids, ...seen.values]));
  return new Map(rows.map((row) => [row.id, row.title]));
}
