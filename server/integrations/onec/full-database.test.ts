// A database without room while a history and a catalogue of a site are being loaded: what is in
// stays, what waits says why, and with room again both end as if nothing had happened.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import type { HistoryFile } from '#contract/exchange';
import { ensurePresets } from '#modules/deals';
import { DEMO_PASSWORD, ensureDefaultRoles } from '#modules/staff';
import { readConfig } from '#platform/config';
import { inTransaction, one, openDatabase, type Db } from '#platform/database';
import { SILENT_LOG } from '#platform/log';
import { joinPostgres } from '#platform/postgres/open';
import { signIn } from '#test/app';
import { createTestDatabase } from '#test/database';
import { limitDatabase, noQuota } from '#test/full-disk';
import { exchangeState } from '#test/onec/exchange-state';
import { writeHistory } from '#test/onec-fake/history';
import { createSiteClient } from '#test/onec-fake/site-client';
import { catalogueXml, encodeCml } from '#test/onec-fake/site-files';
import { freePort, startServerProcess, type ServerProcess } from '#test/onec/server-process';
import { createPeople } from '#test/people';
import { until } from '#test/until';
import { importHistory } from './import-history.ts';

/** A file of the log before writing is 16 MiB: below that PostgreSQL itself would stop. */
const QUOTA_BYTES = 16 * 2 ** 20;
/** What the table may still grow by: some batches go in, not all. */
const ROOM_BYTES = 192 * 1024;
const BALLAST_BASE = 999;
const ORDERS = 3_000;
const PRODUCTS = 3_000;
const SITE = { login: 'obmen', password: 'obmen-s-saitom-1' };

type World = { db: Db; server: ServerProcess; cookie: string; dataDir: string };

/** Rows that nobody reads, so that the table ends just below the quota. */
async function fatten({ db }: World, table: string, insert: string): Promise<void> {
  await db.query(`alter table ${table} set (autovacuum_enabled = false)`);
  const size = async () => (await one<{ bytes: number }>(db,
    'select pg_relation_size($1::regclass)::int as bytes', [table]))!.bytes;
  while (await size() < QUOTA_BYTES - ROOM_BYTES) await db.query(insert);
}

const ask = async <T>({ server, cookie }: World, path: string, body?: Uint8Array): Promise<T> => {
  const response = await fetch(`${server.url}/api/exchange/${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { cookie, ...(body ? { 'content-type': 'application/octet-stream' } : {}) },
    ...(body ? { body } : {}),
  });
  assert.equal(response.status, 200, await response.clone().text());
  return await response.json() as T;
};

const newest = async (world: World) =>
  (await ask<{ items: HistoryFile[] }>(world, 'history-files')).items[0]!;

/** Room again, and no longer wait for the next try. */
async function free({ db, dataDir }: World, queue: string): Promise<void> {
  limitDatabase(dataDir, 'unlimited');
  await db.query(`update pgboss.job set start_after = now() where name = $1 and state = 'retry'`,
    [queue]);
}

async function loadHistory(world: World): Promise<void> {
  const path = join(world.dataDir, 'h.ndjson.gz');
  await writeHistory({ orders: ORDERS, out: path, seed: 11, until: '2026-06-30' });
  await fatten(world, 'onec.object', `insert into onec.object
      (base_id, type, uid, rev, sha256, deleted)
    select ${BALLAST_BASE}, 1, gen_random_uuid(), 1, decode(repeat('00', 1500), 'hex'), false
    from generate_series(1, 40)`);
  limitDatabase(world.dataDir, String(QUOTA_BYTES));
  await ask(world, 'history-files?name=h.ndjson.gz', new Uint8Array(readFileSync(path)));
  const stuck = await until(() => newest(world), ({ error }) => error !== null);
  assert.equal(stuck.state, 'running', stuck.error!);
  assert.match(stuck.error!, /кончилось место/);
  assert.equal((await fetch(`${world.server.url}/healthz`)).status, 200);
  await free(world, 'onec-load-history');
  const done = await until(() => newest(world), ({ state }) => state !== 'running');
  assert.deepEqual([done.state, done.error], ['done', null]);

  const calm = await createTestDatabase();
  await createPeople(calm.db);
  await inTransaction(calm.db, async (tx) => {
    await ensureDefaultRoles(tx);
    await ensurePresets(tx);
  });
  await world.db.query('delete from onec.object where base_id = $1', [BALLAST_BASE]);
  await importHistory({ db: calm.db, now: () => new Date() }, path);
  assert.deepEqual(await exchangeState(world.db), await exchangeState(calm.db));
}

async function loadCatalogue(world: World): Promise<void> {
  const made = await fetch(`${world.server.url}/api/exchange/site/accounts`, {
    method: 'POST', body: JSON.stringify({ ...SITE, ib: 'site' }),
    headers: { cookie: world.cookie, 'content-type': 'application/json' },
  });
  assert.equal(made.status, 200);
  await fatten(world, 'catalog.product', `insert into catalog.product (name, extra)
    select 'Балласт', jsonb_build_object('x', repeat('я', 900)) from generate_series(1, 40)`);
  const products = async () => (await one<{ count: number }>(world.db, `
    select count(*)::int as count from catalog.product
    where name like 'Насос центробежный №%'`))!.count;
  const before = await products();
  const client = createSiteClient('catalog', { url: `${world.server.url}/exchange/1c`, ...SITE });
  await client.login();
  await client.init();
  limitDatabase(world.dataDir, String(QUOTA_BYTES));
  await client.sendFile({
    name: 'import0_1.xml', bytes: encodeCml(catalogueXml({ products: PRODUCTS }), 'utf-8'),
  });
  const asked = () => client.ask({ mode: 'import', filename: 'import0_1.xml' });
  // A busy machine answers while the load still goes on.
  const waiting = await until(asked, ({ text }) => text.includes('кончилось место'));
  assert.equal(waiting.lines[0], 'progress', waiting.text);
  const part = await products() - before;
  assert.ok(part < PRODUCTS, 'there was room for all');
  await free(world, 'onec-take-site-files');
  assert.equal((await until(asked, ({ lines }) => lines[0] !== 'progress')).lines[0], 'success');
  assert.equal(await products() - before, PRODUCTS);
  const { rows } = await world.db.query(`select 1 from catalog.product_identity
    group by base_id, uid having count(*) > 1`);
  assert.deepEqual(rows, []);
}

test('a database without room stops a load and spoils nothing', { skip: noQuota }, async (t) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'verstak-full-db-'));
  const env = { PORT: String(await freePort()), VERSTAK_DATA: dataDir };
  const server = await startServerProcess(env);
  const postgres = await joinPostgres(readConfig(env), { log: SILENT_LOG });
  const db = openDatabase(postgres.connection, 2);
  try {
    // The start has made an administrator of its own, with a password that it alone has said.
    await db.query(`update platform.account set login = 'first'`);
    await createPeople(db);
    const cookie = await signIn(server.url, 'admin', DEMO_PASSWORD);
    const world = { db, server, cookie, dataDir };
    await t.test('a history goes on where it stopped', () => loadHistory(world));
    await t.test('a catalogue of a site begins anew and is there once', () => loadCatalogue(world));
  } finally {
    await db.end();
    await postgres.stop();
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
});
