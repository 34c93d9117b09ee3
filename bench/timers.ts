// 50,000 deferrals due one morning: a notice and a task each, exactly once, with a kill -9 in the
// middle. The floor writes the same rows by bulk inserts into the same indexes.
import { fireDeferrals } from '#modules/payments';
import type { Db } from '#platform/database';
import { closeTestDatabases, createTestDatabase } from '#test/database';
import {
  armDeferrals, firedCount, fireElsewhere, killHard, MORNING, toldCounts,
} from '#test/many-deferrals';
import type { Report } from './figures.ts';

const SECONDS_MAX = 20;
const KILL_AT = 0.3;

/** Fires in a process of its own until a part is done, and is killed there. */
async function fireAndKill(url: string, db: Db, deals: number): Promise<number> {
  const firing = fireElsewhere(url);
  while (await firedCount(db) < deals * KILL_AT && firing.child.exitCode === null) {
    await new Promise((done) => { setTimeout(done, 20); });
  }
  await killHard(firing);
  return firedCount(db);
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
    await armDeferrals(db, deals);
    const seconds = await timed(() => fireDeferrals(db, () => MORNING));
    const floorSeconds = await timed(() => floor(db));
    await armDeferrals(other.db, deals);
    const before = await fireAndKill(other.url, other.db, deals);
    await fireDeferrals(other.db, () => MORNING);
    const { notices: [notices], tasks: [tasks] } = await toldCounts(other.db);
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
