// A push that is interrupted by kill -9 again and again, while 1C patiently repeats what was not
// answered. Only processes that this test has started are killed, each by its pid.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApiKey } from '#platform/auth/api-keys';
import { readConfig } from '#platform/config';
import { openDatabase, type Db } from '#platform/database';
import { SILENT_LOG } from '#platform/log';
import { joinPostgres } from '#platform/postgres/open';
import { openSecrets } from '#platform/secrets';
import { createTestDatabase } from '#test/database';
import { createClient } from '../onec-fake/client.ts';
import type { FakeItem } from '../onec-fake/base.ts';
import { createRandom, type Random } from '../onec-fake/random.ts';
import { stream } from '../onec-fake/stream.ts';
import { introduce, openInbox, sendInOrder } from './converge.ts';
import { doubledNotices, exchangeState, type ExchangeState } from './exchange-state.ts';
import { freePort, startServerProcess, type ServerProcess } from './server-process.ts';
import { checkSums, type SumCheck } from './sum-check.ts';

export type KillPlan = {
  seed: number;
  items: number;
  kills: number;
  /** The server starts its own PostgreSQL, and every other kill hits that instead of Node. */
  embedded: boolean;
};

export type KillOutcome = {
  kills: { node: number; postgres: number };
  statuses: Record<string, number>;
  survived: ExchangeState;
  undisturbed: ExchangeState;
  doubled: unknown[];
  sums: SumCheck;
};

/** Items a call carries: a kill then often falls between the commit and the answer. */
const SLICE = 100;
/** About as long as a slice takes, so that a kill falls anywhere into it. */
const KILL_WITHIN_MS = 250;

type Site = {
  env: Record<string, string>; dataDir: string; embedded: boolean;
  server: ServerProcess | null; random: Random;
  kills: KillOutcome['kills'];
};

export async function pushThroughKills(plan: KillPlan): Promise<KillOutcome> {
  const { items, base } = stream(plan.seed, plan.items);
  const dataDir = mkdtempSync(join(tmpdir(), 'verstak-kill-'));
  const database = plan.embedded ? null : await createTestDatabase();
  const site: Site = {
    dataDir, embedded: plan.embedded, server: null, random: createRandom(plan.seed + 7),
    kills: { node: 0, postgres: 0 },
    env: {
      PORT: String(await freePort()), VERSTAK_DATA: dataDir,
      ...(database ? { DATABASE_URL: database.url } : {}),
    },
  };
  try {
    site.server = await startServerProcess(site.env);
    const statuses = await pushWhileKilling(site, items, plan.kills);
    return await onDatabase(site, async (db) => ({
      kills: site.kills, statuses,
      survived: await exchangeState(db), undisturbed: await undisturbed(items),
      doubled: await doubledNotices(db), sums: await checkSums(db, base),
    }));
  } finally {
    await site.server?.stop();
    await database?.drop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function pushWhileKilling(
  site: Site, items: FakeItem[], kills: number,
): Promise<Record<string, number>> {
  const key = await onDatabase(site, (db) =>
    createApiKey(db, openSecrets(site.dataDir), { kind: 'onec', name: 'Тестовая база' }));
  const client = createClient({
    ...key, url: site.server?.url ?? '', retryMs: 40, retryMaxMs: 400, triesMax: 2_000,
  });
  const { ib, epoch } = items[0] as FakeItem;
  await client.hello({ ib, epoch } as Parameters<typeof client.hello>[0]);
  const statuses: Record<string, number> = {};
  let done = 0;
  for (let at = 0; at < items.length; at += SLICE) {
    const due = Math.floor(((at + SLICE) / items.length) * kills);
    const killing = done < due ? killLater(site, done) : null;
    if (killing) done += 1;
    // Together: a server that does not come back says why at once, not after the last try.
    const [answers] = await Promise.all([client.push(items.slice(at, at + SLICE)), killing]);
    for (const { status } of answers) statuses[status] = (statuses[status] ?? 0) + 1;
  }
  return statuses;
}

async function killLater(site: Site, index: number): Promise<void> {
  const waitMs = site.random.int(0, KILL_WITHIN_MS);
  await new Promise((done) => { setTimeout(done, waitMs); });
  if (site.embedded && index % 2 === 1) {
    process.kill(postmasterOf(site.dataDir), 'SIGKILL');
    site.kills.postgres += 1;
    return;
  }
  await site.server?.kill();
  site.server = await startServerProcess(site.env);
  site.kills.node += 1;
}

export const postmasterOf = (dataDir: string): number =>
  Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);

/** The same items in order into a database of their own, in this process. */
async function undisturbed(items: FakeItem[]): Promise<ExchangeState> {
  const { inbox, drop } = await openInbox();
  try {
    await introduce(inbox.db, items[0] as FakeItem);
    await sendInOrder(inbox, items);
    return await exchangeState(inbox.db);
  } finally {
    await drop();
  }
}

/** On the database of a server process, whoever has started it. */
export async function onDatabase<T>(
  site: Pick<Site, 'env'>, work: (db: Db) => Promise<T>,
): Promise<T> {
  const config = readConfig(site.env);
  const postgres = await joinPostgres(config, { log: SILENT_LOG });
  const db = openDatabase(postgres.connection, 2);
  try {
    return await work(db);
  } finally {
    await db.end();
    await postgres.stop();
  }
}
