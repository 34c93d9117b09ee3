// The list of leads: one page, and on demand the exact total; and their board by stage.
import type { LeadColumn, LeadItem } from '#contract/leads';
import type { ListQuery } from '#contract/listing';
import { companyTimeZone } from '#platform/company-time';
import { scopeOf } from '#platform/actor';
import type { Context } from '#platform/context';
import { one } from '#platform/database';
import { LOOKS } from '#platform/listing/asked-stage';
import type { FilterFrame } from '#platform/listing/resolve-filter';
import { runBoard, type BoardQuery } from '#platform/listing/run-board';
import { type ListPage, type ListSource, runList } from '#platform/listing/run-list';
import { showValues } from '#modules/fields';
import { leadCatalogue, LEADS_FROM } from './catalogue.ts';
import { itemColumns } from './item-columns.ts';
import { leadSearch } from './search-leads.ts';
import { visibleLeads } from './visibility.ts';

const frameOf = (ctx: Context): FilterFrame =>
  ({ hidden: ctx.actor.hidden, now: ctx.now(), timeZone: companyTimeZone() });

export const leadSource = (ctx: Context, q: string | undefined): ListSource => ({
  catalogue: leadCatalogue(ctx),
  ...LEADS_FROM,
  columns: itemColumns(ctx.actor),
  visibility: visibleLeads(ctx.actor),
  search: leadSearch(ctx, q),
  looks: LOOKS,
  seesFew: scopeOf(ctx.actor, 'lead', 'read') === 'own',
  prepareAs: 'leads',
});

export async function listLeads(ctx: Context, query: ListQuery): Promise<ListPage<LeadItem>> {
  const page = await runList<LeadItem>(ctx.db, leadSource(ctx, query.q), query, frameOf(ctx));
  return { ...page, items: await showValues(ctx, 'lead', page.items) };
}

export async function readBoard(
  ctx: Context, query: BoardQuery,
): Promise<{ columns: LeadColumn[] }> {
  const { columns } = await runBoard<LeadItem, Pick<LeadColumn, 'estimateKopecks'>>(ctx.db, {
    list: leadSource(ctx, query.q),
    prepareAs: 'leads-board',
    stages: 'leads.stage',
    shown: `st.semantics = 'open'`,
    open: { sql: 'l.is_open', values: [] },
    stage: 'l.stage_id',
    sums: { estimateKopecks: 'l.estimate_kopecks' },
    columnFilter: (stageId) => ({ isOpen: { eq: true }, stage: { eq: stageId } }),
  }, query, frameOf(ctx));
  const cards = await showValues(ctx, 'lead', columns.flatMap((column) => column.items));
  const shown = new Map(cards.map((card) => [card.id, card]));
  return { columns: columns.map((column) => ({
    ...column, items: column.items.map((item) => shown.get(item.id) ?? item),
  })) };
}

/** The figure beside «Лиды»: open leads that are the reader's, as operator or as receiver. */
export async function countOwnOpenLeads(ctx: Context): Promise<number> {
  const { employeeId } = ctx.actor;
  if (employeeId === null) return 0;
  const row = await one<{ count: number }>(ctx.db, {
    name: 'lead-count-own',
    text: `select count(*)::int as count from leads.lead l
      where l.is_open and (l.responsible_id = $1 or l.transferred_to_id = $1)`,
    values: [employeeId],
  });
  return row?.count ?? 0;
}
