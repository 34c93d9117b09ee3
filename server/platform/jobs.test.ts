// What a person waits for is started by the commit that asks for it, not by the next look.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createTestDatabase } from '#test/database';
import { type Db, inTransaction, joinTransaction, one } from './database.ts';
import { enqueue, type Jobs, startJobs, wakeQueue } from './jobs.ts';

let db: Db;
let jobs: Jobs;
const seen: unknown[] = [];
let wanted = { count: 0, done: (): void => undefined };

before(async () => {
  ({ db } = await createTestDatabase());
  jobs = await startJobs(db, {
    jobs: [{
      name: 'test-wait',
      run: async ({ number }) => {
        seen.push(number);
        if (seen.length === wanted.count) wanted.done();
      },
    }, ...['test-patient', 'test-hasty'].map((name) => ({
      name, isPatient: name === 'test-patient',
      run: () => Promise.reject(new Error('no room')),
    }))],
    recurring: [], timeZone: 'Europe/Moscow', work: true, pollSeconds: 3600,
    onError: () => undefined,
  });
});
after(() => jobs.stop());

const until = (count: number) => new Promise<void>((done) => { wanted = { count, done }; });

test('jobs of this process start with their commit, one after the other', { timeout: 60_000 },
  async () => {
    const all = until(4);
    await inTransaction(db, async (tx) => {
      await enqueue(tx, 'test-wait', { number: 1 });
      // A part of a transaction waits for the whole of it.
      await inTransaction(joinTransaction(tx), (part) => enqueue(part, 'test-wait', { number: 2 }));
      assert.deepEqual(seen, []);
    });
    await inTransaction(db, (tx) => enqueue(tx, 'test-wait', { number: 3 }));
    await inTransaction(db, (tx) => enqueue(tx, 'test-wait', { number: 4 }));
    await all;
    assert.deepEqual(seen.toSorted(), [1, 2, 3, 4]);
  });

test('what is not committed starts nothing', async () => {
  await assert.rejects(inTransaction(db, async (tx) => {
    await enqueue(tx, 'test-wait', { number: 9 });
    throw new Error('taken back');
  }), /taken back/);
  const next = until(5);
  await inTransaction(db, (tx) => enqueue(tx, 'test-wait', { number: 5 }));
  await next;
  assert.ok(!seen.includes(9));
});

/** What became of the job when a try of it has failed. */
async function afterTry(queue: string, tries: number): Promise<string> {
  for (let looks = 0; looks < 400; looks += 1) {
    const row = await one<{ state: string; tries: number }>(db, `select state::text as state,
      retry_count as tries from pgboss.job where name = $1 and state in ('retry', 'failed')`,
    [queue]);
    if (row && row.tries >= tries) return row.state;
    await new Promise((done) => { setTimeout(done, 25); });
  }
  return assert.fail('it was not tried');
}

test('work that somebody waits for is tried until it gets there', { timeout: 60_000 }, async () => {
  const ends: Record<string, string> = {};
  for (const queue of ['test-patient', 'test-hasty']) {
    await inTransaction(db, (tx) => enqueue(tx, queue, {}));
    assert.equal(await afterTry(queue, 0), 'retry');
    await db.query(`update pgboss.job set retry_count = 20, start_after = now()
      where name = $1`, [queue]);
    wakeQueue(queue);
    ends[queue] = await afterTry(queue, 21);
  }
  assert.deepEqual(ends, { 'test-patient': 'retry', 'test-hasty': 'failed' });
});
