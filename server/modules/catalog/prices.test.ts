import assert from 'node:assert/strict';
import test, { before } from 'node:test';
import { type Db, inTransaction, one } from '#platform/database';
import { Refusal } from '#platform/refuse';
import { createTestDatabase } from '#test/database';
import { addDepartment, addPerson, contextOf, type Person, seedPresets } from '#test/factory';
import { applyPrices, applyPriceTypes, applyRests } from './apply-prices.ts';
import {
  createGroup, createProduct, editGroup, editProduct, listGroups, readProduct, refreshPricesDue,
  setPrice,
} from './index.ts';
import { createPriceType, listPriceTypes } from './prices.ts';

let db: Db;
let keeper: Person;
let manager: Person;
let director: Person;

before(async () => {
  ({ db } = await createTestDatabase());
  await seedPresets(db);
  const departmentId = await addDepartment(db);
  keeper = await addPerson(db, { role: 'administrator', departmentId });
  manager = await addPerson(db, { departmentId });
  director = await addPerson(db, { role: 'director', departmentId });
});

const is = (code: string, field: string) => (error: unknown) => error instanceof Refusal
  && error.code === code && error.fields?.[0]?.field === field;

test('a price is in force from its day on; the main one fills offers', async () => {
  const { id: main } = await createPriceType(keeper.ctx, { name: 'Базовая', isMain: true });
  const { id } = await createProduct(keeper.ctx, { name: 'Насос' });
  const price = (startsOn: string, sum: string) =>
    setPrice(keeper.ctx, { id, priceTypeId: main, startsOn, price: sum });
  await price('2026-11-01', '100.5');
  await price('2026-12-01', '120');
  const card = await readProduct(manager.ctx, id);
  assert.equal(card.priceKopecks, 10_050);
  assert.deepEqual(card.prices.map((row) => [row.startsOn, row.isCurrent]),
    [['2026-12-01', false], ['2026-11-01', true]]);
  const december = new Date('2026-12-01T06:00:00Z');
  await refreshPricesDue(db, () => december);
  const later = await readProduct(contextOf(db, manager.actor, december), id);
  assert.equal(later.priceKopecks, 12_000);
  assert.deepEqual(later.prices.map((row) => row.isCurrent), [true, false]);
});

test('what a product costs us is told to those alone who may see margin', async () => {
  const { id: cost } = await createPriceType(keeper.ctx, { name: 'Закупочная', isCost: true });
  const { id } = await createProduct(keeper.ctx, { name: 'Вал' });
  await setPrice(keeper.ctx, { id, priceTypeId: cost, startsOn: '2026-11-01', price: '70' });
  assert.deepEqual((await readProduct(manager.ctx, id)).prices, []);
  assert.equal((await readProduct(director.ctx, id)).prices[0]?.price, '70.0000');
  assert.ok((await listPriceTypes(manager.ctx)).every((type) => !type.isCost));
  await assert.rejects(
    setPrice(manager.ctx, { id, priceTypeId: cost, startsOn: '2026-11-01', price: '1' }),
    (error: unknown) => error instanceof Refusal && error.code === 'right.missing');
  await assert.rejects(createPriceType(keeper.ctx, { name: 'Х', isCost: true, isMain: true }),
    is('field.invalid', 'isMain'));
});

test('prices and stock of 1C repeat harmlessly and are corrected in 1C alone', async () => {
  const { id } = await createProduct(keeper.ctx, { name: 'Муфта', priceKopecks: 5 });
  const productUid = '11111111-1111-4111-8111-111111111111';
  const typeUid = '22222222-2222-4222-8222-222222222222';
  await db.query('insert into catalog.product_identity values (1, $1, $2)', [productUid, id]);
  await db.query('update catalog.price_type set is_main = false');
  const price = { productUid, typeUid, startsOn: '2026-11-20', price: '1719', currency: null };
  const stranger = { ...price, productUid: '33333333-3333-4333-8333-333333333333' };
  const bring = () => inTransaction(db, async (tx) => {
    await applyPriceTypes(tx, 1, [{ uid: typeUid, name: 'Розничная', currency: 'RUB' }]);
    await applyRests(tx, keeper.ctx, 1, [
      { productUid, warehouse: 'Основной', quantity: '7.5' },
      { productUid, warehouse: 'Основной', quantity: '2' },
    ]);
    return applyPrices(tx, keeper.ctx, 1, [price, stranger]);
  });
  assert.deepEqual(await bring(), { storedCount: 1, unknownCount: 1 });
  assert.deepEqual(await bring(), { storedCount: 0, unknownCount: 1 });
  const card = await readProduct(keeper.ctx, id);
  assert.equal(card.priceKopecks, 171_900);
  assert.deepEqual(card.rests.map(({ warehouse, quantity }) => [warehouse, quantity]),
    [['Основной', '9.500']]);
  assert.ok(card.readOnly.includes('priceKopecks'));
  await assert.rejects(
    editProduct(keeper.ctx, { id, version: card.version, priceKopecks: 1 }),
    is('field.readOnly', 'priceKopecks'));
  const type = await one<{ id: number }>(db,
    `select id from catalog.price_type where name = 'Розничная'`);
  await assert.rejects(
    setPrice(keeper.ctx, { id, priceTypeId: type!.id, startsOn: '2026-11-21', price: '1' }),
    is('field.readOnly', 'price'));
});

test('a group stands in another one and never in itself', async () => {
  const { id: top } = await createGroup(keeper.ctx, { name: 'Насосы' });
  const { id: low } = await createGroup(keeper.ctx, { name: 'Консольные' });
  await editGroup(keeper.ctx, { id: low, parentId: top });
  const groups = await listGroups(keeper.ctx);
  assert.equal(groups.find(({ id }) => id === low)?.parentId, top);
  for (const parentId of [low, top]) {
    await assert.rejects(editGroup(keeper.ctx, { id: top, parentId }),
      is('field.invalid', 'parentId'));
  }
});

test('own attributes live apart from those of 1C and keep their history', async () => {
  const { id } = await createProduct(keeper.ctx, { name: 'Рама' });
  await editProduct(keeper.ctx, { id, version: 1, ownAttributes: { Аналог: 'РС-2' } });
  const card = await readProduct(manager.ctx, id);
  assert.deepEqual([card.ownAttributes, card.attributes], [{ Аналог: 'РС-2' }, {}]);
  const event = await one<{ changes: unknown }>(db, `select data->'changes' as changes
    from platform.event where entity = 'product' and entity_id = $1 order by id desc limit 1`,
  [id]);
  assert.deepEqual(event?.changes, { ownAttributes: { old: {}, new: { Аналог: 'РС-2' } } });
});
