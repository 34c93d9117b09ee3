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
