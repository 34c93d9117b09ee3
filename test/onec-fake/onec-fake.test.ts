import assert from 'node:assert/strict';
import test from 'node:test';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { itemOf } from './base.ts';
import { backUp, copyBase, restoreBase } from './epochs.ts';
import { createRandom } from './random.ts';
import { legalInn, soleInn } from './requisites.ts';
import { stream } from './stream.ts';
import { truth } from './sums.ts';
import { pay } from './verbs-money.ts';
import { createInvoice, createOrder, setPosted } from './verbs-orders.ts';

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
