// kill -9 in the morning of many deferrals: whatever the worker was doing, everybody is told once.
import assert from 'node:assert/strict';
import test from 'node:test';
import type { Db } from '#platform/database';
import { createTestDatabase } from '#test/database';
import {
  armDeferrals, firedCount, fireElsewhere, killHard, MORNING, toldCounts,
} from '#test/many-deferrals';
import { fireDeferrals } from './deferral-due.ts';

const DEALS = Number(process.env['VERSTAK_DEFERRALS'] ?? 600);
const KILLS = Number(process.env['VERSTAK_DEFERRAL_KILLS'] ?? 3);
/** Tables in the order in which a batch writes them: a kill at each leaves other halves behind. */
const TABLES = ['work.task', 'work.notification', 'platform.event'];

const until = async (isTrue: () => Promise<boolean>): Promise<void> => {
  while (!await isTrue()) await new Promise((done) => { setTimeout(done, 10); });
};

const isAny = async (db: Db, text: string): Promise<boolean> =>
  (await db.query(`select from ${text} limit 1`)).rows.length > 0;

const BUSY = `pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`;

type Kill = { table: string; /** A batch or more has been committed before. */ isLater: boolean };

/** Holds a table, waits for a batch that stands before it half-written, and kills its process. */
async function killBefore(db: Db, url: string, { table, isLater }: Kill): Promise<void> {
  const holder = await db.connect();
  const before = await firedCount(db);
  try {
    await holder.query('begin');
    if (!isLater) await holder.query(`lock table ${table} in share mode`);
    const firing = fireElsewhere(url);
    // The last of all may end before it is caught.
    const hasEnded = () => firing.child.exitCode !== null;
    if (isLater) {
      await until(async () => hasEnded() || await firedCount(db) > before);
      await holder.query(`lock table ${table} in share mode`);
    }
    await until(async () => hasEnded() || await isAny(db, 'pg_locks where not granted'));
    await killHard(firing);
    await holder.query('rollback');
  } finally {
    holder.release();
  }
  // PostgreSQL learns that nobody listens when it wants to answer; then the batch is undone.
  await until(async () => !await isAny(db, `${BUSY} and state <> 'idle'`));
}

test(`${KILLS} × kill -9 while ${DEALS} deferrals fall due: each told once`, async () => {
  const { db, url } = await createTestDatabase();
  await armDeferrals(db, DEALS);
  for (let kill = 0; kill < KILLS; kill += 1) {
    await killBefore(db, url, {
      table: TABLES[kill % TABLES.length]!, isLater: kill % 2 === 1,
    });
    assert.deepEqual(new Set(Object.values(await toldCounts(db)).flat()),
      new Set([await firedCount(db)]), 'a batch is whole or nothing');
  }
  await fireDeferrals(db, () => MORNING);
  const once = [DEALS, DEALS];
  assert.deepEqual(await toldCounts(db), { notices: once, tasks: once, events: once });
  assert.equal(await fireDeferrals(db, () => MORNING), 0);
});
