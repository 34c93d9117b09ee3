// Where values of custom fields live: one jsonb column in the record's own table, against a row
// for each value. The same records, the same questions, in one run. Decides docs/decisions/0015.
import { createEmptyDatabase, closeTestDatabases } from '#test/database';
import type { Db } from '#platform/database';
import type { Report } from './figures.ts';
import { median, spread } from './figures.ts';

type Form = 'jsonb' | 'rows';
type Question = { name: string; jsonb: string; rows: string };

const ROUNDS = 15;

// Ten fields, half of the records filled: a list (city), a number (power), a date, a text …
const FILL = `
  create table deal_jsonb (id bigint primary key, title text, updated_at timestamptz,
    version int not null default 1, custom jsonb);
  create table deal_rows (id bigint primary key, title text, updated_at timestamptz,
    version int not null default 1);
  create table value (field_id int not null, deal_id bigint not null, number numeric, text text,
    primary key (deal_id, field_id));
  insert into deal_jsonb
    select n, 'Насос ' || n, now() - n * interval '1 minute', 1,
      case when n % 2 = 0 then jsonb_build_object('city', 'c' || n % 40, 'power', n % 500,
        'ready', to_char(date '2020-01-01' + n % 2000, 'YYYY-MM-DD'), 'object', 'Цех ' || n % 9000,
        'f5', n, 'f6', n % 7, 'f7', 'т' || n, 'f8', n % 2 = 0, 'f9', n % 3, 'f10', 'о' || n % 9)
      end
    from generate_series(1, $N) n;
  insert into deal_rows select id, title, updated_at from deal_jsonb;
  insert into value
    select f.i, d.id, case when jsonb_typeof(e.value) = 'number' then (e.value)::numeric end,
      case when jsonb_typeof(e.value) <> 'number' then e.value #>> '{}' end
    from deal_jsonb d, jsonb_each(d.custom) e
      join unnest(array['city','power','ready','object','f5','f6','f7','f8','f9','f10'])
        with ordinality f (code, i) on f.code = e.key;`;

const INDEXES = `
  create index on deal_jsonb (updated_at desc, id desc);
  create index on deal_rows (updated_at desc, id desc);
  create index on deal_jsonb ((custom->>'city')) where (custom->>'city') is not null;
  create index on deal_jsonb (((custom->>'power')::numeric))
    where (custom->>'power')::numeric is not null;
  create index on value (field_id, text, deal_id) where text is not null;
  create index on value (field_id, number, deal_id) where number is not null;
  create extension if not exists pg_trgm;
  create index on deal_jsonb using gin (replace(lower(custom->>'object'), 'ё', 'е') gin_trgm_ops)
    where (custom->>'object') is not null;
  create index on value using gin (replace(lower(text), 'ё', 'е') gin_trgm_ops)
    where field_id = 4;`;

const PAGE = 'order by d.updated_at desc, d.id desc limit 51';
const shown = `(select jsonb_object_agg(v.field_id, coalesce(v.text, v.number::text))
  from value v where v.deal_id = d.id) as custom`;
const has = (condition: string) =>
  `exists (select from value v where v.deal_id = d.id and ${condition})`;
const pages = (where: string, rowsWhere: string) => ({
  jsonb: `select d.* from deal_jsonb d where ${where} ${PAGE}`,
  rows: `select d.*, ${shown} from deal_rows d where ${rowsWhere} ${PAGE}`,
});

const QUESTIONS: Question[] = [
  { name: 'page of 50 with its values', ...pages('true', 'true') },
  {
    name: 'one of 40 options, page and exact total',
    jsonb: `select *, count(*) over () from (select d.* from deal_jsonb d
      where d.custom->>'city' = 'c8') d ${PAGE}`,
    rows: `select *, count(*) over () from (select d.*, ${shown} from deal_rows d
      where ${has(`v.field_id = 1 and v.text = 'c8'`)}) d ${PAGE}`,
  },
  {
    name: 'number within a range',
    ...pages(`(d.custom->>'power')::numeric between 100 and 104`,
      has('v.field_id = 2 and v.number between 100 and 104')),
  },
  {
    name: 'part of a text',
    ...pages(`replace(lower(d.custom->>'object'), 'ё', 'е') like '%цех 123%'`,
      has(`v.field_id = 4 and replace(lower(v.text), 'ё', 'е') like '%цех 123%'`)),
  },
  {
    name: 'two fields at once',
    ...pages(`d.custom->>'city' = 'c8' and (d.custom->>'power')::numeric between 100 and 300`,
      `${has(`v.field_id = 1 and v.text = 'c8'`)} and ${
        has('v.field_id = 2 and v.number between 100 and 300')}`),
  },
  {
    name: 'sorted by a number, no index helps',
    jsonb: `select d.* from deal_jsonb d
      order by (d.custom->>'power')::numeric desc nulls last, d.id desc limit 51`,
    rows: `select d.*, ${shown} from deal_rows d
      left join value s on s.deal_id = d.id and s.field_id = 2
      order by s.number desc nulls last, d.id desc limit 51`,
  },
  {
    name: 'sum of a number over one option',
    jsonb: `select sum((custom->>'power')::numeric) from deal_jsonb d where custom->>'city' = 'c8'`,
    rows: `select sum(s.number) from deal_rows d
      left join value s on s.deal_id = d.id and s.field_id = 2
      where ${has(`v.field_id = 1 and v.text = 'c8'`)}`,
  },
  {
    name: 'one value written',
    jsonb: `update deal_jsonb set version = version + 1, updated_at = now(),
      custom = coalesce(custom, '{}') || '{"city": "c9"}'
      where id = (select 2 * (random() * 9e4)::int)`,
    rows: `with d as (update deal_rows set version = version + 1, updated_at = now()
        where id = (select 2 * (random() * 9e4)::int) returning id)
      insert into value (field_id, deal_id, text) select 1, id, 'c9' from d
      on conflict (deal_id, field_id) do update set text = excluded.text`,
  },
];

async function timesOf(db: Db, text: string): Promise<number[]> {
  await db.query(text);
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const started = performance.now();
    await db.query(text);
    times.push(performance.now() - started);
  }
  return times;
}

/** `--deals` records in each form; a ratio over 1 says that jsonb is faster. */
export async function customFields({ deals }: { deals: number }): Promise<Report> {
  const { db } = await createEmptyDatabase();
  await db.query(FILL.replace('$N', String(deals)));
  const sizeOf = async (form: Form) => (await db.query<{ mb: number }>(
    `select (sum(pg_total_relation_size(oid)) / 1e6)::int as mb from pg_class
     where relname = any($1)`, [form === 'jsonb' ? ['deal_jsonb'] : ['deal_rows', 'value']]
  )).rows[0]?.mb ?? 0;
  const started = performance.now();
  await db.query(INDEXES);
  const indexedMs = performance.now() - started;
  await db.query('vacuum analyze');
  const figures = [];
  for (const { name, ...texts } of QUESTIONS) {
    const ours = await timesOf(db, texts.jsonb);
    const floor = await timesOf(db, texts.rows);
    figures.push({
      name, ours: `jsonb ${median(ours).toFixed(1)} ms`,
      floor: `rows ${median(floor).toFixed(1)} ms`, ratio: median(floor) / median(ours),
      ...spread(ours),
    });
  }
  const notes = [
    `size with indexes: jsonb ${await sizeOf('jsonb')} MB, rows ${await sizeOf('rows')} MB`,
    `all indexes of both forms were built in ${(indexedMs / 1000).toFixed(1)} s`,
  ];
  await closeTestDatabases();
  return { title: `Custom fields: ${deals} records, half of them with ten values`, figures, notes };
}
