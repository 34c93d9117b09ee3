// The list of deals: one page, and on demand the exact total and sums of the whole view.
import type { DealItem, OtherCurrency } from '#contract/deals';
import type { ListQuery } from '#contract/listing';
import { companyTimeZone } from '#platform/company-time';
import { scopeOf } from '#platform/actor';
import type { Context } from '#platform/context';
import { one } from '#platform/database';
import { LOOKS } from '#platform/listing/asked-stage';
import { type ListPage, type ListSource, runList } from '#platform/listing/run-list';
import type { FilterFrame } from '#platform/listing/resolve-filter';
import { showValues } from '#modules/fields';
import { dealCatalogue, DEALS_FROM } from './catalogue.ts';
import { itemColumns } from './item-columns.ts';
import { markEditable } from './mark-editable.ts';
import { OTHER_CURRENCIES } from './other-currencies.ts';
import { otherSums } from './other-sums.ts';
import { dealSearch } from './search-deals.ts';
import { dealBranches, visibleDeals } from './visibility.ts';

export function dealFrame(ctx: Context): FilterFrame {
  return { hidden: ctx.actor.hidden, now: ctx.now(), timeZone: companyTimeZone() };
}

export function dealSource(
  ctx: Context, q: string | undefined, filter?: string,
): ListSource {
  return {
    catalogue: dealCatalogue(ctx, filter),
    ...DEALS_FROM,
    columns: itemColumns(ctx.actor),
    visibility: visibleDeals(ctx.actor),
    branches: dealBranches(ctx.actor),
    search: dealSearch(ctx, q),
    looks: LOOKS,
    seesFew: scopeOf(ctx.actor, 'deal', 'read') === 'own',
    prepareAs: 'deals',
    apart: OTHER_CURRENCIES,
  };
}

export type DealPage = ListPage<DealItem> & { otherSums?: OtherCurrency[] };

export async function listDeals(ctx: Context, query: ListQuery): Promise<DealPage> {
  const [source, frame] = [dealSource(ctx, query.q, query.filter), dealFrame(ctx)];
  const [page, others] = await Promise.all([
    runList<DealItem>(ctx.db, source, query, frame),
    query.sums ? otherSums(ctx, source, query, frame) : null,
  ]);
  const items = await showValues(ctx, 'deal', page.items);
  return {
    ...page, items: await markEditable(ctx, items), ...(others ? { otherSums: others } : {}),
  };
}

/** The figure beside «Сделки» in the navigation: open deals where the reader is responsible. */
export async function countOwnOpenDeals(ctx: Context): Promise<number> {
  const { employeeId } = ctx.actor;
  if (employeeId === null) return 0;
  const row = await one<{ count: number }>(ctx.db, {
    name: 'deal-count-own',
    text: `select count(*)::int as count from deals.deal d
      where d.responsible_id = $1 and d.is_open`,
    values: [employeeId],
  });
  return row?.count ?? 0;
}
