// Acceptance 3: many senders push snapshots of the same orders at once. Nobody gets an error, the
// highest revision stays, the sums are those of the last snapshots.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import test from 'node:test';
import type { Db } from '#platform/database';
import { startTestApp, type TestApp } from '#test/app';
import { seedPresets } from '#test/factory';
import { createClient } from '#test/onec-fake/client';
import { shuffle } from '#test/onec-fake/disturb';
import { createRandom, type Random } from '#test/onec-fake/random';
import { item, orderBody, paymentBody, TEST_EPOCH, TEST_IB, type WireItem } from '#test/onec/items';

const SNAPSHOTS = Number(process.env['VERSTAK_SENDERS_SNAPSHOTS'] ?? 1_200);
const SENDERS = 8;
const ORDERS = Math.min(500, SNAPSHOTS / 4);
const PAYMENTS = ORDERS / 5;
/** Of the snapshots; the rest are orders. */
const PAYMENT_SHARE = 0.2;

type Expected = { amount: number; paid: number; rev: number };
type Traffic = { items: WireItem[]; expected: Map<string, Expected> };

const roubles = (kopecks: number) => (kopecks / 100).toFixed(2);

/** Every object in several revisions; a payment is moved between orders with each of its own. */
function makeTraffic(random: Random): Traffic {
  const items: WireItem[] = [];
  const expected: Traffic['expected'] = new Map();
  const orderUids = Array.from({ length: ORDERS }, () => random.uid());
  const orderRevs = Math.round((SNAPSHOTS * (1 - PAYMENT_SHARE)) / ORDERS);
  for (const uid of orderUids) {
    for (let rev = 1; rev <= orderRevs; rev += 1) {
      const amount = random.int(1, 9_000_000);
      items.push(item('order', uid, rev, orderBody(roubles(amount))));
      expected.set(uid, { amount, paid: 0, rev });
    }
  }
  const paymentRevs = Math.round((SNAPSHOTS * PAYMENT_SHARE) / PAYMENTS);
  for (let index = 0; index < PAYMENTS; index += 1) {
    const uid = random.uid();
    for (let rev = 1; rev <= paymentRevs; rev += 1) {
      const shares = Array.from({ length: 3 }, () =>
        ({ orderUid: random.pick(orderUids), kopecks: random.int(1, 500_000) }));
      const total = shares.reduce((sum, { kopecks }) => sum + kopecks, 0);
      items.push(item('payment', uid, rev, paymentBody(roubles(total),
        shares.map(({ orderUid, kopecks }) => ({ orderUid, sum: roubles(kopecks) })))));
      if (rev < paymentRevs) continue;
      for (const { orderUid, kopecks } of shares) expected.get(orderUid)!.paid += kopecks;
    }
  }
  return { items, expected };
}

async function pushFrom(app: TestApp, random: Random, items: WireItem[]): Promise<string[]> {
  // One try only: whatever the server could not do on its own would end the test.
  const client = createClient({ ...app.onecKey, url: app.url, triesMax: 1 });
  const statuses: string[] = [];
  for (let at = 0; at < items.length;) {
    const size = random.int(20, 200);
    const batch = items.slice(at, at + size) as unknown as Parameters<typeof client.push>[0];
    statuses.push(...(await client.push(batch)).map(({ status }) => status));
    at += size;
  }
  return statuses;
}

async function stored(db: Db): Promise<Map<string, Expected>> {
  const { rows } = await db.query<Expected & { uid: string }>(`
    select o.uid, d.amount_kopecks as amount, d.paid_kopecks as paid, r.rev
    from payments.sales_order o join deals.deal d on d.id = o.deal_id
      join onec.object r on r.base_id = o.base_id and r.uid = o.uid`);
  return new Map(rows.map(({ uid, ...rest }) => [uid, rest]));
}

test(`${SENDERS} senders, ${SNAPSHOTS} snapshots of the same ${ORDERS} orders`, async () => {
  const app = await startTestApp({ prepare: seedPresets });
  try {
    const random = createRandom(8);
    const { items, expected } = makeTraffic(random);
    const hello = { ib: TEST_IB, epoch: TEST_EPOCH } as Parameters<
      ReturnType<typeof createClient>['hello']>[0];
    await createClient({ ...app.onecKey, url: app.url, triesMax: 1 }).hello(hello);
    const again = items.filter(() => random.chance(0.1))
      .map((one) => ({ ...one, id: randomUUID() }));
    const mixed = shuffle(random, [...items, ...again]);
    const share = Math.ceil(mixed.length / SENDERS);
    const all = await Promise.all(Array.from({ length: SENDERS }, (_, index) =>
      pushFrom(app, createRandom(index), mixed.slice(index * share, (index + 1) * share))));
    const statuses = new Set(all.flat());
    for (const status of ['applied', 'stale', 'duplicate']) statuses.delete(status);
    assert.deepEqual([...statuses], []);
    assert.deepEqual(await stored(app.db), expected);
  } finally {
    await app.close();
  }
});
