import assert from 'node:assert/strict';
import test, { before } from 'node:test';
import type { Context } from '#platform/context';
import type { Db } from '#platform/database';
import type { EntityAccess } from '#platform/entity-access';
import { refuse } from '#platform/refuse';
import type { StreamHub } from '#platform/stream-hub';
import { createTestDatabase } from '#test/database';
import { contextOf, createPeople, type People } from '#test/people';
import { beatPresence, leavePresence } from './beat.ts';
import { sweepPresence, watchPresence } from './watch.ts';

let db: Db;
let people: People;
let manager: Context;
let head: Context;
let stranger: Context;
let now = new Date('2026-11-23T09:00:00Z');
const clock = () => now;

/** Deals are seen by the department of pumps. */
const entityAccess: EntityAccess = {
  deal: async (ctx) => {
    if (ctx.actor.departmentId !== people.pumps) throw refuse('record.missing');
  },
};
const deps = {
  entityAccess,
  employeeNames: async (_: unknown, ids: number[]) => new Map(ids.map((id) => [id, `Имя ${id}`])),
  isHiddenLabel: () => false,
};

before(async () => {
  ({ db } = await createTestDatabase());
  people = await createPeople(db);
  manager = await contextOf(db, people.manager, clock);
  head = await contextOf(db, people.head, clock);
  stranger = await contextOf(db, people.stranger, clock);
});

const beat = (ctx: Context, tab: string, entityId = 7, field: string | null = null) =>
  beatPresence(ctx, deps, { tab, entity: 'deal', entityId, field });

test('people of one record see each other and the field being edited, then forget', async () => {
  assert.deepEqual(await beat(manager, 'tab-manager'), { people: [] });
  await beat(manager, 'tab-manager-2', 7, 'Проект');
  const { id } = people.manager;
  assert.deepEqual(await beat(head, 'tab-head-1'),
    { people: [{ id, name: `Имя ${id}`, field: 'Проект' }] });
  assert.deepEqual(await beat(head, 'tab-head-1', 8), { people: [] });
  assert.deepEqual(await beat(manager, 'tab-manager'), { people: [] });
  await beat(head, 'tab-head-1');
  now = new Date(now.getTime() + 26_000);
  assert.deepEqual(await beat(manager, 'tab-manager'), { people: [] });
  await beat(head, 'tab-head-1');
  await leavePresence(manager, 'tab-head-1');
  assert.equal((await beat(manager, 'tab-manager')).people.length, 1);
  await leavePresence(head, 'tab-head-1');
  assert.deepEqual(await beat(manager, 'tab-manager'), { people: [] });
});

test('who may not see the record learns of nobody and is seen by nobody', async () => {
  await assert.rejects(beat(stranger, 'tab-stranger'), { code: 'record.missing' });
  assert.deepEqual(await beat(manager, 'tab-manager'), { people: [] });
  // A tab of another person cannot be taken over.
  await beat(head, 'tab-manager');
  await leavePresence(manager, 'tab-manager');
});

test('a second process tells its own screens of somebody who spoke to the first', async () => {
  const heard: [number[], object][] = [];
  const hub = {
    size: 1, signal: (ids: ReadonlySet<number>, _: string, data: object) => {
      heard.push([[...ids], data]);
    },
  } as unknown as StreamHub;
  await beat(manager, 'tab-manager', 9);
  const watch = watchPresence(db, hub, { now: clock, onError: (error) => { throw error; } });
  await beat(head, 'tab-head-1', 9);
  const deadline = Date.now() + 10_000;
  while (heard.length === 0 && Date.now() < deadline) {
    await new Promise((resolve) => { setTimeout(resolve, 20); });
  }
  await watch.stop();
  assert.deepEqual(heard[0]?.[1], { entity: 'deal', entityId: 9 });
  assert.deepEqual(heard[0]?.[0].toSorted(), [people.manager.id, people.head.id].toSorted());
  now = new Date(now.getTime() + 60_000);
  await sweepPresence(db, now);
  assert.equal((await db.query('select from platform.presence')).rowCount, 0);
});
