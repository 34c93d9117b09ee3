import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { TaskCreate } from '#contract/work';
import { inTransaction, one, type Db } from '#platform/database';
import { planAbsence } from '#modules/staff';
import { createTestDatabase } from '#test/database';
import { addDepartment, addPerson, seedPresets, type Person } from '#test/factory';
import { addTask } from './add-task.ts';
import { completeTask } from './close-task.ts';
import { createTask } from './create-tasks.ts';
import { acceptTask, returnTask } from './delegate-task.ts';
import type { Refusal } from '#platform/refuse';
import { completeTasks, postponedTo, postponeTasks } from './many-tasks.ts';
import { listTasks, readTask } from './task-list.ts';
import { nextDay, repeatTasks } from './task-series.ts';

const deps = { entityAccess: {}, entityTitles: {} };
const NOW = '2026-11-23T09:00:00Z';

let db: Db;
let author: Person;
let doer: Person;
let other: Person;

before(async () => {
  ({ db } = await createTestDatabase());
  await seedPresets(db);
  const departmentId = await addDepartment(db);
  author = await addPerson(db, { departmentId, name: 'Соколова Анна' });
  doer = await addPerson(db, { departmentId, name: 'Петров Иван' });
  other = await addPerson(db, { departmentId, name: 'Орлова Мария' });
});

const give = (more: Partial<TaskCreate> = {}) => addTask(author.ctx, deps,
  { title: 'Сверка', assigneeId: doer.id, dueAt: '2026-11-23T15:00:00Z', ...more });

const titlesOf = async (person: Person) => {
  const { rows } = await db.query<{ title: string }>(
    'select title from work.notification where employee_id = $1 order by id', [person.id]);
  return rows.map((row) => row.title);
};

test('the author hears that a task is taken, returned and done', async () => {
  const { id } = await give({ watcherIds: [other.id] });
  assert.ok((await acceptTask(doer.ctx, deps, id)).acceptedAt);
  const back = await returnTask(doer.ctx, deps, { id, reason: 'Нет доступа к базе' });
  assert.equal(back.assignee.id, author.id);
  assert.deepEqual(await titlesOf(author), ['Взято в работу: Сверка', 'Вернули дело: Сверка']);
  assert.equal((await readTask(other.ctx, deps, id)).id, id);
  const watched = async (person: Person, isWatched: boolean) => {
    const filter = JSON.stringify({ isWatched: { eq: isWatched } });
    return (await listTasks(person.ctx, deps, { filter })).items.map((task) => task.id);
  };
  assert.deepEqual([await watched(other, true), await watched(other, false)], [[id], []]);
  assert.deepEqual([await watched(author, true), await watched(author, false)], [[], [id]],
    'whoever gave it does not watch it');
  await assert.rejects(acceptTask(other.ctx, deps, id), { code: 'record.missing' });
});

test('no task is due in a year that no file or calendar holds', async () => {
  for (const dueAt of ['0001-01-01T00:00:00Z', '1899-12-31T00:00:00Z', '+275760-09-13T00:00:00Z']) {
    await assert.rejects(give({ dueAt }), { code: 'field.invalid' }, dueAt);
  }
});

test('a task of nobody else cannot be returned', async () => {
  const own = await addTask(doer.ctx, deps, { title: 'Сам' });
  await assert.rejects(returnTask(doer.ctx, deps, { id: own.id, reason: 'Не хочу' }),
    { code: 'request.invalid' });
});

test('postponing keeps the hour and counts working days', () => {
  const friday = new Date('2026-11-27T09:00:00Z');
  const due = '2026-11-27T07:30:00Z';
  assert.equal((postponedTo('tomorrow', due, friday) as Date).toISOString(),
    '2026-11-30T07:30:00.000Z');
  assert.equal((postponedTo('monday', due, friday) as Date).toISOString(),
    '2026-11-30T07:30:00.000Z');
  assert.throws(() => postponedTo('когда-нибудь', due, friday), { code: 'field.invalid' });
});

test('a mass act tells each refusal and goes on', async () => {
  const first = await give();
  await assert.rejects(postponeTasks(doer.ctx, { ids: [first.id], to: '' }),
    (error: Refusal) => error.fields?.[0]?.field === 'to');
  const { results } = await postponeTasks(doer.ctx, { ids: [first.id, 999_999], to: 'tomorrow' });
  assert.deepEqual(results.map((row) => row.done), [true, false]);
  assert.equal(results[0]!.dueBefore, '2026-11-23T15:00:00Z');
  assert.equal((await readTask(doer.ctx, deps, first.id)).dueAt, '2026-11-24T15:00:00Z');
  await completeTasks(doer.ctx, { ids: [first.id, first.id] });
  assert.equal((await readTask(doer.ctx, deps, first.id)).state, 'done');
});

test('the days of a series do not drift when days off move them', () => {
  const month = { every: 'month', interval: 1, makes: 'done' } as const;
  assert.deepEqual(nextDay(month, '2026-10-31', '2026-10-31'),
    { anchorOn: '2026-11-30', dueOn: '2026-11-30' });
  assert.deepEqual(nextDay({ ...month, every: 'week' }, '2026-10-28', '2026-11-01'),
    { anchorOn: '2026-11-04', dueOn: '2026-11-05' });
  assert.equal(nextDay({ ...month, untilOn: '2026-11-15' }, '2026-10-31', '2026-10-31'), null);
  assert.equal(nextDay({ ...month, left: 0 }, '2026-10-31', '2026-10-31'), null);
});

test('a task that repeats has one follower, however often it is finished', async () => {
  const { id } = await give({
    title: 'Планёрка', recurrence: { every: 'workday', interval: 1, makes: 'done', left: 1 },
    checklist: [{ text: 'Повестка', done: true }],
  });
  await Promise.all([completeTask(doer.ctx, deps, id), completeTask(author.ctx, deps, id)]);
  const filter = JSON.stringify({ title: { eq: 'Планёрка' } });
  const { items } = await listTasks(doer.ctx, deps, { filter });
  assert.equal(items.length, 2);
  const next = items.find((item) => item.state === 'open')!;
  assert.equal(next.dueAt, '2026-11-24T15:00:00Z');
  assert.deepEqual(next.checklist, [{ text: 'Повестка', done: false }]);
  await completeTask(doer.ctx, deps, next.id);
  assert.equal((await listTasks(doer.ctx, deps, { filter })).items.length, 2, 'none were left');
});

test('the clock makes the next one at the deadline, once', async () => {
  await give({
    title: 'Отчёт', dueAt: '2026-11-20T15:00:00Z',
    recurrence: { every: 'week', interval: 1, makes: 'due' },
  });
  const now = () => new Date(NOW);
  assert.deepEqual([await repeatTasks(db, now), await repeatTasks(db, now)], [1, 0]);
  const row = await one<{ count: number; last: string }>(db,
    `select count(*), max(due_at) as last from work.task where title = 'Отчёт'`);
  assert.deepEqual(row, { count: 2, last: '2026-11-27T15:00:00Z' });
});

test('a task for somebody who is away goes to the deputy and says whose it is', async () => {
  await planAbsence(doer.ctx,
    { id: doer.id, fromOn: '2026-11-23', untilOn: '2026-11-27', deputyId: other.id });
  const made = await inTransaction(db, (tx) =>
    createTask(tx, author.ctx, { title: 'Принять', assigneeId: doer.id }));
  const task = await readTask(author.ctx, deps, made.id);
  assert.deepEqual([task.assignee.name, task.insteadOf?.name], ['Орлова Мария', 'Петров Иван']);
});
