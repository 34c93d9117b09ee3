// kill -9 of the poller at any request while people work in 1C, two pollers at a time: nothing is
// lost, nothing doubled, and one of them polls at a time.
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { addDays, businessDate } from '#platform/clock';
import { CHECKOUT } from '#platform/config';
import { systemContext } from '#platform/context';
import { one, type Db } from '#platform/database';
import { openSecrets } from '#platform/secrets';
import { createTestDatabase } from '#test/database';
import { seedPresets } from '#test/factory';
import { createBase, type FakeBase } from '#test/onec-fake/base';
import { liveOneStep } from '#test/onec-fake/lively';
import {
  FAKE_LOGIN, FAKE_NODE, FAKE_PASSWORD, FAKE_PLAN, startFakeOdata, type FakeOdata,
} from '#test/onec-fake/odata/server';
import { createRandom } from '#test/onec-fake/random';
import { truth } from '#test/onec-fake/sums';
import { fillRefs } from '#test/onec-fake/verbs-refs';
import { doubledNotices } from '#test/onec/exchange-state';
import { checkSums } from '#test/onec/sum-check';
import { connectOdata } from './connect-base.ts';
import { holdBase } from './hold-base.ts';
import { startOdata } from './poller.ts';

const KILLS = Number(process.env['VERSTAK_ODATA_KILLS'] ?? 1);
const STEPS_PER_KILL = 12;

type Site = { db: Db; url: string; dataDir: string; base: FakeBase; fake: FakeOdata };

const startWorker = ({ url, dataDir }: Site): ChildProcess => spawn(process.execPath,
  [join(CHECKOUT, 'test', 'onec', 'odata-worker.ts'), url, dataDir],
  { cwd: CHECKOUT, stdio: ['ignore', 'ignore', 'inherit'] });

const ended = (worker: ChildProcess) =>
  new Promise<void>((done) => { worker.on('close', () => done()); });

async function connect({ db, dataDir, fake }: Site): Promise<number> {
  const now = () => new Date();
  const { id } = await connectOdata(systemContext(db, 'ui', now), openSecrets(dataDir), {
    ib: 'ut11', url: fake.url, login: FAKE_LOGIN, password: FAKE_PASSWORD, plan: FAKE_PLAN,
    nodeUid: FAKE_NODE, sinceOn: addDays(businessDate(now()), -3), pollSeconds: 5, windowDays: 5,
  });
  await db.query('update onec.odata_link set poll_seconds = 0');
  return id;
}

/** Lives until the worker has made some requests, then kills it in the middle of the next one. */
async function liveAndKill(site: Site, worker: ChildProcess, requests: number): Promise<void> {
  const over = ended(worker);
  let left = requests;
  site.fake.plan = () => {
    left -= 1;
    if (left === 0) worker.kill('SIGKILL');
    return null;
  };
  for (let step = 0; step < STEPS_PER_KILL; step += 1) {
    liveOneStep(site.base);
    await new Promise((done) => { setTimeout(done, 5); });
  }
  await over;
  site.fake.plan = () => null;
}

async function untilTaken({ db, fake }: Site): Promise<void> {
  await db.query('update onec.odata_link set sweep_started_at = null, sweep_finished_at = null');
  for (;;) {
    const row = await one<{ error: string | null; done: boolean }>(db,
      'select error, sweep_finished_at is not null as done from onec.odata_link');
    if (row?.done && !row.error && fake.node.waiting().length === 0) return;
    await new Promise((done) => { setTimeout(done, 20); });
  }
}

test(`${KILLS} × kill -9 of a poller while the base is at work`, async () => {
  const database = await createTestDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), 'verstak-odata-kill-'));
  const base = createBase(createRandom(31));
  const site: Site = {
    db: database.db, url: database.url, dataDir, base, fake: await startFakeOdata({ base }),
  };
  const workers: ChildProcess[] = [];
  try {
    await seedPresets(site.db);
    fillRefs(base, { employees: 3, products: 8, companies: 5 });
    await connect(site);
    for (let kill = 0; kill < KILLS; kill += 1) {
      await liveAndKill(site, startWorker(site), base.random.int(1, 30));
    }
    workers.push(startWorker(site));
    const here = startOdata({
      db: site.db, now: () => new Date(), secrets: openSecrets(dataDir), tickMs: 20, doubtMs: 300,
      onError: (error) => assert.equal((error as Error).name, 'OdataProblem'),
    });
    await untilTaken(site).finally(here.stop);
    const sums = await checkSums(site.db, base);
    assert.deepEqual(sums.wrong.filter((line) => !/revision|objects instead/.test(line)), []);
    assert.ok(sums.compared > 0);
    assert.deepEqual(await doubledNotices(site.db), []);
    const { rows } = await site.db.query<{ uid: string; deleted: boolean }>(
      'select uid, deleted from onec.object');
    const stored = new Map(rows.map(({ uid, deleted }) => [uid, deleted]));
    for (const [uid, { type, tombstone }] of truth(base).objects) {
      assert.equal(stored.get(uid) ?? true, tombstone, `${type} ${uid}`);
    }
    const held = await one<{ count: number }>(site.db,
      `select count(*)::int as count from onec.quarantine where state <> 'settled'`);
    assert.equal(held?.count, 0);
  } finally {
    for (const worker of workers) {
      const over = ended(worker);
      worker.kill('SIGKILL');
      await over;
    }
    await site.fake.close();
    await database.drop();
    rmSync(dataDir, { recursive: true, force: true });
  }
});

test('one holds a base at a time; whoever loses the database loses the base', async () => {
  const database = await createTestDatabase();
  try {
    const first = await holdBase(database.db, 7);
    assert.ok(first);
    assert.equal(await holdBase(database.db, 7), null);
    const other = await holdBase(database.db, 8);
    assert.ok(other, 'another base is free');
    await other.release();
    await first.assert();
    await database.db.query(
      `select pg_terminate_backend(l.pid) from pg_locks l join pg_database d on d.oid = l.database
       where l.locktype = 'advisory' and l.objid = 7 and d.datname = current_database()`);
    await assert.rejects(first.assert(), { name: 'OdataProblem' });
    await first.release();
    const second = await holdBase(database.db, 7);
    assert.ok(second);
    await second.release();
  } finally {
    await database.drop();
  }
});
