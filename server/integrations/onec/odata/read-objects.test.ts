// Pages are sized by what they turned out to weigh, before anything has failed.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { listObjects, readByKeys } from './read-objects.ts';

const HEAVY = 900 * 1024;

test('after a heavy page fewer objects are asked for at once, after a light one more', async () => {
  const asked: number[] = [];
  const server = createServer((request, response) => {
    const filter = new URL(request.url ?? '', 'http://1c').searchParams.get('$filter') ?? '';
    const keys = [...filter.matchAll(/guid'([^']+)'/g)].map(([, key]) => key);
    // The first thirty weigh almost a megabyte each.
    const weight = asked.reduce((sum, count) => sum + count, 0) < 30 ? HEAVY : 10;
    asked.push(keys.length);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({
      value: keys.map((key) => ({ Ref_Key: key, Текст: 'x'.repeat(weight) })),
    }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const uids = Array.from({ length: 60 }, (_, at) =>
    `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`);
  const reader = {
    connection: { root: `http://127.0.0.1:${port}/ut`, login: 'l', password: 'p' },
    sizes: new Map<string, number>(),
  };
  const read: unknown[] = [];
  for await (const entity of readByKeys(reader, 'Catalog_Номенклатура', uids)) {
    read.push(entity['Ref_Key']);
  }
  server.close();
  assert.deepEqual(read, uids, 'each once and in their order');
  assert.deepEqual(asked, [20, 4, 4, 4, 4, 20, 4]);
});

test('a row of a list without a guid is passed over, its neighbours are listed', async () => {
  const uid = '00000000-0000-4000-8000-000000000001';
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ value: [
      { Ref_Key: null, DataVersion: 'AAAAAAAAAAE=' }, { Ref_Key: uid, DataVersion: 'AAAAAAAAAAI=' },
    ] }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const reader = {
    connection: { root: `http://127.0.0.1:${port}/ut`, login: 'l', password: 'p' },
    sizes: new Map<string, number>(),
  };
  const listed = await listObjects(reader, 'Catalog_Номенклатура', { from: null, to: null });
  server.close();
  assert.deepEqual([...listed.keys()], [uid]);
});
