// 1C pushes: 70 % orders, 30 % payments, batches of 200, two senders, for as long as asked; people
// use the screens meanwhile. The floor is COPY of the very rows that came in.
import { randomUUID } from 'node:crypto';
import { createRandom, type Random } from '#test/onec-fake/random';
import { item, orderBody, paymentBody, type WireItem } from '#test/onec/items';
import { asItems, managerUidOf, pusher } from './big-deal.ts';
import { copyFloor } from './copy-floor.ts';
import { spread, type Report } from './figures.ts';
import { loadNow } from '#test/machine';
import type { BenchOptions } from './main.ts';
import { benchPeople } from './people.ts';
import { usualPaths, watchScreens } from './screens.ts';
import { openSite, peakMib, requirePrepared, type Site } from './site.ts';

const SENDERS = 2;
const BATCH = 200;
const RATE_MIN = 1_000;
const SCREEN_MS_MAX = 300;
/** Marks the rows of this run, and of no earlier one. */
const NUMBER = `ЗАМЕР-${Date.now()}`;

function makeBatch(random: Random, managerUids: string[], known: string[]): WireItem[] {
  return Array.from({ length: BATCH }, () => {
    if (known.length > 10 && random.chance(0.3)) {
      const orderUid = random.pick(known);
      return item('payment', randomUUID(), 1,
        paymentBody('500.00', [{ orderUid, sum: '500.00' }], { number: NUMBER }));
    }
    const uid = randomUUID();
    known.push(uid);
    const total = `${random.int(1_000, 900_000)}.00`;
    const [line] = (orderBody(total) as { lines: object[] }).lines;
    const quarter = { ...line, sum: (Number(total) / 4).toFixed(2) };
    return item('order', uid, 1, orderBody(total, {
      number: NUMBER, managerUid: random.pick(managerUids), managerName: 'Менеджер',
      lines: [
        { ...line, sum: (Number(total) / 2).toFixed(2) },
        { ...quarter, lineUid: '2' }, { ...quarter, lineUid: '3' },
      ],
    }));
  });
}

async function sendFor(site: Site, seed: number, untilMs: number, managers: string[]) {
  const client = await pusher(site);
  const random = createRandom(seed);
  const known: string[] = [];
  const times: number[] = [];
  const statuses: Record<string, number> = {};
  while (performance.now() < untilMs) {
    const items = asItems(makeBatch(random, managers, known));
    const startedAt = performance.now();
    for (const { status } of await client.push(items)) {
      statuses[status] = (statuses[status] ?? 0) + 1;
    }
    times.push(performance.now() - startedAt);
  }
  return { statuses, times };
}

export async function push({ deals, seconds }: BenchOptions): Promise<Report> {
  const site = await openSite(requirePrepared(deals));
  try {
    const people = await benchPeople(site);
    const managers = await Promise.all(people.map((person) =>
      managerUidOf(site, person.employeeId)));
    const caller = people[1]?.caller ?? people[0]!.caller;
    const paths = await usualPaths(caller);
    const watch = watchScreens(caller, () => paths);
    const startedAt = performance.now();
    const done = await Promise.all(Array.from({ length: SENDERS }, (_, index) =>
      sendFor(site, Date.now() + index, startedAt + seconds * 1000, managers)));
    const tookSeconds = (performance.now() - startedAt) / 1000;
    await watch.stop();
    const load = loadNow();
    const applied = done.reduce((sum, one) => sum + (one.statuses['applied'] ?? 0), 0);
    const statuses = [...new Set(done.flatMap((one) => Object.keys(one.statuses)))];
    if (statuses.join() !== 'applied') throw new Error(`Not only applied: ${statuses.join()}`);
    const floor = await copyFloor(site, pushedRows(), Object.keys(pushedRows()));
    const rate = applied / tookSeconds;
    const screens = spread(watch.times);
    return {
      title: `push for ${seconds} s into ${deals} deals, ${SENDERS} senders`,
      figures: [
        {
          name: 'objects', ours: `${rate.toFixed(0)} objects/s, ${applied} applied`,
          floor: `COPY of the same ${floor.rows} rows: ${floor.seconds.toFixed(1)} s`,
          ratio: floor.seconds / tookSeconds, ...spread(done.flatMap((one) => one.times)),
          target: `≥ ${RATE_MIN} objects/s`, met: rate >= RATE_MIN,
        },
        {
          name: 'screens meanwhile',
          ours: `${watch.times.length} requests, ${watch.failures} failed`,
          ...screens, target: `p95 < ${SCREEN_MS_MAX} ms`,
          met: screens.p95 < SCREEN_MS_MAX && watch.failures === 0,
        },
        { name: 'memory of the server', ours: `${peakMib(site.server.child.pid)} MiB` },
      ],
      notes: [
        `p50, p95, p99 of the first line are those of a batch of ${BATCH}; statuses: ${
          statuses.join(', ')}`,
        `the sender signs and serialises on the same machine; load ${load} at the end`,
      ],
    };
  } finally {
    await site.stop();
  }
}

/** Rows that this bench has brought, table by table. */
function pushedRows(): Record<string, string> {
  const orders = `select uid from payments.sales_order where number = '${NUMBER}'`;
  const payments = `select uid from payments.payment where number = '${NUMBER}'`;
  const dealIds = `select deal_id from payments.sales_order where number = '${NUMBER}'`;
  return {
    'deals.deal': `id in (${dealIds})`,
    'deals.deal_reader': `deal_id in (${dealIds})`,
    'payments.sales_order': `number = '${NUMBER}'`,
    'payments.order_line': `order_uid in (${orders})`,
    'payments.payment': `number = '${NUMBER}'`,
    'payments.payment_line': `payment_uid in (${payments})`,
    'onec.object': `uid in (${orders} union all ${payments})`,
    'platform.event': `entity = 'deal' and entity_id in (${dealIds})`,
  };
}
