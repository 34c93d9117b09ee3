// A disk that is full in the middle of a push: nothing half-applied, the server stays up, and what
// 1C repeats when there is room again makes it as if nothing had happened.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { createApiKey } from '#platform/auth/api-keys';
import { readConfig } from '#platform/config';
import { openDatabase, type Db } from '#platform/database';
import { SILENT_LOG } from '#platform/log';
import { joinPostgres } from '#platform/postgres/open';
import { openSecrets } from '#platform/secrets';
import { limitDatabase, noQuota } from '#test/full-disk';
import { item, orderBody, paymentBody, TEST_EPOCH, TEST_IB, uid } from '#test/onec/items';
import { exchangeState } from '#test/onec/exchange-state';
import { freePort, startServerProcess } from '#test/onec/server-process';
import { CallRefused, createClient } from '#test/onec-fake/client';
import type { FakeBase, FakeItem } from '#test/onec-fake/base';

/** A file of the log before writing is 16 MiB: below that PostgreSQL itself would stop. */
const QUOTA_BYTES = 16 * 2 ** 20;
const BALLAST_BYTES = 36_000;
const BALLASTS = 4;
const ORDERS = 130;
const SLICE = 10;

/** Orders whose raw bodies do not compress, each with its payment. */
function items(): FakeItem[] {
  return Array.from({ length: ORDERS }, (_, index) => [
    item('order', uid(index + 1), 1, orderBody('1000.00', {
      number: `УТ-${index}`,
      ...Object.fromEntries(Array.from({ length: BALLASTS }, (_each, part) =>
        [`ballast${part}`, randomBytes(BALLAST_BYTES).toString('base64')])),
    })),
    item('payment', uid(10_000 + index), 1,
      paymentBody('400.00', [{ orderUid: uid(index + 1), sum: '400.00' }])),
  ]).flat() as unknown as FakeItem[];
}

async function onDatabase<T>(
  env: Record<string, string>, work: (db: Db) => Promise<T>,
): Promise<T> {
  const postgres = await joinPostgres(readConfig(env), { log: SILENT_LOG });
  const db = openDatabase(postgres.connection, 2);
  try {
    return await work(db);
  } finally {
    await db.end();
    await postgres.stop();
  }
}

const applied = (db: Db) => db.query<{ objects: number; rows: number; deals: number }>(`
  select (select count(*) from onec.object)::int as objects,
    (select count(*) from payments.sales_order)::int
      + (select count(*) from payments.payment)::int as rows,
    (select count(*) from deals.deal)::int as deals`).then(({ rows }) => rows[0]!);

test('a disk that fills up during a push loses nothing and applies nothing by halves', {
  skip: noQuota,
}, async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'verstak-full-'));
  const env = { PORT: String(await freePort()), VERSTAK_DATA: dataDir };
  const server = await startServerProcess(env);
  try {
    const key = await onDatabase(env, (db) => createApiKey(db, openSecrets(dataDir),
      { kind: 'onec', name: 'Тестовая база' }));
    const once = createClient({ ...key, url: server.url, retryMs: 1, triesMax: 1 });
    await once.hello({ ib: TEST_IB, epoch: TEST_EPOCH } as FakeBase);
    const all = items();

    limitDatabase(dataDir, String(QUOTA_BYTES));
    let answered = 0;
    const failure = await (async () => {
      for (; answered < all.length; answered += SLICE) {
        const results = await once.push(all.slice(answered, answered + SLICE));
        assert.deepEqual([...new Set(results.map(({ status }) => status))], ['applied']);
      }
      return null;
    })().catch((error: unknown) => error);
    assert.ok(failure instanceof Error, 'the disk never filled up');
    assert.ok(!(failure instanceof CallRefused), `1C would not repeat it: ${failure.message}`);
    assert.ok(answered > 0, 'nothing went in before the disk was full');
    await onDatabase(env, async (db) => {
      const { objects, rows, deals } = await applied(db);
      assert.deepEqual([objects, rows], [answered, answered], 'applied is what was answered');
      assert.equal(deals, answered / 2);
    });
    assert.equal((await fetch(`${server.url}/healthz`)).status, 200);

    limitDatabase(dataDir, 'unlimited');
    const patient = createClient({ ...key, url: server.url, retryMs: 50, triesMax: 100 });
    const results = await patient.push(all);
    assert.deepEqual(results.map(({ status }) => status),
      all.map((_, index) => (index < answered ? 'duplicate' : 'applied')));
    await onDatabase(env, async (db) => {
      assert.deepEqual(await applied(db),
        { objects: all.length, rows: all.length, deals: ORDERS });
      const state = await exchangeState(db);
      assert.ok(state['deals']);
      const { rows } = await db.query(
        'select distinct amount_kopecks, paid_kopecks from deals.deal');
      assert.deepEqual(rows, [{ amount_kopecks: 100_000, paid_kopecks: 40_000 }]);
    });
  } finally {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
});
