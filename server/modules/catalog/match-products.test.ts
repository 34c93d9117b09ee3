import assert from 'node:assert/strict';
import test, { before } from 'node:test';
import type { MatchRow } from '#contract/catalog';
import type { Db } from '#platform/database';
import { createTestDatabase } from '#test/database';
import { addDepartment, addPerson, type Person, seedPresets } from '#test/factory';
import { articleTokens } from './article-key.ts';
import { createProduct, matchProducts } from './index.ts';

let db: Db;
let manager: Person;
const ids = new Map<string, number>();

before(async () => {
  ({ db } = await createTestDatabase());
  await seedPresets(db);
  manager = await addPerson(db, { departmentId: await addDepartment(db) });
  const goods: [string | null, string][] = [
    ['ЦНС-180-85', 'Насос центробежный секционный ЦНС 180-85'],
    ['К-80-50', 'Насос консольный К 80/50'],
    ['ФМ-42', 'Фильтр масляный'],
    ['ФМ-42', 'Фильтр масляный усиленный'],
    [null, 'Рама сварная под насос'],
    ['ВК-75-10', 'Компрессор винтовой ВК-75 10 бар'],
  ];
  for (const [article, name] of goods) {
    ids.set(name, (await createProduct(manager.ctx, { article, name })).id);
  }
  const gone = await createProduct(manager.ctx, { article: 'СТАРЫЙ-1', name: 'Снят с продажи' });
  await db.query('update catalog.product set deleted_at = now() where id = $1', [gone.id]);
});

async function match(...rows: MatchRow[]) {
  const { rows: found, products } = await matchProducts(manager.ctx, rows);
  const name = new Map(products.map((product) => [product.id, product.name]));
  return found.map(({ how, productIds }) => [how, ...productIds.map((id) => name.get(id))]);
}

test('an article is met as typed, then without case, dashes, spaces and alphabet', async () => {
  const pump = 'Насос центробежный секционный ЦНС 180-85';
  assert.deepEqual(await match(
    { article: 'цнс-180-85' }, { article: ' ЦHC 180/85' }, { name: 'ЦНС18085' },
    { article: 'BK 75-10', name: 'что-то своё' },
  ), [
    ['article', pump], ['likeArticle', pump], ['likeArticle', pump],
    ['likeArticle', 'Компрессор винтовой ВК-75 10 бар'],
  ]);
});

test('what is not one product for certain is a choice, what is none stays none', async () => {
  const [same, within, unknown, gone, blank] = await match(
    { article: 'ФМ-42' },
    { name: 'Насос К 80-50 с двигателем 15 кВт' },
    { article: 'НЕТ-ТАКОГО', name: 'Краска судовая' },
    { article: 'СТАРЫЙ-1' },
    {},
  );
  assert.deepEqual([same![0], ...same!.slice(1).sort()],
    ['candidates', 'Фильтр масляный', 'Фильтр масляный усиленный']);
  assert.deepEqual(within, ['candidates', 'Насос консольный К 80/50']);
  assert.deepEqual([unknown, gone, blank], [['none'], ['none'], ['none']]);
});

test('several articles in a cell, and words around one, are a choice', async () => {
  const [two, words, none] = await match(
    { article: 'К-80-50 / ВK-75-10', name: 'Агрегат' }, { article: 'ЦНС 180-85 или аналог' },
    { article: 'НЕТ-1/НЕТ-2' });
  assert.deepEqual([two![0], ...two!.slice(1).sort()],
    ['candidates', 'Компрессор винтовой ВК-75 10 бар', 'Насос консольный К 80/50']);
  assert.deepEqual(words, ['candidates', 'Насос центробежный секционный ЦНС 180-85']);
  assert.deepEqual(none, ['none']);
});

test('a name is met whole, or by likeness as a candidate', async () => {
  const [whole, like] = await match(
    { name: '  рама Сварная под насос' }, { name: 'Рама под насосы сварная, серая' });
  assert.deepEqual(whole, ['name', 'Рама сварная под насос']);
  assert.deepEqual(like, ['candidates', 'Рама сварная под насос']);
});

test('tokens of a name are neighbouring words with a digit', () => {
  assert.deepEqual(articleTokens('Насос К 80-50'), ['НасосК80-50', 'К80-50', '80-50']);
  assert.deepEqual(articleTokens('Рама сварная'), []);
});

test('the cost of a product is told to those alone who may see margin', async () => {
  await db.query('update catalog.product set cost_kopecks = 77 where article = $1', ['К-80-50']);
  const { products } = await matchProducts(manager.ctx, [{ article: 'К-80-50' }]);
  assert.equal(products[0]?.costKopecks, null);
  const director = await addPerson(db, { role: 'director', departmentId: manager.departmentId });
  const told = await matchProducts(director.ctx, [{ article: 'К-80-50' }]);
  assert.equal(told.products[0]?.costKopecks, 77);
});

test('every key of a big catalogue is met through an index', async () => {
  await db.query(`insert into catalog.product (article, name)
    select 'АРТ-' || n || '-' || n % 97, 'Изделие № ' || n || ' по каталогу' from
    generate_series(1, 20000) as n`);
  await db.query('analyze catalog.product');
  const rows = Array.from({ length: 200 }, (_, n) =>
    ({ article: `apt ${n + 1} ${(n + 1) % 97}`, name: `Изделие ${n}` }));
  const asked: [string, unknown[]][] = [];
  const spy = { query: (text: string, values: unknown[]) => {
    asked.push([text, values]);
    return db.query(text, values);
  } } as unknown as Db;
  const { rows: found } = await matchProducts({ ...manager.ctx, db: spy }, rows);
  assert.equal(found.filter(({ how }) => how !== 'none').length, 200);
  assert.equal(asked.length, 2, 'one statement finds, one reads what was found');
  for (const [text, values] of asked) {
    const plan = (await db.query<{ 'QUERY PLAN': string }>(`explain ${text}`, values)).rows
      .map((row) => row['QUERY PLAN']).join('\n');
    assert.doesNotMatch(plan, /Seq Scan on product/, plan);
  }
});
