// Items of the wire written by hand, for tests that say exactly what 1C sent.
import canonicalize from 'canonicalize';
import { createHash, randomUUID } from 'node:crypto';
import type { OnecType } from '#contract/onec-rows';

export type WireItem = {
  v: 1; id: string; ib: string; epoch: string; lane: string; type: string; uid: string;
  rev: number; op: 'upsert' | 'delete'; at: string; sha256: string; body: object;
};

export type ItemOptions = Partial<Omit<WireItem, 'sha256' | 'type' | 'uid' | 'rev'>>;

export const TEST_IB = 'test-base';
export const TEST_EPOCH = 'e1';

const LANES: Record<string, string> = {
  order: 'orders', invoice: 'money', payment: 'money', shipment: 'orders',
};

/** An item of one object: `item('order', uid, rev)` is given its body and what differs. */
// oxlint-disable-next-line max-params -- a test reads best as one line an item.
export function item(
  type: OnecType | string, uid: string, rev: number, body: object, options: ItemOptions = {},
): WireItem {
  const sha256 = createHash('sha256').update(canonicalize(body) ?? '').digest('hex');
  return {
    v: 1, id: randomUUID(), ib: TEST_IB, epoch: TEST_EPOCH, lane: LANES[type] ?? 'refs', type,
    uid, rev, op: 'upsert', at: '2026-03-10T12:00:00+03:00', sha256, body, ...options,
  };
}

export const gone = (type: OnecType, uid: string, rev: number): WireItem =>
  item(type, uid, rev, {}, { op: 'delete' });

/** uuid from a small number, so that failures are readable. */
export const uid = (number: number): string =>
  `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

type Body = Record<string, unknown>;

export function orderBody(total: string, more: Body = {}): Body {
  return {
    number: 'УТ-000001', date: '2026-03-10T10:00:00', posted: true, deleted: false,
    currency: 'RUB', total, comment: null, organization: 'ООО «Промтехника»', stages: [],
    lines: [{
      lineUid: '1', name: 'Насос ЦНС 180-128', article: 'ЦНС-180-128', quantity: '1', unit: 'шт',
      price: total, sum: total, vatRate: '22', vatSum: '0.00', vatIncluded: true,
      cancelled: false,
    }],
    ...more,
  };
}

type Part = { orderUid?: string; invoiceUid?: string; sum: string };

export function paymentBody(total: string, lines: Part[], more: Body = {}): Body {
  return {
    kind: 'bank', direction: 'in', number: '1184', date: '2026-03-11T09:00:00', posted: true,
    deleted: false, bankConfirmed: true, bankOn: '2026-03-11', currency: 'RUB', total,
    purpose: 'Оплата по счёту', lines, ...more,
  };
}

export function invoiceBody(total: string, orderUid: string, more: Body = {}): Body {
  return {
    number: 'СЧ-17', date: '2026-03-10T11:00:00', posted: true, deleted: false,
    cancelled: false, orderUid, currency: 'RUB', total, dueOn: '2026-03-20', ...more,
  };
}

export function shipmentBody(
  orderUid: string, sum: string, more: Body = {},
): Body {
  return {
    kind: 'shipment', number: 'РТ-5', date: '2026-03-12T15:00:00', posted: true, deleted: false,
    lines: [{ orderUid, lineUid: '1', quantity: '1', sum }], ...more,
  };
}
