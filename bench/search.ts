// What people type into Ctrl+K over everything: parts of names, ИНН, phones, numbers, the wrong
// layout; against the one indexed query that would find the same if the kind of text were known.
import { layoutVariants } from '#contract/keyboard-layout';
import { foldedSql, foldText } from '#platform/listing/fold-text';
import { createRandom, type Random } from '#test/onec-fake/random';
import { compareReads, type ReadCase } from './compare-reads.ts';
import { spread, type Figure, type Report } from './figures.ts';
import type { BenchOptions } from './main.ts';
import { ensureManyLeads } from './many-leads.ts';
import { benchPeople } from './people.ts';
import { openSite, requirePrepared, type Site } from './site.ts';

const SEARCH_MS_MAX = 80;
/** Of each kind and scope. */
const REPEATS = 6;
const SAMPLE = 400;

type Known = {
  companies: { name: string; inn: string | null }[];
  contacts: { name: string }[];
  phones: { value: string }[];
  deals: { number: string; title: string; order: string | null }[];
};

type Typed = { text: string; sql: string; value: string };

/** Spread over the whole base: by the remainder of ids, not by the newest. */
async function knownOf(site: Site): Promise<Known> {
  const some = async <T extends object>(table: string, columns: string, where = 'true') => {
    const { rows } = await site.db.query<T>(
      `select ${columns} from ${table} tablesample system (1) where ${where} limit ${SAMPLE}`);
    return rows;
  };
  return {
    companies: await some('customers.company', 'name, inn', 'deleted_at is null'),
    contacts: await some('customers.contact', 'name', 'deleted_at is null'),
    phones: await some('customers.reach', 'value', `kind = 'phone'`),
    deals: await some('deals.deal', 'number, title, order_numbers[1] as order'),
  };
}

const like = (table: string, column: string) =>
  `select id from ${table} where ${foldedSql(column)} like $1::text limit 6`;
const contains = (text: string) => `%${foldText(text)}%`;
const longestWord = (name: string) => name.split(/[^\p{L}]+/u)
  .toSorted((a, b) => b.length - a.length)[0] ?? name;
const wrongLayout = (text: string) => layoutVariants(text.toLowerCase()).at(-1) ?? text;

const KINDS: Record<string, (random: Random, known: Known) => Typed> = {
  'part of a company’s name': (random, { companies }) => {
    const word = longestWord(random.pick(companies).name);
    const text = word.slice(0, Math.max(4, word.length - 2));
    return { text, sql: like('customers.company', 'name'), value: contains(text) };
  },
  'name in the wrong layout': (random, { companies }) => {
    const word = longestWord(random.pick(companies).name);
    return {
      text: wrongLayout(word), sql: like('customers.company', 'name'), value: contains(word),
    };
  },
  'ИНН': (random, { companies }) => {
    const { inn } = random.pick(companies.filter((company) => company.inn));
    return {
      text: inn!, sql: 'select id from customers.company where inn = $1::text', value: inn!,
    };
  },
  'surname': (random, { contacts }) => {
    const [text = ''] = random.pick(contacts).name.split(' ');
    return { text, sql: like('customers.contact', 'name'), value: contains(text) };
  },
  'part of a phone': (random, { phones }) => {
    const text = random.pick(phones).value.slice(-7);
    return {
      text, sql: 'select id from customers.reach where value like $1::text limit 6',
      value: `%${text}%`,
    };
  },
  'number of a deal': (random, { deals }) => {
    const { number } = random.pick(deals);
    return {
      text: number, sql: 'select id from deals.deal where id = $1::bigint',
      value: number.replace(/\D/g, ''),
    };
  },
  'number of an order of 1C': (random, { deals }) => {
    const { order } = random.pick(deals.filter((deal) => deal.order));
    return {
      text: order!, sql: 'select deal_id from payments.sales_order where number = $1',
      value: order!,
    };
  },
  'digits of an order’s number': (random, { deals }) => {
    const { order } = random.pick(deals.filter((deal) => deal.order));
    const digits = order!.replace(/\D/g, '').replace(/^0+/, '');
    return {
      // Whole without its zeros, or the end that somebody has read out.
      text: digits.slice(random.chance(0.5) ? 0 : -4),
      sql: 'select deal_id from payments.sales_order where number = $1', value: order!,
    };
  },
  'words of a title': (random, { deals }) => {
    const text = random.pick(deals).title.split(' ').slice(0, 2).join(' ');
    return { text, sql: like('deals.deal', 'title'), value: contains(text) };
  },
};

export async function search({ deals }: BenchOptions): Promise<Report> {
  const site = await openSite(requirePrepared(deals));
  try {
    await ensureManyLeads(site, deals);
    const known = await knownOf(site);
    const cases: ReadCase[] = [];
    for (const { scope, employeeId, caller } of await benchPeople(site)) {
      const random = createRandom(employeeId);
      for (const kind of Object.values(KINDS)) {
        for (let repeat = 0; repeat < REPEATS; repeat += 1) {
          const { text, sql, value } = kind(random, known);
          cases.push({
            group: scope, caller, paths: [`/api/search?${new URLSearchParams({ q: text })}`],
            statements: [{ name: '', text: sql, values: [value] }],
          });
        }
      }
    }
    const compared = await compareReads(site, cases);
    return {
      title: `search over ${deals} deals, ${cases.length} texts of ${
        Object.keys(KINDS).length} kinds, 5 rounds`,
      figures: compared.map(({ group, ours, floor, ratio }): Figure => {
        const times = spread(ours);
        return {
          name: group, ours: `${times.p50.toFixed(1)} ms`,
          floor: `p50 ${spread(floor).p50.toFixed(1)}, p95 ${spread(floor).p95.toFixed(1)} ms`,
          ratio, ...times, target: `p95 ≤ ${SEARCH_MS_MAX} ms`, met: times.p95 <= SEARCH_MS_MAX,
        };
      }),
      notes: [
        `kinds: ${Object.keys(KINDS).join(', ')}`,
        'ours answers every kind at once for all nouns; the floor is told the kind and the noun',
      ],
    };
  } finally {
    await site.stop();
  }
}
