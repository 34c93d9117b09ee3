import assert from 'node:assert/strict';
import test from 'node:test';
import { requisitesFaults } from '#contract/requisites';
import { createTestDatabase } from '#test/database';
import { customerRows } from './company-rows.ts';
import { loadDemoCustomers } from './customers.ts';
import { productRows } from './product-rows.ts';

const SEED = 2026;

test('the same seed makes the same rows, another seed other ones', () => {
  assert.deepEqual(customerRows(SEED, 50), customerRows(SEED, 50));
  assert.notDeepEqual(customerRows(SEED, 50), customerRows(SEED + 1, 50));
  assert.deepEqual(productRows(SEED), productRows(SEED));
});

test('requisites are valid, names and guids are unique', () => {
  const { companies, contacts } = customerRows(SEED, 300);
  for (const company of companies) assert.deepEqual(requisitesFaults(company), [], company.name);
  const products = productRows(SEED);
  const unique = (list: unknown[]) => assert.equal(new Set(list).size, list.length);
  unique(companies.map(({ inn }) => inn));
  unique([...companies, ...contacts, ...products.map(({ row }) => row)].map(({ uid }) => uid));
  unique(products.map(({ row }) => row.article));
  assert.ok(products.length >= 250, `${products.length} products`);
});

test('loading makes companies with people and goods with prices, once', async () => {
  const { db } = await createTestDatabase();
  const options = { baseId: 1, seed: SEED, now: new Date(), companyCount: 40 };
  const first = await loadDemoCustomers(db, options);
  assert.equal(first.companies.length, 40);
  const counts = async () => (await db.query(`select
    (select count(*) from customers.company where inn is not null and from_onec) as companies,
    (select count(*) from customers.contact where company_id is not null) as contacts,
    (select count(*) from customers.reach) as reaches,
    (select count(*) from catalog.product where price_kopecks > 0 and group_id is not null)
      as products,
    (select count(*) from catalog.product_group) as groups`)).rows[0];
  const before = await counts();
  assert.equal(before?.['products'], first.products.length);
  assert.deepEqual(await loadDemoCustomers(db, options), first);
  assert.deepEqual(await counts(), before);
});
