// 50,000 deferrals due one morning: a notice and a task each, exactly once, with a kill -9 in the
// middle. The floor writes the same rows by bulk inserts into the same indexes.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fireDeferrals } from '#modules/payments';
import { CHECKOUT } from '#platform/config';
import { one, type Db } from '#platform/database';
import { closeTestDatabases, createTestDatabase } from '#test/database';
import { fillManyDeals } from '#test/many-deals';
import type { Report } from './figures.ts';

const SECONDS_MAX = 20;
/** Two Mondays on: any earlier date is due. */
export const MORNING = new Date('2026-12-07T09:00:30+03:00');
const DUE_ON = '2026-12-04';
const KILL_AT = 0.3;

async function arm(db: Db, deals: number): Promise<void> {
  await fillManyDeals(db, { deals, open: deals });
  await db.query('update deals.deal set deferred_until = $1', [DUE_ON]);
  await db.query(
    `insert into payments.deferral (deal_id, deferred_until, state, armed)
     select id, $1, 'waiting', true from deals.deal`, [DUE_ON]);
  await db.query('vacuum analyze');
}

const count = async (db: Db, text: string): Promise<number> =>
  (await one<{ count: number }>(db, `select count(*) as count from ${text}`))!.count;

const fired = (db: Db) => count(db, `payments.deferral where state = 'fired'`);

/** Fires in a process of its own until a part is done, and is killed there. */
async function fireAndKill(url: string, db: Db, deals: number): Promise<number> {
  const child = spawn(process.execPath, [join(CHECKOUT, 'bench', 'timers-worker.ts'), url], {
    cwd: CHECKOUT, stdio: ['ignore', 'inherit', 'inherit'],
  });
  const ended = new Promise((done) => { child.on('exit', done); });
  while (await fired(db) < deals * KILL_AT && child.exitCode === null) {
    await new Promise((done) => { setTimeout(done, 20); });
  }
  child.kill('SIGKILL');
  await ended;
  return fired(db);
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await run();
  return (performance.now() - startedAt) / 1000;
}

/** The same rows with nothing to decide: what PostgreSQL alone needs for them. */
async function floor(db: Db): Promise<void> {
  await db.query(`
    insert into work.notification (employee_id, kind, title, body, entity, entity_id, once_key)
    select employee_id, kind, title, body, entity, entity_id, once_key || ':floor'
    from work.notification where kind = 'deferral.due'`);
  await db.query(`
    insert into work.task (title, kind, entity, entity_id, assignee_id, due_at, note, once_key)
    select title, kind, entity, entity_id, assignee_id, due_at, note, once_key || ':floor'
    from work.task where kind = 'deferral'`);
  await db.query(`
    insert into platform.event (at, kind, entity, entity_id, actor_id, source, data)
    select at, kind, entity, entity_id, actor_id, source, data from platform.event
    where kind in ('deferral.fired', 'notification.created', 'task.created')`);
  await db.query('update payments.deferral set head_notified_at = now()');
}

export async function timers({ deals = 50_000 }: { deals?: number }): Promise<Report> {
  const { db, drop } = await createTestDatabase();
  const other = await createTestDatabase();
  try {
    await arm(db, deals);
    const seconds = await timed(() => fireDeferrals(db, () => MORNING));
    const floorSeconds = await timed(() => floor(db));
    await arm(other.db, deals);
    const before = await fireAndKill(other.url, other.db, deals);
    await fireDeferrals(other.db, () => MORNING);
    const notices = await count(other.db, `work.notification where kind = 'deferral.due'`);
    const tasks = await count(other.db, `work.task where kind = 'deferral'`);
    const again = await fireDeferrals(other.db, () => MORNING);
    return {
      title: `timers: ${deals} deferrals due one morning`,
      figures: [
        {
          name: 'notice and task each', ours: `${seconds.toFixed(1)} s`,
          floor: `${floorSeconds.toFixed(1)} s`, ratio: floorSeconds / seconds,
          target: `≤ ${SECONDS_MAX} s`, met: seconds <= SECONDS_MAX,
        },
        {
          name: `killed after ${before}, run again: notices, tasks, third run`,
          ours: `${notices}, ${tasks}, ${again}`, target: `${deals}, ${deals}, 0`,
          met: notices === deals && tasks === deals && again === 0 && before < deals,
        },
      ],
      notes: ['fsync is off on both sides: the ratio is of work, not of the disk'],
    };
  } finally {
    await drop();
    await other.drop();
    await closeTestDatabases();
  }
}
