// Acceptance 10: objects damaged in CRM are found by the digest, sent again, and listed exactly.
import assert from 'node:assert/strict';
import test from 'node:test';
import type { Db } from '#platform/database';
import { startTestApp } from '#test/app';
import { seedPresets } from '#test/factory';
import type { FakeObject } from '#test/onec-fake/base';
import { createClient } from '#test/onec-fake/client';
import { shuffle } from '#test/onec-fake/disturb';
import { createRandom } from '#test/onec-fake/random';
import { reconcile } from '#test/onec-fake/reconcile';
import { stream } from '#test/onec-fake/stream';
import { exchangeState } from '#test/onec/exchange-state';

const DAMAGED = 37;

const TABLES: Record<string, string[]> = {
  order: ['payments.order_line:order_uid', 'payments.payment_stage:order_uid'],
  invoice: ['payments.invoice:uid'],
  payment: ['payments.payment_line:payment_uid', 'payments.payment:uid'],
  shipment: ['payments.shipment_line:shipment_uid', 'payments.shipment:uid'],
};

/** Rows vanish with their revision, as when a page of the disk is lost; orders keep their deals. */
async function lose(db: Db, { type, uid }: FakeObject): Promise<void> {
  for (const place of TABLES[type] ?? []) {
    const [table, column] = place.split(':');
    await db.query(`delete from ${table} where ${column} = $1`, [uid]);
  }
  await db.query('delete from onec.object where uid = $1', [uid]);
}

/** Only the revision is forgotten: the rows are there, with a wrong sum. */
async function forget(db: Db, { type, uid }: FakeObject): Promise<void> {
  const table = type === 'order' ? 'payments.sales_order' : `payments.${type}`;
  if (type !== 'shipment') {
    await db.query(`update ${table} set total_kopecks = total_kopecks + 100 where uid = $1`, [uid]);
  }
  await db.query('delete from onec.object where uid = $1', [uid]);
}

/** An older state, as after a restored backup: the revision is lower and the hash another. */
async function age(db: Db, { type, uid }: FakeObject): Promise<void> {
  if (type === 'order') {
    await db.query('update payments.order_line set sum_kopecks = 1 where order_uid = $1', [uid]);
  }
  await db.query(
    `update onec.object set rev = rev - 1, sha256 = sha256('old'::bytea) where uid = $1`, [uid]);
}

test(`${DAMAGED} damaged documents are found, restored and listed`, async () => {
  const app = await startTestApp({ prepare: seedPresets });
  try {
    const { items, base } = stream(37, 900);
    const client = createClient({ ...app.onecKey, url: app.url, triesMax: 3, retryMs: 50 });
    await client.hello(base);
    await client.push(items);
    const whole = await exchangeState(app.db);
    const documents = [...base.objects.values()].filter((one) => one.type in TABLES && !one.gone);
    const damaged = shuffle(createRandom(1), documents).slice(0, DAMAGED);
    for (const [index, one] of damaged.entries()) {
      await [lose, forget, age][index % 3]?.(app.db, one);
    }
    assert.notDeepEqual(await exchangeState(app.db), whole);

    const repaired = await reconcile(client, base);
    assert.deepEqual(repaired.resent.toSorted(), damaged.map(({ uid }) => uid).toSorted());
    assert.deepEqual(repaired.goneIn1C, []);
    assert.deepEqual(new Set(repaired.results.map(({ status }) => status)), new Set(['applied']));
    assert.deepEqual(await exchangeState(app.db), whole);
    assert.deepEqual((await reconcile(client, base)).differ, []);
  } finally {
    await app.close();
  }
});
