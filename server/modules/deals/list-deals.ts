// The list of deals: one page, and on demand the exact total and sums of the whole view.
import type { DealItem } from '#contract/deals';
import type { ListQuery } from '#contract/listing';
import { companyTimeZone } from '#platform/company-time';
import { scopeOf } from '#platform/actor';
import type { Context } from '#platform/context';
import { type ListPage, type ListSource, runList } from '#platform/listing/run-list';
import type { FilterFrame } from '#platform/listing/resolve-filter';
import { showValues } from '#modules/fields';
import { dealCatalogue, DEALS_FROM } from './catalogue.ts';
import { itemColumns } from './item-columns.ts';
import { markEditable } from './mark-editable.ts';
import { dealSearch } from './search-deals.ts';
import { dealBranches, visibleDeals } from './visibility.ts';

export function dealFrame(ctx: Context): FilterFrame {
  return { hidden: ctx.actor.hidden, now: ctx.now(), timeZone: companyTimeZone() };
}

export function dealSource(ctx: Context, q: string | undefined): ListSource {
  return {
    catalogue: dealCatalogue(ctx),
    ...DEALS_FROM,
    columns: itemColumns(ctx.actor),
    visibility: visibleDeals(ctx.actor),
    branches: dealBranches(ctx.actor),
    search: dealSearch(ctx, q),
    walksOrder: true,
    seesFew: scopeOf(ctx.actor, 'deal', 'read') === 'own',
    prepareAs: 'deals',
  };
}

export async function listDeals(ctx: Context, query: ListQuery): Promise<ListPage<DealItem>> {
  const page = await runList<DealItem>(ctx.db, dealSource(ctx, query.q), query, dealFrame(ctx));
  const items = await showValues(ctx, 'deal', page.items);
  return { ...page, items: await markEditable(ctx, items) };
}
