// Products by attributes, price and stock: what 1C says and what we say are one, and each filter is
// met by an index.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Context } from '#platform/context';
import { inTransaction, type Db } from '#platform/database';
import { compileFilter } from '#platform/listing/compile-filter';
import { fromClause } from '#platform/listing/from-clause';
import { listFrame } from '#platform/listing/subject';
import { createTestDatabase } from '#test/database';
import { addDepartment, addPerson, seedPresets } from '#test/factory';
import { applyRests } from './apply-prices.ts';
import { listAttributeValues, loadAttributes, settleAttributes } from './attributes.ts';
import { createGroup } from './groups.ts';
import { createProduct } from './create-product.ts';
import { editProduct } from './edit-product.ts';
import { listProducts, productFieldInfos, productSource } from './list-products.ts';

let db: Db;
let keeper: Context;
const ids: Record<string, number> = {};
const fieldOf = (label: string) =>
  productFieldInfos(keeper).find((field) => field.label === label)!;
const found = async (filter: object) =>
  (await listProducts(keeper, { filter: JSON.stringify(filter), total: '1' })).items
    .map(({ name }) => name).toSorted();

/** All names in this order, page by page. */
async function names(sort: string): Promise<string[]> {
  const page = (cursor?: string) => listProducts(keeper,
    { sort, limit: '2', ...(cursor ? { cursor } : {}) });
  const first = await page();
  return [...first.items, ...(await page(first.cursor!)).items].map(({ name }) => name);
}

before(async () => {
  ({ db } = await createTestDatabase());
  await seedPresets(db);
  const departmentId = await addDepartment(db);
  keeper = (await addPerson(db, { departmentId, role: 'administrator' })).ctx;
  const { id: groupId } = await createGroup(keeper, { name: 'Насосы' });
  const make = async (
    name: string, ownAttributes: Record<string, string>, priceKopecks?: number,
  ) => {
    ids[name] = (await createProduct(keeper, {
      name, ownAttributes, ...(priceKopecks ? { priceKopecks, groupId } : {}),
    })).id;
  };
  await make('ЭЦВ 45', { 'Мощность, кВт': '45', Ток: 'да' }, 100_00);
  await make('ЭЦВ 75', { 'Мощность, кВт': '75', 'О\'Брайен': 'x' }, 900_00);
  await make('Станок', { 'Мощность, кВт': '9' });
  // 1C sends a number where a person has typed a text, and people correct 1C.
  await db.query(`update catalog.product set attributes = '{"Мощность, кВт": 45, "Ток": true}',
    own_attributes = '{}' where id = $1`, [ids['ЭЦВ 45']]);
  await db.query(`update catalog.product set attributes = '{"Мощность, кВт": "1"}' where id = $1`,
    [ids['ЭЦВ 75']]);
  await loadAttributes(db, keeper.now());
});

test('an attribute is a field: equal, one of, not, empty, in groups and in columns', async () => {
  const { name: power, source } = fieldOf('Мощность, кВт');
  assert.match(source ?? '', /^attribute:\d+$/);
  assert.deepEqual(await found({ [power]: { eq: '45' } }), ['ЭЦВ 45'], 'a number of 1C as well');
  assert.deepEqual(await found({ [power]: { in: ['75', '9'] } }), ['Станок', 'ЭЦВ 75']);
  assert.deepEqual(await found({ [power]: { eq: '1' } }), [], 'ours says more than that of 1C');
  assert.deepEqual(await found({ [power]: { nin: ['45', '9'] } }), ['ЭЦВ 75']);
  const { name: current } = fieldOf('Ток');
  assert.deepEqual(await found({ [current]: { eq: 'true' } }), ['ЭЦВ 45']);
  assert.deepEqual(await found({ [current]: { empty: true } }), ['Станок', 'ЭЦВ 75']);
  const { name: quoted } = fieldOf('О\'Брайен');
  assert.deepEqual(await found({ [quoted]: { eq: 'x' } }), ['ЭЦВ 75']);
  const { items } = await listProducts(keeper, { columns: power, sort: 'name' });
  const cells = items.map((item) => item.cells?.[power]);
  assert.deepEqual(cells, ['9', '45', '75']);
  await assert.rejects(found({ 'attribute.999': { eq: '1' } }), { code: 'filter.invalid' });
});

test('numbers have ranges and are sorted by size, words by themselves', async () => {
  const { name: power, sortable } = fieldOf('Мощность, кВт');
  const { name: size, operators } = fieldOf('Мощность, кВт: от–до');
  assert.deepEqual([sortable, operators.includes('between'), operators.includes('in')],
    [true, true, false]);
  assert.deepEqual(await found({ [size]: { between: [9, 45] } }), ['ЭЦВ 45', 'Станок'].toSorted());
  assert.deepEqual(await found({ [size]: { gt: 9 } }), ['ЭЦВ 45', 'ЭЦВ 75']);
  assert.deepEqual(await names(power), ['Станок', 'ЭЦВ 45', 'ЭЦВ 75']);
  assert.deepEqual(await names(`-${power}`), ['ЭЦВ 75', 'ЭЦВ 45', 'Станок']);
  const { name: current } = fieldOf('Ток');
  assert.deepEqual((await names(current))[0], 'ЭЦВ 45');
  assert.equal(productFieldInfos(keeper).some(({ label }) => label === 'Ток: от–до'), false);
  // One word among numbers, then words among them: counted again at night.
  await db.query(`update catalog.attribute set is_number = not is_number`);
  await settleAttributes(db);
  const { rows } = await db.query<{ name: string }>(
    `select name from catalog.attribute where is_number order by name`);
  assert.deepEqual(rows.map(({ name }) => name), ['Мощность, кВт']);
  await loadAttributes(db, keeper.now());
});

test('values are offered, by what is typed', async () => {
  const id = Number(fieldOf('Мощность, кВт').source!.split(':')[1]);
  const values = (q?: string) => listAttributeValues(keeper, { id, ...(q ? { q } : {}) });
  assert.deepEqual((await values()).map(({ value }) => value).toSorted(), ['45', '75', '9']);
  assert.deepEqual((await values('5')).map(({ value }) => value), ['45', '75']);
  await assert.rejects(listAttributeValues(keeper, { id: 999 }), { code: 'record.missing' });
});

test('a name that an edit brings is known; stock is the sum of warehouses', async () => {
  await editProduct(keeper, { id: ids['Станок']!, version: 1, ownAttributes: { Вес: '900' } });
  await loadAttributes(db, keeper.now());
  assert.deepEqual(await found({ [fieldOf('Вес').name]: { eq: '900' } }), ['Станок']);
  // It has lost its power and stands last in both orders.
  const { name: power } = fieldOf('Мощность, кВт');
  assert.deepEqual(await names(power), ['ЭЦВ 45', 'ЭЦВ 75', 'Станок']);
  assert.deepEqual(await names(`-${power}`), ['ЭЦВ 75', 'ЭЦВ 45', 'Станок']);

  const uid = '11111111-1111-4111-8111-111111111111';
  await db.query(`insert into catalog.product_identity (base_id, uid, product_id)
    values (1, $1, $2)`, [uid, ids['Станок']]);
  const rest = (warehouse: string, quantity: string) => ({ productUid: uid, warehouse, quantity });
  await inTransaction(db, (tx) => applyRests(tx, keeper, 1,
    [rest('Казань', '2'), rest('Уфа', '0.5')]));
  assert.deepEqual(await found({ restQuantity: { gt: 2 } }), ['Станок']);
  await inTransaction(db, (tx) => applyRests(tx, keeper, 1, [rest('Казань', '0')]));
  assert.deepEqual(await found({ restQuantity: { gt: 2 } }), []);
  assert.deepEqual(await found({ restQuantity: { eq: 0.5 } }), ['Станок']);
  assert.deepEqual(await found({ priceKopecks: { gte: 500_00 } }), ['ЭЦВ 75']);
});

test('filters of attributes, price and stock are met by indexes', async () => {
  await db.query(`insert into catalog.product (name, own_attributes, price_kopecks, rest_quantity)
    select 'Товар ' || n, jsonb_build_object('Мощность, кВт', (n % 997)::text), n * 100, n % 50
    from generate_series(1, 20000) n`);
  await db.query('vacuum analyze catalog.product');
  const source = productSource(keeper, undefined);
  for (const [filter, index] of [
    [{ [fieldOf('Мощность, кВт').name]: { in: ['45', '75'] } }, 'product_attributes_idx'],
    [{ [fieldOf('Вес: от–до').name]: { between: [1, 901] } }, 'product_size_idx'],
    [{ priceKopecks: { between: [500_00, 510_00] } }, 'product_price_idx'],
    [{ restQuantity: { gt: 49.5 } }, 'product_rest_quantity_idx'],
  ] as const) {
    const where = compileFilter(source.catalogue, filter as never, listFrame(keeper));
    const { rows } = await db.query<{ 'QUERY PLAN': string }>(
      `explain select p.id from ${fromClause(source, where.sql)}
       where p.deleted_at is null and (${where.sql})`,
      where.values);
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    assert.match(plan, new RegExp(index), plan);
    assert.doesNotMatch(plan, /Seq Scan on product /);
  }
});
