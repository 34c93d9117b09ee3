import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { inTransaction, one, type Db } from '#platform/database';
import { addComment } from '#modules/timeline';
import { completeTask, createTask } from '#modules/work';
import { createTestDatabase } from '#test/database';
import { addDeal, addDepartment, addPerson, seedPresets, type Person } from '#test/factory';
import { noteActivity, refreshIdleBefore } from './activity-due.ts';
import { dealAccess } from './deal-links.ts';
import { listDeals } from './list-deals.ts';

let db: Db;
let manager: Person;

before(async () => {
  ({ db } = await createTestDatabase());
  await seedPresets(db);
  manager = await addPerson(db, { departmentId: await addDepartment(db) });
});

/** The same person at another moment. */
const at = (moment: string): Person =>
  ({ ...manager, ctx: { ...manager.ctx, now: () => new Date(moment) } });

/** A transaction of another test holds the log back for all databases of the server. */
async function noteAll(): Promise<void> {
  for (;;) {
    await noteActivity(db);
    const row = await one<{ behind: boolean }>(db,
      `select exists (select from platform.event e, deals.activity_cursor c
         where (e.tx, e.id) > (c.tx, c.event_id)) as behind`);
    if (!row?.behind) return;
    await delay(20);
  }
}

async function stuckIds(moment: string): Promise<number[]> {
  await noteAll();
  await refreshIdleBefore(db, new Date(moment));
  const { items } = await listDeals(at(moment).ctx, {
    filter: JSON.stringify({ isStuck: { eq: true } }), sort: 'createdAt',
  });
  assert.ok(items.every((item) => item.isStuck));
  return items.map((item) => item.id);
}

test('a deal stands still after five whole working days, holidays not counted', async () => {
  // Friday; the fourth of November is a holiday.
  const id = await addDeal(at('2026-10-30T15:00:00Z'));
  assert.deepEqual(await stuckIds('2026-11-09T20:00:00Z'), []);
  assert.deepEqual(await stuckIds('2026-11-10T09:00:00Z'), [id]);
});

test('an open task holds a deal, its end counts as activity', async () => {
  const [id] = await stuckIds('2026-11-10T09:00:00Z');
  const task = await inTransaction(db, (tx) => createTask(tx, at('2026-11-10T10:00:00Z').ctx, {
    title: 'Позвонить', entity: 'deal', entityId: id!, assigneeId: manager.id,
  }));
  assert.deepEqual(await stuckIds('2026-11-30T09:00:00Z'), []);
  await completeTask(at('2026-11-30T10:00:00Z').ctx, {
    entityAccess: { deal: dealAccess }, entityTitles: {},
  }, task.id);
  assert.deepEqual(await stuckIds('2026-12-07T09:00:00Z'), []);
  assert.deepEqual(await stuckIds('2026-12-08T09:00:00Z'), [id]);
});

test('a word about the deal is activity, and the log is read once', async () => {
  const [id] = await stuckIds('2026-12-08T09:00:00Z');
  await addComment(at('2026-12-08T10:00:00Z').ctx, { deal: dealAccess },
    { entity: 'deal', entityId: id!, body: 'Ждём решения' });
  assert.deepEqual(await stuckIds('2026-12-09T09:00:00Z'), []);
  const row = await one<{ at: string }>(db,
    'select last_activity_at as at from deals.deal where id = $1', [id]);
  assert.equal(row?.at, '2026-12-08T10:00:00Z');
  assert.equal(await noteActivity(db), 0);
});

test('a stage may wait longer', async () => {
  await db.query('update deals.stage set idle_days = 10');
  assert.deepEqual(await stuckIds('2026-12-16T09:00:00Z'), []);
  assert.equal((await stuckIds('2026-12-23T09:00:00Z')).length, 1);
});
