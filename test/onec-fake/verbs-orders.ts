// What an accountant does to orders and invoices in 1C. Each verb returns the objects it wrote.
import { decimalFromKopecks } from '#contract/money';
import {
  get, localDay, localMoment, nextNumber, write, type FakeBase, type FakeObject,
} from './base.ts';
import type { OrderBody, OrderLineBody } from './bodies.ts';
import { kopecksOf, makeInvoice, makeLines, makeOrder, makeStages, totalOf } from './documents.ts';

export type OrderWish = {
  companyUid?: string;
  /** Number of the CRM deal the order was made for. */
  crmDealId?: string;
  /** The command of CRM that the order answers. */
  cause?: string;
  /** Guid that CRM has chosen for it. */
  uid?: string;
  posted?: boolean;
  /** Of an offer of CRM; absent, some are made up. */
  lines?: OrderLineBody[];
  organization?: string;
};

export function createOrder(base: FakeBase, wish: OrderWish = {}): FakeObject<'order'> {
  const { random } = base;
  const companyUid = wish.companyUid ?? base.uids.company[random.skewed(base.uids.company.length)];
  if (companyUid === undefined) throw new Error('the fake base has no companies yet');
  const manager = get(base, 'employee', get(base, 'company', companyUid).body.managerUid);
  const date = localMoment(base);
  const lines = wish.lines ?? makeLines(random, base.goods, date);
  const prepaidPercent = random.pick([100, 100, 50, 30, 0]);
  const stages = makeStages(totalOf(lines), {
    prepaidPercent, payOn: localDay(base, 5), creditOn: localDay(base, random.int(10, 60)),
  });
  const source = {
    number: nextNumber(base, 'order'), date, companyUid, managerUid: manager.uid,
    managerName: manager.body.name, lines, stages,
  };
  const body: OrderBody = {
    ...makeOrder(random, source),
    posted: wish.posted ?? true,
    ...(wish.organization ? { organization: wish.organization } : {}),
    ...(wish.crmDealId ? { crmDealId: wish.crmDealId } : {}),
  };
  return write(base, 'order', { uid: wish.uid ?? random.uid(), body, cause: wish.cause });
}

export function createInvoice(base: FakeBase, orderUid: string): FakeObject<'invoice'> {
  const order = get(base, 'order', orderUid);
  const body = makeInvoice(order.body, orderUid, {
    number: nextNumber(base, 'invoice'), date: localMoment(base), dueOn: localDay(base, 5),
  });
  return write(base, 'invoice', { uid: base.random.uid(), body });
}

type Document = 'order' | 'invoice' | 'payment' | 'shipment';

/** Posting and unposting: the document stays, its sums begin or cease to count. */
export function setPosted(base: FakeBase, uid: string, posted: boolean): FakeObject {
  return change(base, uid, { posted });
}

/** The deletion mark; 1C unposts what it marks. */
export function setDeleted(base: FakeBase, uid: string, deleted: boolean): FakeObject {
  return change(base, uid, { deleted, posted: !deleted });
}

function change(
  base: FakeBase,
  uid: string,
  patch: { posted?: boolean; deleted?: boolean },
): FakeObject {
  const object = base.objects.get(uid);
  if (object === undefined || !isDocument(object)) throw new Error(`no document ${uid}`);
  const { type, body } = object as FakeObject<'order'>;
  return write(base, type, { uid, body: { ...body, ...patch } });
}

function isDocument(object: FakeObject): object is FakeObject<Document> {
  return 'posted' in object.body;
}

/** Deletes physically: nothing is left but a tombstone. */
export function remove(base: FakeBase, uid: string): FakeObject {
  const object = base.objects.get(uid);
  if (object === undefined) throw new Error(`no object ${uid}`);
  const { type, body } = object as FakeObject<'order'>;
  return write(base, type, { uid, body, gone: true });
}

/** Deletes an order and writes another with the same number: a number is not a key. */
export function recreateOrder(base: FakeBase, uid: string): FakeObject[] {
  const { body } = get(base, 'order', uid);
  const tombstone = remove(base, uid);
  const again = { uid: base.random.uid(), body: { ...body, date: localMoment(base) } };
  return [tombstone, write(base, 'order', again)];
}

/** Other lines, another total, stages in proportion. */
export function correctOrder(base: FakeBase, uid: string): FakeObject<'order'> {
  const { body } = get(base, 'order', uid);
  const { random } = base;
  const lines = body.lines.map((line) => ({ ...line }));
  const dice = random.next();
  const [first] = lines;
  if (dice < 0.4 && first) {
    const quantity = random.int(1, 5);
    first.quantity = `${quantity}.000`;
    first.sum = decimalFromKopecks(kopecksOf(first.price) * quantity);
  } else if (dice < 0.7 && lines.length > 1) {
    const line = random.pick(lines);
    line.cancelled = !line.cancelled;
  } else {
    const added = makeLines(random, base.goods, body.date)[0];
    if (added) lines.push({ ...added, lineUid: String(nextLineCode(lines)) });
  }
  return write(base, 'order', { uid, body: withLines(body, lines) });
}

/** Moves the date of the credit; `days` from today may be in the past. */
export function shiftDeferral(base: FakeBase, uid: string, days: number): FakeObject<'order'> {
  return deferUntil(base, uid, localDay(base, days));
}

/** All the money on credit until a day, or the last stage moved to it. */
export function deferUntil(base: FakeBase, uid: string, day: string): FakeObject<'order'> {
  const { body } = get(base, 'order', uid);
  const kept = body.stages.filter(({ variant }) => variant !== 'credit');
  const credit = body.stages.find(({ variant }) => variant === 'credit');
  const stages = credit
    ? [...kept, { ...credit, payOn: day }]
    : makeStages(body.total, { prepaidPercent: 0, payOn: day, creditOn: day });
  return write(base, 'order', { uid, body: { ...body, stages } });
}

/** A new status as 1C words it: noise for money, news for people. */
export function setStatus(base: FakeBase, uid: string, status: string): FakeObject<'order'> {
  const { body } = get(base, 'order', uid);
  return write(base, 'order', { uid, body: { ...body, status } });
}

export function withLines(body: OrderBody, lines: OrderBody['lines']): OrderBody {
  const total = totalOf(lines);
  const prepaid = body.stages.find(({ variant }) => variant === 'prepayment');
  const credit = body.stages.find(({ variant }) => variant === 'credit');
  const stages = makeStages(total, {
    prepaidPercent: prepaid ? Number.parseInt(prepaid.percent, 10) : 0,
    payOn: prepaid?.payOn ?? body.date.slice(0, 10),
    creditOn: credit?.payOn ?? body.date.slice(0, 10),
  });
  return { ...body, lines, stages, total };
}

function nextLineCode(lines: OrderBody['lines']): number {
  return Math.max(0, ...lines.map(({ lineUid }) => Number(lineUid))) + 1;
}
