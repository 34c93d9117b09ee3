// GET /api/search: every module brings what it can find, nobody finds what they may not read.
import { searchEverything, type SearchHit, type SearchResult } from '#contract/search';
import type { Action, Entity } from '#contract/rights';
import { can } from '#platform/actor';
import type { Context } from '#platform/context';
import type { Bind } from '#platform/http/bind';
import { planSearch, type SearchPlan } from './plan.ts';

export type SearchProvider = {
  /** Names the group, e.g. 'company'; the web knows where its hits open. */
  entity: string;
  /** Without this right the provider is not asked at all. */
  right: { entity: Entity; action: Action };
  /** At most `limit` hits, best first, only records that `ctx.actor` may read. */
  search: (ctx: Context, plan: SearchPlan, limit: number) => Promise<SearchHit[]>;
};

export const SEARCH_HITS_PER_GROUP = 6;

/** Groups in the order of the providers; empty ones are left out. */
export async function searchAll(
  ctx: Context, providers: readonly SearchProvider[], typed: string,
): Promise<SearchResult> {
  const plan = planSearch(typed);
  if (!plan) return { groups: [] };
  const asked = providers.filter(({ right }) => can(ctx.actor, right.entity, right.action));
  const groups = await Promise.all(asked.map(async ({ entity, search }) => ({
    entity, items: await search(ctx, plan, SEARCH_HITS_PER_GROUP),
  })));
  return { groups: groups.filter(({ items }) => items.length > 0) };
}

/** Composition gives the providers in the order in which their groups are shown. */
export function bindSearch(bind: Bind, providers: readonly SearchProvider[]): void {
  bind(searchEverything, (ctx, { query }) => searchAll(ctx, providers, query.q));
}
