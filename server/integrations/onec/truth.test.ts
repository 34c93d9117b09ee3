// The whole road: a fake 1C signs and pushes over HTTP, some of it damaged on the way, and the
// deals must show what plain arithmetic over its base says. Then a copy of the base knocks.
import assert from 'node:assert/strict';
import test from 'node:test';
import { coveredPercent } from '#contract/money';
import type { Db } from '#platform/database';
import { startTestApp } from '#test/app';
import { seedPresets } from '#test/factory';
import { createClient, type OnecClient } from '#test/onec-fake/client';
import { corruptSome, duplicate, shuffle } from '#test/onec-fake/disturb';
import { itemOf } from '#test/onec-fake/base';
import { createRandom } from '#test/onec-fake/random';
import { reconcile } from '#test/onec-fake/reconcile';
import { stream } from '#test/onec-fake/stream';
import { truth, type OrderTruth } from '#test/onec-fake/sums';

type DealRow = {
  uid: string; counts: boolean; amount: number; paid: number; shipped: number;
  paidPercent: number | null; shippedPercent: number | null;
};

/** Deals by the guid of their only order. */
async function dealsByOrder(db: Db): Promise<Map<string, DealRow>> {
  const { rows } = await db.query<DealRow>(`
    select o.uid, o.counts, d.amount_kopecks as amount, d.paid_kopecks as paid,
      d.shipped_kopecks as shipped, d.paid_percent as "paidPercent",
      d.shipped_percent as "shippedPercent"
    from payments.sales_order o join deals.deal d on d.id = o.deal_id
    where (select count(*) from payments.sales_order s where s.deal_id = o.deal_id) = 1`);
  return new Map(rows.map((row) => [row.uid, row]));
}

function expected(order: OrderTruth): DealRow {
  const { uid, counts, totalKopecks: amount, paidKopecks: paid, shippedKopecks: shipped } = order;
  return {
    uid, counts, amount, paid, shipped,
    paidPercent: coveredPercent(paid, amount), shippedPercent: coveredPercent(shipped, amount),
  };
}

async function pushAll(client: OnecClient, items: Parameters<OnecClient['push']>[0]) {
  const counts: { [status: string]: number } = {};
  for (const { status } of await client.push(items)) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

test('deals show the truth of 1C after a disturbed push over HTTP', async () => {
  const app = await startTestApp({ prepare: async (db) => { await seedPresets(db); } });
  try {
    const random = createRandom(77);
    const { items, base } = stream(77, 1200);
    const client = createClient({
      ...app.onecKey, url: app.url, triesMax: 5, retryMs: 50,
      damage: (batch) => corruptSome(random, batch, 0.02),
    });
    assert.equal((await client.hello(base)).accepted, true);
    const counts = await pushAll(client, shuffle(random, duplicate(random, items, 0.3)));
    assert.equal(counts['rejected'] ?? 0, 0, JSON.stringify(counts));

    // Managers that came after their orders leave parked items behind; they heal by themselves.
    const deals = await dealsByOrder(app.db);
    let compared = 0;
    for (const order of truth(base).orders.values()) {
      if (!order.counts) continue;
      assert.deepEqual(deals.get(order.uid), expected(order), order.number);
      compared += 1;
    }
    assert.ok(compared > 150, `compared ${compared}`);

    assert.deepEqual((await reconcile(client, base)).differ, []);
    const again = await pushAll(client, [...base.objects.values()].map((one) => itemOf(base, one)));
    assert.deepEqual(Object.keys(again), ['duplicate']);

    base.epoch = 'restored';
    assert.equal((await client.hello(base)).accepted, false);
    const [result] = await client.push(items.slice(0, 1));
    assert.equal(result?.status, 'duplicate');
    const restored = [...base.objects.values()].slice(0, 1).map((one) => itemOf(base, one));
    const [refused] = await client.push(restored);
    assert.equal(refused?.code, 'epoch.changed');
  } finally {
    await app.close();
  }
});
