// Whatever is wrong with a request, the answer is one form: problem+json with a code and Russian
// words. Driven over a real socket: half of these faults happen before a request is one.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { after, before, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import type { Problem } from '#contract/errors';
import { Day } from '#contract/primitives';
import { SILENT_LOG } from '#platform/log';
import { complaintProblems } from './complaints.ts';
import { createHttp } from './server.ts';
import { answerBrokenRequest } from './wire-errors.ts';

let app: FastifyInstance;
let url: string;

before(async () => {
  app = await createHttp({ log: SILENT_LOG as never, trustProxy: false, version: '0' });
  app.get('/api/things', async () => ({ items: [] }));
  app.post('/api/things', {
    schema: {
      body: { type: 'object', properties: { name: { type: 'string' }, any: {}, on: Day } },
      querystring: { type: 'object', properties: { on: Day } },
    },
  }, async (request) => request.body);
  app.delete('/api/things/:id', async () => ({}));
  for (const code of ['57P03', 'ECONNREFUSED', 'XX000']) {
    app.get(`/api/fails/${code}`, async () => {
      throw Object.assign(new Error('secret words'), { code, syscall: 'connect' });
    });
  }
  app.get('/api/fails/EPIPE', async () => {
    throw Object.assign(new Error('write EPIPE'), { code: 'EPIPE', syscall: 'write' });
  });
  app.get('/api/fails/torn', async () => {
    throw new Error('Client has encountered a connection error and is not queryable');
  });
  url = await app.listen({ port: 0, host: '127.0.0.1' });
});
after(() => app.close());

async function problemOf(response: Response): Promise<Problem> {
  assert.match(response.headers.get('content-type') ?? '', /^application\/problem\+json/);
  const problem = await response.json() as Problem;
  assert.equal(problem.status, response.status);
  assert.match(problem.title, /[а-я]/i);
  assert.match(problem.requestId, /^[\da-f-]{36}$/);
  return problem;
}

const post = (body: string, type = 'application/json') => fetch(`${url}/api/things`, {
  method: 'POST', body, headers: { 'content-type': type },
});

test('a wrong method of a known address is 405 and names the right ones', async () => {
  const response = await fetch(`${url}/api/things`, { method: 'PUT' });
  assert.equal((await problemOf(response)).code, 'method.wrong');
  assert.equal(response.headers.get('allow'), 'GET, HEAD, POST, OPTIONS');
  const item = await fetch(`${url}/api/things/5`);
  assert.equal(item.status, 405);
  assert.equal(item.headers.get('allow'), 'DELETE, OPTIONS');
});

test('OPTIONS answers the methods of a known address and nothing to other origins', async () => {
  const response = await fetch(`${url}/api/things`, {
    method: 'OPTIONS', headers: { origin: 'https://elsewhere.example' },
  });
  assert.equal(response.status, 204);
  assert.equal(response.headers.get('allow'), 'GET, HEAD, POST, OPTIONS');
  assert.equal(response.headers.get('access-control-allow-origin'), null);
  const unknown = await fetch(`${url}/api/nothing`, { method: 'OPTIONS' });
  assert.equal((await problemOf(unknown)).code, 'route.missing');
});

test('a write comes from a page of this host, and by TLS where the proxy says so', async () => {
  const asked = async (trustProxy: boolean, headers: Record<string, string>) => {
    const http = await createHttp({ log: SILENT_LOG as never, trustProxy, version: '0' });
    http.post('/api/things', async () => ({}));
    const answer = await http.inject({
      method: 'POST', url: '/api/things', payload: {}, headers: { host: 'crm.example', ...headers },
    });
    await http.close();
    return answer.statusCode === 200 ? 'ok' : answer.json<Problem>().code;
  };
  const [plain, secure] = ['http://crm.example', 'https://crm.example'];
  const tls = { 'x-forwarded-proto': 'https' };
  assert.equal(await asked(true, { ...tls, origin: secure }), 'ok');
  assert.equal(await asked(true, { ...tls, origin: plain }), 'origin.foreign');
  assert.equal(await asked(true, { 'x-forwarded-proto': 'http', origin: plain }), 'ok');
  assert.equal(await asked(false, { origin: plain }), 'ok');
  // The proxy ends TLS and is not trusted: what it says is not read, and people go on working.
  assert.equal(await asked(false, { ...tls, origin: secure }), 'ok');
  assert.equal(await asked(true, { ...tls, origin: 'https://elsewhere.example' }),
    'origin.foreign');
});

test('a body that is no JSON is named so; text and forms are not taken at all', async () => {
  for (const broken of ['{bad', '', '{"__proto__":{"a":1}}']) {
    const problem = await problemOf(await post(broken));
    assert.equal(problem.code, 'request.invalid');
    assert.match(problem.detail, /JSON/);
  }
  for (const type of ['text/plain', 'application/xml', 'garbage']) {
    assert.equal((await problemOf(await post('{"name":"x"}', type))).status, 415, type);
  }
});

test('a body too large is refused in words, not by a broken pipe', async () => {
  for (const megabytes of [5, 10, 30]) {
    const response = await post(JSON.stringify({ name: 'x'.repeat(megabytes * 1_000_000) }));
    assert.equal((await problemOf(response)).code, 'body.tooLarge', `${megabytes} MB`);
  }
});

test('texts that no database stores and endless nesting are refused with their place', async () => {
  const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
  const cases: [body: string, field: string][] = [
    ['{"name":"a\\u0000b"}', 'name'], ['{"any":{"x":["\\ud800"]}}', 'any.x[0]'],
    ['{"any":{"a\\u0000":1}}', 'any'],
  ];
  for (const [body, field] of cases) {
    const problem = await problemOf(await post(body));
    assert.equal(problem.status, 400);
    assert.deepEqual(problem.fields?.map((row) => row.field), [field]);
  }
  for (const depth of [100, 100_000]) {
    const problem = await problemOf(await post(`{"any":${nested(depth)}}`));
    assert.match(problem.detail, /вложено слишком глубоко/);
  }
  assert.equal((await post('{"name":"😀 ё"}')).status, 200);
});

test('a day that no calendar has is refused where it comes in, for every route alike', async () => {
  const send = (query: string, on: string) => fetch(`${url}/api/things${query}`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ on }),
  });
  for (const on of ['2026-02-30', '2026-13-01', '0000-01-01', '26-01-01']) {
    for (const response of [await send('', on), await send(`?on=${on}`, '2026-03-01')]) {
      const { status, fields } = await problemOf(response);
      assert.deepEqual([status, fields], [400, [{ field: 'on', reason: 'Это не дата.' }]], on);
    }
  }
  for (const on of ['0001-01-01', '2028-02-29', '9999-12-31']) {
    assert.equal((await send(`?on=${on}`, on)).status, 200, on);
  }
});

test('an address that does not decode, headers without end', async () => {
  assert.equal((await problemOf(await fetch(`${url}/api/things/%zz`))).code, 'request.invalid');
  const long = await fetch(`${url}/api/things?q=${'x'.repeat(200_000)}`);
  assert.equal((await problemOf(long)).code, 'headers.tooLarge');
  const filter = encodeURIComponent('я'.repeat(20_000));
  assert.equal((await fetch(`${url}/api/things?filter=${filter}`)).status, 200);
});

test('headers that go on after the refusal are refused once', async () => {
  const server = createServer();
  const heard: Promise<Socket> = new Promise((done) => { server.once('connection', done); });
  await new Promise<void>((done) => { server.listen(0, '127.0.0.1', done); });
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const socket = await heard;
  const error = Object.assign(new Error('overflow'), { code: 'HPE_HEADER_OVERFLOW' });
  for (let chunks = 0; chunks < 12; chunks += 1) answerBrokenRequest(error, socket);
  const waiting = socket.listenerCount('finish');
  const [answer] = await once(client, 'data') as [Buffer];
  client.destroy();
  socket.destroy();
  server.close();
  assert.equal(waiting, 1);
  assert.match(String(answer), /^HTTP\/1\.1 431 /);
});

test('bytes that are no HTTP are answered and do not hurt the neighbours', async () => {
  const answer = await new Promise<string>((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    let text = '';
    socket.on('data', (chunk) => { text += chunk.toString(); });
    socket.on('close', () => resolve(text)).on('error', reject);
    socket.write('\x00\x01 nonsense\r\n\r\n');
  });
  assert.match(answer, /^HTTP\/1\.1 400 [\s\S]*problem\+json[\s\S]*request\.invalid/);
  assert.equal((await fetch(`${url}/api/things`)).status, 200);
});

test('the same words about one field are said once', async () => {
  const problem = await problemOf(await post('{"name":5}'));
  assert.equal(problem.fields?.length, 1);
});

test('what would have been right is said in Russian, once a field', () => {
  const of = (field: string, keyword: string, params: Record<string, unknown>) =>
    ({ instancePath: `/${field}`, keyword, params });
  const problems = complaintProblems([
    of('kind', 'const', { allowedValue: 'onec' }), of('kind', 'const', { allowedValue: 'api' }),
    of('kind', 'type', { type: 'null' }), of('kind', 'anyOf', {}),
    of('epoch', 'type', { type: 'string' }), of('epoch', 'type', { type: 'integer' }),
    of('epoch', 'anyOf', {}),
    of('ib', 'minLength', { limit: 1 }), of('ib', 'type', { type: 'integer' }),
    of('rows/0', 'anyOf', {}), of('rows/0/sum', 'type', { type: 'string' }),
    of('state', 'anyOf', {}),
    of('place', 'anyOf', {}), of('places', 'minItems', { limit: 1 }),
    of('tags', 'uniqueItems', { i: 1, j: 0 }),
  ], 'body');
  assert.deepEqual(problems.map(({ field, reason }) => `${field}: ${reason}`), [
    'kind: Допускается: onec, api.', 'epoch: Ожидается строка или целое число.',
    'ib: Поле не заполнено.', 'rows[0].sum: Ожидается строка.',
    'state: Значение не подходит ни под один допустимый вид.',
    'place: Значение не подходит ни под один допустимый вид.', 'places: Не меньше 1 строки.',
    'tags: Строки повторяются.',
  ]);
});

test('a refusal of a body that was read already waits for nothing', async () => {
  const startedAt = Date.now();
  const answer = await app.inject({ method: 'POST', url: '/api/things', payload: { name: 5 } });
  assert.equal(answer.statusCode, 400);
  assert.ok(Date.now() - startedAt < 3_000, 'the refusal waited for more of the body');
});

test('a database that is away is 503, a failure is 500 that tells its number alone', async () => {
  for (const code of ['57P03', 'ECONNREFUSED', 'EPIPE', 'torn']) {
    assert.equal((await problemOf(await fetch(`${url}/api/fails/${code}`))).code, 'server.busy');
  }
  const problem = await problemOf(await fetch(`${url}/api/fails/XX000`));
  assert.equal(problem.code, 'server.failed');
  assert.match(problem.detail, new RegExp(problem.requestId));
  assert.doesNotMatch(JSON.stringify(problem), /secret words/);
});
