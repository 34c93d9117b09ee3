// What the tests of the listing share: a made-up noun with a field of every type and generators.
import fc from 'fast-check';
import type { Filter } from '#contract/listing';
import type { Queryable } from '#platform/database';
import { defineCatalogue } from '#platform/listing/catalogue';
import type { FilterFrame } from '#platform/listing/resolve-filter';

export const FRAME: FilterFrame = {
  now: new Date('2026-11-23T21:30:00.000Z'), timeZone: 'Europe/Moscow', hidden: new Set(),
};

export const PUMPS = defineCatalogue({
  noun: 'pumps', hasId: false,
  idColumn: 'p.id',
  fields: {
    title: { label: 'Название', type: 'text', column: 'p.title', sortable: true },
    head: { label: 'Напор', type: 'number', column: 'p.head', sortable: true },
    priceKopecks: {
      label: 'Цена', type: 'money', column: 'p.price_kopecks', sortable: true, group: 'deal.money',
    },
    paidPercent: { label: 'Оплачено', type: 'percent', column: 'p.paid_percent', sortable: true },
    soldOn: { label: 'Продан', type: 'date', column: 'p.sold_on', sortable: true },
    createdAt: {
      label: 'Создан', type: 'moment', column: 'p.created_at', sortable: true, nullable: false,
    },
    testedAt: { label: 'Испытан', type: 'moment', column: 'p.tested_at', sortable: true },
    spare: { label: 'Запасной', type: 'flag', column: 'p.spare', sortable: true },
    kind: { label: 'Вид', type: 'choice', column: 'p.kind', sortable: true },
    companyId: { label: 'Компания', type: 'reference', column: 'p.company_id', sortable: true },
    uid: { label: 'Код', type: 'text', column: 'p.uid', sqlType: 'uuid', sortable: true },
    'maker.rank': {
      label: 'Ранг', type: 'number', column: 'p.rank', sqlType: 'bigint', sortable: true,
      nullable: false,
    },
  },
});

export type Pump = Record<string, string | number | boolean | null>;

const COLUMNS: Record<string, string> = {
  title: 'title', head: 'head', priceKopecks: 'price_kopecks', paidPercent: 'paid_percent',
  soldOn: 'sold_on', createdAt: 'created_at', testedAt: 'tested_at', spare: 'spare', kind: 'kind',
  companyId: 'company_id', uid: 'uid', 'maker.rank': 'rank',
};

export async function createPumps(db: Queryable): Promise<void> {
  await db.query(`create table pump (
    id bigint primary key, title text, head numeric, price_kopecks bigint, paid_percent integer,
    sold_on date, created_at timestamptz not null, tested_at timestamptz, spare boolean,
    kind text, company_id integer, uid uuid, rank smallint not null)`);
}

/** Replaces the table's rows; ids are 1, 2, 3 … in the order given. */
export async function fillPumps(db: Queryable, pumps: readonly Pump[]): Promise<void> {
  const names = Object.keys(COLUMNS);
  const records = pumps.map((pump, index) => Object.fromEntries(
    [['id', index + 1], ...names.map((name) => [COLUMNS[name], pump[name] ?? null])],
  ));
  await db.query('delete from pump');
  await db.query(
    'insert into pump select * from jsonb_populate_recordset(null::pump, $1::jsonb)',
    [JSON.stringify(records)],
  );
}

const LETTERS = [
  'а', 'А', 'е', 'Е', 'ё', 'Ё', 'z', 'Z', '%', '_', '\\', "'", '"', 'ß', 'İ', 'Σ', 'ς', ' ', '$1',
];
const text = fc.array(fc.constantFrom(...LETTERS), { maxLength: 4 }).map((parts) => parts.join(''));
const head = fc.integer({ min: -5, max: 5 }).map((tenth) => tenth / 2);
const money = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constant(9_007_199_254_740_991));
const percent = fc.integer({ min: 0, max: 4 });
const DAY_MS = 86_400_000;
const day = fc.integer({ min: -3, max: 3 })
  .map((shift) => new Date(FRAME.now.getTime() + shift * DAY_MS).toISOString().slice(0, 10));
const moment = fc.tuple(day, fc.constantFrom('20:59:59.999', '21:00:00.000', '00:00:00.000'))
  .map(([date, time]) => `${date}T${time}Z`);
const kind = fc.constantFrom('центробежный', 'винтовой', '');
const company = fc.integer({ min: 1, max: 4 });
const uid = fc.constantFrom(
  '11111111-1111-4111-8111-111111111111', 'abcdefab-cdef-4abc-8def-abcdefabcdef',
);
const relative = fc.constantFrom(
  'today', 'yesterday', 'tomorrow', '-1d', '+1d', '-1w', '-1m', '+1y', 'startOfWeek', 'endOfWeek',
  'startOfMonth', 'endOfMonth', 'startOfQuarter', 'endOfQuarter', 'startOfYear', 'endOfYear',
);

const stored = {
  title: text, head, priceKopecks: money, paidPercent: percent, soldOn: day, createdAt: moment,
  testedAt: moment, spare: fc.boolean(), kind, companyId: company, uid, 'maker.rank': percent,
};
const REQUIRED = new Set(['createdAt', 'maker.rank']);

/** Rows with many ties and many nulls: that is where filters and paging go wrong. */
export const pumpArbitrary: fc.Arbitrary<Pump> = fc.record(Object.fromEntries(
  Object.entries(stored).map(([name, value]) => [
    name, REQUIRED.has(name) ? value : fc.option(value as fc.Arbitrary<string>, { freq: 3 }),
  ]),
)) as fc.Arbitrary<Pump>;

const asked: Record<string, fc.Arbitrary<unknown>> = {
  ...stored,
  soldOn: fc.oneof(day, relative),
  createdAt: fc.oneof(day, moment, relative, fc.constant('now'), fc.constant('-2h')),
  testedAt: fc.oneof(day, moment, relative, fc.constant('now'), fc.constant('+3h')),
};

const leaf: fc.Arbitrary<Filter> = fc.constantFrom(...PUMPS.fields.values()).chain((field) =>
  fc.constantFrom(...field.operators).chain((operator) => {
    const value = fc.option(asked[field.name]!, { freq: 8 });
    return operandOf(operator, value)
      .map((operand) => ({ [field.name]: { [operator]: operand } }) as Filter);
  }));

function operandOf(operator: string, value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  if (operator === 'empty') return fc.boolean();
  if (operator === 'between') return fc.tuple(value, value);
  if (operator === 'in' || operator === 'nin') return fc.array(value, { maxLength: 3 });
  return value;
}

/** Filters that the catalogue accepts, three levels deep. */
export const filterArbitrary: fc.Arbitrary<Filter> = fc.letrec<{ node: Filter; leaf: Filter }>(
  (tie) => ({
    leaf,
    node: fc.oneof(
      { maxDepth: 3, depthIdentifier: 'filter' },
      leaf,
      fc.tuple(leaf, leaf).map(([one, two]) => ({ ...one, ...two }) as Filter),
      fc.record({ and: fc.array(tie('node'), { maxLength: 3 }) }),
      fc.record({ or: fc.array(tie('node'), { maxLength: 3 }) }),
      fc.record({ not: tie('node') }),
    ),
  }),
).node;
