import assert from 'node:assert/strict';
import test, { before } from 'node:test';
import type { FieldGroup } from '#contract/rights';
import { systemContext, type Context } from '#platform/context';
import { inTransaction, type Db } from '#platform/database';
import { writeEvents, type NewEvent } from '#platform/events';
import { refuse } from '#platform/refuse';
import { createTestDatabase } from '#test/database';
import { contextOf, createPeople, type People } from '#test/people';
import { addComment, editComment, removeComment } from './comment.ts';
import type { EntityAccess } from '#platform/entity-access';
import { hideFields, isHiddenKey } from './hide-fields.ts';
import { readTimeline } from './read-timeline.ts';

let db: Db;
let people: People;
let manager: Context;
let colleague: Context;
let stranger: Context;
let engineer: Context;

/** Deals below 100 are seen by all but those of compressors. */
const access: EntityAccess = {
  deal: async (ctx, id) => {
    const sees = id < 100 && ctx.actor.departmentId !== people.compressors;
    if (!sees) throw refuse('record.missing');
  },
};

before(async () => {
  ({ db } = await createTestDatabase());
  people = await createPeople(db);
  manager = await contextOf(db, people.manager);
  colleague = await contextOf(db, people.colleague);
  stranger = await contextOf(db, people.stranger);
  engineer = await contextOf(db, people.engineer);
});

const write = (...events: NewEvent[]) =>
  inTransaction(db, (tx) => writeEvents(tx, manager, events));

const edited = (entityId: number, changes: object): NewEvent =>
  ({ kind: 'deal.edited', entity: 'deal', entityId, data: { changes } });

const deal = (entityId: number) => ({ entity: 'deal', entityId });

test('a timeline is read newest first, page by page, with names of the actors', async () => {
  for (let n = 0; n < 5; n += 1) await write(edited(1, { title: { old: n, new: n + 1 } }));
  const first = await readTimeline(manager, access, { ...deal(1), limit: 3 });
  const rest = await readTimeline(manager, access, { ...deal(1), limit: 3, cursor: first.cursor! });
  const news = [...first.items, ...rest.items].map((item) =>
    (item.data['changes'] as { title: { new: number } }).title.new);
  assert.deepEqual(news, [5, 4, 3, 2, 1]);
  assert.equal(rest.cursor, null);
  assert.deepEqual(first.items[0]?.actor, { id: people.manager.id, name: 'Петров Иван' });
  assert.equal(first.items[0]?.source, 'ui');
});

test('who does not see the record sees no timeline and writes no comment', async () => {
  const missing = { code: 'record.missing' };
  await assert.rejects(readTimeline(stranger, access, deal(1)), missing);
  await assert.rejects(readTimeline(manager, access, deal(100)), missing);
  await assert.rejects(readTimeline(manager, access, { entity: 'toString', entityId: 1 }), missing);
  await assert.rejects(addComment(stranger, access, { ...deal(1), body: 'Вижу' }), missing);
});

test('money is cut out for a role that may not read it, as if it had not changed', async () => {
  await write(
    edited(2, { amountKopecks: { old: 1, new: 2 } }),
    edited(2, { paidPercent: { old: 0, new: 50 }, title: { old: 'А', new: 'Б' } }),
    { kind: 'payment.applied', ...deal(2), data: { sumKopecks: 500 } },
    { kind: 'order.applied', ...deal(2), data: {
      uid: 'u', document: { number: '7', kopecks: 500, currency: 'RUB', state: 'posted' },
    } });
  const seen = await readTimeline(manager, access, deal(2));
  assert.equal(seen.items.length, 4);
  const cut = await readTimeline(engineer, access, deal(2));
  assert.deepEqual(cut.items.map((item) => item.data), [
    { uid: 'u', document: { number: '7', state: 'posted' } },
    { changes: { title: { old: 'А', new: 'Б' } } },
  ]);
  const history = { ...deal(2), field: 'amountKopecks' };
  assert.equal((await readTimeline(manager, access, history)).items.length, 1);
  assert.equal((await readTimeline(engineer, access, history)).items.length, 0);
});

test('the history of a field holds only its changes', async () => {
  await write(
    edited(3, { stageId: { old: 1, new: 2 } }), edited(3, { title: { old: 'А', new: 'Б' } }),
    edited(3, { stageId: { old: 2, new: 3 } }));
  const { items } = await readTimeline(engineer, access, { ...deal(3), field: 'stageId' });
  assert.equal(items.length, 2);
});

test('a timeline is narrowed to a group of kinds', async () => {
  await write(edited(44, { title: { old: 'А', new: 'Б' } }),
    { kind: 'deal.stageMoved', ...deal(44) }, { kind: 'file.added', ...deal(44) });
  const kinds = async (group: 'stages' | 'files' | 'money' | 'changes') =>
    (await readTimeline(manager, access, { ...deal(44), group })).items.map(({ kind }) => kind);
  assert.deepEqual(await kinds('stages'), ['deal.stageMoved']);
  assert.deepEqual(await kinds('files'), ['file.added']);
  assert.deepEqual(await kinds('changes'), ['deal.edited']);
  assert.deepEqual(await kinds('money'), []);
});

test('nothing of a hidden group survives at any depth', () => {
  const all = new Set<FieldGroup>(['deal.money', 'deal.lines', 'line.cost', 'person.reach']);
  const data = {
    recipients: [1], taskId: 5,
    facts: [{ totalKopecks: 1, name: 'Насос', cost: '5', inner: { phone: '+7', kept: 1 } }],
    lines: [{ sumKopecks: 1 }],
  };
  assert.deepEqual(hideFields(data, all), {
    taskId: 5, facts: [{ name: 'Насос', inner: { kept: 1 } }],
  });
  const { recipients: _, ...rest } = data;
  assert.deepEqual(hideFields(data, new Set()), rest);
  const money = ['amountKopecks', 'estimateKopecks', 'paidPercent', 'overpaid', 'shippedKopecks',
    'overdueKopecks', 'balanceKopecks', 'otherCurrencies', 'price', 'totalKopecks'];
  assert.deepEqual(money.filter((key) => !isHiddenKey(key, new Set(['deal.money']))), []);
  const open = ['title', 'stageId', 'responsibleId', 'departmentId', 'comment', 'address'];
  assert.deepEqual(open.filter((key) => isHiddenKey(key, all)), []);
});

test('one edits and removes only the own comments; the last word is shown', async () => {
  const { id } = await addComment(manager, access, { ...deal(4), body: '  Первый вариант ' });
  const foreign = { code: 'right.missing' };
  await assert.rejects(editComment(colleague, access, { id, body: 'Подмена' }), foreign);
  await assert.rejects(removeComment(colleague, access, { id }), foreign);
  await assert.rejects(editComment(stranger, access, { id, body: 'Подмена' }),
    { code: 'record.missing' });
  await assert.rejects(
    editComment(manager, access, { id, body: '   ' }), { code: 'field.invalid' });
  await editComment(manager, access, { id, body: 'Второй вариант' });
  const [mine] = (await readTimeline(manager, access, deal(4))).items;
  assert.equal(mine?.comment?.body, 'Второй вариант');
  assert.ok(mine?.comment?.editedAt);
  assert.equal(mine?.comment?.mine, true);
  await removeComment(manager, access, { id });
  const { items } = await readTimeline(colleague, access, deal(4));
  assert.equal(items.length, 1);
  const { body, removed, mine: isMine, files, mentions } = items[0]!.comment!;
  assert.deepEqual({ body, removed, isMine, files, mentions },
    { body: '', removed: true, isMine: false, files: [], mentions: [] });
  await assert.rejects(editComment(manager, access, { id, body: 'Поздно' }),
    { code: 'record.missing' });
});

test('programs comment nothing', async () => {
  const system = systemContext(db, 'system');
  await assert.rejects(addComment(system, access, { ...deal(4), body: 'Робот' }),
    { code: 'right.missing' });
});
