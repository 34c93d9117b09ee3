import { useQuery } from '@tanstack/react-query';
import { dealOrigin } from '#contract/leads';
import { routeQuery } from '../../api/query.ts';
import { ruLeads } from '../../texts/ru-leads.ts';
import { PropertyList } from '../../ui/property-list.tsx';
import { traceRows } from '../lead/trace-rows.ts';
import css from './deal-page.module.css';

const STALE_MS = 60_000;

export function useDealOrigin(dealId: number) {
  return useQuery({ ...routeQuery(dealOrigin, { params: { id: dealId } }), staleTime: STALE_MS });
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
