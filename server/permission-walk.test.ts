// Walks every route, list, count, sum, search and stream as people of other departments and roles:
// nothing of a deal may reach them, and nothing they send may change it. A new route is walked
// without being named here; what it may answer is decided by the marks it must not contain.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { LIST_NOUNS } from '#contract/lists';
import { MONEY_REPORTS, PART_REPORTS } from '#contract/money-reports';
import type { Route } from '#contract/route';
import {
  createCompany, createOwnEntity, mergeRecords, scanDuplicates,
} from '#modules/customers';
import { companyContext, createDeal, dealAccess, editDeal, replaceLines } from '#modules/deals';
import { createLead, leadAccess } from '#modules/leads';
import { proposeChange } from '#modules/payments';
import { DEMO_PASSWORD } from '#modules/staff';
import { addComment } from '#modules/timeline';
import { createTask } from '#modules/work';
import {
  acknowledgeCommands, fetchCommands, introduceBase, itemSha256, receiveItems,
} from '#integrations/onec';
import { registerReceiver } from '#modules/commands';
import { MERGE_FOLLOWERS } from './merge-followers.ts';
import type { Context } from '#platform/context';
import { inTransaction, one } from '#platform/database';
import { addPerson } from '#test/factory';
import { signIn, startTestApp, type TestApp } from '#test/app';
import { contextOf, createPeople, type People } from '#test/people';
import {
  invoiceBody, item, orderBody, paymentBody, TEST_EPOCH, TEST_IB, uid,
} from '#test/onec/items';

/** Texts and sums of the secret deal; none may appear in an answer to a stranger. */
const MARKS = [
  'Тайная станция', 'Тайный комментарий', 'Тайная заметка', 'Тайное дело', 'Тайный адрес',
  '79219998877', '921 999-88-77', 'УТ-СЕКРЕТ', 'ПП-СЕКРЕТ', '987654321', '123456789',
  'Тайная строка', 'Тайный чертёж', 'Тайный импорт', 'Тайный отказ',
];

/** Of the secret lead; a marketer reads all leads, but never a phone. */
const LEAD_MARKS = ['Тайный спрос', 'Тайный слух', 'Тайный предмет'];

const ORDER = uid(1);
let world: TestApp;
let people: People;
let dealId: number;
let taskId: number;
let commentId: number;
let fileId: number;
let companyId: number;
let leadId: number;
let productId: number;
let ownEntityId: number;
let mergeId: number;
let pairId: number;
let importId: number;
let commandId: string;
let taken: Map<string, Set<string>>;

before(async () => {
  world = await startTestApp();
  people = await createPeople(world.db);
  await makeSecretDeal();
  await makeCustomers();
  taken = await readTaken();
});
after(() => world.close());

async function makeSecretDeal(): Promise<void> {
  const { db } = world;
  const ctx = await contextOf(db, people.manager);
  const company = await one<{ id: number }>(db,
    `insert into customers.company (name) values ('ООО «Общий клиент»') returning id`);
  companyId = company!.id;
  const deal = await createDeal(ctx, { title: 'Тайная станция', companyId });
  dealId = deal.id;
  const product = await one<{ id: number }>(db,
    `insert into catalog.product (name) values ('Общий товар') returning id`);
  productId = product!.id;
  await replaceLines(ctx, {
    id: dealId, version: 1,
    lines: [{
      name: 'Тайная строка', quantity: '1', price: '1234567.89', vatRate: '22', productId,
    }],
  });
  const version = (await one<{ version: number }>(db,
    'select version from deals.deal where id = $1', [dealId]))!.version;
  await editDeal(ctx, { id: dealId, version, comment: 'Тайная заметка', address: 'Тайный адрес' });
  leadId = (await createLead(ctx, {
    title: 'Тайный спрос', companyId, phones: ['+79219998877'],
    lines: [{ name: 'Тайный предмет', quantity: '1', price: '1', vatRate: '22' }],
  })).id;
  await addComment(ctx, { lead: leadAccess },
    { entity: 'lead', entityId: leadId, body: 'Тайный слух' });
  const comment = await addComment(ctx, { deal: dealAccess },
    { entity: 'deal', entityId: dealId, body: 'Тайный комментарий' });
  commentId = comment.id;
  fileId = await hangSecretFile();
  importId = await bringSecretFile();
  const task = await inTransaction(db, (tx) => createTask(tx, ctx, {
    title: 'Тайное дело', entity: 'deal', entityId: dealId, assigneeId: people.manager.id,
    dueAt: new Date().toISOString(),
  }));
  taskId = task.id;
  await introduceBase(db, { ib: TEST_IB, epoch: TEST_EPOCH }, new Date());
  const items = [
    item('order', ORDER, 1, orderBody('9876543.21', {
      number: 'УТ-СЕКРЕТ', crmDealId: String(dealId),
    })),
    item('invoice', uid(2), 1, invoiceBody('9876543.21', ORDER)),
    item('payment', uid(3), 1, paymentBody('1234567.89',
      [{ orderUid: ORDER, sum: '1234567.89' }], { number: 'ПП-СЕКРЕТ' })),
  ];
  const results = await receiveItems({ db, now: () => new Date() },
    items.map((value) => ({ value, line: null })), { kind: 'push' });
  assert.ok(results.every((result) => result.status === 'applied'));
  commandId = await proposeSecretly(ctx);
  assert.equal(itemSha256({}), item('order', ORDER, 1, {}).sha256);
}

/** A change of the secret order that 1C has refused. */
async function proposeSecretly(ctx: Context): Promise<string> {
  const { db } = world;
  const base = await one<{ id: number }>(db, 'select id from onec.base');
  await inTransaction(db, (tx) => registerReceiver(tx, base!.id, new Date()));
  await proposeChange(ctx, { id: dealId, uid: ORDER, lines: [{ position: 1, quantity: '77' }] });
  const inbox = { db, now: () => new Date() };
  const [command] = await fetchCommands(inbox, base!.id);
  await acknowledgeCommands(inbox, {
    ib: TEST_IB, results: [{ id: command!.id, status: 'refused', text: 'Тайный отказ' }],
  });
  return command!.id;
}

/** A merge, a pair of possible duplicates and a legal entity that strangers must not touch. */
async function makeCustomers(): Promise<void> {
  const admin = await contextOf(world.db, people.admin);
  const made = async (name: string) => (await createCompany(admin, { name })).id;
  const [survivorId, loserId] = [await made('Остаётся'), await made('Уходит')];
  mergeId = (await mergeRecords(admin, { followers: MERGE_FOLLOWERS }, {
    entity: 'company', survivorId, loserId, survivorVersion: 1, loserVersion: 1, take: [],
  })).id;
  await made('Остаёттся');
  await scanDuplicates(world.db, () => new Date(), 60_000);
  pairId = (await one<{ id: number }>(world.db, 'select id from customers.duplicate_pair'))!.id;
  ownEntityId = (await createOwnEntity(admin, { name: 'Наше' })).id;
}

async function hangSecretFile(): Promise<number> {
  const cookie = await signIn(world.url, 'manager', DEMO_PASSWORD);
  const name = encodeURIComponent('Тайный чертёж.txt');
  const response = await fetch(
    `${world.url}/api/files?entity=deal&entityId=${dealId}&name=${name}`, {
      method: 'POST', body: 'Тайный чертёж',
      headers: { cookie, 'content-type': 'application/octet-stream' },
    });
  return ((await response.json()) as { id: number }).id;
}

async function bringSecretFile(): Promise<number> {
  const cookie = await signIn(world.url, 'head', DEMO_PASSWORD);
  const name = encodeURIComponent('Тайный импорт.csv');
  const response = await fetch(`${world.url}/api/imports?noun=companies&name=${name}`, {
    method: 'POST', body: 'Название\r\nТайный импорт',
    headers: { cookie, 'content-type': 'application/octet-stream' },
  });
  const { id } = (await response.json()) as { id: number };
  await fetch(`${world.url}/api/imports/${id}/checks`, { method: 'POST', headers: { cookie } });
  return id;
}

type Walked = Pick<Route, 'id' | 'path'>;
type Reply = { status: number; text: string };

async function ask(cookie: string, method: string, path: string, body?: unknown): Promise<Reply> {
  const response = await fetch(world.url + path, {
    method,
    headers: { cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(15_000),
  });
  return { status: response.status, text: await response.text() };
}

/** The path with the secret deal's ids in it. */
function pathOf(route: Pick<Route, 'path'>): string {
  const noun = route.path.split('/')[2] ?? '';
  const ids: Record<string, string | number> = {
    deals: dealId, leads: leadId, products: productId, companies: companyId, tasks: taskId,
    commands: commandId, comments: commentId, files: fileId, imports: importId,
    'own-entities': ownEntityId, merges: mergeId, duplicates: pairId,
    employees: people.manager.id, departments: people.pumps,
  };
  const id = route.path.includes('/objects/') ? ORDER : ids[noun] ?? dealId;
  return route.path.replace(':id', String(id));
}

/** Addresses of every noun's list are walked for each of them. */
const pathsOf = ({ path }: Pick<Route, 'path'>): string[] => {
  const reports = path.includes('/parts') ? PART_REPORTS : MONEY_REPORTS;
  if (path.includes(':report')) return reports.map((name) => path.replace(':report', name));
  return path.includes(':noun')
    ? LIST_NOUNS.map((noun) => path.replace(':noun', noun)) : [pathOf({ path })];
};

/** Questions that fish for the deal: by free text, by filter, with totals and sums, as a board. */
const FISHING = [
  '', '?total=1&sums=amountKopecks,paidKopecks&limit=1000', '?q=Тайная', '?q=СЕКРЕТ', '?q=9998877',
  `?filter=${encodeURIComponent('{"title":{"contains":"Тайн"}}')}&total=1`,
  `?filter=${encodeURIComponent('{"amountKopecks":{"eq":987654321}}')}&total=1`,
  '?pipelineId=1', '?pipelineId=1&q=Тайная',
  ...['responsible', 'assigneeId', 'company', 'createdAt'].map((by) =>
    `?by=${by}&sums=amountKopecks`),
  '?by=company', '?by=responsible&sums=estimateKopecks',
  ...['nextTaskAt', 'dueAt'].map((by) =>
    `?by=${by}&from=${calendarDay(-20)}&to=${calendarDay(20)}`),
];

function calendarDay(shift: number): string {
  return new Date(Date.now() + shift * 86_400_000).toISOString().slice(0, 10);
}

type Operation = { operationId: string; parameters?: { name: string; in: string }[] };

/** What each route takes in its query, by the API's own description. */
async function readTaken(): Promise<Map<string, Set<string>>> {
  const { paths } = (await world.app.http.inject('/api/openapi.json'))
    .json<{ paths: Record<string, Record<string, Operation>> }>();
  const operations = Object.values(paths).flatMap((byMethod) => Object.values(byMethod));
  return new Map(operations.map(({ operationId, parameters = [] }) => [operationId,
    new Set(parameters.filter((one) => one.in === 'query').map(({ name }) => name))]));
}

/** Each question once, in words that the route takes; and once all that it does not take. */
function asked(id: string, questions: string[]): string[] {
  const names = taken.get(id);
  if (!names) return questions;
  const understood = questions.map((question) => {
    const words = [...new URLSearchParams(question)].filter(([name]) => names.has(name));
    return words.length === 0 ? '' : `?${new URLSearchParams(words)}`;
  });
  return [...new Set([...understood, `?total=1&sums=amountKopecks&q=Тайная&pipelineId=1&by=company`
    + `&${aboutDeal()}`])];
}

const aboutDeal = () => `entity=deal&entityId=${dealId}`;

const questionsOf = (route: Walked): string[] => pathsOf(route).flatMap((path) =>
  asked(route.id, [...FISHING, `?${aboutDeal()}`, `?${aboutDeal()}&limit=100`,
    `?entity=lead&entityId=${leadId}`]).map((query) => path + query));

const BODIES: Record<string, unknown> = {
  'deals.edit': { version: 99, title: 'Взлом' },
  'deals.moveStage': { stageId: 2 },
  'deals.transfer': { departmentId: 3, reason: 'Взлом' },
  'deals.returnTransfer': { reason: 'Взлом' },
  'deals.participants': { employeeIds: [] },
  'orders.move': { uid: ORDER, fromDealId: 1 },
  'orders.split': { uid: ORDER },
  'orders.propose': { uid: ORDER, lines: [], comment: 'Взлом' },
  'deals.lines': { version: 99, lines: [] },
  'leads.edit': { version: 99, title: 'Взлом' },
  'leads.lines': { version: 99, lines: [] },
  'leads.moveStage': { stageId: 2 },
  'leads.convert': { version: 99, employeeId: 1 },
  'leads.return': { reason: 'Взлом' },
  'ownEntities.edit': { version: 1, name: 'Взлом' },
  'ownEntities.create': { name: 'Взлом' },
  'ownEntities.mapName': { name: 'Взлом', ownEntityId: null },
  'comments.add': { entity: 'deal', entityId: 0, body: 'Взлом' },
  'comments.edit': { body: 'Взлом' },
  'comments.pin': { pinned: true },
  'deals.changeParticipants': { remove: [1] },
  'tasks.edit': { version: 1, title: 'Взлом' },
  'tasks.create': { title: 'Взлом', entity: 'deal', entityId: 0 },
};

function bodyOf(id: string): unknown {
  const body = BODIES[id] ?? {};
  return body && typeof body === 'object' && 'entityId' in body
    ? { ...body, entityId: dealId } : body;
}

const snapshot = async () => JSON.stringify((await world.db.query(
  `select d.*, (select count(*) from timeline.comment c
       where c.entity_id = d.id and c.deleted_at is null and c.body not like 'Взлом%') as comments,
     (select count(*) from timeline.comment c where c.body like 'Взлом%') as forged,
     (select json_agg(f) from platform.file f where f.entity_id = d.id) as files,
     (select json_agg(t) from work.task t where t.entity_id = d.id) as tasks,
     (select json_agg(r) from deals.deal_reader r where r.deal_id = d.id) as readers,
     (select json_agg(c order by c.seq) from commands.command c) as commands,
     (select json_agg(o.deal_id) from payments.sales_order o) as orders
   from deals.deal d where d.id = $1`, [dealId])).rows);

/** What nobody but an administrator may change of customers. */
const customersNow = async () => JSON.stringify((await world.db.query(`
  select (select json_agg(o) from customers.own_entity o) as own,
    (select json_agg(m) from customers.merge m) as merges,
    (select json_agg(p) from customers.duplicate_pair p) as pairs`)).rows);

function assertClean(reply: Reply, what: string, marks = MARKS): void {
  assert.ok(reply.status < 500, `${what} failed: ${reply.text}`);
  // Titles of demo departments and echoes of the question are not answers.
  const text = reply.text.replaceAll(/"detail":"[^"]*"/g, '');
  for (const mark of marks) assert.ok(!text.includes(mark), `${what} leaked «${mark}»: ${text}`);
}

const NOT_WALKED = new Set(['stream.read', 'session.open', 'session.close', 'session.end',
  'session.changePassword']);

const STRANGERS = ['stranger', 'marketer', 'engineer'] as const;

for (const login of STRANGERS) {
  test(`${login} learns nothing of a deal of another department and changes nothing`, async () => {
    const cookie = await signIn(world.url, login, DEMO_PASSWORD);
    const [before, customers] = [await snapshot(), await customersNow()];
    const marks = login === 'marketer' ? MARKS : [...MARKS, ...LEAD_MARKS];
    let walked = 0;
    for (const route of world.app.bound) {
      if (NOT_WALKED.has(route.id) || route.access === 'onec') continue;
      const path = pathOf(route);
      if (route.method === 'GET') {
        for (const question of questionsOf(route)) {
          assertClean(await ask(cookie, 'GET', question), `${login}: GET ${question}`, marks);
        }
      } else {
        const reply = await ask(cookie, route.method, path, bodyOf(route.id));
        assertClean(reply, `${login}: ${route.method} ${path}`, marks);
      }
      walked += 1;
    }
    assert.ok(walked > 60, `only ${walked} routes were walked`);
    assert.equal(await snapshot(), before, `${login} changed the deal`);
    assert.equal(await customersNow(), customers, `${login} changed customers`);
  });
}

/** What the order, its line and its payment are worth, in kopecks, roubles or words. */
const SUMS = ['9876543', '1234567'];

const SEEN_WITHOUT_SUMS = ['deals.list', 'deals.board', 'deals.read', 'products.sales',
  'tasks.list', 'events.list', 'search.everything'];

test('whoever sees a deal without its sums finds it everywhere and a sum nowhere', async () => {
  const { db } = world;
  await db.query(`insert into deals.deal_reader (deal_id, employee_id, why, may_edit)
    values ($1, $2, 'participant', false)`, [dealId, people.engineer.id]);
  try {
    const cookie = await signIn(world.url, 'engineer', DEMO_PASSWORD);
    const found = new Set<string>();
    const questions = ['', '?total=1&sums=amountKopecks,paidKopecks', '?q=Тайная',
      '?pipelineId=1', '?by=company&sums=amountKopecks', `?${aboutDeal()}`];
    for (const route of world.app.bound) {
      if (NOT_WALKED.has(route.id) || route.access === 'onec' || route.method !== 'GET') continue;
      const queries = asked(route.id, questions);
      for (const question of pathsOf(route).flatMap((path) => queries.map((one) => path + one))) {
        const reply = await ask(cookie, 'GET', question);
        if (reply.text.includes('Тайная станция')) found.add(route.id);
        const text = reply.text.replaceAll(/\s/g, '');
        assertClean({ ...reply, text }, `without sums: GET ${question}`, SUMS);
      }
    }
    for (const id of SEEN_WITHOUT_SUMS) assert.ok(found.has(id), `${id} does not find the deal`);
  } finally {
    await db.query(`delete from deals.deal_reader where deal_id = $1 and employee_id = $2`,
      [dealId, people.engineer.id]);
  }
});

test('missing and invisible deals are answered word for word alike', async () => {
  const cookie = await signIn(world.url, 'stranger', DEMO_PASSWORD);
  for (const path of ['', '/money']) {
    const seen = await ask(cookie, 'GET', `/api/deals/${dealId}${path}`);
    const none = await ask(cookie, 'GET', `/api/deals/999999999${path}`);
    const strip = (text: string) => text.replace(/"requestId":"[^"]*"/, '');
    assert.deepEqual([seen.status, strip(seen.text)], [none.status, strip(none.text)]);
    assert.equal(seen.status, 404);
  }
});

test('without a session only the doors are open', async () => {
  for (const route of world.app.bound) {
    if (route.access === 'public') continue;
    const body = route.method === 'GET' ? undefined : {};
    const reply = await ask('', route.method, pathOf(route), body);
    // «Обмен с сайтом» has its own words for everything and knows no status but 200.
    if (route.access === 'site') assert.match(reply.text, /^failure\n/, route.path);
    else assert.equal(reply.status, 401, `${route.method} ${route.path} without a session`);
    assertClean(reply, `anonymous ${route.path}`);
  }
});

test('the context of a company says department, responsible, state, date and no more', async () => {
  const cookie = await signIn(world.url, 'stranger', DEMO_PASSWORD);
  const reply = await ask(cookie, 'GET', `/api/companies/${companyId}/context`);
  const [row, ...rest] = JSON.parse(reply.text) as Record<string, unknown>[];
  assert.equal(rest.length, 0);
  assert.deepEqual(Object.keys(row ?? {}).sort(),
    ['createdOn', 'department', 'isOpen', 'responsible']);
  assert.equal(row?.['department'], 'Насосы');
});

test('whoever may see the deal does see it, so that silence proves something', async () => {
  for (const login of ['manager', 'head', 'admin']) {
    const cookie = await signIn(world.url, login, DEMO_PASSWORD);
    const card = await ask(cookie, 'GET', `/api/deals/${dealId}`);
    assert.match(card.text, /Тайная станция/, login);
    const list = await ask(cookie, 'GET',
      '/api/deals?total=1&sums=amountKopecks,paidKopecks&q=Тайная');
    assert.match(list.text, /"total":1/, login);
    assert.match(list.text, /"amountKopecks":987654321/, login);
    const found = await ask(cookie, 'GET', '/api/search?q=УТ-СЕКРЕТ');
    assert.match(found.text, /Тайная станция/, login);
  }
});

test('an operator learns number and title too, or could not route a caller', async () => {
  const operator = await addPerson(world.db,
    { departmentId: people.pumps, role: 'operator', name: 'Оператор' });
  const [row] = await companyContext(operator.ctx, companyId);
  assert.deepEqual(Object.keys(row ?? {}).sort(),
    ['createdOn', 'department', 'isOpen', 'number', 'responsible', 'title']);
  assert.equal(row?.title, 'Тайная станция');
});

type Stream = { text: () => string; end: () => Promise<void> };

async function openStream(login: string): Promise<Stream> {
  const cookie = await signIn(world.url, login, DEMO_PASSWORD);
  const stop = new AbortController();
  const response = await fetch(`${world.url}/api/stream`, {
    headers: { cookie }, signal: stop.signal,
  });
  let text = '';
  const reading = (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body!) text += decoder.decode(chunk as Uint8Array);
  })().catch(() => undefined);
  return {
    text: () => text,
    end: async () => {
      stop.abort();
      await reading;
    },
  };
}

test('the stream tells those who may see the deal and nobody else', async () => {
  const ctx = await contextOf(world.db, people.manager);
  const [head, ...strangers] = await Promise.all(['head', ...STRANGERS].map(openStream));
  const { version } = (await one<{ version: number }>(world.db,
    'select version from deals.deal where id = $1', [dealId]))!;
  await editDeal(ctx, { id: dealId, version, projectName: `Проект ${version}` });
  const mention = new RegExp(`"entityId":${dealId}\\b`);
  for (let waits = 0; waits < 500 && !mention.test(head!.text()); waits += 1) await delay(20);
  // What one is told goes to all in one breath.
  await delay(500);
  assert.match(head!.text(), mention);
  for (const [index, login] of STRANGERS.entries()) {
    assert.doesNotMatch(strangers[index]!.text(), mention, login);
  }
  for (const stream of [head!, ...strangers]) await stream.end();
});
