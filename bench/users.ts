// 120 people at work at once: each has a live stream and does something every eight seconds on
// average, which is a busy hour, while 1C sends an object a second.
import type { Db } from '#platform/database';
import { createRandom } from '#test/onec-fake/random';
import { item, orderBody, paymentBody } from '#test/onec/items';
import { asItems, managerUidOf, pusher } from './big-deal.ts';
import { spread, type Figure, type Report } from './figures.ts';
import { callerOf } from './http.ts';
import type { BenchOptions } from './main.ts';
import { memoryOf } from './memory.ts';
import { cpuSeconds, openSite, requirePrepared, type Site } from './site.ts';
import { openStreams } from './streams.ts';
import { ACTS, pickAct, type Floor, type User } from './user-acts.ts';
import { signEverybodyIn, USERS } from './user-people.ts';

/** Between the end of one act and the beginning of the next. */
const THINK_MS = { least: 4_000, most: 12_000 };
const PUSH_EVERY_MS = 3_000;
const REQUEST_MS_MAX = 200;
const MEMORY_MIB_MAX = 1_536;
/** Cards that one person comes back to. */
const DEALS_EACH = 40;

type Taken = { requests: number[]; acts: Map<string, number[]>; failures: string[] };

export async function users({ deals, seconds }: BenchOptions): Promise<Report> {
  const site = await openSite(requirePrepared(deals));
  try {
    const taken: Taken = { requests: [], acts: new Map(), failures: [] };
    const cookies = await signEverybodyIn(site);
    const people = await Promise.all(cookies.map(async (one, index): Promise<User> => ({
      caller: timing(callerOf(site.url, one.cookie), taken),
      random: createRandom(index), dealIds: await dealsOf(site.db, one.employeeId),
      mayWrite: one.mayWrite,
    })));
    const floor = await readFloor(site.db);
    const streams = await openStreams(site.url, cookies.map(({ cookie }) => cookie));
    const cpu = cpuSeconds(site.server.child.pid);
    const startedAt = performance.now();
    const untilMs = startedAt + seconds * 1000;
    const sent = pushUntil(site, cookies[0]!.employeeId, untilMs);
    await Promise.all(people.map((user) => work(user, floor, { untilMs, taken })));
    const objects = await sent;
    const took = (performance.now() - startedAt) / 1000;
    const told = streams.close();
    const memory = memoryOf(site);
    return {
      title: `users: ${USERS} people for ${Math.round(took)} s among ${deals} deals`,
      figures: [
        requestsFigure(taken, took), ...actFigures(taken),
        {
          name: 'memory, server and PostgreSQL', ours: `${memory.serverMib + memory.privateMib
            + memory.sharedMib} MiB`,
          target: `≤ ${MEMORY_MIB_MAX} MiB`,
          met: memory.serverMib + memory.privateMib + memory.sharedMib <= MEMORY_MIB_MAX,
        },
      ],
      notes: [
        `each does something every ${THINK_MS.least / 1000} to ${THINK_MS.most / 1000} s; ${
          objects} objects of 1C came meanwhile; ${told} changes were told over ${USERS} streams`,
        `the server process used ${((cpuSeconds(site.server.child.pid) - cpu) / took).toFixed(2)
        } of a core; whoever plays the people shares the machine with it`,
        `memory: server ${memory.serverMib}, own memory of PostgreSQL's processes ${
          memory.privateMib}, pages of its shared buffers ${memory.sharedMib} MiB`,
        ...taken.failures.slice(0, 5),
      ],
    };
  } finally {
    await site.stop();
  }
}

function requestsFigure({ requests, failures }: Taken, took: number): Figure {
  const times = spread(requests);
  return {
    name: 'requests', ours: `${(requests.length / took).toFixed(0)} a second, ${
      failures.length} failed`,
    ...times, target: `p95 ≤ ${REQUEST_MS_MAX} ms, none failed`,
    met: times.p95 <= REQUEST_MS_MAX && failures.length === 0,
  };
}

const actFigures = ({ acts }: Taken): Figure[] => ACTS.map(({ name }) => {
  const times = acts.get(name) ?? [];
  return { name, ours: `${times.length} times`, ...spread(times) };
});

function timing(caller: User['caller'], { requests }: Taken): User['caller'] {
  const note = <T extends { ms: number }>(answer: T): T => {
    requests.push(answer.ms);
    return answer;
  };
  return {
    get: async (path) => note(await caller.get(path)),
    send: async (method, path, body) => note(await caller.send(method, path, body)),
  };
}

async function work(
  user: User, floor: Floor, { untilMs, taken }: { untilMs: number; taken: Taken },
): Promise<void> {
  for (;;) {
    const pause = user.random.int(THINK_MS.least, THINK_MS.most);
    if (performance.now() + pause > untilMs) return;
    await new Promise((done) => { setTimeout(done, pause); });
    const act = pickAct(user);
    const startedAt = performance.now();
    try {
      await act.run(user, floor);
      const times = taken.acts.get(act.name) ?? [];
      taken.acts.set(act.name, [...times, performance.now() - startedAt]);
    } catch (error) {
      taken.failures.push(`${act.name}: ${String(error)}`);
    }
  }
}

/** Two orders and a payment of one of them, every three seconds; returns how many were applied. */
async function pushUntil(site: Site, employeeId: number, untilMs: number): Promise<number> {
  const client = await pusher(site);
  const managerUid = await managerUidOf(site, employeeId);
  const random = createRandom(Date.now());
  let applied = 0;
  while (performance.now() + PUSH_EVERY_MS < untilMs) {
    const [orderUid, other] = [random.uid(), random.uid()];
    const order = (uid: string) =>
      item('order', uid, 1, orderBody('9000.00', { managerUid, managerName: 'Менеджер' }));
    const statuses = await client.push(asItems([order(orderUid), order(other),
      item('payment', random.uid(), 1, paymentBody('500.00', [{ orderUid, sum: '500.00' }]))]));
    applied += statuses.filter(({ status }) => status === 'applied').length;
    await new Promise((done) => { setTimeout(done, PUSH_EVERY_MS); });
  }
  return applied;
}

/** Open ones first: those are what a person works on. */
async function dealsOf(db: Db, employeeId: number): Promise<number[]> {
  const { rows } = await db.query<{ id: number }>(`
    select id from deals.deal where responsible_id = $1
    order by is_open desc, id desc limit ${DEALS_EACH}`, [employeeId]);
  return rows.map(({ id }) => id);
}

async function readFloor(db: Db): Promise<Floor> {
  const { rows } = await db.query<{ id: number; pipelineId: number }>(`
    select s.id, p.id as "pipelineId" from deals.stage s join deals.pipeline p
      on p.id = s.pipeline_id
    where p.code = 'quick' and s.semantics = 'open' order by s.position limit 3`);
  const companies = await db.query<{ name: string }>(
    'select name from customers.company where deleted_at is null order by id desc limit 200');
  return {
    quickId: rows[0]!.pipelineId, stages: rows.map(({ id }) => id),
    words: companies.rows.flatMap(({ name }) => name.split(/[^\p{L}]+/u))
      .filter((word) => word.length > 5),
  };
}
