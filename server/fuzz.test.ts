// Whatever is sent to whatever route: an answer below 500, errors in the one form, and a server
// that lives on. Bodies and queries are made from the schemas of the API's own description, so a
// new route is fuzzed without being named here.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { createDeal } from '#modules/deals';
import { DEMO_PASSWORD } from '#modules/staff';
import { signIn, startTestApp, type TestApp } from '#test/app';
import { hostile, type JsonSchema, nearly } from '#test/hostile-values';
import { contextOf, createPeople } from '#test/people';

type Parameter = { name: string; in: string; schema: JsonSchema };
type Operation = {
  operationId: string; parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema: JsonSchema }> };
};
type Target = { method: string; path: string; operation: Operation };
type Shot = { target: Target; query: [string, unknown][]; params: unknown[]; body: unknown };

const RUNS = Number(process.env['VERSTAK_FUZZ_RUNS'] ?? 1_500);
/** These end the session that the others need, or never end themselves. */
const SPARED = new Set(['session.close', 'session.end', 'session.changePassword', 'stream.read',
  'employees.dismiss', 'employees.account', 'roles.grant', 'roles.edit']);

let world: TestApp;
let cookies: string[];
let targets: Target[];

before(async () => {
  world = await startTestApp();
  const people = await createPeople(world.db);
  const ctx = await contextOf(world.db, people.manager);
  for (const title of ['Насос', 'Станция']) await createDeal(ctx, { title });
  cookies = await Promise.all(['admin', 'manager', 'engineer']
    .map((login) => signIn(world.url, login, DEMO_PASSWORD)));
  const document = (await world.app.http.inject('/api/openapi.json'))
    .json<{ paths: Record<string, Record<string, Operation>> }>();
  targets = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({ method, path, operation })))
    .filter(({ operation }) => !SPARED.has(operation.operationId));
});
after(() => world.close());

const GRAMMAR = fc.dictionary(
  fc.constantFrom('and', 'or', 'not', 'id', 'title', 'name', 'company.inn', 'amountKopecks',
    'createdAt', 'deferredUntil', 'isOpen', 'orderNumbers', 'nope', '__proto__'),
  fc.oneof(hostile, fc.dictionary(
    fc.constantFrom('eq', 'ne', 'in', 'nin', 'lt', 'gte', 'between', 'contains', 'empty', 'like'),
    fc.oneof(hostile, fc.array(hostile, { maxLength: 3 })), { maxKeys: 2 })),
  { maxKeys: 3 }).map((filter) => JSON.stringify(filter));

function valueOf({ name, schema }: Parameter): fc.Arbitrary<unknown> {
  if (name === 'filter') return fc.oneof(GRAMMAR, hostile);
  if (name === 'sort' || name === 'sums') {
    return fc.oneof(fc.constantFrom('-id', 'title,-createdAt', '-amountKopecks', ','), hostile);
  }
  return nearly(schema);
}

function shotAt(target: Target): fc.Arbitrary<Shot> {
  const { parameters = [], requestBody } = target.operation;
  const asked = parameters.filter((row) => row.in === 'query');
  const schema = Object.values(requestBody?.content ?? {})[0]?.schema;
  return fc.record({
    target: fc.constant(target),
    query: fc.tuple(...asked.map((row) => fc.option(valueOf(row), { freq: 2 })))
      .map((values) => values.flatMap((value, index): [string, unknown][] =>
        (value === null ? [] : [[asked[index]!.name, value]]))),
    params: fc.array(fc.oneof(
      { weight: 3, arbitrary: fc.integer({ min: 1, max: 4 }) }, { weight: 1, arbitrary: hostile }),
    { minLength: 2, maxLength: 2 }),
    body: schema ? nearly(schema) : fc.oneof(fc.constant(undefined), hostile),
  });
}

const textOf = (value: unknown) =>
  (typeof value === 'string' ? value : JSON.stringify(value) ?? '');

function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

function urlOf({ target, query, params }: Shot): string {
  let index = 0;
  const path = target.path.replace(/\{\w+\}/g, () => encode(textOf(params[index++ % 2])));
  const pairs = query.map(([name, value]) => `${name}=${encode(textOf(value))}`);
  return pairs.length > 0 ? `${path}?${pairs.join('&')}` : path;
}

async function fire(shot: Shot, cookie: string): Promise<void> {
  const { method } = shot.target;
  const withBody = method !== 'get' && shot.body !== undefined;
  const answer = await world.app.http.inject({
    method: method.toUpperCase() as 'GET', url: urlOf(shot),
    headers: { cookie, ...(withBody ? { 'content-type': 'application/json' } : {}) },
    ...(withBody ? { payload: JSON.stringify(shot.body) ?? '' } : {}),
  });
  const what = `${method} ${urlOf(shot)} ${JSON.stringify(shot.body)}: ${answer.body}`;
  assert.ok(answer.statusCode < 500, what);
  if (answer.statusCode >= 400) {
    assert.match(String(answer.headers['content-type']), /^application\/problem\+json/, what);
    assert.match(answer.json<{ title: string }>().title, /[а-я]/i, what);
  }
}

// Before the fuzz, which changes deals, stages and rights as it likes.
test('edits of one deal at once: one wins, the others are told, none fails', async () => {
  const cookie = cookies[1]!;
  const list = await world.app.http.inject({ url: '/api/deals?limit=1', headers: { cookie } });
  const [deal] = list.json<{ items: { id: number; version: number }[] }>().items;
  const edits = await Promise.all(Array.from({ length: 12 }, (_, index) =>
    world.app.http.inject({
      method: 'PATCH', url: `/api/deals/${deal!.id}`, headers: { cookie },
      payload: { version: deal!.version, title: `Правка ${index}` },
    })));
  const statuses = edits.map((edit) => edit.statusCode).sort();
  assert.deepEqual(statuses, [200, ...Array.from({ length: 11 }, () => 409)]);
});

test('no body and no query of any route gives a failure', async () => {
  assert.ok(targets.length > 90, `only ${targets.length} routes`);
  const shot = fc.constantFrom(...targets).chain(shotAt);
  await fc.assert(
    fc.asyncProperty(shot, fc.nat(2), (one, who) => fire(one, cookies[who]!)),
    { numRuns: RUNS });
  const health = await fetch(`${world.url}/healthz`);
  assert.equal(health.status, 200);
});
