import assert from 'node:assert/strict';
import test from 'node:test';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import type { OnecSnapshot } from '#contract/onec-rows';
import { readItem } from '#server/integrations/onec/wire/item';
import { itemOf, type FakeItem } from './base.ts';
import { corrupt, corruptSome, duplicate, shuffle } from './disturb.ts';
import { backUp, copyBase, restoreBase } from './epochs.ts';
import { createRandom } from './random.ts';
import { legalInn, soleInn } from './requisites.ts';
import { stream } from './stream.ts';
import { truth } from './sums.ts';
import { pay } from './verbs-money.ts';
import { createInvoice, createOrder, setPosted } from './verbs-orders.ts';

/** What the last revision of each object says, by the server's own reading. */
function lastSnapshots(items: readonly FakeItem[]): OnecSnapshot[] {
  const last = new Map<string, FakeItem>();
  for (const item of items) {
    if (item.rev > (last.get(item.uid)?.rev ?? 0)) last.set(item.uid, item);
  }
  return [...last.values()].flatMap((item) => {
    const read = readItem(item);
    assert.ok(read.ok, JSON.stringify(read));
    return read.snapshot ?? [];
  });
}

/** Paid and shipped by order; the signs are already in the rows. */
function sumsByReading(items: readonly FakeItem[]) {
  const snapshots = lastSnapshots(items);
  const invoices = new Map<string, string | null>();
  for (const { type, row } of snapshots) {
    if (type === 'invoice') invoices.set(row.uid, row.orderUid);
  }
  const paid = new Map<string, number>();
  const shipped = new Map<string, number>();
  const add = (sums: Map<string, number>, key: string | null | undefined, kopecks: number) => {
    if (key) sums.set(key, (sums.get(key) ?? 0) + kopecks);
  };
  for (const { type, row } of snapshots) {
    if ((type !== 'payment' && type !== 'shipment') || !row.posted || row.deleted) continue;
    for (const line of row.lines) {
      if ('invoiceUid' in line) {
        add(paid, line.orderUid ?? invoices.get(line.invoiceUid ?? ''), line.sumKopecks);
      } else add(shipped, line.orderUid, line.sumKopecks);
    }
  }
  return { paid, shipped };
}

test('a stream is reproducible, and the server reads every item of it', () => {
  const { items, base } = stream(1, 3000);
  assert.ok(items.length >= 3000);
  assert.deepEqual(items, stream(1, 3000).items);
  assert.notDeepEqual(items, stream(2, 3000).items);
  for (const item of items) assert.ok(readItem(item).ok);
  const types = new Set(items.map(({ type }) => type));
  assert.equal(types.size, 8);
  assert.ok(items.some(({ op }) => op === 'delete'));
  assert.ok([...base.objects.values()].some(({ rev }) => rev > 3));
});

test('the truth is what the wire says, whatever the order of arrival', () => {
  for (const seed of [1, 2, 3]) {
    const { items, base } = stream(seed, 2000);
    const random = createRandom(seed + 100);
    const { paid, shipped } = sumsByReading(shuffle(random, duplicate(random, items, 0.3)));
    let moneyed = 0;
    for (const order of truth(base).orders.values()) {
      assert.equal(paid.get(order.uid) ?? 0, order.paidKopecks, order.number);
      assert.equal(shipped.get(order.uid) ?? 0, order.shippedKopecks, order.number);
      if (order.paidKopecks > 0) moneyed += 1;
    }
    assert.ok(moneyed > 100);
  }
});

test('a flipped bit is always noticed', () => {
  const random = createRandom(5);
  const { items } = stream(5, 1000);
  for (const item of items) {
    const read = readItem(corrupt(random, item));
    assert.ok(!read.ok);
    assert.equal(read.refusal.code, 'hash.mismatch');
  }
  assert.equal(corruptSome(random, items, 0).filter((item) => !readItem(item).ok).length, 0);
});

test('JSON.stringify of a body is its canonical form, as the history generator hopes', () => {
  for (const { body } of stream(6, 1500).items) {
    assert.equal(JSON.stringify(body), canonicalize(body));
  }
});

test('a backup restored has older revisions under a new epoch; a copy has another id', () => {
  const { base } = stream(7, 500);
  const backup = backUp(base);
  const orderUid = createOrder(base).uid;
  pay(base, orderUid, 100);
  const copy = copyBase(base, 'ut11-test');
  assert.deepEqual(truth(copy).orders, truth(base).orders);
  assert.equal(copy.ib, 'ut11-test');
  restoreBase(base, backup, 'e2');
  assert.equal(base.objects.has(orderUid), false);
  assert.equal(base.epoch, 'e2');
  assert.deepEqual([...base.objects.values()], backup.objects);
});

test('a payment by an invoice alone belongs to the order of the invoice', () => {
  const { base } = stream(8, 300);
  const order = createOrder(base);
  createInvoice(base, order.uid);
  const payment = pay(base, order.uid, 12_345, { byInvoice: true });
  assert.equal(itemOf(base, payment).lane, 'money');
  assert.equal(payment.body.lines[0]?.orderUid, null);
  assert.equal(truth(base).orders.get(order.uid)?.paidKopecks, 12_345);
  setPosted(base, payment.uid, false);
  assert.equal(truth(base).orders.get(order.uid)?.paidKopecks, 0);
});

test('every ИНН has valid check digits', () => {
  const weighted = (inn: string, weights: number[]) =>
    (weights.reduce((sum, weight, at) => sum + weight * Number(inn[at]), 0) % 11) % 10;
  fc.assert(fc.property(fc.integer(), (seed) => {
    const random = createRandom(seed);
    const legal = legalInn(random);
    assert.equal(weighted(legal, [2, 4, 10, 3, 5, 9, 4, 6, 8]), Number(legal[9]));
    const sole = soleInn(random);
    assert.equal(weighted(sole, [7, 2, 4, 10, 3, 5, 9, 4, 6, 8]), Number(sole[10]));
    assert.equal(weighted(sole, [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]), Number(sole[11]));
  }));
});
