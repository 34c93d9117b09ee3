// kill -9 of the worker in the middle of an uploaded history: whoever serves the screens answers
// on, and the next worker goes on where this one stopped.
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { HistoryFile } from '#contract/exchange';
import { ensurePresets } from '#modules/deals';
import { DEMO_PASSWORD, ensureDefaultRoles } from '#modules/staff';
import { inTransaction, type Db } from '#platform/database';
import { signIn } from '#test/app';
import { createTestDatabase } from '#test/database';
import { writeHistory } from '#test/onec-fake/history';
import { freePort, startServerProcess, type ServerProcess } from '#test/onec/server-process';
import { createPeople } from '#test/people';
import { importHistory } from './import-history.ts';

const ORDERS = 600;
const KILL_AFTER_LINES = 400;

const folder = mkdtempSync(join(tmpdir(), 'verstak-history-kill-'));
let server: ServerProcess | undefined;
let worker: ServerProcess | undefined;
after(async () => {
  await Promise.all([server?.stop(), worker?.stop()]);
  rmSync(folder, { recursive: true, force: true });
});

async function newest(cookie: string): Promise<HistoryFile | undefined> {
  const response = await fetch(`${server!.url}/api/exchange/history-files`, {
    headers: { cookie },
  });
  assert.equal(response.status, 200);
  return ((await response.json()) as { items: HistoryFile[] }).items[0];
}

async function until(
  cookie: string, isTrue: (file: HistoryFile) => boolean,
): Promise<HistoryFile> {
  for (let tries = 0; tries < 6_000; tries += 1) {
    const file = await newest(cookie);
    if (file && isTrue(file)) return file;
    assert.notEqual(file?.state, 'failed', file?.error ?? '');
    await new Promise((resolve) => { setTimeout(resolve, 20); });
  }
  return assert.fail('it did not happen');
}

/** All that history leaves behind, without ids and moments. */
async function stateOf(db: Db): Promise<unknown> {
  const { rows } = await db.query(`
    select (select json_agg(o order by o.type, o.uid) from (
        select type, uid, rev, deleted, total_kopecks, origin_line from onec.object) o) as objects,
      (select json_agg(d order by d.order_numbers, d.title)
        from (select d.title, d.amount_kopecks, d.paid_kopecks, d.shipped_kopecks,
          d.order_numbers, s.code from deals.deal d join deals.stage s on s.id = d.stage_id) d
      ) as deals`);
  return rows[0];
}

/** The bytes go right after the row says done: a moment later, on a busy machine a long one. */
async function emptied(uploads: string): Promise<void> {
  for (let tries = 0; tries < 100 && readdirSync(uploads).length > 0; tries += 1) {
    await new Promise((resolve) => { setTimeout(resolve, 100); });
  }
  assert.deepEqual(readdirSync(uploads), []);
}

test('an upload whose worker kill -9 ends is loaded as if nothing had happened', async () => {
  const path = join(folder, 'history.ndjson.gz');
  await writeHistory({ orders: ORDERS, out: path, seed: 5, until: '2026-06-30' });
  const disturbed = await createTestDatabase();
  await createPeople(disturbed.db);
  const env = { DATABASE_URL: disturbed.url, VERSTAK_DATA: join(folder, 'data') };
  server = await startServerProcess(
    { ...env, VERSTAK_ROLES: 'web', PORT: String(await freePort()) });
  const startWorker = () => startServerProcess({ ...env, VERSTAK_ROLES: 'worker' });
  worker = await startWorker();
  const cookie = await signIn(server.url, 'admin', DEMO_PASSWORD);
  const sent = await fetch(`${server.url}/api/exchange/history-files?name=history.ndjson.gz`, {
    method: 'POST', body: readFileSync(path),
    headers: { cookie, 'content-type': 'application/octet-stream' },
  });
  assert.equal(sent.status, 200);
  await until(cookie, (file) => file.linesDone >= KILL_AFTER_LINES);
  await worker.kill();
  assert.equal((await newest(cookie))?.state, 'running', 'the screen still answers');
  const { rows: [cut] } = await disturbed.db.query<{ state: string; linesDone: number }>(
    'select state, lines_done as "linesDone" from onec.history_file');
  assert.equal(cut?.state, 'running', 'it was over before the kill');
  // The queue gives a silent worker 20 s; as if they had gone by.
  await disturbed.db.query(`update pgboss.job set heartbeat_on = heartbeat_on - interval '1 minute'
    where name = 'onec-load-history' and state = 'active'`);
  worker = await startWorker();
  const done = await until(cookie, (file) => file.state === 'done');
  assert.ok(done.linesDone > cut.linesDone);
  await emptied(join(folder, 'data', 'uploads'));

  const calm = await createTestDatabase();
  await createPeople(calm.db);
  await inTransaction(calm.db, async (tx) => {
    await ensureDefaultRoles(tx);
    await ensurePresets(tx);
  });
  const whole = await importHistory({ db: calm.db, now: () => new Date() }, path);
  assert.deepEqual(await stateOf(disturbed.db), await stateOf(calm.db));
  const items = (counts: Record<string, number>) =>
    Object.values(counts).reduce((sum, count) => sum + count, 0);
  assert.equal(items(done.counts), items(whole.counts));
});
