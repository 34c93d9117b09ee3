import assert from 'node:assert/strict';
import test, { before } from 'node:test';
import { systemContext } from '#platform/context';
import { inTransaction, type Db } from '#platform/database';
import { writeEvents } from '#platform/events';
import { createTestDatabase } from '#test/database';
import { ensurePartitions } from './partitions.ts';

let db: Db;
before(async () => { ({ db } = await createTestDatabase()); });

const NOW = new Date('2026-11-23T09:00:00Z');

const write = (at: Date) => inTransaction(db, (tx) =>
  writeEvents(tx, systemContext(db, 'system', () => at), [
    { kind: 'company.created', entity: 'company', entityId: 1, data: { at } },
  ]));

async function eventsIn(partition: string): Promise<number> {
  const { rows } = await db.query<{ count: number }>(`select count(*) from platform.${partition}`);
  return rows[0]!.count;
}

test('what was written before its month existed moves into it unchanged', async () => {
  await write(NOW);
  await write(new Date('2026-12-31T23:59:59Z'));
  await write(new Date('2020-01-01T00:00:00Z'));
  const all = () => db.query('select * from platform.event order by id');
  const before = (await all()).rows;
  assert.equal(await eventsIn('event_default'), 3);
  await ensurePartitions(db, ['platform.event', 'onec.message'], NOW);
  assert.deepEqual((await all()).rows, before);
  assert.equal(await eventsIn('event_default'), 1);
  assert.equal(await eventsIn('event_2026_11'), 1);
  assert.equal(await eventsIn('event_2026_12'), 1);
});

test('repeating makes nothing, and new rows find their month', async () => {
  await ensurePartitions(db, ['platform.event'], NOW);
  await write(new Date('2027-01-15T00:00:00Z'));
  assert.equal(await eventsIn('event_2027_01'), 1);
});
