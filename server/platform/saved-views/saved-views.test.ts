import assert from 'node:assert/strict';
import test, { before } from 'node:test';
import type { Context } from '#platform/context';
import type { Db } from '#platform/database';
import { createTestDatabase } from '#test/database';
import { contextOf, createPeople } from '#test/people';
import { createView, editView, removeView } from './save-view.ts';
import { listViews } from './views.ts';

let db: Db;
let manager: Context;
let colleague: Context;
let head: Context;
let admin: Context;

before(async () => {
  ({ db } = await createTestDatabase());
  const people = await createPeople(db);
  manager = await contextOf(db, people.manager);
  colleague = await contextOf(db, people.colleague);
  head = await contextOf(db, people.head);
  admin = await contextOf(db, people.admin);
});

const VIEW = { noun: 'deals', name: 'Горящие', query: { sort: '-amountKopecks' } } as const;
const names = async (ctx: Context) => (await listViews(ctx)).map((view) => view.name);

test('an own view is seen by its owner alone, a shared one by all', async () => {
  await createView(manager, VIEW);
  await createView(head, { ...VIEW, name: 'Отдел за месяц', shared: true });
  assert.deepEqual(await names(manager), ['Горящие', 'Отдел за месяц']);
  assert.deepEqual(await names(colleague), ['Отдел за месяц']);
  const [own, shared] = await listViews(manager);
  assert.equal(own?.mine, true);
  assert.equal(shared?.mine, false);
});

test('only those who lead people share, at creation and later', async () => {
  const right = { code: 'right.missing' };
  await assert.rejects(createView(manager, { ...VIEW, shared: true }), right);
  const mine = await createView(manager, VIEW);
  await assert.rejects(editView(manager, { id: mine.id, shared: true }), right);
});

test('a filter is checked when it is saved, not when it is opened', async () => {
  const query = { filter: '{"amountKopecks":{"about":1}}' };
  await assert.rejects(createView(manager, { ...VIEW, query }), { code: 'filter.invalid' });
  const mine = await createView(manager, VIEW);
  await assert.rejects(editView(manager, { id: mine.id, query }), { code: 'filter.invalid' });
});

test('foreign views do not exist, shared ones obey owner and administrator', async () => {
  const own = await createView(manager, VIEW);
  const missing = { code: 'record.missing' };
  await assert.rejects(editView(colleague, { id: own.id, name: 'Мои' }), missing);
  await assert.rejects(removeView(admin, { id: own.id }), missing);
  const shared = await createView(head, { ...VIEW, name: 'Общее', shared: true });
  const right = { code: 'right.missing' };
  await assert.rejects(editView(manager, { id: shared.id, name: 'Мои' }), right);
  await assert.rejects(removeView(manager, { id: shared.id }), right);
  const { id } = shared;
  const edited = await editView(head, { id, name: ' Новое имя ', query: { q: 'насос' } });
  assert.equal(edited.name, 'Новое имя');
  const after = (await listViews(head)).find((view) => view.id === id);
  assert.deepEqual(after?.query, { q: 'насос' });
  await removeView(admin, { id: shared.id });
  assert.ok(!(await names(head)).includes('Новое имя'));
});

test('a key keeps no views', async () => {
  const key: Context = { ...manager, actor: { ...manager.actor, employeeId: null } };
  await assert.rejects(createView(key, VIEW), { code: 'right.missing' });
  assert.deepEqual((await listViews(key)).map((view) => view.shared).includes(false), false);
});
