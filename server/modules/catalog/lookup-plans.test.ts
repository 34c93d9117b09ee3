// A product is looked for at every pause of typing, among hundreds of thousands: by indexes alone.
import assert from 'node:assert/strict';
import test, { before } from 'node:test';
import type { Db } from '#platform/database';
import { createTestDatabase } from '#test/database';
import { addDepartment, addPerson, type Person, seedPresets } from '#test/factory';
import { planOf, recording } from '#test/plans';
import { lookupProducts, matchProducts } from './index.ts';

let db: Db;
let manager: Person;

before(async () => {
  ({ db } = await createTestDatabase());
  await seedPresets(db);
  manager = await addPerson(db, { departmentId: await addDepartment(db) });
  await db.query(`insert into catalog.product (article, name, attributes)
    select 'АРТ-' || n, 'Насос консольный ' || n || ' с двигателем ' || n % 50 || ' кВт',
      jsonb_build_object('Материал', (array['чугун', 'сталь', 'бронза'])[1 + n % 3],
        'Зона', 'взрыв' || n % 1000)
    from generate_series(1, 40000) n`);
  await db.query('vacuum analyze catalog.product');
});

const TYPED = [
  'АР', 'арт-12', 'fhn-1234', 'арт-39999', 'ъъ', '12', 'h17', 'насос', 'консольный 12',
  'взрыв777', 'консольный чугун', 'арт 39999', 'apt39999',
];

for (const q of TYPED) {
  test(`«${q}» walks indexes`, async () => {
    const { ctx, statements } = recording(manager.ctx);
    await lookupProducts(ctx, { q, limit: 8 });
    assert.ok(statements.length > 0 && statements.length <= 2, 'round trips');
    for (const statement of statements) {
      assert.doesNotMatch(await planOf(db, statement), /Seq Scan on product/);
    }
  });
}

test('the planner knows how few articles have a fragment', async () => {
  const { ctx, statements } = recording(manager.ctx);
  await lookupProducts(ctx, { q: 'h79', limit: 8 });
  const plan = await planOf(db, statements.at(-1)!);
  // Guessed by the length of the fragment they are a tenth of all; the first 300 of so many seemed
  // to be found soonest by reading all products, and there was none: 380 ms for 200,000.
  const [, rows] = /on product n\b.*? rows=(\d+)/.exec(plan)!;
  assert.ok(Number(rows) < 100, plan);
});

test('begun articles are answered by the first walk, and the very article is first', async () => {
  const { ctx, statements } = recording(manager.ctx);
  const [first] = await lookupProducts(ctx, { q: 'арт-12', limit: 8 });
  assert.equal(first?.article, 'АРТ-12');
  assert.equal(statements.length, 1);
});

test('a pasted specification probes indexes, rows without any match too', async () => {
  const { ctx, statements } = recording(manager.ctx);
  const rows = Array.from({ length: 200 }, (_, at) =>
    ({ article: at % 10 ? `APT ${at}` : '', name: `Насос консольный ${at} с двигателем` }));
  await matchProducts(ctx, rows);
  assert.ok(statements.length <= 3, 'round trips');
  for (const statement of statements) {
    assert.doesNotMatch(await planOf(db, statement), /Seq Scan on product/);
  }
});

test('the guard can see a sequential scan', async () => {
  const plan = await planOf(db, { text: 'select count(unit) from catalog.product', values: [] });
  assert.match(plan, /Seq Scan on product/);
});
