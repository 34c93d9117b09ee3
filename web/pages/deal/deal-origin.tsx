import { useQuery } from '@tanstack/react-query';
import type { DealCard } from '#contract/deals';
import { dealOrigin } from '#contract/leads';
import type { DealOrigin as Origin } from '#contract/leads';
import { routeQuery } from '../../api/query.ts';
import { ruDeal } from '../../texts/ru-deal.ts';
import { ruLeads } from '../../texts/ru-leads.ts';
import { PropertyList } from '../../ui/property-list.tsx';
import type { Property } from '../../ui/property-list.tsx';
import { reachHref } from '../lead/reach-href.ts';
import { traceRows } from '../lead/trace-rows.ts';
import css from './deal-page.module.css';

const STALE_MS = 60_000;

type Lead = Origin['lead'];

export function useDealOrigin(dealId: number) {
  return useQuery({ ...routeQuery(dealOrigin, { params: { id: dealId } }), staleTime: STALE_MS });
}

/** Whoever called, while the deal has no contact of its own: the first thing is to call back. */
export function callerRow({ contact }: DealCard, lead: Lead | undefined): Property[] {
  if (contact || !lead || (!lead.personName && lead.reaches.length === 0)) return [];
  return [{
    label: ruDeal.props.caller,
    value: (
      <span className={css.caller}>
        {lead.personName}
        {lead.reaches.map((reach) => (
          <span key={reach.display}>
            <a href={reachHref(reach)}>{reach.display}</a>
            {reach.note ? <span className={css.reachNote}>{reach.note}</span> : null}
          </span>
        ))}
      </span>
    ),
  }];
}

/** The advertising that brought the deal; often nobody knows. The lead is among related records. */
export function DealOrigin({ dealId }: { dealId: number }) {
  const items = traceRows(useDealOrigin(dealId).data?.trace ?? null);
  if (items.length === 0) return null;
  return (
    <section className={css.origin} aria-label={ruLeads.originOfDeal}>
      <h2 className={css.heading}>{ruLeads.originOfDeal}</h2>
      <PropertyList items={items} />
    </section>
  );
}
