// What of a document counts for its deal. A posted payment or shipment counts with its order: of an
// order that is not posted, or in another currency, it stands in the table and in no total.
import { ruDeal } from '../../texts/ru-deal.ts';
import type { Order, Payment1c, Shipment1c } from './use-deal-money.ts';

// Of the documents, what decides whether they count.
type Orders = Pick<Order, 'uid' | 'currency' | 'counts'>[];
export type Payment = Pick<Payment1c, 'orderUid' | 'currency' | 'sumKopecks' | 'state'>;
export type Shipment = Pick<Shipment1c, 'state'> & {
  lines: Pick<Shipment1c['lines'][number], 'orderUid' | 'sumKopecks'>[];
};
export type SumIn = { currency: string; kopecks: number };

const { counted: texts } = ruDeal;

/** Why a posted payment adds nothing; null when it counts, or its own state says it already. */
export function whyPaymentIsOut(payment: Payment, orders: Orders): string | null {
  if (payment.state !== 'posted') return null;
  const order = orders.find(({ uid }) => uid === payment.orderUid);
  if (!order?.counts) return texts.order;
  return order.currency === payment.currency ? null : texts.currency(order.currency);
}

const countingLines = ({ lines }: Shipment, orders: Orders) => lines.flatMap((line) => {
  const order = orders.find(({ uid }) => uid === line.orderUid);
  return order?.counts ? [{ currency: order.currency, kopecks: line.sumKopecks }] : [];
});

export function whyShipmentIsOut(shipment: Shipment, orders: Orders): string | null {
  const isOut = shipment.state === 'posted' && countingLines(shipment, orders).length === 0;
  return isOut ? texts.order : null;
}

/** Sums of a currency each, that of the company first. */
function sumsOf(parts: SumIn[]): SumIn[] {
  const currencies = new Set(['RUB', ...parts.map(({ currency }) => currency)]);
  return [...currencies].map((currency) => ({
    currency,
    kopecks: parts.reduce((sum, part) => (part.currency === currency ? sum + part.kopecks : sum),
      0),
  })).filter(({ currency, kopecks }) => kopecks !== 0 || currency === 'RUB');
}

type Paid = { payments: Payment[]; orders: Orders };
type Shipped = { shipments: Shipment[]; orders: Orders };

export const paidSums = ({ payments, orders }: Paid): SumIn[] =>
  sumsOf(payments.filter((row) => row.state === 'posted' && !whyPaymentIsOut(row, orders))
    .map(({ currency, sumKopecks: kopecks }) => ({ currency, kopecks })));

export const shippedSums = ({ shipments, orders }: Shipped): SumIn[] =>
  sumsOf(shipments.filter(({ state }) => state === 'posted')
    .flatMap((row) => countingLines(row, orders)));
