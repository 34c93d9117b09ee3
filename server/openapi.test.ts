// The reference of the API is what programs are written by: every bound route is in it, with what
// it takes, what it gives, how it refuses and who may call.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { startTestApp, type TestApp } from '#test/app';

type Operation = {
  operationId: string;
  summary: string;
  parameters?: { name: string; in: string; schema: object }[];
  requestBody?: { content: Record<string, { schema: object }> };
  responses: Record<string, { description?: string; content?: Record<string, { schema: object }> }>;
  security?: Record<string, unknown>[];
};
type Document = {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object>; securitySchemes: Record<string, object> };
};

let world: TestApp;
let document: Document;

before(async () => {
  world = await startTestApp();
  document = await (await fetch(`${world.url}/api/openapi.json`)).json() as Document;
});
after(() => world.close());

test('every bound route is described, and nothing else but health and metrics', () => {
  assert.match(document.openapi, /^3\.1\./);
  const described = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method} ${path}`));
  const bound = world.app.bound.map(({ method, path }) =>
    `${method.toLowerCase()} ${path.replace(/:(\w+)/g, '{$1}')}`);
  assert.deepEqual(described.sort(), [...bound, 'get /healthz', 'get /metrics'].sort());
});

function assertComplete(what: string, path: string, operation: Operation): void {
  for (const [, name] of path.matchAll(/\{(\w+)\}/g)) {
    assert.ok(operation.parameters?.some((row) => row.in === 'path' && row.name === name), what);
  }
  const statuses = Object.keys(operation.responses);
  assert.ok(statuses.includes('200') !== statuses.includes('204'), `${what}: ${statuses}`);
  assert.ok(operation.responses['default']?.content?.['application/problem+json'], what);
  for (const name of (operation.security ?? []).flatMap((row) => Object.keys(row))) {
    assert.ok(document.components.securitySchemes[name], what);
  }
}

test('numbers in addresses have bounds: beyond those of a column they would be a failure', () => {
  const endless = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.values(operations).flatMap(({ parameters = [] }) => parameters
      .filter(({ schema }) => (schema as { type?: string }).type === 'integer'
        && !('maximum' in schema))
      .map(({ name }) => `${path} ${name}`)));
  assert.deepEqual(endless, []);
});

test('operations say parameters, answers, refusals and who may call', () => {
  const ids = new Set<string>();
  for (const [path, operations] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      const what = `${method} ${path}`;
      assert.ok(operation.summary && !ids.has(operation.operationId), what);
      ids.add(operation.operationId);
      assertComplete(what, path, operation);
    }
  }
  const of = (path: string, method: string) => document.paths[path]?.[method];
  assert.deepEqual(of('/api/session', 'post')?.security, [], 'signing in needs no session');
  assert.deepEqual(of('/api/1c/v1/push', 'post')?.security, [{ onec: [] }]);
  assert.equal(of('/api/deals', 'get')?.security, undefined, 'as the whole document says');
});

test('every schema is one of JSON Schema 2020-12', () => {
  const ajv = new Ajv2020({ strict: false });
  const root = { $id: 'root', components: document.components };
  ajv.addSchema(root);
  let checked = 0;
  for (const operation of Object.values(document.paths).flatMap((row) => Object.values(row))) {
    const contents = [operation.requestBody, ...Object.values(operation.responses)]
      .flatMap((part) => Object.values(part?.content ?? {}));
    const schemas = [...contents, ...operation.parameters ?? []].map((part) => part.schema);
    for (const schema of schemas) {
      const rooted = JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"root#/')) as object;
      assert.ok(ajv.compile(rooted), operation.operationId);
      checked += 1;
    }
  }
  assert.ok(checked > 200, `only ${checked} schemas`);
});

test('the reference page loads nothing from other hosts and runs under its policy', async () => {
  const page = await fetch(`${world.url}/api/docs/`);
  assert.equal(page.status, 200);
  const policy = page.headers.get('content-security-policy') ?? '';
  assert.match(policy, /frame-ancestors 'none'/);
  assert.doesNotMatch(policy, /https?:|upgrade-insecure-requests|swagger\.io/);
  const html = await page.text();
  assert.doesNotMatch(html, /<script(?![^>]*src=)/, 'an inline script would not run');
  const scripts = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map((row) => row[1] ?? '');
  assert.ok(scripts.length > 3);
  for (const address of scripts) {
    const answer = await fetch(new URL(address, `${world.url}/api/docs/`));
    assert.equal(answer.status, 200, address);
  }
  const initializer = await fetch(`${world.url}/api/docs/static/swagger-initializer.js`);
  assert.match(await initializer.text(), /validatorUrl"?:\s*null/);
  const shown = await (await fetch(`${world.url}/api/docs/json`)).json() as Document;
  assert.ok(shown.components.schemas['Problem']);
});
