// A whole load of history as the people of the company live through it: nobody is told, no clock is
// set, no screen of the day counts it. What 1C sends of the same deals afterwards is work.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import type { Day } from '#contract/day';
import type { ShellFacts } from '#contract/shell';
import { noteActivity, refreshIdleBefore, tellHeadsOfTransfers } from '#modules/deals';
import { fireDeferrals, refreshOverdue, tellHeadsOfDeferrals } from '#modules/payments';
import { DEMO_PASSWORD } from '#modules/staff';
import { planDigests, remindOfTasks } from '#modules/work';
import { addDays } from '#platform/clock';
import { companyToday } from '#platform/company-time';
import { one } from '#platform/database';
import { signIn, startTestApp, type TestApp } from '#test/app';
import { writeHistory } from '#test/onec-fake/history';
import { item, paymentBody, uid } from '#test/onec/items';
import { createPeople } from '#test/people';
import { importHistory } from './import-history.ts';
import { receiveItems } from './receive-items.ts';

/** A Tuesday at noon: the day before it is the last one of the history. */
let nowMs = Date.parse('2026-03-10T12:00:00+03:00');
const now = () => new Date(nowMs);
const LOGINS = ['manager', 'head', 'admin'] as const;
const PLACE = { ib: 'ut11', epoch: 'e1' };
const DAY_MS = 86_400_000;

let world: TestApp;
let folder: string;
const cookies = new Map<string, string>();

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'verstak-quiet-'));
  world = await startTestApp({ roles: 'web', now });
  await createPeople(world.db, now);
});
after(async () => {
  await world.close();
  rmSync(folder, { recursive: true });
});

/** A session does not outlive the weeks that pass here. */
async function comeIn(): Promise<void> {
  for (const login of LOGINS) {
    cookies.set(login, await signIn(world.url, login, DEMO_PASSWORD));
  }
}

async function ask<T>(login: string, path: string): Promise<T> {
  const response = await fetch(`${world.url}/api/${path}`,
    { headers: { cookie: cookies.get(login)! } });
  assert.equal(response.status, 200, `${path}: ${await response.clone().text()}`);
  return await response.json() as T;
}

const count = async (from: string, ...values: unknown[]): Promise<number> =>
  (await one<{ n: number }>(world.db, `select count(*)::int as n from ${from}`, values))!.n;

/** Everything that happens by the clock around deals, money, tasks and letters. */
async function runClocks(): Promise<void> {
  const { db } = world;
  await refreshIdleBefore(db, now());
  for (const run of [fireDeferrals, tellHeadsOfDeferrals, tellHeadsOfTransfers, remindOfTasks,
    refreshOverdue, planDigests]) await run(db, now);
  await noteActivity(db);
}

type Line = {
  type: string; uid: string;
  body: { email?: string; managerUid?: string; posted?: boolean; status?: string };
};

/** The manager of today is whom most open orders of the file name. */
async function writeFile(): Promise<string> {
  const path = join(folder, 'ИсторияС2017.ndjson.gz');
  await writeHistory({
    orders: 400, out: path, seed: 5, ...PLACE, until: addDays(companyToday(now()), -1) });
  const lines = gunzipSync(readFileSync(path)).toString().split('\n').filter(Boolean)
    .map((line) => JSON.parse(line) as Line);
  const open = lines.filter(({ type, body }) => type === 'order' && body.posted
    && body.status === 'К обеспечению');
  const [[busiest]] = [...Map.groupBy(open, ({ body }) => body.managerUid)]
    .sort(([, a], [, b]) => b.length - a.length) as [[string, Line[]]];
  const { body: { email } } = lines.find(({ uid: own }) => own === busiest)!;
  await world.db.query(`update staff.employee set email = $1
    where id = (select e.id from staff.employee e join platform.account a on a.id = e.account_id
      where a.login = 'manager')`, [email]);
  return path;
}

async function quietDay(login: string): Promise<void> {
  const { sections } = await ask<Day>(login, 'day');
  for (const { code, total, items } of sections) {
    // What is planned ahead may be seen; nothing of it has come.
    if (code === 'deferrals') assert.ok(items.every(({ late }) => !late), login);
    else assert.deepEqual([code, total], [code, 0], login);
  }
  assert.equal((await ask<ShellFacts>(login, 'shell')).counts.tasks ?? 0, 0, login);
  assert.equal((await ask<{ unread: number }>(login, 'notifications/unread')).unread, 0, login);
}

test('400 orders of nine years come, and it is as quiet as before', async () => {
  const before = new Map<string, number>();
  const silent = ['work.notification', 'work.task', 'work.mail',
    `platform.event
    where entity in ('deal', 'company', 'contact', 'product', 'task')`,
  'payments.deferral where armed'];
  for (const from of silent) before.set(from, await count(from));
  const summary = await importHistory({ db: world.db, now }, await writeFile());
  assert.equal(summary.byType['order']?.count, 400);
  const mine = await count(`deals.deal d join staff.employee e on e.id = d.responsible_id
    join platform.account a on a.id = e.account_id where a.login = 'manager' and d.is_open`);
  assert.ok(mine > 0, 'the manager has open deals of history, or nothing is proved');
  assert.ok(await count(
    'deals.deal where deferred_until > $1::date', companyToday(now())) > 0, 'and deferrals ahead');
  const loadedMs = nowMs;
  for (const days of [0, 20, 120]) {
    nowMs = loadedMs + days * DAY_MS;
    await runClocks();
    await comeIn();
    for (const login of LOGINS) await quietDay(login);
  }
  nowMs = loadedMs;
  for (const from of silent) assert.equal(await count(from), before.get(from), from);
  const today = companyToday(now());
  assert.equal(await count(`deals.deal where (created_at at time zone 'Europe/Moscow')::date >= $1
    or (updated_at at time zone 'Europe/Moscow')::date >= $1
    or (stage_changed_at at time zone 'Europe/Moscow')::date >= $1
    or (last_activity_at at time zone 'Europe/Moscow')::date >= $1`, today), 0,
  'no list of «создано сегодня» or «изменено сегодня» holds it');
  assert.equal(await count(`platform.event where kind in ('history.loaded', 'history.proved')`), 2,
    'one line when it is loaded and one for its proof, whatever its size');
});

test('a payment that 1C sends of such a deal today is work of today', async () => {
  const order = await one<{ uid: string; dealId: number }>(world.db, `
    select o.uid, d.id as "dealId" from payments.sales_order o join deals.deal d on d.id = o.deal_id
      join staff.employee e on e.id = d.responsible_id
      join platform.account a on a.id = e.account_id
    where a.login = 'manager' and d.is_open and d.paid_kopecks = 0
      and d.last_activity_at < d.created_at + interval '1 second' limit 1`);
  await receiveItems({ db: world.db, now }, [{ line: null, value: item('payment', uid(9), 1,
    paymentBody('12.00', [{ orderUid: order!.uid, sum: '12.00' }],
      { date: `${companyToday(now())}T10:00:00` }), { ...PLACE, lane: 'money' }) }],
  { kind: 'push' });
  const { sections } = await ask<Day>('manager', 'day');
  const dealIdsOf = (...codes: string[]) => sections.filter(({ code }) => codes.includes(code))
    .flatMap(({ items }) => items.map(({ entityId }) => entityId));
  assert.deepEqual(dealIdsOf('money'), [order!.dealId]);
  assert.deepEqual(dealIdsOf('stuck', 'noAction'), [order!.dealId]);
});
