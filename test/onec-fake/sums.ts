// The truth by plain arithmetic over the fake base: what CRM must show once everything arrived.
import { get, itemOf, type FakeBase, type FakeObject } from './base.ts';
import { kopecksOf } from './documents.ts';

export type OrderTruth = {
  uid: string;
  number: string;
  /** Posted and not deleted. */
  counts: boolean;
  totalKopecks: number;
  /** Σ signed lines of posted, undeleted payments, by order or by an invoice of the order. */
  paidKopecks: number;
  shippedKopecks: number;
};

export type Truth = {
  ib: string;
  epoch: string;
  /** Last state by guid; a tombstone has an empty body. */
  objects: Map<string, {
    type: string; rev: number; sha256: string; tombstone: boolean; body: object;
  }>;
  orders: Map<string, OrderTruth>;
};

export function truth(base: FakeBase): Truth {
  const objects: Truth['objects'] = new Map();
  const orders: Truth['orders'] = new Map();
  for (const object of base.objects.values()) {
    const { rev, sha256, body } = itemOf(base, object);
    objects.set(object.uid, { type: object.type, rev, sha256, tombstone: object.gone, body });
    if (object.type === 'order') orders.set(object.uid, orderTruth(base, object));
  }
  return { ib: base.ib, epoch: base.epoch, objects, orders };
}

export function orderTruth(base: FakeBase, order: FakeObject<'order'>): OrderTruth {
  const { uid, body } = order;
  return {
    uid,
    number: body.number,
    counts: isCounted(order),
    totalKopecks: kopecksOf(body.total),
    paidKopecks: paidKopecks(base, uid),
    shippedKopecks: shippedKopecks(base, uid),
  };
}

/** Documents that count: posted, neither marked nor deleted physically. */
export function isCounted(object: FakeObject<'order' | 'payment' | 'shipment'>): boolean {
  return object.body.posted && !object.body.deleted && !object.gone;
}

export function paidKopecks(base: FakeBase, orderUid: string): number {
  let sum = 0;
  for (const payment of linked(base, orderUid, 'payment')) {
    if (!isCounted(payment)) continue;
    const sign = payment.body.direction === 'out' ? -1 : 1;
    for (const line of payment.body.lines) {
      if (orderOf(base, line) === orderUid) sum += sign * kopecksOf(line.sum);
    }
  }
  return sum;
}

export function shippedKopecks(base: FakeBase, orderUid: string): number {
  let sum = 0;
  for (const shipment of linked(base, orderUid, 'shipment')) {
    if (!isCounted(shipment)) continue;
    const sign = shipment.body.kind === 'return' ? -1 : 1;
    for (const line of shipment.body.lines) {
      if (line.orderUid === orderUid) sum += sign * kopecksOf(line.sum);
    }
  }
  return sum;
}

/** Documents of a type that mention the order, directly or (payments) through its invoices. */
export function linked<T extends 'invoice' | 'payment' | 'shipment'>(
  base: FakeBase,
  orderUid: string,
  type: T,
): FakeObject<T>[] {
  const found: FakeObject<T>[] = [];
  for (const uid of base.links.get(orderUid) ?? []) {
    const object = base.objects.get(uid);
    if (object?.type === type) found.push(object as FakeObject<T>);
  }
  return found;
}

function orderOf(
  base: FakeBase,
  line: { orderUid: string | null; invoiceUid: string | null },
): string | null {
  if (line.orderUid !== null || line.invoiceUid === null) return line.orderUid;
  return base.objects.has(line.invoiceUid)
    ? get(base, 'invoice', line.invoiceUid).body.orderUid
    : null;
}
