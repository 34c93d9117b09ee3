import assert from 'node:assert/strict';
import test, { before, beforeEach } from 'node:test';
import type { ProductRow } from '#contract/onec-rows';
import { systemContext } from '#platform/context';
import { type Db, inTransaction, type Tx } from '#platform/database';
import { Refusal } from '#platform/refuse';
import { createTestDatabase } from '#test/database';
import {
  applyProducts, createGroup, createProduct, editProduct, listGroups, listProducts, readProduct,
  editGroup, setGroupOwners, tombstoneProducts,
} from './index.ts';
import { lookupProducts } from './find-products.ts';
import { matchProducts } from './match-products.ts';

let db: Db;
let count = 0;

before(async () => { ({ db } = await createTestDatabase()); });

beforeEach(async () => {
  await db.query('truncate catalog.product, catalog.product_group, platform.event cascade');
});

const guid = () => `00000000-0000-4000-9000-${String(count += 1).padStart(12, '0')}`;
const ctx = (quiet = false) => ({ ...systemContext(db, '1c'), quiet });
const apply = (rows: ProductRow[], baseId = 1, quiet = false) =>
  inTransaction(db, (tx) => applyProducts(tx, ctx(quiet), baseId, rows));
const kinds = async () => (await db.query<{ kind: string }>(
  'select kind from platform.event order by id')).rows.map(({ kind }) => kind);

function product(row: Partial<ProductRow> = {}): ProductRow {
  return {
    uid: guid(), article: 'ЦНС-180', name: 'Насос ЦНС 180-1422', unit: 'шт', vatRate: '22',
    groupUid: null, groupName: null, attributes: {}, deleted: false, extra: {}, ...row,
  };
}

const refusedWith = (code: string, field?: string) => (error: unknown) =>
  error instanceof Refusal && error.code === code
  && (field === undefined || error.fields?.[0]?.field === field);

test('a product is created once; the same snapshot again changes nothing', async () => {
  const row = product({ attributes: { напор: '1422', a: { c: 1, b: 2 } } });
  const [first] = await apply([row]);
  const [second] = await apply([{ ...row, attributes: { a: { b: 2, c: 1 }, напор: '1422' } }]);
  assert.deepEqual(second, { ...first, created: false });
  await apply([{ ...row, unit: 'компл' }]);
  assert.deepEqual(await kinds(), ['product.created', 'product.edited']);
});

test('groups are found by guid, else by name, else made, and renamed by 1C', async () => {
  const own = await createGroup(ctx(), { name: 'Насосы' });
  const pumps = guid();
  const [row, other] = [product({ groupUid: pumps, groupName: 'насосы' }), product({
    groupUid: guid(), groupName: 'Станки' })];
  await apply([row, other]);
  const names = async () => (await listGroups(ctx())).map(({ name }) => name);
  assert.deepEqual(await names(), ['насосы', 'Станки']);
  const { rows } = await db.query<{ group_id: number }>(
    'select group_id from catalog.product order by id');
  assert.equal(rows[0]?.group_id, own.id);
  await apply([{ ...row, groupName: 'Насосы и мотопомпы' }]);
  assert.deepEqual(await names(), ['Насосы и мотопомпы', 'Станки']);
  await assert.rejects(editGroup(ctx(), { id: own.id, name: 'Иначе' }),
    refusedWith('field.readOnly', 'name'));
});

test('two batches that bring one new group at once make one', async () => {
  const groupUid = guid();
  await Promise.all([1, 2, 3, 4].map((baseId) =>
    apply([product({ groupUid, groupName: 'Компрессоры' })], baseId)));
  assert.equal((await listGroups(ctx())).length, 1);
});

test('one good by two roads has one card, and no road wipes what the other has told', async () => {
  const pushed = product({ attributes: {}, vatRate: '22' });
  const [first] = await apply([pushed], 1);
  const offered = {
    ...pushed, name: 'Насос ЦНС 180-1422 (промышленный)', vatRate: null, unit: null,
    attributes: { напор: '1422' }, extra: { barcode: '460' },
  };
  const [second] = await apply([offered], 2);
  assert.deepEqual(second, { ...first, created: false });
  await apply([{ ...pushed, article: null }], 1);
  const { rows: [card] } = await db.query(
    'select article, unit, vat_rate, attributes, extra from catalog.product where id = $1',
    [first!.productId]);
  assert.deepEqual(card, {
    article: 'ЦНС-180', unit: 'шт', vat_rate: '22', attributes: { напор: '1422' },
    extra: { barcode: '460' },
  });
  await apply([{ ...offered, attributes: { напор: '1500' } }], 2);
  assert.deepEqual((await readProduct(ctx(), first!.productId)).attributes, { напор: '1500' });
  await apply([{ ...pushed, deleted: true }], 1);
  assert.equal((await listProducts(ctx(), {})).items.length, 0, 'it is one object of 1C');
  assert.deepEqual(await kinds(), ['product.created', 'product.edited', 'product.edited',
    'product.edited', 'product.deleted']);
});

test('a road that leaves a good out hides no card that another road keeps', async () => {
  const [both, alone] = [product(), product({ article: 'ДЭС-100', name: 'Электростанция' })];
  await apply([both, alone], 1);
  await apply([both], 2);
  const left = (baseId: number, byAbsence: boolean) => inTransaction(db, (tx) =>
    tombstoneProducts(tx, { ...ctx(), byAbsence }, baseId, [both.uid, alone.uid]));
  assert.equal(await left(1, true), 1);
  assert.deepEqual((await listProducts(ctx(), {})).items.map(({ name }) => name), [both.name]);
  await apply([both], 1);
  assert.equal((await listProducts(ctx(), {})).items.length, 1);
  assert.equal(await left(2, false), 1, 'what 1C has deleted is gone on every road');
  assert.equal((await listProducts(ctx(), {})).items.length, 0);
});

test('another good under the same guid keeps a card of its own, by its base', async () => {
  const ours = product();
  const theirs = { ...ours, article: 'ДЭС-100', name: 'Электростанция ДЭС-100' };
  const [first] = await apply([ours], 1);
  const [second] = await apply([theirs], 2);
  assert.notEqual(second!.productId, first!.productId);
  assert.equal(second!.created, true);
  await apply([{ ...theirs, article: null, unit: null }], 2);
  const { rows: [card] } = await db.query('select article, unit from catalog.product where id = $1',
    [second!.productId]);
  assert.deepEqual(card, { article: null, unit: null }, 'one road, and its word stands whole');
});

test('two roads that bring a new good at once make one card of it', async () => {
  const row = product();
  const done = await Promise.allSettled([1, 2].map((baseId) => apply([row], baseId)));
  const lost = done.flatMap((one, at) => (one.status === 'rejected' ? [{ one, at }] : []));
  assert.ok(lost.length <= 1);
  // The inbox does a wave again whose row somebody else has written meanwhile.
  for (const { one, at } of lost) {
    assert.equal((one.reason as { constraint?: string }).constraint, 'product_identity_home_idx');
    await apply([row], at + 1);
  }
  const { rows: [found] } = await db.query<{ cards: number; roads: number }>(`
    select (select count(*)::int from catalog.product) as cards,
      (select count(*)::int from catalog.product_identity) as roads`);
  assert.deepEqual(found, { cards: 1, roads: 2 });
});

test('a road that came between the look for a card and its making breaks the other', async () => {
  const row = product();
  await assert.rejects(inTransaction(db, (tx) => {
    const query = async (asked: { name?: string }, ...rest: unknown[]) => {
      const found = await tx.query(asked as never, ...rest as never[]);
      if (asked.name === 'product-join-roads') await apply([row], 1);
      return found;
    };
    return applyProducts({ query } as unknown as Tx, ctx(), 2, [row]);
  }), { constraint: 'product_identity_home_idx' });
  await apply([row], 2);
  const { rows: [found] } = await db.query<{ cards: number }>(
    'select count(*)::int as cards from catalog.product');
  assert.deepEqual(found, { cards: 1 });
});

test('deleted and resurrected; a tombstone hides', async () => {
  const row = product();
  const [outcome] = await apply([row]);
  const found = async () => (await listProducts(ctx(), {})).items.length;
  await apply([{ ...row, deleted: true }]);
  assert.equal(await found(), 0);
  await apply([row]);
  assert.equal(await found(), 1);
  await inTransaction(db, (tx) => tombstoneProducts(tx, ctx(), 1, [row.uid]));
  assert.equal(await found(), 0);
  assert.ok((await readProduct(ctx(), outcome!.productId)).deletedAt);
});

test('history tells nobody', async () => {
  const row = product();
  await apply([row], 1, true);
  await apply([{ ...row, name: 'Иначе' }], 1, true);
  assert.deepEqual(await kinds(), []);
});

test('what 1C owns is refused by name, the price is ours, versions protect', async () => {
  const [outcome] = await apply([product()]);
  const id = outcome!.productId;
  const edit = (fields: object, version = 1) => editProduct(ctx(), { id, version, ...fields });
  await assert.rejects(edit({ name: 'Иначе' }), refusedWith('field.readOnly', 'name'));
  assert.deepEqual(await edit({ priceKopecks: 100_00, unit: 'шт' }), { version: 2 });
  await assert.rejects(edit({ priceKopecks: 1 }), refusedWith('record.changed'));
  assert.deepEqual((await readProduct(ctx(), id)).readOnly.includes('article'), true);
});

test('the grid finds by article first, then by name, ё and layout folded', async () => {
  await createProduct(ctx(), { article: 'АБ-12', name: 'Насос погружной' });
  await createProduct(ctx(), { article: 'АБ-1', name: 'Счётчик жёлтый' });
  await createProduct(ctx(), { name: 'Переходник АБ-1' });
  const names = async (q: string) => (await lookupProducts(ctx(), { q })).map(({ name }) => name);
  assert.deepEqual(await names('аб-1'), ['Счётчик жёлтый', 'Насос погружной', 'Переходник АБ-1']);
  assert.deepEqual(await names('счетчики'), ['Счётчик жёлтый']);
  assert.deepEqual(await names('yfcjcs'), ['Насос погружной']);
  assert.deepEqual(await names(''), []);
  const pasted = await matchProducts(ctx(), [{ article: ' аб-1' }, { article: 'AБ 12' }]);
  assert.deepEqual(pasted.rows.map(({ how }) => how), ['article', 'likeArticle']);
});

test('owners of a group are set whole and only from people who work here', async () => {
  const group = await createGroup(ctx(), { name: 'Насосы' });
  const { rows } = await db.query<{ id: number }>(`
    with d as (insert into staff.department (name) values ('Продакты') returning id)
    insert into staff.employee (name, department_id) select 'Продакт', id from d returning id`);
  const employeeIds = [rows[0]!.id];
  await setGroupOwners(ctx(), { id: group.id, employeeIds });
  await setGroupOwners(ctx(), { id: group.id, employeeIds });
  assert.deepEqual((await listGroups(ctx()))[0]?.owners, [{ id: rows[0]!.id, name: 'Продакт' }]);
  await assert.rejects(setGroupOwners(ctx(), { id: group.id, employeeIds: [999_999] }),
    refusedWith('field.invalid', 'employeeIds'));
  assert.deepEqual(await kinds(), ['productGroup.created', 'productGroup.ownersSet']);
});
