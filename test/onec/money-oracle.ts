// What every figure of money must be, said once more from the last word of 1C about each document,
// one at a time and with nothing of the product's arithmetic. Only whose deal an order is and whose
// company a guid is are asked of the product: people decide that.
import type { LifeDocument } from './money-life.ts';

const kopecks = (decimal: unknown): number => Math.round(Number(decimal) * 100);
const total = (parts: readonly number[]): number => parts.reduce((all, part) => all + part, 0);

export type Stage = {
  position: number; variant: string; payOn: string | null; sum: number; open: number;
};
export type OrderTruth = {
  uid: string; companyUid: string | null;
  currency: string; amount: number; paid: number; shipped: number;
  stages: Stage[];
  /** Debt that lies on a stage (by position, 0 beyond the schedule) since a day. */
  owed: { position: number; since: string | null; sum: number }[];
};
export type Received = { uid: string; order: string; on: string; sum: number; currency: string };

type Body = Record<string, unknown>;
type Part = {
  orderUid?: string; invoiceUid?: string; lineUid?: string; quantity?: string; sum: string;
};

const counts = ({ gone, body }: LifeDocument): boolean =>
  !gone && body['posted'] === true && body['deleted'] !== true;

export type Rules = { bankConfirmedOnly: boolean };

export function moneyTruth(documents: ReadonlyMap<string, LifeDocument>, rules: Rules) {
  const all = [...documents.values()];
  const of = (type: string) => all.filter((one) => one.type === type);
  const paying = of('payment').filter((one) => counts(one)
    && !(rules.bankConfirmedOnly && one.body['kind'] === 'bank' && !one.body['bankConfirmed']));
  const signOf = ({ direction, kind }: Body) => (direction === 'out' || kind === 'return' ? -1 : 1);
  const linesOf = ({ body }: LifeDocument) => body['lines'] as Part[];

  const orderOf = ({ orderUid, invoiceUid }: Part): string | null => {
    if (orderUid) return orderUid;
    const invoice = invoiceUid === undefined ? undefined : documents.get(invoiceUid);
    return invoice && !invoice.gone ? invoice.body['orderUid'] as string : null;
  };
  const received: Received[] = paying.flatMap((payment) => linesOf(payment).flatMap((line) => {
    const order = documents.get(orderOf(line) ?? '');
    const { currency, date } = payment.body as { currency: string; date: string };
    return order?.type === 'order' && counts(order) && order.body['currency'] === currency ? [{
      uid: payment.uid, order: order.uid, on: date.slice(0, 10), currency,
      sum: signOf(payment.body) * kopecks(line.sum),
    }] : [];
  }));
  const sent = of('shipment').filter(counts).flatMap((shipment) =>
    linesOf(shipment).map((line) => ({
      order: line.orderUid, line: line.lineUid, uid: shipment.uid,
      isReturn: shipment.body['kind'] === 'return', on: shipment.body['date'] as string,
      quantity: signOf(shipment.body) * Number(line.quantity),
      sum: signOf(shipment.body) * kopecks(line.sum),
    })));

  const orders = new Map<string, OrderTruth>();
  for (const order of of('order').filter(counts)) {
    const { currency, companyUid, total: amount, stages } = order.body as {
      currency: string; companyUid: string | null; total: string;
      stages: { variant: string; payOn: string | null; sum: string }[];
    };
    const paid = total(received.filter((part) => part.order === order.uid).map((part) => part.sum));
    const own = sent.filter((part) => part.order === order.uid);
    const shipped = total(own.map((part) => part.sum));
    const planned = stages.map(({ variant, payOn, sum }, index) =>
      ({ position: index + 1, variant, payOn, sum: kopecks(sum) }))
      .toSorted((a, b) => (a.payOn ?? '9999').localeCompare(b.payOn ?? '9999')
        || a.position - b.position);
    const covered = planned.map((stage, index) => {
      const before = total(planned.slice(0, index).map((one) => one.sum));
      const money = Math.min(stage.sum, Math.max(0, Math.max(0, paid) - before));
      return { ...stage, open: stage.sum - money };
    });
    orders.set(order.uid, {
      uid: order.uid, companyUid, currency, amount: kopecks(amount), paid, shipped, stages: covered,
      owed: owedOf(covered, Math.max(0, shipped - paid), owedSince(own, paid)),
    });
  }

  const advances = paying.flatMap((payment) => {
    const { companyUid, currency, date } = payment.body as
      { companyUid: string | null; currency: string; date: string };
    const left = kopecks(payment.body['total'])
      - total(linesOf(payment).filter((line) => line.orderUid || line.invoiceUid)
        .map((line) => kopecks(line.sum)));
    return companyUid === null || left === 0 ? [] : [{
      uid: payment.uid, companyUid, currency, on: date.slice(0, 10),
      sum: signOf(payment.body) * left,
    }];
  });
  return { orders, received, sent, advances };
}

/** Debt lies on what money has not reached, the earliest first, and beyond it on nothing. */
function owedOf(stages: Stage[], owed: number, since: string | null): OrderTruth['owed'] {
  const parts: OrderTruth['owed'] = [];
  let left = owed;
  for (const { position, payOn, open } of stages) {
    const sum = Math.min(open, left);
    left -= sum;
    if (sum > 0) parts.push({ position, since: payOn ?? since, sum });
  }
  return left > 0 ? [...parts, { position: 0, since, sum: left }] : parts;
}

/** The day since which more has been shipped than all the money pays, without a break. */
function owedSince(
  sent: { uid: string; on: string; sum: number }[], paid: number,
): string | null {
  const days = [...new Set(sent.map(({ on }) => on.slice(0, 10)))].toSorted();
  const upTo = (day: string) =>
    total(sent.filter(({ on }) => on.slice(0, 10) <= day).map(({ sum }) => sum));
  const last = days.findLastIndex((day) => upTo(day) <= paid);
  return days[last + 1] ?? null;
}
