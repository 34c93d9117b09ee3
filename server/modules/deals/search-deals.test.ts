// What `q` of the list and Ctrl+K find among many deals: the newest are looked through first, and
// that must change neither what is found nor its order.
import assert from 'node:assert/strict';
import test, { before } from 'node:test';
import type { Context } from '#platform/context';
import type { Db } from '#platform/database';
import { planSearch } from '#platform/search/plan';
import { createTestDatabase } from '#test/database';
import { fillManyDeals, type ManyDeals } from '#test/many-deals';
import { dealSearchProvider, listDeals } from '#modules/deals';

let db: Db;
let many: ManyDeals;

before(async () => {
  ({ db } = await createTestDatabase());
  many = await fillManyDeals(db, { deals: 9_000, open: 2_000, departments: 3 });
  // Half of all, one in ninety, a few of the oldest, one in the middle.
  await db.query(`update deals.deal set title = case
      when id % 2 = 0 then 'Компрессор винтовой ' || id
      when id % 90 = 1 then 'Станок токарный ' || id
      else title end`);
  await db.query(`update deals.deal set title = 'Виброплита старая ' || id
    where id in (select id from deals.deal order by created_at, id limit 5)`);
  await db.query(`update deals.deal set order_numbers = '{УТ-000777}', title = 'Рукав напорный'
    where id = (select id from deals.deal order by id offset 4000 limit 1)`);
  await db.query(`update deals.deal set title = 'Дополнение к УТ-000888'
    where id = (select id from deals.deal order by id offset 4001 limit 1)`);
  await db.query('vacuum analyze deals.deal');
});

/** All pages of 40, by their cursors. */
async function everyPage(ctx: Context, q: string): Promise<number[]> {
  const ids: number[] = [];
  let cursor: string | undefined;
  do {
    const page = await listDeals(ctx, { q, limit: '40', ...(cursor ? { cursor } : {}) });
    ids.push(...page.items.map((item) => item.id));
    cursor = page.cursor ?? undefined;
  } while (cursor);
  return ids;
}

async function visibleByTitle(ctx: Context, word: string): Promise<number[]> {
  const own = ctx.actor.grants.get('deal.read') === 'own';
  const { rows } = await db.query<{ id: number }>(
    `select d.id from deals.deal d where lower(d.title) like $1 and (not $2 or exists (
       select from deals.deal_reader r where r.deal_id = d.id and r.employee_id = $3))
     order by d.created_at desc, d.id desc`,
    [`%${word}%`, own, ctx.actor.employeeId]);
  return rows.map((row) => row.id);
}

for (const who of ['manager', 'director'] as const) {
  test(`pages of a search of ${who} hold every hit once and in order`, async () => {
    const { ctx } = many[who];
    for (const word of ['компрессор', 'станок', 'виброплита', 'нет такого']) {
      const expected = await visibleByTitle(ctx, word);
      assert.deepEqual(await everyPage(ctx, word), expected, `${who}: ${word}`);
      const { total } = await listDeals(ctx, { q: word, limit: '1', total: '1' });
      assert.equal(total, expected.length);
    }
  });
}

test('a number is found with the words around it, whatever the title says', async () => {
  const { ctx } = many.director;
  const titles = async (q: string) => (await listDeals(ctx, { q })).items.map((one) => one.title);
  for (const q of ['УТ-000777', 'ут-000777', 'заказ УТ-000777', 'заказа № ут-000777', 'en-000777',
    'УТ-000777 рукав']) {
    assert.deepEqual(await titles(q), ['Рукав напорный'], q);
  }
  assert.deepEqual(await titles('УТ-000777 насос'), []);
  // No order has this number: it is a word of a title.
  assert.deepEqual(await titles('к ут-000888'), ['Дополнение к УТ-000888']);
  assert.deepEqual(await titles('УТ-999999'), []);
});

test('what stands instead of a number is looked for among numbers, a word is not', async () => {
  const { ctx } = many.director;
  const { rows: [deal] } = await db.query<{ id: number }>(
    `update deals.deal set title = 'Дозатор без номера'
     where id = (select id from deals.deal order by id offset 4002 limit 1) returning id`);
  for (const number of ['б/н', 'ут-срочно']) {
    await db.query('update deals.deal set order_numbers = array[$2] where id = $1',
      [deal!.id, number]);
    const { items } = await listDeals(ctx, { q: number.toUpperCase() });
    assert.deepEqual(items.map(({ id }) => id), [deal!.id], number);
    const hits = await dealSearchProvider.search(ctx, planSearch(number)!, 6);
    assert.deepEqual(hits.map(({ id }) => id), [deal!.id], number);
  }
  const asked: string[] = [];
  const query = (statement: unknown, ...rest: []) => {
    asked.push(JSON.stringify(statement));
    return db.query(statement as string, ...rest);
  };
  const told = Object.assign(Object.create(db) as Db, { query });
  await listDeals({ ...ctx, db: told }, { q: 'виброплита старая', total: '1' });
  await dealSearchProvider.search({ ...ctx, db: told }, planSearch('виброплита')!, 6);
  assert.ok(asked.length > 1);
  assert.deepEqual(asked.filter((statement) => statement.includes('deals_of_')), []);
});

test('digits of a number find its deal, whatever stands before them', async () => {
  const { ctx } = many.director;
  const find = async (q: string, who = ctx) => ({
    list: (await listDeals(who, { q })).items.map(({ title }) => title),
    keys: (await dealSearchProvider.search(who, planSearch(q)!, 6)).map(({ title }) => title),
  });
  const number = async (text: string, title: string) => (await db.query<{ id: number }>(
    `update deals.deal set order_numbers = array[$1], title = $2 where id = (
       select id from deals.deal where order_numbers = '{}' and title like 'Насос%'
       order by id offset 1000 limit 1) returning id`, [text, title])).rows[0]!.id;
  await number('ЦБ00-000951', 'Первый из двух');
  await number('0951', 'Второй из двух');
  const long = await number('УТ-0765432', 'Длинный номер');
  for (const q of ['00-000951', '00000951', '951', '000951', 'заказ 951', '№951', 'счёт № 0951']) {
    const { list, keys } = await find(q);
    assert.deepEqual(keys.slice(0, 2).toSorted(), ['Второй из двух', 'Первый из двух'], q);
    assert.ok(['Второй из двух', 'Первый из двух'].every((title) => list.includes(title)), q);
  }
  // The end of a number, where no number is just that.
  for (const q of ['0765432', '765432', '65432', '432']) {
    assert.ok((await find(q)).keys.includes('Длинный номер'), q);
    assert.ok((await everyPage(ctx, q)).includes(long), q);
  }
  assert.ok(!(await find('76543')).list.includes('Длинный номер'));
  assert.deepEqual(await find('000000'), { list: [], keys: [] });
  // Nobody finds a foreign deal by the end of its number either.
  for (const q of ['000951', '0765432', '432']) {
    const { list, keys } = await find(q, many.manager.ctx);
    assert.ok([...list, ...keys].every((title) => !/двух|Длинный/.test(title)), q);
  }
});

test('Ctrl+K finds the rare and old one, and no foreign one', async () => {
  const find = async (ctx: Context, q: string) =>
    (await dealSearchProvider.search(ctx, planSearch(q)!, 6)).map(({ id }) => id);
  const old = await visibleByTitle(many.director.ctx, 'виброплита');
  assert.deepEqual((await find(many.director.ctx, 'виброплита')).toSorted(), old.toSorted());
  assert.equal((await find(many.director.ctx, 'компрессор')).length, 6);
  const own = new Set(await visibleByTitle(many.manager.ctx, ''));
  const hits = await find(many.manager.ctx, 'компрессор');
  assert.ok(hits.length === 6 && hits.every((id) => own.has(id)));
  const [numbered] = await visibleByTitle(many.director.ctx, 'рукав');
  assert.deepEqual(await find(many.director.ctx, 'УТ-000777'), [numbered]);
  assert.ok(!own.has(numbered!));
  assert.deepEqual(await find(many.manager.ctx, 'УТ-000777'), []);
});

test('a typed ИНН finds the deals of its client, in the list and by Ctrl+K', async () => {
  const { rows } = await db.query<{ id: number }>(`
    with k as (insert into customers.company (name, inn) values ('Филиал', '5003052454')
      returning id)
    update deals.deal set company_id = (select id from k)
    where id in (select id from deals.deal order by created_at, id limit 2) returning id`);
  const ids = rows.map(({ id }) => id).sort();
  const { ctx } = many.director;
  for (const q of ['5003052454', '5003 0524 54']) {
    assert.deepEqual((await everyPage(ctx, q)).sort(), ids, q);
    const hits = await dealSearchProvider.search(ctx, planSearch(q)!, 6);
    assert.deepEqual(hits.map(({ id }) => id).sort(), ids, q);
  }
  assert.deepEqual(await everyPage(ctx, '5003052455'), []);
});

test('a model is found however its letters and digits are joined', async () => {
  const titles = ['Агрегат РДМ-7180', 'Агрегат РДМ 7180', 'Агрегат РДМ7180'];
  await db.query(`update deals.deal d set title = n.title
    from unnest($1::text[]) with ordinality n (title, place)
    where d.id = (select id from deals.deal order by id offset 5000 + n.place limit 1)`, [titles]);
  const { ctx } = many.director;
  const found = (await listDeals(ctx, { q: 'агрегат рдм7180' })).items.map(({ title }) => title);
  assert.deepEqual(found.toSorted(), titles.toSorted());
  const hits = await dealSearchProvider.search(ctx, planSearch('рдм7180')!, 6);
  assert.deepEqual(hits.map(({ title }) => title).toSorted(), titles.toSorted());
});

test('more digits than any number has find nothing and fail nothing', async () => {
  const { ctx } = many.director;
  for (const q of ['99999999999999999999.99', '1'.repeat(22), 'С-99999999999999999999']) {
    assert.deepEqual(await everyPage(ctx, q), [], q);
    assert.deepEqual(await dealSearchProvider.search(ctx, planSearch(q)!, 6), [], q);
  }
});
