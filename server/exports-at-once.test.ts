// Orders of files that come at once: the limit of one person holds among them too.
import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { after, before, test } from 'node:test';
import { EXPORT_QUEUE, startExport } from '#platform/exports/start-export';
import type { Db } from '#platform/database';
import { type Jobs, startQueues } from '#platform/jobs';
import { createTestDatabase } from '#test/database';
import { contextOf, createPeople, type People } from '#test/people';
import { exportDeps } from './mass.ts';

let db: Db;
let jobs: Jobs;
let people: People;

before(async () => {
  ({ db } = await createTestDatabase());
  people = await createPeople(db);
  // Only enqueues: nobody takes an order away while the others are counted.
  jobs = await startQueues(db, EXPORT_QUEUE);
});
after(() => jobs.stop());

test('of twenty orders at once three are taken, those of a colleague beside them', async () => {
  const deps = exportDeps(db, () => new Date(), tmpdir());
  const order = async (person: People['head']) => startExport(await contextOf(db, person), deps, {
    noun: 'deals', format: 'csv', columns: [{ field: 'title', header: 'Сделка' }],
  });
  const asked = await Promise.allSettled([
    ...Array.from({ length: 20 }, () => order(people.head)), order(people.admin),
  ]);
  const taken = asked.map(({ status }) => status === 'fulfilled');
  assert.equal(taken.pop(), true, 'the colleague');
  assert.equal(taken.filter(Boolean).length, 3);
  for (const answer of asked) {
    if (answer.status === 'rejected') assert.equal(answer.reason.code, 'field.invalid');
  }
});
