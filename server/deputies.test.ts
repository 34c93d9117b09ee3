// An absence from its first day to its last: the deputy acts «за …» and history says so; then
// tasks, unread notices and deals are the person's again, and nothing is lost on the way.
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import type { AuditItem } from '#contract/audit';
import type { TimelineItem } from '#contract/timeline';
import { createDeal, editDeal, readCard, transferDeal } from '#modules/deals';
import { DEMO_PASSWORD, loadActorOf, planAbsence } from '#modules/staff';
import { addComment } from '#modules/timeline';
import { addTask, completeTask, createTask, handBack, notify } from '#modules/work';
import { addDays } from '#platform/clock';
import { companyToday } from '#platform/company-time';
import type { Context } from '#platform/context';
import { inTransaction, one } from '#platform/database';
import { signIn, startTestApp, type TestApp } from '#test/app';
import { contextOf, createPeople, type People, type Person } from '#test/people';
import { entityAccess, work } from './access.ts';

let world: TestApp;
let people: People;
let deputy: Context;
let stranger: Context;
let theirs: number;
let mine: number;
const DAY_MS = 86_400_000;
/** The absence ends tomorrow, so that midnight may pass here; then the person is back. */
const later = () => new Date(Date.now() + 2 * DAY_MS);

async function laterOf({ id }: Person): Promise<Context> {
  const actor = await loadActorOf(world.db, id, later());
  return { db: world.db, actor: actor!, source: 'ui', requestId: null, now: later };
}

before(async () => {
  world = await startTestApp();
  people = await createPeople(world.db);
  const manager = await contextOf(world.db, people.manager);
  theirs = (await createDeal(manager, { title: 'Насос Петрова' })).id;
  const today = companyToday(new Date());
  await planAbsence(manager, {
    id: people.manager.id, fromOn: addDays(today, -3), untilOn: addDays(today, 1),
    deputyId: people.colleague.id,
  });
  deputy = await contextOf(world.db, people.colleague);
  stranger = await contextOf(world.db, people.stranger);
  mine = (await createDeal(deputy, { title: 'Насос Орловой' })).id;
});
after(() => world.close());

const behalves = async (entity: string, id: number) => (await world.db.query<{
  kind: string; who: number | null;
}>(`select kind, on_behalf_id as who from platform.event
    where entity = $1 and entity_id = $2 and actor_id = $3 order by id`,
[entity, id, people.colleague.id])).rows.map(({ kind, who }) => [kind, who]);

async function ask<T>(path: string): Promise<T> {
  const cookie = await signIn(world.url, 'head', DEMO_PASSWORD);
  return (await fetch(world.url + path, { headers: { cookie } })).json() as Promise<T>;
}

test('what the deputy does with a record of the absent says for whom', async () => {
  const edit = async (id: number) => {
    const { version } = await readCard(deputy, id);
    await editDeal(deputy, { id, version, comment: 'уточнила срок' });
  };
  await edit(theirs);
  await edit(mine);
  await addComment(deputy, entityAccess, { entity: 'deal', entityId: theirs, body: 'Звонила' });
  const who = people.manager.id;
  assert.deepEqual(await behalves('deal', theirs), [['deal.edited', who], ['comment.added', who]]);
  assert.deepEqual(await behalves('deal', mine), [['deal.created', null], ['deal.edited', null]]);
});

test('timeline and journal name the absent person, and the journal is sought by them', async () => {
  const { items } = await ask<{ items: TimelineItem[] }>(
    `/api/timeline?entity=deal&entityId=${theirs}`);
  const [last] = items;
  assert.deepEqual([last?.actor?.name, last?.onBehalfOf?.name], ['Орлова Мария', 'Петров Иван']);
  assert.equal(items.at(-1)?.onBehalfOf, null, 'their own act is their own');
  const filter = encodeURIComponent(JSON.stringify({ onBehalfOf: { eq: people.manager.id } }));
  const found = await ask<{ items: AuditItem[] }>(`/api/events?filter=${filter}`);
  assert.deepEqual(found.items.map(({ kind }) => kind), ['comment.added', 'deal.edited']);
});

test('a task held for the absent is done for them, one given away with them leaves', async () => {
  const { id } = await inTransaction(world.db, (tx) => createTask(tx, stranger, {
    title: 'Выслать паспорт', assigneeId: people.manager.id,
  }));
  await completeTask(deputy, work, id);
  assert.deepEqual(await behalves('task', id), [['task.completed', people.manager.id]]);
  const own = await addTask(deputy, work, { title: 'Своё' });
  assert.deepEqual(await behalves('task', own.id), [['task.created', null]]);
});

test('the owner that the very change takes away counts as well', async () => {
  const manager = await contextOf(world.db, people.manager);
  const { id } = await createDeal(manager, { title: 'Передать' });
  const head = { ...await contextOf(world.db, people.head) };
  head.actor = { ...head.actor, actsFor: [people.manager.id] };
  await transferDeal(head, { id, departmentId: people.compressors, reason: 'Профиль' });
  const row = await one<{ who: number | null }>(world.db,
    `select on_behalf_id as who from platform.event
     where kind = 'deal.transferred' and entity_id = $1`, [id]);
  assert.equal(row?.who, people.manager.id);
});

const tell = (key: string) => inTransaction(world.db, (tx) => notify(tx, stranger, [{
  employeeId: people.manager.id, kind: 'deal.assigned', title: key, onceKey: key,
}]));

const noticesOf = async (id: number) => (await world.db.query<{ title: string }>(
  `select title from work.notification where employee_id = $1 and kind = 'deal.assigned'
   order by id`, [id])).rows.map(({ title }) => title);

test('after the last day everything that waits goes back, once', async () => {
  for (const title of ['Перезвонить', 'Собрать КП']) {
    await inTransaction(world.db, (tx) =>
      createTask(tx, stranger, { title, assigneeId: people.manager.id }));
  }
  for (const key of ['прочитано', 'ждёт', 'знает']) await tell(key);
  await world.db.query(`update work.notification set read_at = now() where title = 'прочитано'`);
  // The person has heard of it by another way.
  await world.db.query(
    `insert into work.notification (employee_id, kind, title, once_key)
     values ($1, 'deal.assigned', 'знает', 'знает')`, [people.manager.id]);
  assert.deepEqual(await noticesOf(people.colleague.id), ['прочитано', 'ждёт', 'знает']);

  assert.equal(await handBack(world.db, () => new Date()), 0, 'not a day early');
  assert.equal(await handBack(world.db, later), 3, 'two tasks and one notice');
  assert.equal(await handBack(world.db, later), 0);
  const held = await one<{ count: number }>(world.db,
    `select count(*)::int from work.task
     where for_employee_id is not null and done_at is null and cancelled_at is null`);
  assert.equal(held?.count, 0);
  const back = await one<{ titles: string[] }>(world.db,
    `select array_agg(title order by id) as titles from work.task
     where assignee_id = $1 and done_at is null`, [people.manager.id]);
  assert.deepEqual(back?.titles, ['Перезвонить', 'Собрать КП']);
  assert.deepEqual(await noticesOf(people.manager.id), ['ждёт', 'знает']);
  assert.deepEqual(await noticesOf(people.colleague.id), ['прочитано', 'знает']);
});

test('the deals are the person\'s as before, and the deputy sees them no longer', async () => {
  const back = await laterOf(people.manager);
  const { version, responsible } = await readCard(back, theirs);
  assert.equal(responsible?.id, people.manager.id);
  await editDeal(back, { id: theirs, version, comment: 'вернулся' });
  const former = await laterOf(people.colleague);
  await assert.rejects(readCard(former, theirs), { code: 'record.missing' });
  const [last] = (await ask<{ items: TimelineItem[] }>(
    `/api/timeline?entity=deal&entityId=${theirs}`)).items;
  assert.deepEqual([last?.actor?.id, last?.onBehalfOf], [people.manager.id, null]);
});
