// Reads over HTTP against the very same SQL on a bare prepared client, turn by turn, so that both
// see the same caches and the same neighbours on the machine.
import { createHash } from 'node:crypto';
import type { Actor } from '#platform/actor';
import type { Context } from '#platform/context';
import type { Db, NamedQuery } from '#platform/database';
import { loadActor } from '#modules/staff';
import { median } from './figures.ts';
import { mustSucceed, type Caller } from './http.ts';
import type { BenchPerson } from './people.ts';
import { bareClient, type Site } from './site.ts';

export type ReadCase = {
  group: string;
  caller: Caller;
  /** Asked at once, as a screen does. */
  paths: string[];
  statements: NamedQuery[];
};

export type Compared = { group: string; ours: number[]; floor: number[]; ratio: number };

export async function actorOf(site: Site, person: Pick<BenchPerson, 'employeeId'>): Promise<Actor> {
  const { rows } = await site.db.query<{ id: number }>(
    'select account_id as id from staff.employee where id = $1', [person.employeeId]);
  const actor = await loadActor(site.db, rows[0]?.id ?? 0, new Date());
  if (!actor) throw new Error(`Employee ${person.employeeId} cannot act`);
  return actor;
}

/** Runs the verb once and keeps what it asked the database. */
export async function statementsOf(
  site: Site, actor: Actor, work: (ctx: Context) => Promise<unknown>,
): Promise<NamedQuery[]> {
  const asked: NamedQuery[] = [];
  const query = (given: string | NamedQuery, values: unknown[] = []) => {
    const { text, values: own = values } = typeof given === 'string' ? { text: given } : given;
    const name = createHash('sha256').update(text).digest('base64url').slice(0, 16);
    asked.push({ name, text, values: own });
    return site.db.query(given as string, values.length > 0 ? values : undefined);
  };
  const db = { ...site.db, query } as unknown as Db;
  await work({ db, actor, source: 'ui', requestId: null, now: () => new Date() });
  return asked;
}

export async function compareReads(
  site: Site, cases: ReadCase[], rounds = 5,
): Promise<Compared[]> {
  const client = await bareClient(site);
  const groups = new Map<string, { ours: number[][]; floor: number[][] }>();
  try {
    // The round before the first warms both sides up and is not counted.
    for (let round = -1; round < rounds; round += 1) {
      for (const { group, caller, paths, statements } of cases) {
        const times = groups.get(group) ?? { ours: [], floor: [] };
        groups.set(group, times);
        const ours = await timed(() => Promise.all(paths.map(async (path) =>
          mustSucceed(await caller.get(path), path))));
        const floor = await timed(async () => {
          for (const statement of statements) await client.query(statement);
        });
        if (round < 0) continue;
        (times.ours[round] ??= []).push(ours);
        (times.floor[round] ??= []).push(floor);
      }
    }
  } finally {
    await client.end();
  }
  return [...groups].map(([group, { ours, floor }]) => ({
    group, ours: ours.flat(), floor: floor.flat(),
    ratio: median(ours.map((times, round) => sum(floor[round] ?? []) / sum(times))),
  }));
}

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
