import assert from 'node:assert/strict';
import test, { before } from 'node:test';
import type { Context } from '#platform/context';
import type { Db } from '#platform/database';
import { createTestDatabase } from '#test/database';
import { contextOf, createPeople } from '#test/people';
import { createView, editView, type NewView, removeView } from '#platform/saved-views/save-view';
import { listViews, type ViewInput } from '#platform/saved-views/views';
import { viewDeps } from './mass.ts';

let db: Db;
let manager: Context;
let colleague: Context;
let head: Context;
let admin: Context;
let stranger: Context;
let engineer: Context;

before(async () => {
  ({ db } = await createTestDatabase());
  const people = await createPeople(db);
  manager = await contextOf(db, people.manager);
  colleague = await contextOf(db, people.colleague);
  head = await contextOf(db, people.head);
  admin = await contextOf(db, people.admin);
  stranger = await contextOf(db, people.stranger);
  engineer = await contextOf(db, people.engineer);
});

const save = (ctx: Context, view: NewView) => createView(ctx, viewDeps, view);
const change = (ctx: Context, view: { id: number } & ViewInput) => editView(ctx, viewDeps, view);
const seen = (ctx: Context) => listViews(ctx, viewDeps);

const VIEW = { noun: 'deals', name: 'Горящие', query: { sort: '-amountKopecks' } } as const;
const names = async (ctx: Context) => (await seen(ctx)).map((view) => view.name);

test('an own view is seen by its owner alone, a shared one by all', async () => {
  await save(manager, VIEW);
  await save(head, { ...VIEW, name: 'Отдел за месяц', sharedWith: 'everybody' });
  assert.deepEqual(await names(manager), ['Горящие', 'Отдел за месяц']);
  assert.deepEqual(await names(colleague), ['Отдел за месяц']);
  const [own, shared] = await seen(manager);
  assert.equal(own?.mine, true);
  assert.equal(shared?.mine, false);
});

test('only those who lead people share, at creation and later', async () => {
  const right = { code: 'right.missing' };
  await assert.rejects(save(manager, { ...VIEW, sharedWith: 'everybody' }), right);
  const mine = await save(manager, VIEW);
  await assert.rejects(change(manager, { id: mine.id, sharedWith: 'everybody' }), right);
});

test('a filter is checked when it is saved, not when it is opened', async () => {
  const query = { filter: '{"amountKopecks":{"about":1}}' };
  await assert.rejects(save(manager, { ...VIEW, query }), { code: 'filter.invalid' });
  const mine = await save(manager, VIEW);
  await assert.rejects(change(manager, { id: mine.id, query }), { code: 'filter.invalid' });
});

test('foreign views do not exist, shared ones obey owner and administrator', async () => {
  const own = await save(manager, VIEW);
  const missing = { code: 'record.missing' };
  await assert.rejects(change(colleague, { id: own.id, name: 'Мои' }), missing);
  await assert.rejects(removeView(admin, { id: own.id }), missing);
  const shared = await save(head, { ...VIEW, name: 'Общее', sharedWith: 'everybody' });
  const right = { code: 'right.missing' };
  await assert.rejects(change(manager, { id: shared.id, name: 'Мои' }), right);
  await assert.rejects(removeView(manager, { id: shared.id }), right);
  const { id } = shared;
  const edited = await change(head, { id, name: ' Новое имя ', query: { q: 'насос' } });
  assert.equal(edited.name, 'Новое имя');
  const after = (await seen(head)).find((view) => view.id === id);
  assert.deepEqual(after?.query, { q: 'насос' });
  await removeView(admin, { id: shared.id });
  assert.ok(!(await names(head)).includes('Новое имя'));
});

test('a key keeps no views', async () => {
  const key: Context = { ...manager, actor: { ...manager.actor, employeeId: null } };
  await assert.rejects(save(key, VIEW), { code: 'right.missing' });
  assert.ok((await seen(key)).every((view) => view.sharedWith !== 'nobody'));
});

test('a view of a department is seen in it and below, not beside it', async () => {
  await save(head, { ...VIEW, name: 'Насосы: новые', sharedWith: 'department' });
  assert.ok((await names(colleague)).includes('Насосы: новые'));
  assert.ok(!(await names(stranger)).includes('Насосы: новые'));
});

test('without rights to a field a reader gets the view without it, unknowing', async () => {
  const query = {
    filter: JSON.stringify({
      and: [{ isOpen: { eq: true } }, { amountKopecks: { gt: 987_654_321 } }],
    }),
    sort: '-amountKopecks', columns: 'title:200,amountKopecks,stage', group: 'stage',
  };
  await save(head, { ...VIEW, name: 'С деньгами', query, sharedWith: 'everybody' });
  const view = (await seen(engineer)).find(({ name }) => name === 'С деньгами');
  assert.deepEqual([view?.isReduced, view?.isWidened], [true, true]);
  assert.deepEqual(view?.query,
    { filter: '{"isOpen":{"eq":true}}', columns: 'title:200,stage', group: 'stage' });
  assert.doesNotMatch(JSON.stringify(view), /987654321|amountKopecks/);
  const whole = (await seen(manager)).find(({ name }) => name === 'С деньгами');
  assert.deepEqual(whole?.query, query);
  assert.equal(whole?.isReduced, false);
});
