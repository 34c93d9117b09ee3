// kill -9 of the whole server in the midst of mass work over deals: each is given away, given to a
// colleague and taken back exactly once, its history and its readers with it, and everybody
// concerned hears of it in one notice. At full size by `npm run prove -- mass-kill`.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { MassJob } from '#contract/mass';
import { createDeal } from '#modules/deals';
import { DEMO_PASSWORD } from '#modules/staff';
import { one } from '#platform/database';
import { signIn } from '#test/app';
import { createTestDatabase, type TestDatabase } from '#test/database';
import { seedPresets } from '#test/factory';
import { freePort, startServerProcess, type ServerProcess } from '#test/onec/server-process';
import { contextOf, createPeople, type People } from '#test/people';

const DEALS = Number(process.env['VERSTAK_MASS_DEALS'] ?? 240);
const KILLS = Number(process.env['VERSTAK_MASS_KILLS'] ?? 1);

const dataDir = mkdtempSync(join(tmpdir(), 'verstak-mass-kill-'));
let database: TestDatabase;
let people: People;
let ids: number[];
let server: ServerProcess | undefined;
let env: Record<string, string>;
let cookie: string;

before(async () => {
  database = await createTestDatabase();
  people = await createPeople(database.db);
  await seedPresets(database.db);
  const manager = await contextOf(database.db, people.manager);
  ids = [];
  for (let index = 0; index < DEALS; index += 1) {
    ids.push((await createDeal(manager, { title: `Насос ${index}` })).id);
  }
  env = {
    PORT: String(await freePort()), DATABASE_URL: database.url, VERSTAK_DATA: dataDir,
  };
  server = await startServerProcess(env);
  cookie = await signIn(server.url, 'head', DEMO_PASSWORD);
});
after(async () => {
  await server?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

async function ask(method: string, path: string, body?: object): Promise<MassJob> {
  const response = await fetch(`${server!.url}/api/mass-jobs${path}`, {
    method, headers: { cookie, ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  assert.equal(response.status, 200, await response.clone().text());
  return await response.json() as MassJob;
}

const pause = (ms: number) => new Promise((done) => { setTimeout(done, ms); });

async function until(id: number, isTrue: (job: MassJob) => boolean): Promise<MassJob> {
  for (let tries = 0; tries < 60_000; tries += 1) {
    const job = await ask('GET', `/${id}`);
    if (isTrue(job)) return job;
    await pause(10);
  }
  return assert.fail('it did not happen');
}

/** What a killed server had begun is undone only when PostgreSQL sees that nobody listens. */
async function calm(): Promise<void> {
  const busy = () => one(database.db, `select from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle' limit 1`);
  while (await busy()) await pause(10);
}

let isShortened = false;

/**
 * The queue gives a silent worker 20 s and the next try longer; as if they had gone by. Once it
 * finds the silent worker itself, later it is told, which saves the look of every 10 s.
 */
async function passTime(): Promise<void> {
  await database.db.query(`update pgboss.job set heartbeat_on = heartbeat_on - interval '1 hour'
    where name = 'mass-run' and state = 'active'`);
  if (isShortened) {
    await database.db.query(`update pgboss.job set start_after = now(),
        state = (case when retry_count < retry_limit then 'retry' else 'failed' end)::text
          ::pgboss.job_state
      where name = 'mass-run' and state = 'active'`);
  }
  isShortened = true;
}

type Wholeness = (rowsDone: number) => Promise<void>;

/** Kills the server again and again while the job runs; after each kill every row is whole. */
async function throughKills(started: MassJob, isWhole: Wholeness): Promise<MassJob> {
  const share = Math.floor(DEALS / (KILLS + 1));
  for (let kill = 0; kill < KILLS; kill += 1) {
    const { counts } = await ask('GET', `/${started.id}`);
    const { state } = await until(started.id, (job) =>
      job.counts.waiting <= Math.max(0, counts.waiting - share));
    assert.equal(state, 'running', 'it was over before the kill');
    await server!.kill();
    await calm();
    const row = await one<{ done: number }>(database.db, `select count(*)::int as done
      from platform.mass_row where job_id = $1 and status = 'done'`, [started.id]);
    await isWhole(row!.done);
    await passTime();
    server = await startServerProcess(env);
  }
  const job = await until(started.id, ({ state }) => state === 'finished');
  assert.deepEqual(job.counts, {
    total: DEALS, waiting: 0, done: DEALS, refused: 0, failed: 0, unchanged: 0, skipped: 0,
  });
  await isWhole(DEALS);
  return job;
}

const start = (action: string, input: object) =>
  ask('POST', '', { noun: 'deals', action, input, selection: { ids } });

const counted = async (text: string, values: unknown[] = []) =>
  (await one<{ count: number }>(database.db,
    `select count(*)::int as count from ${text}`, values))!.count;

/** How many deals have so many events of a kind: `{ 1: 240 }` is each once. */
async function eventsOf(kind: string): Promise<Record<number, number>> {
  const { rows } = await database.db.query<{ times: number; deals: number }>(
    `select times, count(*)::int as deals from (select count(*)::int as times
       from platform.event where entity = 'deal' and kind = $1 and entity_id = any($2::bigint[])
       group by entity_id) e group by times`, [kind, ids]);
  return Object.fromEntries(rows.map(({ times, deals }) => [times, deals]));
}

const each = (times: number, deals: number) => (deals === 0 ? {} : { [times]: deals });

const titlesFor = async (employeeId: number) => (await database.db.query<{ title: string }>(
  'select title from work.notification where employee_id = $1 order by id', [employeeId]))
  .rows.map(({ title }) => title);

const ofDeals = (responsibleId: number, departmentId: number) => counted(
  'deals.deal where responsible_id = $1 and department_id = $2', [responsibleId, departmentId]);
const readers = (employeeId: number, why: string) => counted(
  'deals.deal_reader where employee_id = $1 and why = $2', [employeeId, why]);

const ACCEPTANCES = `work.task where kind = 'acceptance'`;

test(`${KILLS} × kill -9 while ${DEALS} deals are given to a colleague: each once`, async () => {
  const { colleague, manager } = people;
  const job = await throughKills(await start('assign', { employeeId: colleague.id }),
    async (done) => {
      assert.deepEqual(await eventsOf('deal.edited'), each(1, done));
      assert.equal(await ofDeals(colleague.id, people.pumps), done);
      assert.equal(await readers(colleague.id, 'responsible'), done);
    });
  assert.deepEqual(await titlesFor(colleague.id), [`Вы отвечаете за новые сделки: ${DEALS}`]);

  await throughKills(await ask('POST', `/${job.id}/undos`), async (done) => {
    assert.equal(await ofDeals(manager.id, people.pumps), done);
    assert.deepEqual(await eventsOf('deal.edited'),
      { ...each(1, DEALS - done), ...each(2, done) });
  });
});

test(`${KILLS} × kill -9 while ${DEALS} deals go to another department: each once`, async () => {
  const { stranger, manager, head } = people;
  const started = await start('transfer', {
    departmentId: people.compressors, employeeId: stranger.id, reason: 'Их клиенты',
  });
  const job = await throughKills(started, async (done) => {
    assert.deepEqual(await eventsOf('deal.transferred'), each(1, done));
    assert.equal(await ofDeals(stranger.id, people.compressors), done);
    assert.equal(await counted('deals.transfer'), done);
    assert.equal(await counted(`${ACCEPTANCES} and assignee_id = $1`, [stranger.id]), done);
    for (const giver of [manager, head]) assert.equal(await readers(giver.id, 'giver'), done);
    assert.equal(await readers(stranger.id, 'responsible'), done);
  });
  assert.equal(await counted('(select distinct deal_id from deals.transfer) t'), DEALS);
  assert.deepEqual(await titlesFor(stranger.id), [`Вам передали сделок: ${DEALS}`]);

  await throughKills(await ask('POST', `/${job.id}/undos`), async (done) => {
    assert.equal(await ofDeals(manager.id, people.pumps), done);
    assert.equal(await counted('deals.transfer'), DEALS - done);
    assert.equal(await counted(`${ACCEPTANCES} and cancelled_at is null`), DEALS - done);
    assert.deepEqual(await eventsOf('deal.transferred'),
      { ...each(1, DEALS - done), ...each(2, done) });
  });
  assert.equal((await titlesFor(stranger.id)).length, 1);
  for (const state of ['started', 'finished']) {
    assert.equal(await counted('platform.event where kind = $1', [`massJob.${state}`]), 4);
  }
});
