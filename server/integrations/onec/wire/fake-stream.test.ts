import assert from 'node:assert/strict';
import test from 'node:test';
import type { OnecSnapshot } from '#contract/onec-rows';
import type { FakeItem } from '#test/onec-fake/base';
import { corrupt, corruptSome, duplicate, shuffle } from '#test/onec-fake/disturb';
import { createRandom } from '#test/onec-fake/random';
import { digestRows } from '#test/onec-fake/reconcile';
import { stream } from '#test/onec-fake/stream';
import { truth } from '#test/onec-fake/sums';
import { digestKopecks, digestMonth, digestOf, type DigestObject } from './digest.ts';
import { readItem } from './item.ts';

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

test('the digest of 1C and the digest of the applied rows are the same', () => {
  const { items, base } = stream(9, 1500);
  const { objects } = truth(base);
  const months = new Map<string, DigestObject[]>();
  for (const snapshot of lastSnapshots(items)) {
    const { uid } = snapshot.row;
    const key = `${snapshot.type} ${digestMonth(snapshot)}`;
    const sha256 = objects.get(uid)?.sha256 ?? '';
    const object = { uid, sha256, totalKopecks: digestKopecks(snapshot), tombstone: false };
    months.set(key, [...months.get(key) ?? [], object]);
  }
  const rows = digestRows(base);
  assert.equal(rows.length, months.size);
  for (const { type, month, ...row } of rows) {
    assert.deepEqual(row, digestOf(months.get(`${type} ${month}`) ?? []), `${type} ${month}`);
  }
});
