// A payment comes from 1C; another person looks at the deal. How long until their screen is told,
// and until it has the new sum? The browser's own work is not in it.
import { get, type IncomingMessage } from 'node:http';
import { createRandom } from '#test/onec-fake/random';
import { item, paymentBody } from '#test/onec/items';
import { asItems, makeBigDeal, pusher } from './big-deal.ts';
import { spread, type Report } from './figures.ts';
import { mustSucceed, type Caller } from './http.ts';
import type { BenchOptions } from './main.ts';
import { benchPeople } from './people.ts';
import { openSite, requirePrepared, type Site } from './site.ts';
import { signIn } from '#test/app';
import { DEMO_PASSWORD } from '#modules/staff';

const PAYMENTS = 100;
const LIVE_MS_MAX = 300;
/** The poller of events looks this often; half of it is the floor's mean. */
const POLL_MS = 50;

type Listener = { next: (entityId: number) => Promise<void>; close: () => void };

export async function live({ deals }: BenchOptions): Promise<Report> {
  const site = await openSite(requirePrepared(deals));
  try {
    const [person] = await benchPeople(site);
    if (!person) throw new Error('Nobody to look');
    const dealId = await makeBigDeal(site, person.employeeId);
    const cookie = await signIn(site.url, 'bench-own', DEMO_PASSWORD);
    const listener = await listen(site, cookie);
    const { told, shown, requests } = await payAndWatch(site, person.caller, listener, dealId);
    listener.close();
    const floor = spread(requests);
    return {
      title: `live: ${PAYMENTS} payments into an open deal among ${deals}`,
      figures: [
        {
          name: 'told over the stream', ours: `${spread(told).p50.toFixed(0)} ms`, ...spread(told),
        },
        {
          name: 'new sum on the other side', ours: `${spread(shown).p50.toFixed(0)} ms`,
          floor: `push ${floor.p50.toFixed(0)} ms + poll ${POLL_MS} ms`,
          ratio: (floor.p50 + POLL_MS / 2) / spread(shown).p50, ...spread(shown),
          target: `p95 ≤ ${LIVE_MS_MAX} ms`, met: spread(shown).p95 <= LIVE_MS_MAX,
        },
      ],
      notes: [
        'from the sending of the push to the answer of the deal\'s money with the new sum; without '
        + 'the DOM, which the end-to-end tests cover',
      ],
    };
  } finally {
    await site.stop();
  }
}

async function payAndWatch(
  site: Site, caller: Caller, listener: Listener, dealId: number,
) {
  const random = createRandom(Date.now());
  const client = await pusher(site);
  const { rows } = await site.db.query<{ uid: string }>(
    'select uid from payments.sales_order where deal_id = $1', [dealId]);
  const orderUid = rows[0]?.uid ?? '';
  const times = { told: [] as number[], shown: [] as number[], requests: [] as number[] };
  for (let turn = 0; turn < PAYMENTS; turn += 1) {
    const startedAt = performance.now();
    const told = listener.next(dealId);
    const pushed = client.push(asItems([
      item('payment', random.uid(), 1, paymentBody('1.00', [{ orderUid, sum: '1.00' }]))]))
      .then(() => { times.requests.push(performance.now() - startedAt); });
    await told;
    times.told.push(performance.now() - startedAt);
    const path = `/api/deals/${dealId}`;
    const { text } = mustSucceed(await caller.get(path), path);
    times.shown.push(performance.now() - startedAt);
    const paid = (JSON.parse(text) as { paidKopecks: number }).paidKopecks;
    const expected = 500_000 + (turn + 1) * 100;
    if (paid !== expected) throw new Error(`Paid ${paid} instead of ${expected}`);
    await pushed;
    // Payments of life come at any moment of the poller's beat.
    await new Promise((done) => { setTimeout(done, random.int(20, 120)); });
  }
  return times;
}

async function listen(site: Site, cookie: string): Promise<Listener> {
  const waiting = new Map<number, () => void>();
  const request = get(`${site.url}/api/stream`, { headers: { cookie } });
  const response = await new Promise<IncomingMessage>((done, fail) => {
    request.on('response', done);
    request.on('error', fail);
  });
  let rest = '';
  response.setEncoding('utf8');
  response.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (!line.startsWith('data:')) continue;
      const { entity, entityId } = JSON.parse(line.slice(5)) as
        { entity: string; entityId: number };
      if (entity !== 'deal') continue;
      waiting.get(entityId)?.();
      waiting.delete(entityId);
    }
  });
  return {
    next: (entityId) => new Promise((done) => { waiting.set(entityId, done); }),
    close: () => { request.destroy(); },
  };
}
