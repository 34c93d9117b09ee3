// What people say about a record, asked through the routes as the screens ask.
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import type { Colleague, Comment } from '#contract/comments';
import type { TimelinePage } from '#contract/timeline';
import { DEMO_PASSWORD } from '#modules/staff';
import { tellOfComment } from '#modules/work';
import { signIn, startTestApp, type TestApp } from '#test/app';
import { createPeople, type People } from '#test/people';
import { entityAccess, work } from './access.ts';

type Ask = <A = { id: number }>(method: string, path: string, body?: unknown) => Promise<A>;

let world: TestApp;
let people: People;
let manager: Ask;
let colleague: Ask;
let stranger: Ask;
let deal: { entity: 'deal'; entityId: number };

async function person(login: string): Promise<Ask> {
  const cookie = await signIn(world.url, login, DEMO_PASSWORD);
  return async <A>(method: string, path: string, body?: unknown) => {
    const json = body === undefined ? {} : { 'content-type': 'application/json' };
    const response = await fetch(`${world.url}/api${path}`, {
      method, headers: { cookie, ...json },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (response.status === 204) return undefined as A;
    const answer = await response.json() as A & object;
    if (!response.ok) throw answer;
    return answer;
  };
}

const bear = async (title: string) => (await manager('POST', '/deals', { title })).id;

before(async () => {
  // Jobs are run by hand: who hears of what must not depend on when.
  world = await startTestApp({ roles: 'web' });
  people = await createPeople(world.db);
  manager = await person('manager');
  colleague = await person('colleague');
  stranger = await person('stranger');
  deal = { entity: 'deal', entityId: await bear('Насосная') };
});
after(() => world.close());

const OF = () => `entity=deal&entityId=${deal.entityId}`;

const say = (ask: Ask, body: string, more: object = {}) =>
  ask('POST', '/comments', { ...deal, body, ...more });

const tell = (commentId: number) =>
  tellOfComment({ db: world.db, now: () => new Date(), ...work, entityAccess }, commentId);

const newest = async () => (await manager<TimelinePage>('GET', `/timeline?${OF()}`)).items[0];

const commentsAt = async (ask: Ask, path: string) =>
  (await ask<{ items: Comment[] }>('GET', path)).items;

const colleagues = async (ask: Ask, q = '') =>
  (await ask<{ items: Colleague[] }>('GET', `/comments/people?${OF()}&q=${q}`)).items;

const invite = (ask: Ask, employeeId: number) =>
  ask('PATCH', `/deals/${deal.entityId}/participants`, { add: [employeeId] });

async function noticesOf(employeeId: number): Promise<{ kind: string; title: string }[]> {
  const { rows } = await world.db.query<{ kind: string; title: string; body: string }>(
    `select kind, title, body from work.notification where employee_id = $1
       and kind like 'comment.%' order by id`, [employeeId]);
  return rows;
}

test('only who is named in the text and may read the record hears of a mention, once', async () => {
  const { manager: me, head, stranger: foreign, engineer } = people;
  const { id } = await say(manager, 'Гляньте, @Соколова Анна и @Зайцев Олег: **срочно**', {
    mentionIds: [head.id, foreign.id, engineer.id, me.id],
  });
  const item = await newest();
  assert.deepEqual(item?.comment?.mentions,
    [{ id: head.id, name: 'Соколова Анна' }, { id: foreign.id, name: 'Зайцев Олег' }]);
  await tell(id);
  await tell(id);
  const [told, ...more] = await noticesOf(head.id);
  assert.equal(more.length, 0);
  assert.match(told!.title, /^Петров Иван упоминает вас: .*Насосная$/);
  assert.deepEqual((told as unknown as { body: string }).body,
    'Гляньте, @Соколова Анна и @Зайцев Олег: срочно');
  assert.deepEqual(await noticesOf(foreign.id), []);
  assert.deepEqual(await noticesOf(engineer.id), []);
});

test('an edit that names one more person tells that person alone', async () => {
  const { id } = await say(manager, 'Позвоните завтра');
  await tell(id);
  await manager('PATCH', `/comments/${id}`, {
    body: 'Позвоните завтра, @Ершов Кирилл', mentionIds: [people.admin.id],
  });
  await tell(id);
  assert.equal((await noticesOf(people.admin.id)).length, 1);
  const versions = `/comments/${id}/versions`;
  assert.deepEqual((await commentsAt(manager, versions)).map((version) => version.body),
    ['Позвоните завтра']);
  await assert.rejects(stranger('GET', versions), { code: 'record.missing' });
  await manager('DELETE', `/comments/${id}`);
  await assert.rejects(manager('GET', versions), { code: 'record.missing' });
});

test('the chooser says who does not see the record, and a participant then does', async () => {
  const seen = async () => new Map((await colleagues(manager))
    .map((each) => [each.id, each.sees]));
  const first = await seen();
  assert.equal(first.get(people.head.id), true);
  assert.equal(first.get(people.colleague.id), false);
  assert.equal(first.has(people.manager.id), false, 'nobody mentions themselves');
  await assert.rejects(colleagues(stranger), { code: 'record.missing' });
  await assert.rejects(invite(stranger, people.stranger.id), { code: 'record.missing' });
  await invite(manager, people.colleague.id);
  await invite(manager, people.engineer.id);
  assert.equal((await seen()).get(people.colleague.id), true, 'the second did not drop the first');
  const { rows } = await world.db.query(
    `select from work.notification where kind = 'deal.participant' and employee_id = $1`,
    [people.colleague.id]);
  assert.equal(rows.length, 1);
  assert.equal((await colleagues(manager, 'cjrjkj'))[0]?.name,
    'Соколова Анна', 'typed in the wrong layout');
});

test('replies make one level and stay in the record they are of', async () => {
  const root = await say(manager, 'Какой срок?');
  const first = await say(colleague, 'Две недели', { replyToId: root.id });
  const second = await say(manager, 'Спасибо', { replyToId: first.id });
  const thread = `/comments/${root.id}/replies`;
  const items = await commentsAt(manager, thread);
  assert.deepEqual(items.map((item) => item.id), [first.id, second.id]);
  assert.equal(items[1]?.replyTo?.excerpt, 'Какой срок?');
  await assert.rejects(stranger('GET', thread), { code: 'record.missing' });
  const other = { entityId: await bear('Другая') };
  await assert.rejects(say(manager, 'Туда', { ...other, replyToId: root.id }),
    { code: 'field.invalid' });
  await tell(first.id);
  assert.deepEqual((await noticesOf(people.manager.id)).map((notice) => notice.kind),
    ['comment.replied']);
});

const pin = (ask: Ask, id: number, pinned: boolean) =>
  ask('PUT', `/comments/${id}/pin`, { pinned });

test('pinned words stand at the top, five at most, and leave with their comment', async () => {
  const ids: number[] = [];
  for (let n = 0; n < 6; n += 1) ids.push((await say(manager, `Важно ${n}`)).id);
  for (const id of ids.slice(0, 5)) await pin(colleague, id, true);
  await assert.rejects(pin(manager, ids[5]!, true), { code: 'field.invalid' });
  await assert.rejects(pin(stranger, ids[0]!, false), { code: 'record.missing' });
  await manager('DELETE', `/comments/${ids[0]}`);
  await pin(manager, ids[1]!, false);
  const items = await commentsAt(manager, `/comments/pinned?${OF()}`);
  assert.deepEqual(items.map((item) => item.body), ['Важно 4', 'Важно 3', 'Важно 2']);
  await assert.rejects(stranger('GET', `/comments/pinned?${OF()}`), { code: 'record.missing' });
});

test('a comment shows files of its own record only', async () => {
  const add = async (entityId: number) => (await world.db.query<{ id: number }>(
    `insert into platform.file (name, media_type, size_bytes, sha256, entity, entity_id)
     values ('чертёж.png', 'image/png', 10, '\\x00', 'deal', $1) returning id`, [entityId]))
    .rows[0]!.id;
  const own = await add(deal.entityId);
  const foreign = await add(await bear('Чужая'));
  await assert.rejects(say(manager, 'Файл', { fileIds: [own, foreign] }),
    { code: 'field.invalid' });
  await say(manager, 'Файл', { fileIds: [own] });
  const item = await newest();
  assert.deepEqual(item?.comment?.files.map((file) => file.name), ['чертёж.png']);
});
