// Very many deferrals that fall due one morning, and a process that fires them to be killed.
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { CHECKOUT } from '#platform/config';
import { one, type Db } from '#platform/database';
import { fillManyDeals } from './many-deals.ts';

/** A Monday; any earlier date is due. */
export const MORNING = new Date('2026-12-07T09:00:30+03:00');
const DUE_ON = '2026-12-04';

export async function armDeferrals(db: Db, deals: number): Promise<void> {
  await fillManyDeals(db, { deals, open: deals });
  await db.query('update deals.deal set deferred_until = $1', [DUE_ON]);
  await db.query(
    `insert into payments.deferral (deal_id, deferred_until, state, armed)
     select id, $1, 'waiting', true from deals.deal`, [DUE_ON]);
  await db.query('vacuum analyze');
}

const count = async (db: Db, text: string): Promise<number> =>
  (await one<{ count: number }>(db, `select count(*) as count from ${text}`))!.count;

export const firedCount = (db: Db) => count(db, `payments.deferral where state = 'fired'`);

/** Rows and the deals they are of: equal when nobody was told twice. */
export async function toldCounts(db: Db) {
  const of = async (table: string, kind: string) => [
    await count(db, `${table} where kind = '${kind}'`),
    await count(db, `(select distinct entity_id from ${table} where kind = '${kind}') x`),
  ];
  return {
    notices: await of('work.notification', 'deferral.due'),
    tasks: await of('work.task', 'deferral'),
    events: await of('platform.event', 'deferral.fired'),
  };
}

export type FiringProcess = { child: ChildProcess; ended: Promise<unknown> };

export function fireElsewhere(url: string): FiringProcess {
  const child = spawn(process.execPath,
    [join(CHECKOUT, 'test', 'deferral-worker.ts'), url, MORNING.toISOString()],
    { cwd: CHECKOUT, stdio: ['ignore', 'inherit', 'inherit'] });
  return { child, ended: new Promise((done) => { child.on('exit', done); }) };
}

export async function killHard({ child, ended }: FiringProcess): Promise<void> {
  child.kill('SIGKILL');
  await ended;
}
