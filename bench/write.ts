// What a manager does to a deal all day, each with its event and its version, against a bare
// update and insert in one transaction of one client.
import { mustSucceed, type Caller } from './http.ts';
import { median, spread, type Figure, type Report } from './figures.ts';
import type { BenchOptions } from './main.ts';
import { benchPeople } from './people.ts';
import { bareClient, openSite, requirePrepared, type Site } from './site.ts';

const ROUNDS = 5;
const WRITES = 60;
const RATIO_MIN = 0.5;

type Deal = { id: number; version: number; stageId: number };
type Writer = { name: string; write: (deal: Deal, turn: number) => Promise<void> };

const versionOf = (text: string) => (JSON.parse(text) as { version: number }).version;

function writersOf(caller: Caller, stages: number[]): Writer[] {
  const send = async (method: string, path: string, body: unknown) =>
    mustSucceed(await caller.send(method, path, body), `${method} ${path}`).text;
  const line = {
    name: 'Насос ЦНС 180-128', quantity: '1', price: '1000.00', vatRate: '22', unit: 'шт',
  };
  return [
    {
      name: 'move a stage',
      write: async (deal) => {
        const stageId = stages.find((one) => one !== deal.stageId) ?? 0;
        deal.version = versionOf(
          await send('POST', `/api/deals/${deal.id}/stage-moves`, { stageId }));
        deal.stageId = stageId;
      },
    },
    {
      name: 'edit a field',
      write: async (deal, turn) => {
        deal.version = versionOf(await send('PATCH', `/api/deals/${deal.id}`,
          { version: deal.version, comment: `Правка ${turn}` }));
      },
    },
    {
      name: 'add a line',
      write: async (deal, turn) => {
        deal.version = versionOf(await send('PUT', `/api/deals/${deal.id}/lines`, {
          version: deal.version,
          lines: Array.from({ length: 1 + (turn % 5) }, () => line),
        }));
      },
    },
  ];
}

async function newDeals(caller: Caller, site: Site, count: number): Promise<Deal[]> {
  const deals: Deal[] = [];
  for (let index = 0; index < count; index += 1) {
    const { text } = mustSucceed(
      await caller.send('POST', '/api/deals', { title: `Замер ${index}` }), 'new deal');
    const { id } = JSON.parse(text) as { id: number };
    const { rows } = await site.db.query<Deal>(
      'select id, version, stage_id as "stageId" from deals.deal where id = $1', [id]);
    deals.push(rows[0] as Deal);
  }
  return deals;
}

/** The least that a change with a history can cost. */
async function bareWrite(client: Awaited<ReturnType<typeof bareClient>>, id: number, turn: number) {
  await client.query('begin');
  await client.query({
    name: 'bare-update',
    text: `update deals.deal set comment = $2, updated_at = now(), version = version + 1
      where id = $1`,
    values: [id, `Правка ${turn}`],
  });
  await client.query({
    name: 'bare-event',
    text: `insert into platform.event (at, kind, entity, entity_id, source, data)
      values (now(), 'bench.edited', 'deal', $1, 'system', $2)`,
    values: [id, JSON.stringify({ changes: { comment: { old: null, new: `Правка ${turn}` } } })],
  });
  await client.query('commit');
}

export async function write({ deals }: BenchOptions): Promise<Report> {
  const site = await openSite(requirePrepared(deals));
  const client = await bareClient(site);
  try {
    const people = await benchPeople(site);
    const caller = people[0]?.caller as Caller;
    const own = await newDeals(caller, site, 20);
    const { rows } = await site.db.query<{ id: number }>(
      `select s.id from deals.stage s where s.pipeline_id =
         (select pipeline_id from deals.deal where id = $1) and s.semantics = 'open'
       order by s.position limit 2`, [own[0]?.id]);
    const figures: Figure[] = [];
    for (const writer of writersOf(caller, rows.map((row) => row.id))) {
      figures.push(await compare(writer, own, (id, turn) => bareWrite(client, id, turn)));
    }
    return {
      title: `write among ${deals} deals, ${ROUNDS} rounds of ${WRITES}`, figures,
      notes: ['over HTTP with rights, version, event and realtime; one writer'],
    };
  } finally {
    await client.end();
    await site.stop();
  }
}

async function compare(
  { name, write: act }: Writer, own: Deal[], bare: (id: number, turn: number) => Promise<void>,
): Promise<Figure> {
  const ours: number[] = [];
  const floor: number[] = [];
  const ratios: number[] = [];
  for (let round = -1; round < ROUNDS; round += 1) {
    const [mine, theirs]: [number[], number[]] = [[], []];
    for (let turn = 0; turn < WRITES; turn += 1) {
      const deal = own[turn % own.length] as Deal;
      mine.push(await timed(() => act(deal, turn)));
      // A deal of its own, so that versions of ours stay what we believe.
      theirs.push(await timed(() => bare(100_000 + turn + 1, turn)));
    }
    if (round < 0) continue;
    ours.push(...mine);
    floor.push(...theirs);
    ratios.push(median(theirs) / median(mine));
  }
  const ratio = median(ratios);
  return {
    name, ours: `${median(ours).toFixed(1)} ms`, floor: `p50 ${median(floor).toFixed(1)} ms`,
    ratio, ...spread(ours), target: `ratio ≥ ${RATIO_MIN}`, met: ratio >= RATIO_MIN,
  };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
