// Where a deal came from: its lead, and the trace that the lead brought.
import type { DealOrigin } from '#contract/leads';
import { requireDeal } from '#modules/deals';
import type { Context } from '#platform/context';
import { one } from '#platform/database';
import { prepared } from '#platform/prepared';
import { shownReaches } from './reaches.ts';
import { visibleLeads } from './visibility.ts';

type Row = {
  trace: DealOrigin['trace']; lead: Omit<NonNullable<DealOrigin['lead']>, 'reaches'> | null;
};

/** The trace is the deal's own; the lead is named only to those who may open it. */
export async function readDealOrigin(ctx: Context, dealId: number): Promise<DealOrigin> {
  await requireDeal(ctx, ctx.db, dealId, 'read');
  const seen = visibleLeads(ctx.actor, 'read', 1);
  const row = await one<Row>(ctx.db, prepared('deal-origin', `
    select d.trace, (
      select json_build_object('id', l.id, 'number', l.number, 'title', l.title,
        'personName', l.person_name)
      from leads.passing p join leads.lead l on l.id = p.lead_id
      where p.deal_id = d.id and (${seen.sql})) as lead
    from deals.deal d where d.id = $1`, [dealId, ...seen.values]));
  const { lead = null, trace = null } = row ?? {};
  return {
    trace, lead: lead && { ...lead, reaches: await shownReaches(ctx, lead.id) },
  };
}
