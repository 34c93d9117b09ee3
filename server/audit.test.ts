// The journal: everybody sees events of the records they may see; a value goes back by its verb.
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import type { AuditItem } from '#contract/audit';
import { createDeal, editDeal, readCard } from '#modules/deals';
import { createLead, editLead } from '#modules/leads';
import { DEMO_PASSWORD } from '#modules/staff';
import { addTask, editTask } from '#modules/work';
import type { Context } from '#platform/context';
import { one } from '#platform/database';
import { signIn, startTestApp, type TestApp } from '#test/app';
import { contextOf, createPeople, type People } from '#test/people';
import { work } from './access.ts';

let world: TestApp;
let people: People;
let manager: Context;
let dealId: number;

before(async () => {
  world = await startTestApp({ roles: 'web' });
  people = await createPeople(world.db);
  manager = await contextOf(world.db, people.manager);
  dealId = (await createDeal(manager, { title: 'Насос', comment: 'прежний' })).id;
  const { version } = await readCard(manager, dealId);
  await editDeal(manager, { id: dealId, version, comment: 'новый' });
});

after(() => world.close());

async function ask(login: string, method: string, path: string, body?: object) {
  const cookie = await signIn(world.url, login, DEMO_PASSWORD);
  const response = await fetch(world.url + path, {
    method,
    headers: { cookie, ...(body ? { 'content-type': 'application/json' } : {}) },
    body: body ? JSON.stringify(body) : null,
  });
  const text = await response.text();
  return { status: response.status, json: (text ? JSON.parse(text) : {}) as Answer };
}
type Answer = { items?: AuditItem[]; code?: string };

const journal = async (login: string, filter: object = {}) =>
  (await ask(login, 'GET', `/api/events?limit=200&filter=${
    encodeURIComponent(JSON.stringify(filter))}`)).json.items ?? [];

const ofDeal = { entity: { eq: 'deal' } };

test('events of a record reach those who see it, those of the company administrators', async () => {
  for (const login of ['manager', 'head', 'admin']) {
    assert.equal((await journal(login, ofDeal)).length, 2, login);
  }
  for (const login of ['stranger', 'marketer', 'engineer']) {
    assert.deepEqual(await journal(login, ofDeal), [], login);
  }
  const all = await journal('admin');
  assert.ok(all.some((item) => item.entity === 'department'));
  const own = await journal('manager');
  assert.ok(own.every((item) => item.entity === 'deal'), 'people and roles are not theirs');
});

test('what only refreshes an open page is no line of the journal', async () => {
  await world.db.query(`insert into platform.event (at, kind, entity, entity_id, source, data)
    values (now(), 'duplicates.changed', 'duplicates', 0, 'system', '{}')`);
  assert.deepEqual(await journal('admin', { entity: { eq: 'duplicates' } }), []);
});

test('a term that has passed is told by the deal and is no line of the journal', async () => {
  await world.db.query(`insert into platform.event (at, kind, entity, entity_id, source, data)
    select now(), 'deal.moneyChanged', 'deal', $1, 'system', d::jsonb from unnest($2::text[]) d`,
  [dealId, ['{"changes":{"overdueKopecks":{"old":0,"new":5}},"by":"clock"}',
    '{"changes":{"paidKopecks":{"old":0,"new":5}}}']]);
  const told = await journal('manager', { kind: { eq: 'deal.moneyChanged' } });
  assert.deepEqual(told.map(({ data }) => Object.keys(data['changes'] as object)),
    [['paidKopecks']]);
  const { json } = await ask('manager', 'GET',
    `/api/timeline?entity=deal&entityId=${dealId}&group=money`);
  assert.equal(json.items?.length, 2);
  await world.db.query(`delete from platform.event where kind = 'deal.moneyChanged'`);
});

test('the journal is sought by who, what, field and period', async () => {
  const found = async (filter: object) => (await journal('admin', filter)).length;
  assert.equal(await found({ ...ofDeal, field: { contains: 'comment' } }), 1);
  assert.equal(await found({ field: { contains: 'projectName' } }), 0);
  assert.equal(await found({ kind: { eq: 'deal.created' }, actor: { eq: people.manager.id } }), 1);
  assert.equal(await found({ ...ofDeal, at: { lt: '2020-01-01' } }), 0);
  const refused = await ask('engineer', 'GET',
    `/api/events?filter=${encodeURIComponent('{"field":{"contains":"amount"}}')}`);
  assert.equal(refused.json.code, 'filter.invalid', 'hidden sums are not fished for');
});

test('a previous value comes back once, by the verb of the record', async () => {
  const event = (await journal('manager', { kind: { eq: 'deal.edited' } }))[0]!;
  assert.ok(event.restorable.includes('comment'));
  const restore = (login: string, field: string, id = event.id) =>
    ask(login, 'POST', `/api/events/${id}/restorations`, { field });
  assert.equal((await restore('stranger', 'comment')).status, 404);
  assert.equal((await restore('manager', 'title')).json.code, 'field.invalid');
  assert.equal((await restore('manager', 'comment')).status, 204);
  assert.equal((await readCard(manager, dealId)).comment, 'прежний');
  const [last] = await journal('manager', { kind: { eq: 'deal.edited' } });
  assert.deepEqual(last?.data['changes'], { comment: { old: 'новый', new: 'прежний' } });
  const { version } = await readCard(manager, dealId);
  await editDeal(manager, { id: dealId, version, comment: 'третий' });
  assert.equal((await restore('manager', 'comment')).json.code, 'record.changed');
});

test('what 1C owns is refused with words', async () => {
  const { rows } = await world.db.query<{ id: number }>(
    `insert into platform.event (kind, entity, entity_id, source, data)
     values ('deal.moneyChanged', 'deal', $1, '1c',
       '{"changes":{"paidKopecks":{"old":1,"new":0}}}') returning id`, [dealId]);
  const refused = await ask('admin', 'POST', `/api/events/${rows[0]!.id}/restorations`,
    { field: 'paidKopecks' });
  assert.equal(refused.json.code, 'field.readOnly');
});

test('years of events are read by indexes, newest first', async () => {
  await world.db.query(`
    insert into platform.event (at, kind, entity, entity_id, actor_id, source)
    select now(), case n % 1000 when 0 then 'robot.ran' else 'deal.edited' end, 'deal', n % 5000,
      case n % 997 when 0 then $1::bigint end, 'system' from generate_series(1, 60000) n`,
  [people.admin.id]);
  await world.db.query('analyze platform.event');
  const plan = async (where: string) => (await world.db.query<Record<string, string>>(
    `explain select e.id from platform.event e where ${where} order by e.id desc limit 101`))
    .rows.map((row) => row['QUERY PLAN']).join('\n');
  for (const where of ['true', `e.kind = 'robot.ran'`, `e.actor_id = ${people.admin.id}`,
    `e.entity = 'deal' and e.entity_id = 77`]) {
    const text = await plan(where);
    // Months to come are empty, and reading nothing costs nothing.
    const scan = /Seq Scan on event_\S+ \S+ +\(cost=0\.00\.\.(?!0\.00)/;
    assert.doesNotMatch(text, scan, `${where}: ${text}`);
  }
});

test('events of a lead reach those who see it, and its value goes back', async () => {
  const { id } = await createLead(manager, { title: 'Спрос', comment: 'слух' });
  await editLead(manager, { id, version: 1, comment: 'правда' });
  const ofLead = { entity: { eq: 'lead' }, entityId: { eq: id } };
  assert.equal((await journal('manager', ofLead)).length, 2);
  assert.deepEqual(await journal('stranger', ofLead), []);
  const [edited] = await journal('manager', ofLead);
  assert.deepEqual([edited?.title, edited?.restorable], [`Л-${id} · Спрос`, ['comment']]);
  const back = await ask('manager', 'POST', `/api/events/${edited!.id}/restorations`,
    { field: 'comment' });
  assert.equal(back.status, 204);
  const lead = await ask('manager', 'GET', `/api/leads/${id}`);
  assert.equal((lead.json as { comment?: string }).comment, 'слух');
});

test('the history of a lead tells the sums that its card shows, whoever sees none of deals',
  async () => {
    const { id } = await createLead(manager, { title: 'Сумма', estimateKopecks: 100 });
    await editLead(manager, { id, version: 1, estimateKopecks: 250, phones: ['+79210000001'] });
    const card = await ask('marketer', 'GET', `/api/leads/${id}`);
    assert.equal((card.json as { estimateKopecks?: number }).estimateKopecks, 250);
    const changed = { estimateKopecks: { old: 100, new: 250 } };
    const [line] = await journal('marketer', { entity: { eq: 'lead' }, entityId: { eq: id } });
    assert.deepEqual(line?.data['changes'], changed, 'phones stay hidden');
    const record = `entity=lead&entityId=${id}`;
    const { json } = await ask('marketer', 'GET', `/api/timeline?${record}`);
    assert.deepEqual(json.items?.[0]?.data['changes'], changed);
    const field = await ask('marketer', 'GET', `/api/timeline?${record}&field=estimateKopecks`);
    assert.equal(field.json.items?.length, 1);
  });

test('a text is not sought in lists that have no search, and they say so', async () => {
  for (const path of ['/api/events', '/api/advances', '/api/money-reports/receivables/parts']) {
    assert.equal((await ask('admin', 'GET', `${path}?limit=1`)).status, 200, path);
    assert.equal((await ask('admin', 'GET', `${path}?q=Насос`)).status, 400, path);
  }
  const file = { noun: 'events', format: 'csv', columns: [{ field: 'at', header: 'Когда' }] };
  const refused = await ask('admin', 'POST', '/api/exports', { ...file, q: 'Насос' });
  assert.equal(refused.json.code, 'field.invalid');
  assert.equal((await ask('admin', 'POST', '/api/exports', file)).status, 200);
});

test('events of a task reach its parties and heads, and its deadline goes back', async () => {
  const due = (day: number) => `2026-12-0${day}T09:00:00.000Z`;
  const about = { entity: 'deal', entityId: dealId };
  const { id, version } = await addTask(manager, work, { ...about, title: 'Счёт', dueAt: due(1) });
  await editTask(manager, work, { id, version, dueAt: due(4), title: 'Счёт и паспорт' });
  const ofTask = { entity: { eq: 'task' }, entityId: { eq: id } };
  for (const login of ['manager', 'head', 'admin']) {
    assert.equal((await journal(login, ofTask)).length, 1, login);
  }
  for (const login of ['stranger', 'marketer', 'colleague']) {
    assert.deepEqual(await journal(login, ofTask), [], login);
  }
  const [edited] = await journal('manager', ofTask);
  assert.deepEqual([edited?.title, edited?.restorable.toSorted()],
    ['Счёт и паспорт', ['dueAt', 'title']]);
  const path = (eventId: number) => `/api/events/${eventId}/restorations`;
  const refused = await ask('stranger', 'POST', path(edited!.id), { field: 'dueAt' });
  assert.equal(refused.status, 404);
  assert.equal((await ask('manager', 'POST', path(edited!.id), { field: 'dueAt' })).status, 204);
  const task = await ask('manager', 'GET', `/api/tasks/${id}`);
  assert.equal((task.json as { dueAt?: string }).dueAt, '2026-12-01T09:00:00Z');
  const [onDeal] = await journal('manager', { ...ofDeal, kind: { eq: 'task.edited' } });
  assert.deepEqual(onDeal?.restorable, [], 'the title in it is not the deal\'s');
  const foreign = await ask('manager', 'POST', path(onDeal!.id), { field: 'dueAt' });
  assert.equal(foreign.json.code, 'field.invalid');
});

test('whom somebody was told is no line of anybody\'s journal', async () => {
  await world.db.query(`insert into platform.event (at, kind, entity, entity_id, source, data)
    values (now(), 'notification.created', 'notification', 1, 'system', '{}')`);
  assert.deepEqual(await journal('admin', { entity: { eq: 'notification' } }), []);
});

test('a journal of settings calls people, departments and roles by name', async () => {
  const { json } = await ask('admin', 'GET', '/api/departments');
  const [first, second] = json as unknown as { id: number; name: string }[];
  const changed = await ask('admin', 'PATCH', `/api/departments/${second!.id}`,
    { parentId: first!.id });
  assert.equal(changed.status, 200, JSON.stringify(changed.json));
  const [moved] = await journal('admin', {
    entity: { eq: 'department' }, entityId: { eq: second!.id }, kind: { eq: 'department.edited' },
  });
  const changes = moved!.data['changes'] as Record<string, { new: unknown }>;
  assert.equal(changes['parentId']?.new, first!.name);

  const made = await ask('admin', 'POST', '/api/custom-fields',
    { entity: 'deal', kind: 'text', name: 'Номер тендера' });
  assert.equal(made.status, 200, JSON.stringify(made.json));
  const { code } = made.json as { code?: string };
  const stage = await one<{ id: number }>(world.db,
    `select id from deals.stage where semantics = 'open' order by id limit 1`);
  const set = await ask('admin', 'PATCH', `/api/stages/${stage!.id}/rules`,
    { requiredFields: [`custom.${code}`] });
  assert.ok(set.status < 300, JSON.stringify(set.json));
  const [rules] = await journal('admin', { kind: { eq: 'stage.rulesSet' } });
  assert.deepEqual((rules!.data['changes'] as typeof changes)['requiredFields']?.new,
    ['Номер тендера']);

  const kinds = { entity: { eq: 'setting' }, kind: { eq: 'setting.changed' } };
  const hours = { value: 7 };
  await ask('admin', 'PUT', '/api/settings/deals.acceptanceHours', hours);
  const once = await journal('admin', kinds);
  await ask('admin', 'PUT', '/api/settings/deals.acceptanceHours', hours);
  assert.equal((await journal('admin', kinds)).length, once.length, 'the same value is no change');
  assert.ok(once.length > 0);
});
