// Acceptance 10: random rows damaged in CRM — payments, lines, orders, shipments, tombstones — are
// found by a reconciliation, sent again, and listed exactly. `npm run prove` runs it larger.
import assert from 'node:assert/strict';
import test from 'node:test';
import { systemContext } from '#platform/context';
import type { Db } from '#platform/database';
import { startTestApp, type TestApp } from '#test/app';
import { seedPresets } from '#test/factory';
import type { FakeBase, FakeObject } from '#test/onec-fake/base';
import { createClient, type OnecClient } from '#test/onec-fake/client';
import { shuffle } from '#test/onec-fake/disturb';
import { createRandom } from '#test/onec-fake/random';
import { fulfil, reconcile } from '#test/onec-fake/reconcile';
import { stream } from '#test/onec-fake/stream';
import { exchangeState } from '#test/onec/exchange-state';
import { askReconcile } from './reconcile/ask-reconcile.ts';
import { countOwnSide } from './reconcile/count-own-side.ts';
import { readObjects } from './reconcile/read-run-parts.ts';
import { readReport } from './reconcile/read-runs.ts';

const DAMAGED = 37;
const ITEMS = Number(process.env['VERSTAK_DIGEST_ITEMS'] ?? 900);
const SEEDS = Number(process.env['VERSTAK_DIGEST_SEEDS'] ?? 1);

const one = (table: string, owner: string) =>
  `ctid = (select ctid from payments.${table} where ${owner} = $1 order by position limit 1)`;

/** What a bad disk, a careless hand or a half-restored backup does to one object. */
const DAMAGES: Record<string, string[]> = {
  order: [
    'update payments.sales_order set total_kopecks = total_kopecks + 100 where uid = $1',
    `update payments.sales_order set number = 'другой', posted = not posted where uid = $1`,
    `delete from payments.order_line where ${one('order_line', 'order_uid')}`,
    `update payments.order_line set quantity = quantity + 1, name = 'чужое'
     where ${one('order_line', 'order_uid')}`,
    `delete from payments.payment_stage where order_uid = $1;
     delete from onec.object where uid = $1`,
    `update onec.object set rev = rev - 1, sha256 = sha256('old'::bytea) where uid = $1`,
    'update onec.object set total_kopecks = total_kopecks + 1 where uid = $1',
  ],
  invoice: [
    'delete from payments.invoice where uid = $1',
    'update payments.invoice set order_uid = null where uid = $1',
  ],
  payment: [
    'update onec.object set total_kopecks = 0 where uid = $1',
    'update payments.payment set total_kopecks = -total_kopecks where uid = $1',
    `update payments.payment set paid_at = paid_at + interval '1 day' where uid = $1`,
    `update payments.payment_line set sum_kopecks = 1 where ${one('payment_line', 'payment_uid')}`,
    'update payments.payment_line set order_uid = gen_random_uuid() where payment_uid = $1',
    `delete from payments.payment_line where payment_uid = $1;
     delete from payments.payment where uid = $1; delete from onec.object where uid = $1`,
  ],
  shipment: [
    `delete from payments.shipment_line where shipment_uid = $1`,
    'update payments.shipment_line set quantity = quantity + 1 where shipment_uid = $1',
    `update payments.shipment set kind = 'correction' where uid = $1`,
  ],
  tombstone: [
    'update onec.object set deleted = false where uid = $1',
    'delete from onec.object where uid = $1',
  ],
};

const TABLES: Record<string, string> = {
  order: 'sales_order', invoice: 'invoice', payment: 'payment', shipment: 'shipment',
};

async function damage(db: Db, { type, uid, gone }: FakeObject, chance: number): Promise<void> {
  const kinds = gone
    ? [...DAMAGES['tombstone']!, `update payments.${TABLES[type]} set gone = false where uid = $1`]
    : DAMAGES[type]!;
  const statements = kinds[Math.floor(chance * kinds.length)]!;
  for (const text of statements.split(';')) await db.query(text, [uid]);
}

/** Objects with rows to damage: an empty payment has no line, and a fresh tombstone no row. */
async function damageable(db: Db, base: FakeBase): Promise<FakeObject[]> {
  const { rows } = await db.query<{ uid: string }>(`
    select uid from payments.sales_order h where exists (
      select from payments.order_line l where l.order_uid = h.uid)
    union select uid from payments.invoice where order_uid is not null
    union select payment_uid from payments.payment_line where order_uid is not null
    union select shipment_uid from payments.shipment_line`);
  const stored = new Set(rows.map(({ uid }) => uid));
  return [...base.objects.values()].filter(({ uid, type }) => type in TABLES && stored.has(uid));
}

async function runWhole(app: TestApp, client: OnecClient, base: FakeBase): Promise<number> {
  const { rows } = await app.db.query<{ id: number }>('select id from onec.base');
  const ctx = systemContext(app.db, 'ui');
  const run = await askReconcile(ctx, { baseId: rows[0]!.id, reason: 'person' });
  await countOwnSide({ db: app.db, now: () => new Date() }, run.id);
  await client.hello(base);
  assert.ok(await fulfil(client, base, client.wanted()));
  return run.id;
}

for (let seed = 1; seed <= SEEDS; seed += 1) {
  test(`${DAMAGED} random rows damaged are restored and listed, seed ${seed}`, async () => {
    const app = await startTestApp({ prepare: seedPresets });
    try {
      const { items, base } = stream(36 + seed, ITEMS);
      const client = createClient({ ...app.onecKey, url: app.url, triesMax: 3, retryMs: 50 });
      await client.hello(base);
      await client.push(items);
      const whole = await exchangeState(app.db);
      const random = createRandom(seed);
      const candidates = shuffle(random, await damageable(app.db, base));
      // Tombstones are few: some of them are always among the damaged.
      const damaged = [
        ...candidates.filter(({ gone }) => gone).slice(0, 4),
        ...candidates.filter(({ gone }) => !gone).slice(0, DAMAGED),
      ].slice(0, DAMAGED);
      for (const object of damaged) {
        await damage(app.db, object, random.int(0, 999_999) / 1_000_000);
      }
      assert.notDeepEqual(await exchangeState(app.db), whole);

      const id = await runWhole(app, client, base);
      const { run } = await readReport(app.db, id);
      const { items: listed } = await readObjects(app.db, id, { limit: 200 });
      assert.deepEqual(listed.map(({ uid }) => uid).toSorted(),
        damaged.map(({ uid }) => uid).toSorted());
      assert.deepEqual([run.state, run.found, run.left], ['done', DAMAGED, 0]);
      assert.deepEqual(await exchangeState(app.db), whole);
      assert.equal((await readReport(app.db, await runWhole(app, client, base))).run.found, 0);
      assert.deepEqual((await reconcile(client, base)).differ, []);
    } finally {
      await app.close();
    }
  });
}
