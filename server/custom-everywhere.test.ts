// Fields of one's own on every kind of record, over HTTP: a value survives every way out and in,
// and who may not see a field learns nothing of it anywhere.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import fc from 'fast-check';
import { readXlsx } from 'hucre/xlsx';
import { CUSTOM_ENTITIES, type CustomEntity, type CustomKind } from '#contract/custom-fields';
import { type Cell, readColumnCells } from '#modules/fields';
import { DEMO_PASSWORD } from '#modules/staff';
import { signIn, startTestApp, type TestApp } from '#test/app';
import { contextOf, createPeople, type People } from '#test/people';

let world: TestApp;
let people: People;
const cookies = new Map<string, string>();

const NOUNS: Record<CustomEntity, string> = {
  deal: 'deals', lead: 'leads', company: 'companies', contact: 'contacts', product: 'products',
  task: 'tasks',
};
const KINDS: CustomKind[] = [
  'text', 'number', 'money', 'date', 'list', 'multiList', 'employee', 'company', 'flag',
];
const OPTIONS = ['Пермь', 'Омск; левый берег', 'Тула, склад'];
const CODES = ['perm', 'omsk_levyy_bereg', 'tula_sklad'];

before(async () => {
  world = await startTestApp();
  people = await createPeople(world.db);
  for (const login of ['admin', 'head']) {
    cookies.set(login, await signIn(world.url, login, DEMO_PASSWORD));
  }
});
after(() => world.close());

type Answer<T> = { status: number; body: T };

async function ask<T>(
  login: string, path: string, body?: unknown, method = body === undefined ? 'GET' : 'POST',
): Promise<Answer<T>> {
  const response = await fetch(world.url + path, {
    method,
    headers: { cookie: cookies.get(login)!, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: (text ? JSON.parse(text) : null) as T };
}

async function must<T>(...args: Parameters<typeof ask>): Promise<T> {
  const { status, body } = await ask<T>(...args);
  assert.equal(status, 200, `${args[1]}: ${JSON.stringify(body)}`);
  return body;
}

let made = 0;

/** A record of the manager's, so that the head of the department sees it. */
function bodyOf(entity: CustomEntity, custom: object): object {
  made += 1;
  const name = `Запись ${made}`;
  const responsibleId = people.manager.id;
  switch (entity) {
    case 'deal': return { title: name, responsibleId, departmentId: people.pumps, custom };
    case 'lead': return { title: name, responsibleId, custom };
    case 'task': return { title: name, assigneeId: responsibleId, custom };
    case 'product': return { name, custom };
    default: return { name, responsibleId, custom };
  }
}

type Item = { id: number; version: number; custom: Record<string, unknown> };
type Page = { items: Item[]; total?: number };

const create = async (entity: CustomEntity, custom: object = {}): Promise<number> =>
  (await must<{ id: number }>('admin', `/api/${NOUNS[entity]}`, bodyOf(entity, custom))).id;

const query = (parts: Record<string, string>) => `?${new URLSearchParams(parts).toString()}`;
const filterOf = (filter: object) => ({ filter: JSON.stringify(filter) });

async function exported(
  login: string, entity: CustomEntity, order: object,
): Promise<unknown[][]> {
  const { id } = await must<{ id: number }>(
    login, '/api/exports', { noun: NOUNS[entity], format: 'xlsx', ...order });
  for (;;) {
    const { state, reason } = await must<{ state: string; reason: string | null }>(
      login, `/api/exports/${id}`);
    assert.notEqual(state, 'failed', reason ?? '');
    if (state === 'ready') break;
    await delay(30);
  }
  const file = await fetch(`${world.url}/api/exports/${id}/content`, {
    headers: { cookie: cookies.get(login)! },
  });
  const { sheets } = await readXlsx(Buffer.from(await file.arrayBuffer()));
  return sheets[0]!.rows.slice(1, -1);
}

const printed = fc.string({
  unit: fc.constantFrom(...'абвёЁ zZ09;,."«=+-\'<&'), minLength: 1, maxLength: 12,
}).map((text) => text.trim()).filter((text) => text !== '');

function valuesOf(companyIds: number[]) {
  return fc.record({
    text: fc.option(printed),
    number: fc.option(fc.integer({ min: -1e12, max: 1e12 }).map((n) => (n === 0 ? 0 : n / 1000))),
    money: fc.option(fc.integer({ min: -1e12, max: 1e12 }).map((n) => n + 0)),
    date: fc.option(fc.date({
      min: new Date('1901-01-01'), max: new Date('2199-12-31'), noInvalidDate: true,
    }).map((date) => date.toISOString().slice(0, 10))),
    list: fc.option(fc.constantFrom(...CODES)),
    multilist: fc.option(fc.subarray(CODES, { minLength: 1 })),
    employee: fc.option(fc.constantFrom(people.manager.id, people.head.id)),
    company: fc.option(fc.constantFrom(...companyIds)),
    flag: fc.option(fc.boolean()),
  });
}

const plain = (value: unknown) => (value !== null && typeof value === 'object' && 'id' in value
  ? value.id : value ?? null);

test('a value of every kind survives API, list, filter, file and import on every record',
  async () => {
    const companyIds = [await create('company'), await create('company')];
    const admin = await contextOf(world.db, people.admin);
    for (const entity of CUSTOM_ENTITIES) {
      for (const kind of KINDS) {
        const options = kind === 'list' || kind === 'multiList'
          ? { options: OPTIONS.map((name) => ({ name })) } : {};
        await must('admin', '/api/custom-fields',
          { entity, kind, code: kind.toLowerCase(), name: `Поле ${kind}`, ...options });
      }
      const columns = KINDS.map((kind) =>
        ({ field: `custom.${kind.toLowerCase()}`, header: kind }));
      await fc.assert(fc.asyncProperty(
        fc.array(valuesOf(companyIds), { minLength: 6, maxLength: 6 }), async (given) => {
          const rows = given as Record<string, unknown>[];
          const ids: number[] = [];
          for (const custom of rows) ids.push(await create(entity, custom));
          const mine = { id: { in: ids } };
          const { items } = await must<Page>('admin',
            `/api/${NOUNS[entity]}${query({ ...filterOf(mine), sort: 'id' })}`);
          assert.deepEqual(items.map(({ id }) => id), ids, entity);
          const cells = await exported('admin', entity, { columns, ...filterOf(mine), sort: 'id' });
          for (const [at, { field }] of columns.entries()) {
            const code = field.slice('custom.'.length);
            const written = rows.map((row) => row[code]);
            assert.deepEqual(items.map(({ custom }) => plain(custom[code])), written, field);
            const read = await readColumnCells(admin, world.db, { entity, code },
              cells.map((row) => row[at] as Cell));
            assert.deepEqual(read, written.map((value) => ({ value })), `${field} from the file`);
            const wanted = written.find((value) => value !== null);
            if (wanted === undefined) continue;
            const condition = Array.isArray(wanted) ? { in: wanted } : { eq: wanted };
            const found = await must<Page>('admin', `/api/${NOUNS[entity]}${query({
              ...filterOf({ and: [mine, { [field]: condition }] }), sort: 'id' })}`);
            assert.deepEqual(found.items.map(({ id }) => id), ids.filter((_, index) => {
              const value = written[index];
              return Array.isArray(wanted) && Array.isArray(value)
                ? value.some((each) => wanted.includes(each)) : value === wanted;
            }), `${field} filtered`);
          }
        }), { numRuns: 1 });
    }
  });

test('a field that is a file holds a file of its record alone, and only while it is there',
  async () => {
    for (const entity of CUSTOM_ENTITIES) {
      await must('admin', '/api/custom-fields',
        { entity, kind: 'file', code: 'passport', name: 'Паспорт' });
      const [id, other] = [await create(entity), await create(entity)];
      const sent = await fetch(
        `${world.url}/api/files${query({ entity, entityId: String(id), name: 'паспорт.txt' })}`, {
          method: 'POST', body: 'слова',
          headers: { cookie: cookies.get('admin')!, 'content-type': 'application/octet-stream' },
        });
      const file = await sent.json() as { id: number };
      const give = async (record: number) => (await ask('admin', `/api/${NOUNS[entity]}/${record}`,
        { version: 1, custom: { passport: file.id } }, 'PATCH')).status;
      assert.deepEqual([await give(other), await give(id)], [422, 200], entity);
      const filled = filterOf({ and: [{ id: { in: [id, other] } },
        { 'custom.passport': { empty: false } }] });
      const path = `/api/${NOUNS[entity]}${query(filled)}`;
      const listed = async () => (await must<Page>('admin', path)).items
        .map(({ custom }) => custom['passport']);
      assert.deepEqual(await listed(), [{ id: file.id, name: 'паспорт.txt' }], entity);
      const columns = [{ field: 'custom.passport', header: 'Паспорт' }];
      assert.deepEqual(await exported('admin', entity, { columns, ...filled }), [['паспорт.txt']]);
      assert.equal((await ask('admin', `/api/files/${file.id}`, {}, 'DELETE')).status, 204);
      assert.deepEqual(await listed(), [], `${entity}: what was removed is no value`);
    }
  });

const TOKEN = 'Зинзивер7741';
const SECRETS = /Зинзивер|7741|tayna|Тайн|Скрытый вариант/;

async function hideFields(entity: CustomEntity): Promise<Record<string, unknown>> {
  const roles = await must<{ id: number; code: string }[]>('admin', '/api/roles');
  const readerRoleIds = [roles.find(({ code }) => code === 'engineer')!.id];
  const field = (kind: string, more: object = {}) => must('admin', '/api/custom-fields', {
    entity, kind, code: `tayna_${kind.toLowerCase()}`, name: `Тайна ${kind}`, readerRoleIds,
    ...more,
  });
  await field('text', { isSearched: true });
  await field('money');
  await field('list', { options: [{ name: 'Скрытый вариант', code: 'tayna' }] });
  return { tayna_text: `Слово ${TOKEN} тут`, tayna_money: 774_177, tayna_list: 'tayna' };
}

async function untilIndexed(): Promise<void> {
  for (;;) {
    const fields = await must<{ isSearched: boolean; indexState: string }[]>(
      'admin', '/api/custom-fields/all');
    if (fields.every((field) => !field.isSearched || field.indexState === 'ready')) return;
    await delay(50);
  }
}

/** What the reader is answered where the name of a field is asked for. */
async function wordsOf(entity: CustomEntity, name: string): Promise<unknown[]> {
  const noun = NOUNS[entity];
  const answers = await Promise.all([
    ask('head', `/api/${noun}${query(filterOf({ [name]: { empty: false } }))}`),
    ask('head', `/api/${noun}${query({ sort: name })}`),
    ask('head', `/api/${noun}${query({ sums: name })}`),
    ask('head', `/api/${noun}${query({ columns: name })}`),
    ask('head', `/api/lists/${noun}/groups${query({ by: name })}`),
    ask('head', '/api/exports', {
      noun, format: 'csv', columns: [{ field: name, header: 'Столбец' }],
    }),
    ask('head', '/api/mass-jobs', {
      noun, action: 'edit', input: { custom: { [name.slice(7)]: 1 } }, selection: { ids: [1] },
    }).then(({ status }) => ({ status, body: null })),
  ]);
  return answers.map(({ status, body }) => JSON.stringify({ status, body })
    .replaceAll(name, 'FIELD').replace(/"requestId":"[^"]*"/g, ''));
}

async function listen(run: () => Promise<void>): Promise<string> {
  const stop = new AbortController();
  const response = await fetch(`${world.url}/api/stream`, {
    headers: { cookie: cookies.get('head')! }, signal: stop.signal,
  });
  let text = '';
  const reading = (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body!) text += decoder.decode(chunk as Uint8Array);
  })().catch(() => undefined);
  await run();
  for (let waits = 0; waits < 999 && !text.includes('"entity":"lead"'); waits += 1) await delay(50);
  stop.abort();
  await reading;
  return text;
}

test('a role that may not see a field learns nothing of it, on any record, in any place',
  async () => {
    const records = new Map<CustomEntity, number>();
    const values = new Map<CustomEntity, object>();
    for (const entity of CUSTOM_ENTITIES) {
      values.set(entity, await hideFields(entity));
      records.set(entity, await create(entity));
    }
    const [working] = (await must<{ id: number; code: string; requiredFields: string[] }[]>(
      'admin', '/api/leads/stages')).filter(({ code }) => code === 'working');
    await ask('admin', `/api/leads/stages/${working!.id}/rules`,
      { requiredFields: ['custom.tayna_money'] }, 'PATCH');
    await untilIndexed();
    const streamed = await listen(async () => {
      for (const entity of [...CUSTOM_ENTITIES].toSorted((a) => (a === 'lead' ? 1 : -1))) {
        const path = `/api/${NOUNS[entity]}/${records.get(entity)}`;
        const { version } = await must<Item>('admin', path);
        await must('admin', path, { version, custom: values.get(entity) }, 'PATCH');
      }
    });
    assert.match(streamed, /"entity":"lead"/);
    const seen = [{ path: 'stream', text: streamed }];
    const look = async (path: string, sent?: object) => {
      const { status, body } = await ask('head', path, sent);
      seen.push({ path, text: JSON.stringify({ status, body }) });
      return body;
    };
    for (const entity of CUSTOM_ENTITIES) {
      const noun = NOUNS[entity];
      const id = records.get(entity)!;
      assert.match(JSON.stringify(await must('admin', `/api/${noun}/${id}`)), /Зинзивер/);
      const card = await look(`/api/${noun}/${id}`) as Item;
      assert.equal(card.id, id, `${entity} itself is seen`);
      await look(`/api/${noun}${query({ ...filterOf({ id: { eq: id } }), total: '1' })}`);
      await look(`/api/${noun}/fields`);
      const here = { entity, entityId: id };
      await must('admin', '/api/presence', { ...here, tab: `admin-${id}`.padEnd(9, '-'),
        field: 'Тайна text' });
      const present = await look('/api/presence', { ...here, tab: `heads-${id}`.padEnd(9, '-') });
      assert.equal((present as { people: unknown[] }).people.length, 1, 'somebody is there');
      await look(`/api/timeline${query({ entity, entityId: String(id) })}`);
      await look(`/api/timeline${query({
        entity, entityId: String(id), field: 'custom.tayna_text' })}`);
      const byWord = query({ q: TOKEN, total: '1' });
      assert.equal((await must<Page>('admin', `/api/${noun}${byWord}`)).total, 1, `${noun} q`);
      assert.equal((await look(`/api/${noun}${byWord}`) as Page).total, 0, `${noun} q`);
      assert.deepEqual(
        await wordsOf(entity, 'custom.tayna_money'), await wordsOf(entity, 'custom.nobody_ever'));
    }
    const found = await must<object>('admin', `/api/search${query({ q: TOKEN })}`);
    assert.match(JSON.stringify(found), /Тайна text: Слово Зинзивер7741/, 'it says why');
    assert.match(JSON.stringify(found), /Запись/);
    for (const path of [
      `/api/search${query({ q: TOKEN })}`, '/api/custom-fields', '/api/notifications',
      '/api/events', '/api/pipelines', '/api/leads/stages', '/api/leads/board',
      '/api/deals/board?pipelineId=1', '/api/day', '/api/views?noun=deals', '/api/mass-jobs',
    ]) await look(path);
    const { status } = await ask('head', `/api/events${query(
      filterOf({ field: { contains: 'custom.tayna' } }))}`);
    assert.equal(status, 400, 'the journal is not asked by fields of others');
    for (const { path, text } of seen) assert.doesNotMatch(text, SECRETS, path);
  });
