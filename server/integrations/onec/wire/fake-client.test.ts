import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import test from 'node:test';
import type { FakeItem } from '#test/onec-fake/base';
import { CallRefused, createClient, type ClientOptions } from '#test/onec-fake/client';
import { corrupt } from '#test/onec-fake/disturb';
import { createRandom } from '#test/onec-fake/random';
import { stream } from '#test/onec-fake/stream';
import { readItem } from './item.ts';
import { checkSignature, isRefusal, readSignatureClaim } from './signature.ts';

const SECRET = 'секрет-1';

type Receiver = {
  url: string;
  /** Ids of every batch that was answered. */
  batches: string[][];
  nonces: Set<string>;
  close: () => void;
};

/** Receives pushes with the server's own reading; `fault` may answer instead. */
async function receive(
  fault: (attempt: number, response: ServerResponse, count: number) => boolean = () => false,
): Promise<Receiver> {
  const batches: string[][] = [];
  const nonces = new Set<string>();
  let attempt = 0;
  const server = createServer((request, response) => {
    void bytesOf(request).then((body) => {
      const claim = readSignatureClaim(request.headers);
      const call = { method: request.method ?? '', path: request.url ?? '', body };
      if (isRefusal(claim) || checkSignature(claim, call, SECRET, Date.now()) !== null) {
        response.writeHead(401).end('{"code":"signature.invalid"}');
        return;
      }
      nonces.add(claim.nonce);
      const { items } = JSON.parse(body.toString()) as { items: FakeItem[] };
      attempt += 1;
      if (fault(attempt, response, items.length)) return;
      batches.push(items.map(({ id }) => id));
      const results = items.map((item) => {
        const read = readItem(item);
        return read.ok
          ? { id: item.id, status: 'applied' }
          : { id: item.id, status: 'rejected', ...read.refusal };
      });
      response.end(JSON.stringify({ results, limits: { batch: 7, pauseMs: 0 } }));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, batches, nonces, close: () => server.close() };
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function pushTo(receiver: Receiver, items: FakeItem[], change: Partial<ClientOptions> = {}) {
  const client = createClient({
    url: receiver.url, keyId: 'k1', secret: SECRET, retryMs: 1, retryMaxMs: 20, ...change,
  });
  return client.push(items);
}

const ITEMS = stream(11, 60).items.slice(0, 30);

test('every call is signed anew and the batch is what the server asks for', async () => {
  const receiver = await receive();
  const items = stream(12, 300).items.slice(0, 230);
  const results = await pushTo(receiver, items);
  receiver.close();
  assert.deepEqual(results.map(({ id }) => id), items.map(({ id }) => id));
  assert.ok(results.every(({ status }) => status === 'applied'));
  const [first = 0, ...rest] = receiver.batches.map(({ length }) => length);
  assert.ok(first <= 200 && first > 7);
  assert.ok(rest.every((length) => length <= 7));
  assert.equal(receiver.nonces.size, receiver.batches.length);
});

test('what arrives corrupted is sent again whole, in its place', async () => {
  const receiver = await receive();
  const random = createRandom(1);
  let damaged = 0;
  const results = await pushTo(receiver, ITEMS, {
    damage: (items) => items.map((item, at) => {
      if (at % 5 !== 0) return item;
      damaged += 1;
      return corrupt(random, item);
    }),
  });
  receiver.close();
  assert.equal(damaged, 6);
  assert.deepEqual(results.map(({ status, id }) => [status, id]),
    ITEMS.map(({ id }) => ['applied', id]));
  assert.equal(receiver.batches.flat().length, 36);
});

test('a dropped connection, 503 and 429 are tried again until the answer comes', async () => {
  const receiver = await receive((attempt, response) => {
    if (attempt === 1) response.destroy();
    else if (attempt === 2) response.writeHead(503).end('busy');
    else if (attempt === 3) response.writeHead(429, { 'Retry-After': '0' }).end();
    return attempt < 4;
  });
  const said: string[] = [];
  const results = await pushTo(receiver, ITEMS, { say: (line) => said.push(line) });
  receiver.close();
  assert.equal(results.length, ITEMS.length);
  assert.equal(said.length, 3);
  assert.match(said[0] ?? '', /нет связи/);
  assert.match(said[1] ?? '', /503/);
});

test('413 halves the batch', async () => {
  const receiver = await receive((_attempt, response, count) => {
    if (count > 10) response.writeHead(413).end();
    return count > 10;
  });
  const results = await pushTo(receiver, ITEMS);
  receiver.close();
  assert.deepEqual(results.map(({ id }) => id), ITEMS.map(({ id }) => id));
});

test('a wrong secret is told at once, not tried again', async () => {
  const receiver = await receive();
  await assert.rejects(pushTo(receiver, ITEMS, { secret: 'чужой' }), (error: unknown) =>
    error instanceof CallRefused && error.status === 401);
  receiver.close();
  assert.equal(receiver.batches.length, 0);
});

test('a server that never answers ends a call with a limit of tries', async () => {
  const receiver = await receive((_attempt, response) => {
    response.destroy();
    return true;
  });
  await assert.rejects(pushTo(receiver, ITEMS, { triesMax: 3 }), /after 3 tries/);
  receiver.close();
});
