// A lively base over OData, disturbed in every way that bases and networks know: what is stored in
// the end is what the same base pushed in order.
import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { systemContext } from '#platform/context';
import { one } from '#platform/database';
import { openSecrets } from '#platform/secrets';
import { createBase, itemOf, type FakeBase, type FakeItem } from '#test/onec-fake/base';
import { liveOneStep } from '#test/onec-fake/lively';
import { someFaults } from '#test/onec-fake/odata/faults';
import {
  FAKE_LOGIN, FAKE_NODE, FAKE_PASSWORD, FAKE_PLAN, startFakeOdata, type FakeOdata,
} from '#test/onec-fake/odata/server';
import { createRandom } from '#test/onec-fake/random';
import { fillRefs } from '#test/onec-fake/verbs-refs';
import { introduce, openInbox, sendInOrder } from '#test/onec/converge';
import { exchangeState, type ExchangeState } from '#test/onec/exchange-state';
import { connectOdata } from './connect-base.ts';
import { pollBase, type Memories, type PollerDeps } from './poll-base.ts';

const SEEDS = Number(process.env['VERSTAK_ODATA_SEEDS'] ?? 1);
const STEPS = Number(process.env['VERSTAK_ODATA_STEPS'] ?? 30);

type Live = { base: FakeBase; items: FakeItem[]; step: () => void; wait: () => void };

function liveBase(seed: number): Live {
  let nowMs = Date.parse('2026-03-02T06:00:00Z');
  const base = createBase(createRandom(seed), { now: () => new Date(nowMs) });
  const items: FakeItem[] = [];
  base.onWrite = (object) => items.push(itemOf(base, object));
  fillRefs(base, { employees: 4, products: 12, companies: 8 });
  return {
    base, items,
    wait: () => { nowMs += 60_000; },
    step: () => {
      nowMs += base.random.int(1, 12) * 60_000;
      liveOneStep(base);
    },
  };
}

type Site = {
  deps: PollerDeps; fake: FakeOdata; baseId: number; memories: Memories;
  drop: () => Promise<void>;
};

async function connect(live: Live, options: { plan: boolean; release: '11.4' | '11.5' }) {
  const fake = await startFakeOdata({ base: live.base, release: options.release });
  const { inbox, drop } = await openInbox();
  const secrets = openSecrets(mkdtempSync(join(tmpdir(), 'verstak-odata-')));
  const deps: PollerDeps = {
    db: inbox.db, now: live.base.now, secrets, doubtMs: 60_000,
    patience: { answerMs: 2_000, idleMs: 2_000 },
  };
  const ctx = systemContext(inbox.db, 'ui', live.base.now);
  const link = await connectOdata(ctx, secrets, {
    ib: 'ut11', url: fake.url, login: FAKE_LOGIN, password: FAKE_PASSWORD, sinceOn: '2026-03-01',
    plan: options.plan ? FAKE_PLAN : null, nodeUid: options.plan ? FAKE_NODE : null,
    pollSeconds: 30, windowDays: 10,
  });
  const site: Site = {
    deps, fake, baseId: link.id, memories: new Map(),
    drop: async () => {
      await fake.close();
      await drop();
    },
  };
  return site;
}

const poll = ({ deps, memories, baseId }: Site) =>
  pollBase(deps, memories, baseId).catch((error: unknown) => {
    if ((error as Error).name !== 'OdataProblem') throw error;
  });

/** Polls until nothing is left to take, the walk over all months included. */
async function settle(site: Site, live: Live): Promise<void> {
  site.fake.plan = () => null;
  site.fake.runLate();
  await site.deps.db.query(
    'update onec.odata_link set sweep_started_at = null, sweep_finished_at = null');
  for (let polls = 0; polls < 60; polls += 1) {
    await poll(site);
    const row = await one<{ state: string; error: string | null; done: boolean; plan: boolean }>(
      site.deps.db, `select state, error, sweep_finished_at is not null as done,
         plan is not null as plan from onec.odata_link`);
    assert.equal(row?.state, 'ok', row?.error ?? '');
    if (row?.done && (!row.plan || site.fake.node.waiting().length === 0)) return;
    // What is in doubt is acknowledged when the time of the base has gone on.
    live.wait();
  }
  assert.fail('the base was never read to its end');
}

/** Revisions over OData are our own, so bodies are compared as rows, not as hashes. */
const comparable = ({ objects: _, ...state }: ExchangeState) => state;

async function inOrder(items: FakeItem[]): Promise<ExchangeState> {
  const { inbox, drop } = await openInbox();
  try {
    await introduce(inbox.db, items[0]!);
    await sendInOrder(inbox, items);
    return await exchangeState(inbox.db);
  } finally {
    await drop();
  }
}

const FIRST = Number(process.env['VERSTAK_ODATA_FIRST'] ?? 1);

for (let seed = FIRST; seed < FIRST + SEEDS; seed += 1) {
  test(`${STEPS} acts of seed ${seed}, a fifth of the requests fails: the same by a plan of `
    + 'exchange, by windows of dates and by a push in order', async () => {
    const live = liveBase(seed);
    const random = createRandom(seed + 500);
    const sites = [
      await connect(live, { plan: true, release: '11.5' }),
      await connect(live, { plan: false, release: '11.4' }),
    ];
    try {
      for (const site of sites) {
        await poll(site);
        site.fake.plan = someFaults(random, 0.2);
      }
      for (let step = 0; step < STEPS; step += 1) {
        live.step();
        for (const site of sites) {
          if (random.chance(0.15)) await poll(site);
          if (random.chance(0.05)) site.fake.runLate();
        }
      }
      for (const site of sites) await settle(site, live);
      const wanted = comparable(await inOrder(live.items));
      for (const site of sites) {
        assert.deepEqual(comparable(await exchangeState(site.deps.db)), wanted);
      }
    } finally {
      for (const site of sites) await site.drop();
    }
  });
}
