// What waits while a history is being loaded, and for how long.
import assert from 'node:assert/strict';
import test from 'node:test';
import { createCompany } from '#modules/customers';
import { readConfig } from '#platform/config';
import { one } from '#platform/database';
import { createTestDatabase } from '#test/database';
import { addDepartment, addPerson, seedPresets } from '#test/factory';
import { schedule } from './schedule.ts';

test('duplicates are looked for after the load, and a killed load holds nobody up', async () => {
  const { db } = await createTestDatabase();
  await seedPresets(db);
  const manager = await addPerson(db, { departmentId: await addDepartment(db) });
  await createCompany(manager.ctx, { name: 'АО «Волгоцемент»' });
  const scan = schedule(db, () => new Date(), readConfig({}))
    .find(({ name }) => name === 'customers-scan-duplicates')!;
  const waiting = async () => {
    await scan.run();
    return (await one<{ n: number }>(db,
      'select count(*)::int as n from customers.duplicate_due'))!.n;
  };
  await db.query(`
    with base as (insert into onec.base (ib, epoch, time_zone)
      values ('ut', 'e1', 'Europe/Moscow') returning id)
    insert into onec.history_file (base_id, path, size_bytes, state, touched_at)
    select id, 'История.ndjson', 1, 'running', now() from base`);
  assert.equal(await waiting(), 1, 'the load is at work');
  await db.query(`update onec.history_file set touched_at = now() - interval '2 minutes'`);
  assert.equal(await waiting(), 0, 'nobody has touched it for long');
});
