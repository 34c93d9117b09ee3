// Payments and shipments of a fake base. Each verb returns the objects it wrote.
import { decimalFromKopecks } from '#contract/money';
import {
  get, localMoment, nextNumber, write, type FakeBase, type FakeObject,
} from './base.ts';
import { kopecksOf, makePayment, makeShipment, type PaymentSource } from './documents.ts';
import { linked } from './sums.ts';

/** Money in for one order; by its invoice alone when `byInvoice` and there is one. */
export function pay(
  base: FakeBase,
  orderUid: string,
  kopecks: number,
  options: { byInvoice?: boolean; kind?: PaymentSource['kind'] } = {},
): FakeObject<'payment'> {
  const order = get(base, 'order', orderUid);
  const invoice = linked(base, orderUid, 'invoice').find(({ gone }) => !gone);
  const byInvoice = options.byInvoice === true && invoice !== undefined;
  return writePayment(base, {
    companyUid: order.body.companyUid,
    kind: options.kind,
    shares: [{
      orderUid: byInvoice ? null : orderUid, invoiceUid: invoice?.uid ?? null, kopecks,
    }],
    purpose: `Оплата по счёту ${invoice?.body.number ?? order.body.number} за оборудование, `
      + 'в т.ч. НДС',
  });
}

/** One payment over several orders of any companies, in equal shares. */
export function splitPayment(
  base: FakeBase,
  orderUids: readonly string[],
  kopecksEach: number,
): FakeObject<'payment'> {
  const [first] = orderUids;
  if (first === undefined) throw new Error('a payment needs an order to be split over');
  return writePayment(base, {
    companyUid: get(base, 'order', first).body.companyUid,
    shares: orderUids.map((orderUid) => ({ orderUid, kopecks: kopecksEach })),
    purpose: 'Оплата по нескольким счетам согласно акту сверки',
  });
}

/** Money before anybody knows for what: it stays with the company. */
export function payAdvance(
  base: FakeBase,
  companyUid: string,
  kopecks: number,
): FakeObject<'payment'> {
  const shares = [{ orderUid: null, kopecks }];
  return writePayment(base, { companyUid, shares, purpose: 'Аванс по договору поставки' });
}

/** Money back to the customer. */
export function refund(base: FakeBase, orderUid: string, kopecks: number): FakeObject<'payment'> {
  const order = get(base, 'order', orderUid);
  return writePayment(base, {
    companyUid: order.body.companyUid,
    direction: 'out',
    shares: [{ orderUid, kopecks }],
    purpose: `Возврат по заказу ${order.body.number}`,
  });
}

function writePayment(
  base: FakeBase,
  source: Omit<PaymentSource, 'number' | 'date'>,
): FakeObject<'payment'> {
  const body = makePayment({
    ...source, number: nextNumber(base, 'payment'), date: localMoment(base),
  });
  return write(base, 'payment', { uid: base.random.uid(), body });
}

/** The first line goes to another order: two deals must be counted again. */
export function movePayment(
  base: FakeBase,
  uid: string,
  orderUid: string,
): FakeObject<'payment'> {
  const { body } = get(base, 'payment', uid);
  const lines = body.lines.map((line, at) => (
    at === 0 ? { ...line, orderUid, invoiceUid: null } : line
  ));
  return write(base, 'payment', { uid, body: { ...body, lines } });
}

/** Another sum under the same document; the whole difference falls on the first line. */
export function correctPayment(
  base: FakeBase,
  uid: string,
  kopecks: number,
): FakeObject<'payment'> {
  const { body } = get(base, 'payment', uid);
  const [first, ...rest] = body.lines;
  if (!first) throw new Error('a payment without lines has nothing to correct');
  const others = rest.reduce((sum, line) => sum + kopecksOf(line.sum), 0);
  const sum = decimalFromKopecks(kopecks);
  const total = decimalFromKopecks(kopecks + others);
  const lines = [{ ...first, sum }, ...rest];
  return write(base, 'payment', { uid, body: { ...body, lines, total } });
}

/** Ships every line that is not cancelled, or only the first `lines` of them. */
export function ship(
  base: FakeBase,
  orderUid: string,
  options: { lines?: number; isReturn?: boolean } = {},
): FakeObject<'shipment'> {
  const { body } = get(base, 'order', orderUid);
  const lines = body.lines.filter(({ cancelled }) => !cancelled).slice(0, options.lines);
  const shipment = makeShipment(body, orderUid, {
    number: nextNumber(base, 'shipment'), date: localMoment(base), lines,
    isReturn: options.isReturn,
  });
  return write(base, 'shipment', { uid: base.random.uid(), body: shipment });
}

/** The customer brings the first line back. */
export function returnShipment(base: FakeBase, orderUid: string): FakeObject<'shipment'> {
  return ship(base, orderUid, { lines: 1, isReturn: true });
}
