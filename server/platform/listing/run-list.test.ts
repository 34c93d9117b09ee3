import assert from 'node:assert/strict';
import test, { before } from 'node:test';
import fc from 'fast-check';
import type { ListQuery } from '#contract/listing';
import type { Db } from '#platform/database';
import { Refusal } from '#platform/refuse';
import { createEmptyDatabase } from '#test/database';
import { matchesFilter } from '#test/matches-filter';
import {
  FRAME, PUMPS, type Pump, createPumps, fillPumps, filterArbitrary, pumpArbitrary,
} from '#test/pump-list';
import type { Field } from './catalogue.ts';
import { type ListPage, type ListSource, runList } from './run-list.ts';
import { walkOf } from './walk.ts';

const SOURCE: ListSource = {
  catalogue: PUMPS, from: 'pump p', columns: 'p.id', visibility: { sql: 'true', values: [] },
};
const SORTABLE = [...PUMPS.fields.values()].filter((field) => field.sortable);

const RUNS = 60;

let db: Db;

before(async () => {
  ({ db } = await createEmptyDatabase());
  await createPumps(db);
});

async function pageThrough(source: ListSource, query: Record<string, string>): Promise<number[]> {
  const ids: number[] = [];
  let cursor: string | undefined;
  do {
    const page: ListPage<{ id: number }> = await runList(
      db, source, { ...query, ...(cursor ? { cursor } : {}) }, FRAME,
    );
    ids.push(...page.items.map((item) => item.id));
    cursor = page.cursor ?? undefined;
  } while (cursor);
  return ids;
}

function codeOf(code: string): (error: unknown) => boolean {
  return (error) => error instanceof Refusal && error.code === code;
}

test('SQL and the evaluator choose the same rows for any filter', async () => {
  const many = fc.array(pumpArbitrary, { minLength: 1, maxLength: 25 });
  const filters = fc.array(filterArbitrary, { minLength: 8, maxLength: 8 });
  await fc.assert(fc.asyncProperty(many, filters, async (pumps, asked) => {
    await fillPumps(db, pumps);
    for (const filter of asked) {
      const expected = pumps.flatMap((pump, index) =>
        matchesFilter(PUMPS, filter, pump, FRAME) ? [index + 1] : []);
      const text = JSON.stringify(filter);
      const query: ListQuery = { filter: text, sort: 'id', limit: '1000', total: '1' };
      const page = await runList<{ id: number }>(db, SOURCE, query, FRAME);
      assert.deepEqual(page.items.map((item) => item.id), expected, text);
      assert.equal(page.total, expected.length);
    }
  }), { numRuns: RUNS });
});

const sorts = fc.uniqueArray(
  fc.tuple(fc.constantFrom(...SORTABLE.map((field) => field.name)), fc.boolean()),
  { selector: ([name]) => name, minLength: 1, maxLength: 4 },
).map((keys) => keys.map(([name, down]) => `${down ? '-' : ''}${name}`).join(','));

test('paging in any order returns every row exactly once, nulls last', async () => {
  const many = fc.array(pumpArbitrary, { maxLength: 30 });
  const limits = fc.integer({ min: 1, max: 7 });
  await fc.assert(fc.asyncProperty(many, sorts, limits, async (pumps, sort, limit) => {
    await fillPumps(db, pumps);
    const whole = await runList<{ id: number }>(db, SOURCE, { sort, limit: '1000' }, FRAME);
    assert.equal(whole.cursor, null);
    const paged = await pageThrough(SOURCE, { sort, limit: String(limit) });
    assert.deepEqual(paged, whole.items.map((item) => item.id));
    assert.equal(new Set(paged).size, pumps.length);
    const first = sort.split(',')[0]!.replace('-', '');
    const present = paged.map((id) => (pumps[id - 1]![first] ?? null) !== null);
    assert.ok(!present.includes(false) || !present.slice(present.indexOf(false)).includes(true));
  }), { numRuns: RUNS });
});

const of = (sql: string, ...values: unknown[]) => ({ sql, values });
const BRANCHED: ListSource = {
  ...SOURCE,
  visibility: of('p.rank = 1 or p.rank > $1 or p.rank is null', 2),
  branches: {
    ordered: [of('p.rank = $1', 1), of('p.rank > $1', 2), of('p.rank is null')],
    counted: [of('p.rank = any($1)', [1]), of('p.rank > $1 or p.rank is null', 2)],
  },
};

const present = (field: Field) => `${field.sortColumn ?? field.column} is not null`;

/** Fields as one index each; ranks as a small table; prices as few, nought, equal to another. */
const WALKED = new Map<string, Field>([...PUMPS.fields].map(([name, field]) =>
  [name, { ...field, walk: walkOf(field.sortColumn ?? field.column, present(field), 'p.id') }]));
WALKED.get('soldOn')!.walk!.isSorted = true;
const price = (where: string, by = 'p.price_kopecks') => ({ where, by, id: 'p.id' });
const isHead = 'p.price_kopecks = p.head::bigint';
WALKED.get('priceKopecks')!.walk = {
  stretches: [
    { parts: [price('p.price_kopecks < 0')] },
    { where: 'p.price_kopecks = 0', value: 0 },
    {
      parts: [
        price(`p.price_kopecks > 0 and ${isHead}`, 'p.head::bigint'),
        price(`p.price_kopecks > 0 and (${isHead}) is not true`),
      ],
    },
  ],
  missing: 'p.price_kopecks is null',
};
WALKED.get('maker.rank')!.walk = {
  stretches: [{
    parts: ['p.spare', 'p.spare is not true'].map((where) => ({
      where: `p.rank = w.code and ${where}`, by: 'w.word', id: '(p.id + 0)',
      each: {
        from: '(select n as code from generate_series(0, 9) n)', word: 'w.code', key: 'w.code',
      },
    })),
  }],
};

test('an order read a stretch after the other gives the pages of the plain one', async () => {
  const many = fc.array(pumpArbitrary, { maxLength: 30 });
  const limits = fc.integer({ min: 1, max: 7 });
  const names = [...SORTABLE.map(({ name }) => name), ...Array<string>(4).fill('priceKopecks'),
    ...Array<string>(3).fill('maker.rank')];
  const order = fc.constantFrom(...names.flatMap((name) => [name, `-${name}`]));
  await fc.assert(fc.asyncProperty(many, order, limits, fc.boolean(),
    async (pumps, sort, limit, inBranches) => {
      await fillPumps(db, pumps);
      const plain = inBranches ? BRANCHED : SOURCE;
      const walked = { ...plain, catalogue: { ...PUMPS, fields: WALKED } };
      const query = { sort, limit: String(limit) };
      const pages = await pageThrough(plain, query);
      assert.deepEqual(await pageThrough(walked, query), pages);
      assert.deepEqual(await pageThrough({ ...walked, seesFew: true }, query), pages);
    }), { numRuns: RUNS });
});

test('what a filter leaves is the same, looked for in an order or sorted', async () => {
  const many = fc.array(pumpArbitrary, { maxLength: 30 });
  const limit = fc.integer({ min: 1, max: 7 });
  const looks = fc.record({
    first: fc.integer({ min: 1, max: 30 }), few: fc.constantFrom(0, 5, 1000),
  });
  const names = ['id', 'priceKopecks', 'maker.rank', ...SORTABLE.map(({ name }) => name)];
  const sort = fc.constantFrom(undefined, ...names.flatMap((name) => [name, `-${name}`]));
  await fc.assert(fc.asyncProperty(
    fc.record({ pumps: many, sort, limit, looks, asked: filterArbitrary, seesFew: fc.boolean() }),
    fc.boolean(), async ({ pumps, limit: count, asked, looks: own, seesFew, ...of }, inParts) => {
      await fillPumps(db, pumps);
      const plain = inParts ? BRANCHED : SOURCE;
      const walked = { ...plain, catalogue: { ...PUMPS, fields: WALKED }, looks: own, seesFew };
      const query = { limit: String(count), filter: JSON.stringify(asked),
        ...(of.sort ? { sort: of.sort } : {}) };
      assert.deepEqual(await pageThrough(walked, query), await pageThrough(plain, query));
    }), { numRuns: 3 * RUNS });
});

test('branches give the rows, the order and the totals of the whole predicate', async () => {
  const { branches: _branches, ...whole } = BRANCHED;
  const many = fc.array(pumpArbitrary, { maxLength: 30 });
  const limits = fc.integer({ min: 1, max: 7 });
  await fc.assert(fc.asyncProperty(many, sorts, limits, filterArbitrary,
    async (pumps, sort, limit, asked) => {
      await fillPumps(db, pumps);
      const filter = JSON.stringify(asked);
      const query = { sort, limit: String(limit), filter };
      assert.deepEqual(await pageThrough(BRANCHED, query), await pageThrough(whole, query));
      const totals = { ...query, total: '1' as const, sums: 'priceKopecks' };
      const [mine, theirs] = [
        await runList(db, BRANCHED, totals, FRAME), await runList(db, whole, totals, FRAME)];
      assert.deepEqual([mine.total, mine.sums], [theirs.total, theirs.sums]);
    }), { numRuns: RUNS });
});

const THREE: Pump[] = [
  {
    title: 'ЦНС-180', priceKopecks: 100, createdAt: '2026-11-01T00:00:00.000001Z', 'maker.rank': 1,
  },
  { title: 'Ёлка', priceKopecks: null, createdAt: '2026-11-01T00:00:00.000002Z', 'maker.rank': 2 },
  {
    title: 'насос', priceKopecks: 9_007_199_254_740_000, createdAt: '2026-11-02T00:00:00Z',
    'maker.rank': 3,
  },
];

test('total and sums are of the whole view, not of the page', async () => {
  await fillPumps(db, THREE);
  const query: ListQuery = { limit: '1', total: '1', sums: 'priceKopecks,maker.rank' };
  const page = await runList(db, SOURCE, query, FRAME);
  assert.equal(page.items.length, 1);
  assert.equal(page.total, 3);
  assert.deepEqual(page.sums, { priceKopecks: 9_007_199_254_740_100, 'maker.rank': 6 });
  const none = await runList(db, SOURCE, { ...query, filter: '{"title":{"eq":"нет"}}' }, FRAME);
  assert.deepEqual([none.total, none.sums], [0, { priceKopecks: 0, 'maker.rank': 0 }]);
});

test('visibility and search narrow rows, total and sums alike', async () => {
  await fillPumps(db, THREE);
  const source: ListSource = {
    ...SOURCE,
    visibility: { sql: 'p.rank = any($1::bigint[]) or p.rank = $2', values: [[2], 3] },
    search: { sql: 'p.title = $1', values: ['насос'] },
  };
  const filter = JSON.stringify({ priceKopecks: { gt: 0 } });
  const page = await runList<{ id: number }>(
    db, source, { filter, q: 'насос', total: '1', sums: 'maker.rank' }, FRAME,
  );
  assert.deepEqual(page.items, [{ id: 3 }]);
  assert.deepEqual([page.total, page.sums], [1, { 'maker.rank': 3 }]);
  assert.deepEqual(await pageThrough(source, { limit: '1', sort: '-id' }), [3, 2]);
});

test('moments a microsecond apart do not fall between pages', async () => {
  await fillPumps(db, THREE);
  assert.deepEqual(await pageThrough(SOURCE, { sort: 'createdAt', limit: '1' }), [1, 2, 3]);
  assert.deepEqual(await pageThrough(SOURCE, { sort: '-createdAt', limit: '1' }), [3, 2, 1]);
});

test('a cursor serves only the view it was given for', async () => {
  await fillPumps(db, THREE);
  const { cursor } = await runList(db, SOURCE, { sort: 'soldOn', limit: '1' }, FRAME);
  const foreign = [
    { sort: '-soldOn' }, { sort: 'soldOn', q: 'x' },
    { sort: 'soldOn', filter: '{"spare":{"eq":true}}' },
  ];
  for (const query of foreign) {
    await assert.rejects(
      runList(db, SOURCE, { ...query, cursor: cursor! }, FRAME), codeOf('cursor.invalid'),
    );
  }
  const content = JSON.parse(Buffer.from(cursor!, 'base64url').toString()) as { h: string };
  const doctored: unknown[] = [
    { ...content, v: ['2026-13-45', '1'] }, { ...content, v: ['2026-01-01', 'one'] },
    { ...content, v: ['2026-01-01'] }, { ...content, v: ['2026-01-01', null] },
    { ...content, v: ['2026-01-01', 1] }, { ...content, v: ['\0', '1'] }, { ...content, v: 5 },
    { v: ['2026-01-01', '1'], h: 'другой' }, null, 7, 'x',
  ];
  for (const value of doctored) {
    const text = Buffer.from(JSON.stringify(value)).toString('base64url');
    await assert.rejects(
      runList(db, SOURCE, { sort: 'soldOn', cursor: text }, FRAME), codeOf('cursor.invalid'),
      JSON.stringify(value),
    );
  }
  await assert.rejects(
    runList(db, SOURCE, { sort: 'soldOn', cursor: '!!!' }, FRAME), codeOf('cursor.invalid'),
  );
});

test('one direction without nulls pages through an index, not through a sort', async () => {
  await db.query('create index if not exists pump_newest on pump (created_at desc, id desc)');
  await db.query('delete from pump');
  await db.query(`insert into pump (id, created_at, rank)
    select n, timestamptz '2026-01-01' + n * interval '1 minute', 1
    from generate_series(1, 5000) n`);
  await db.query('analyze pump');
  const { cursor } = await runList(db, SOURCE, { sort: '-createdAt', limit: '100' }, FRAME);
  const seen: string[] = [];
  const explaining = {
    query: async (text: string, values: unknown[]) => {
      const plan = await db.query<{ 'QUERY PLAN': string }>(`explain ${text}`, values);
      seen.push(...plan.rows.map((row) => row['QUERY PLAN']));
      return db.query(text, values);
    },
  } as unknown as Db;
  await runList(explaining, SOURCE, { sort: '-createdAt', limit: '10', cursor: cursor! }, FRAME);
  const plan = seen.join('\n');
  // The ids of the page come off the index in their order; only those rows are put in order again.
  assert.match(plan, /Limit [^\n]*\n[^\n]*using pump_newest[^\n]*\n\s*Index Cond: \(ROW\(/);
});

test('a limit outside of 1–1000 is refused', async () => {
  for (const limit of ['0', '1001']) {
    await assert.rejects(runList(db, SOURCE, { limit }, FRAME), codeOf('request.invalid'));
  }
});
