// Fragment search must walk indexes: a sequential scan is fine with a hundred companies and a
// second of waiting with three hundred thousand.
import assert from 'node:assert/strict';
import test, { before } from 'node:test';
import { SYSTEM } from '#platform/actor';
import type { Context } from '#platform/context';
import type { Db, NamedQuery } from '#platform/database';
import { searchAll } from '#platform/search/registry';
import { createTestDatabase } from '#test/database';
import { contextOf } from '#test/factory';
import { customersSearch, listContacts } from './index.ts';
import { listCompanies } from './list-companies.ts';

const COMPANIES = Number(process.env['CUSTOMERS_PLAN_ROWS'] ?? 30_000);

let db: Db;
let seen: string[] = [];
let ctx: Context;

before(async () => {
  ({ db } = await createTestDatabase());
  await db.query(`
    insert into customers.company (created_at, name, inn, kpp)
    select timestamptz '2017-01-01' + n * interval '1 hour',
      (array['ООО', 'АО', 'ПАО', 'ИП'])[1 + n % 4] || ' «' ||
      (array['Волга', 'Урал', 'Нева', 'Кама', 'Обь'])[1 + n % 5] ||
      (array['цемент', 'сталь', 'химмаш', 'нефть', 'агро', 'строй'])[1 + n / 5 % 6] ||
      ' ' || n || '»',
      lpad((7700000000 + n * 7)::text, 10, '0'), '770101001'
    from generate_series(1, $1::int) n`, [COMPANIES]);
  await db.query(`
    insert into customers.contact (name, company_id)
    select 'Иванов ' || md5(c.id::text), c.id from customers.company c`);
  await db.query(`
    insert into customers.reach (company_id, kind, value, raw)
    select id, 'phone', '+7' || (9000000000 + id * 16807 % 999999999), '' from customers.company`);
  await db.query(`
    insert into customers.reach (contact_id, kind, value, raw)
    select id, 'phone', '+7' || (8000000000 + id * 48271 % 999999999), '' from customers.contact`);
  await db.query(`vacuum analyze customers.company, customers.contact, customers.reach,
    customers.contact_company`);
  ctx = contextOf(explaining(db), SYSTEM);
});

/** The database that also notes the plan of every statement; its answers are the real ones. */
function explaining(real: Db): Db {
  const query = async (asked: string | NamedQuery, given: unknown[] = []) => {
    const { text, values = [] } = typeof asked === 'string'
      ? { text: asked, values: given } : asked;
    const plan = await real.query<{ 'QUERY PLAN': string }>(`explain ${text}`, values);
    seen.push(plan.rows.map((row) => row['QUERY PLAN']).join('\n'));
    return real.query(text, values);
  };
  return { query } as unknown as Db;
}

async function plansOf(work: () => Promise<unknown>): Promise<string> {
  seen = [];
  await work();
  assert.ok(seen.length > 0);
  // Below a limit a scan for a word that fits thousands stops after some hundred rows.
  return seen.join('\n\n').replaceAll(/Limit .*\n\s*->  Seq Scan on \w+ n(_\d+)? /g, 'Limit ');
}

const BIG = /Seq Scan on (company|contact|reach)/;

for (const q of ['волгоцемент 777', 'djkuf', 'цементу', 'химмаш 12345', '77000', '9016807',
  '8 (912)', '+7 900 123-45-67', 'petrov@', 'ао', 'kpp-petrov',
  '770101001', '7700000777/770101001']) {
  test(`the search for «${q}» scans no big table`, async () => {
    const plans = await plansOf(() => searchAll(ctx, customersSearch, q));
    assert.doesNotMatch(plans, BIG);
  });
}

test('lists by q, by phone and by name scan no big table', async () => {
  const filter = JSON.stringify({ phones: { contains: '912 345' } });
  const name = JSON.stringify({ name: { contains: 'химмаш 123' } });
  for (const query of [{ q: 'химмаш 123' }, { filter }, { filter: name }]) {
    const plans = await plansOf(() => listCompanies(ctx, { ...query, total: '1' }));
    assert.doesNotMatch(plans, BIG, JSON.stringify(query));
  }
  assert.doesNotMatch(await plansOf(() => listContacts(ctx, { filter })), BIG);
});

test('the first page by name walks the index of names', async () => {
  const plans = await plansOf(() => listCompanies(ctx, {}));
  assert.match(plans, /company_name_order_idx/);
  assert.doesNotMatch(plans, /Sort Key: .*name/);
});
