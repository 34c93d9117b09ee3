// 200 mixed views, 50 of each scope of rights: the first page alone, and with the exact total.
import { listDeals } from '#modules/deals';
import { createRandom, type Random } from '#test/onec-fake/random';
import { actorOf, compareReads, statementsOf, type ReadCase } from './compare-reads.ts';
import { spread, type Figure, type Report } from './figures.ts';
import type { BenchOptions } from './main.ts';
import { benchPeople, type BenchPerson } from './people.ts';
import { openSite, requirePrepared, type Site } from './site.ts';

const VIEWS_PER_SCOPE = 50;
const PAGE_MS_MAX = 30;
const TOTAL_MS_MAX = 250;
const RATIO_MIN = 0.6;

type View = Record<string, string>;
type Facts = { stages: number[]; departments: number[]; words: string[] };

const filterOf = (filter: object): View => ({ filter: JSON.stringify(filter) });

/** What people keep as saved views: by stage, by payment, by period, by text, by money. */
function viewOf(random: Random, { stages, departments, words }: Facts): View {
  const month = `20${random.int(18, 26)}-${String(random.int(1, 11)).padStart(2, '0')}`;
  const kinds: (() => View)[] = [
    () => ({}),
    () => filterOf({ isOpen: { eq: true } }),
    () => filterOf({ stage: { in: [random.pick(stages), random.pick(stages)] } }),
    () => filterOf({ isOpen: { eq: true }, stage: { eq: random.pick(stages) } }),
    () => filterOf({ paidPercent: { lt: 100 }, isOpen: { eq: true } }),
    () => filterOf({ paidPercent: { between: [1, 99] } }),
    () => filterOf({ createdAt: { gte: `${month}-01`, lt: `${month}-28` } }),
    () => filterOf({ createdAt: { gte: '-90d' } }),
    () => filterOf({ department: { eq: random.pick(departments) } }),
    () => filterOf({ amountKopecks: { gte: random.int(1, 50) * 10_000_000 } }),
    () => ({ q: random.pick(words) }),
    () => ({ sort: '-amountKopecks', ...filterOf({ createdAt: { gte: '-365d' } }) }),
  ];
  return random.pick(kinds)();
}

async function factsOf(site: Site): Promise<Facts> {
  const ids = async (text: string) =>
    (await site.db.query<{ id: number }>(text)).rows.map((row) => row.id);
  const { rows } = await site.db.query<{ title: string }>(
    'select title from deals.deal order by id desc limit 200');
  return {
    stages: await ids(`select s.id from deals.stage s join deals.pipeline p
      on p.id = s.pipeline_id where p.code = 'quick'`),
    departments: await ids(`select id from staff.department where kind = 'sales'`),
    words: rows.map(({ title }) => title.split(' ').slice(0, 2).join(' ')),
  };
}

async function casesOf(site: Site, person: BenchPerson, facts: Facts): Promise<ReadCase[]> {
  const actor = await actorOf(site, person);
  const random = createRandom(person.employeeId);
  const cases: ReadCase[] = [];
  for (let index = 0; index < VIEWS_PER_SCOPE; index += 1) {
    const view = viewOf(random, facts);
    for (const total of ['0', '1'] as const) {
      const query = { ...view, limit: '50', total };
      cases.push({
        group: `${person.scope}, ${total === '1' ? 'page + exact total' : 'page'}`,
        caller: person.caller,
        paths: [`/api/deals?${new URLSearchParams(query).toString()}`],
        statements: await statementsOf(site, actor, (ctx) => listDeals(ctx, query)),
      });
    }
  }
  return cases;
}

export async function list({ deals }: BenchOptions): Promise<Report> {
  const site = await openSite(requirePrepared(deals));
  try {
    const facts = await factsOf(site);
    const cases: ReadCase[] = [];
    for (const person of await benchPeople(site)) {
      cases.push(...await casesOf(site, person, facts));
    }
    const compared = await compareReads(site, cases);
    return {
      title: `list over ${deals} deals, 50 views of each scope, 5 rounds`,
      figures: compared.map(({ group, ours, floor, ratio }): Figure => {
        const times = spread(ours);
        const limit = group.endsWith('total') ? TOTAL_MS_MAX : PAGE_MS_MAX;
        return {
          name: group, ours: `${times.p50.toFixed(1)} ms`,
          floor: `p50 ${spread(floor).p50.toFixed(1)}, p95 ${spread(floor).p95.toFixed(1)} ms`,
          ratio, ...times, target: `p95 ≤ ${limit} ms, ratio ≥ ${RATIO_MIN}`,
          met: times.p95 <= limit && ratio >= RATIO_MIN,
        };
      }),
      notes: ['one request at a time; the floor runs the same statements on one bare client'],
    };
  } finally {
    await site.stop();
  }
}
