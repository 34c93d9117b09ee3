// Where lines may be taken from: orders of this deal, another deal, a lead.
import { useQuery } from '@tanstack/react-query';
import { dealRead } from '#contract/deals';
import { leadRead } from '#contract/leads';
import { dealMoney } from '#contract/payments';
import { routeQuery } from '../../api/query.ts';
import { ruOffer } from '../../texts/ru-offer.ts';
import { formatDay } from '../../ui/format.ts';
import type { Order } from '../deal/use-deal-money.ts';
import { linesOfHolder, linesOfOrder } from './take-lines.ts';
import type { TakenLines } from './take-lines.ts';
import { today } from './today.ts';

const { take: texts } = ruOffer;

export type Source = { value: string; label: string; lines: TakenLines };
export type From = 'orders' | 'deal' | 'lead';

const titleOf = (order: Order) => (order.orderedAt
  ? texts.orderOf(order.number, formatDay(order.orderedAt)) : texts.order(order.number));

const ofOrders = (orders: Order[]): Source[] => orders.filter(({ deleted }) => !deleted)
  .map((order) => ({
    value: order.uid, label: titleOf(order), 
    lines: linesOfOrder(order, { day: today(), regime: 'vat' }),
  }));

const present = (sources: Source[]) => sources.filter(({ lines }) => lines.lines.length > 0);

/** The offer and the orders of another deal, as far as the reader may see them. */
function useDealSources(id: number | null) {
  const deal = useQuery({
    ...routeQuery(dealRead, { params: { id: id ?? 0 } }), enabled: id !== null,
  });
  const seesMoney = deal.data?.may.seeMoney ?? false;
  const money = useQuery({
    ...routeQuery(dealMoney, { params: { id: id ?? 0 } }), enabled: id !== null && seesMoney,
  });
  const offer = deal.data
    ? [{ value: 'offer', label: texts.offer, lines: linesOfHolder(deal.data) }] : [];
  return {
    sources: present([...offer, ...ofOrders(money.data?.orders ?? [])]),
    isLoading: deal.isLoading || money.isLoading,
    error: deal.error ?? money.error,
  };
}

function useLeadSources(id: number | null) {
  const { data, isLoading, error } = useQuery({
    ...routeQuery(leadRead, { params: { id: id ?? 0 } }), enabled: id !== null,
  });
  const sources = data
    ? [{ value: 'lead', label: texts.ofLead(data.number), lines: linesOfHolder(data) }] : [];
  return { sources: present(sources), isLoading, error };
}

type Asked = { from: From; own: Source[]; dealId: number | null; leadId: number | null };

/** Sources of what is chosen; the others are not asked for. */
export function useTakeSources({ from, own, dealId, leadId }: Asked) {
  const ofDeal = useDealSources(from === 'deal' ? dealId : null);
  const ofLead = useLeadSources(from === 'lead' ? leadId : null);
  if (from === 'orders') return { sources: own, isLoading: false, error: null };
  return from === 'deal' ? ofDeal : ofLead;
}

export const ownSources = (orders: Order[]) => present(ofOrders(orders));
