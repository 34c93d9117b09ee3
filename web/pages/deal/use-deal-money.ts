import { useQuery } from '@tanstack/react-query';
import type { Static } from 'typebox';
import { dealGoods, dealMoney } from '#contract/payments';
import type {
  DealPayment, Invoice, OrderLine, PaymentStage, SalesOrder, Shipment,
} from '#contract/payments';
import { routeQuery } from '../../api/query.ts';

export type Order = Static<typeof SalesOrder>;
export type OrderRow = Static<typeof OrderLine>;
export type Stage1c = Static<typeof PaymentStage>;
export type Payment1c = Static<typeof DealPayment>;
export type Invoice1c = Static<typeof Invoice>;
export type Shipment1c = Static<typeof Shipment>;

/** Orders, payments and shipments of a deal; asked with the card, so that tabs switch at once. */
export function useDealMoney(dealId: number, isSeen: boolean) {
  return useQuery({ ...routeQuery(dealMoney, { params: { id: dealId } }), enabled: isSeen });
}

/** The orders without their money, for who may not see it. */
export function useDealGoods(dealId: number, isSeen: boolean) {
  return useQuery({ ...routeQuery(dealGoods, { params: { id: dealId } }), enabled: isSeen });
}
