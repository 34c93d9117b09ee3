// The contract and the server agree: every declared route is bound, and nothing else is.
import assert from 'node:assert/strict';
import test from 'node:test';
import buildSerializer from 'fast-json-stringify';
import { schemaOf } from '#platform/http/openapi';
import { compileCheck } from '#platform/http/validation';
import { startTestApp } from '#test/app';
import { declaredRoutes } from './guards/routes.ts';

type Address = { id: string; method: string; path: string; access: unknown };

type Answer = { content?: Record<string, { schema?: object }> };

const line = ({ id, method, path, access }: Address) =>
  `${id}: ${method} ${path} for ${JSON.stringify(access)}`;

/** Lines that only one side has. */
function differences(declared: Address[], bound: Address[]): string[] {
  const [left, right] = [declared.map(line), bound.map(line)];
  return [
    ...left.filter((one) => !right.includes(one)).map((one) => `not bound: ${one}`),
    ...right.filter((one) => !left.includes(one)).map((one) => `not declared: ${one}`),
    ...right.filter((one, index) => right.indexOf(one) !== index).map((one) => `twice: ${one}`),
  ];
}

test('every declared route is bound by the server, and no other', async (t) => {
  const { app, close } = await startTestApp();
  t.after(close);
  const declared = await declaredRoutes();
  assert.ok(declared.length > 30, 'the contract was not read');
  assert.deepEqual(differences(declared, app.bound), []);
});

test('every schema compiles, though a server compiles it at its first use', async () => {
  for (const route of await declaredRoutes()) {
    const { params, querystring, body, response } = schemaOf(route) as Record<string, object>;
    for (const schema of [params, querystring]) if (schema) compileCheck(schema);
    if (body) compileCheck(body, 'body');
    for (const answer of Object.values(response ?? {}) as Answer[]) {
      const media = Object.values(answer.content ?? {}).flatMap(({ schema }) => schema ?? []);
      for (const schema of answer.content ? media : [answer]) buildSerializer(schema);
    }
  }
});

test('a route that only one side knows is found', () => {
  const one = { id: 'a.b', method: 'GET', path: '/api/a', access: 'signed' };
  assert.equal(differences([one], []).length, 1);
  assert.equal(differences([], [one]).length, 1);
  assert.equal(differences([one], [one, one]).length, 1);
  assert.equal(differences([one], [{ ...one, access: 'public' }]).length, 2);
  assert.deepEqual(differences([one], [one]), []);
});
