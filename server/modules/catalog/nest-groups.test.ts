import assert from 'node:assert/strict';
import test, { before } from 'node:test';
import { type Db, inTransaction } from '#platform/database';
import { createTestDatabase } from '#test/database';
import { nestGroups } from './index.ts';

let db: Db;
const uid = (n: number) => `a0000000-0000-4000-8000-00000000000${n}`;

before(async () => {
  ({ db } = await createTestDatabase());
});

async function nest(...rows: [n: number, parent: number | null][]): Promise<number> {
  return inTransaction(db, (tx) => nestGroups(tx, 1, rows.map(([n, parent]) =>
    ({ uid: uid(n), name: `Группа ${n}`, parentUid: parent === null ? null : uid(parent) }))));
}

async function tree(): Promise<Record<string, string | null>> {
  const { rows } = await db.query<{ name: string; parent: string | null }>(`
    select g.name, p.name as parent from catalog.product_group g
      left join catalog.product_group p on p.id = g.parent_id order by g.name`);
  return Object.fromEntries(rows.map(({ name, parent }) =>
    [name.slice(-1), parent?.slice(-1) ?? null]));
}

test('groups nest as 1C says, in any order, and move only by a new word of it', async () => {
  assert.equal(await nest([3, 2], [1, null], [2, 1]), 2);
  assert.deepEqual(await tree(), { 1: null, 2: '1', 3: '2' });
  await db.query(`update catalog.product_group set parent_id = null where name = 'Группа 3'`);
  assert.equal(await nest([3, 2], [2, 1]), 0);
  assert.deepEqual(await tree(), { 1: null, 2: '1', 3: null });
  assert.equal(await nest([3, 1], [2, null]), 2);
  assert.deepEqual(await tree(), { 1: null, 2: null, 3: '1' });
});

test('a ring with what a person did is not made', async () => {
  await db.query(`update catalog.product_group set parent_id =
    (select id from catalog.product_group where name = 'Группа 2') where name = 'Группа 1'`);
  assert.equal(await nest([2, 3]), 0);
  assert.deepEqual(await tree(), { 1: '2', 2: null, 3: '1' });
});
