import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import test from 'node:test';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { sha256 } from './canonical.ts';
import {
  readNdjson, type NdjsonClosing, type NdjsonEntry, type NdjsonOptions,
} from './ndjson.ts';

const HELLO = '{"ib":"ut","epoch":"e1","timeZone":"Europe/Moscow"}\n';
const ITEMS = ['{"uid":"a","n":"ё"}\n', '{"uid":"b"}\n', '{"uid":"c"}\n'];

function endOf(before: string, count: number): string {
  return `${JSON.stringify({ end: true, count, sha256: sha256(before) })}\n`;
}

async function read(data: string | Buffer, options: NdjsonOptions = {}, chunkBytes = 7) {
  const bytes = Buffer.from(data);
  const chunks: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    chunks.push(bytes.subarray(at, at + chunkBytes));
  }
  const entries: NdjsonEntry[] = [];
  for await (const batch of readNdjson(Readable.from(chunks), options)) entries.push(...batch);
  const closing = entries.pop() as NdjsonClosing;
  assert.equal(closing.kind, 'closing');
  return { entries, closing, kinds: entries.map(({ kind }) => kind).join(' ') };
}

const BODY = HELLO + ITEMS.join('');

test('hello, items and a verified end, plain and gzip, with and without a mark', async () => {
  const file = BODY + endOf(BODY, 3);
  for (const data of [file, `\ufeff${file}`, gzipSync(file), file.slice(0, -1)]) {
    for (const chunkBytes of [1, 7, 4096]) {
      const { entries, closing, kinds } = await read(data, {}, chunkBytes);
      assert.equal(kinds, 'hello item item item');
      assert.deepEqual(entries[1], { kind: 'item', line: 2, value: { uid: 'a', n: 'ё' } });
      assert.deepEqual(closing, {
        kind: 'closing', lines: 4, items: 3, sha256: sha256(BODY), end: 'verified',
      });
    }
  }
});

test('a sender may hash the mark it has written, or not', async () => {
  const marked = `\ufeff${BODY}`;
  assert.equal((await read(marked + endOf(marked, 3))).closing.end, 'verified');
  const other = `\ufeff${BODY.replace('"b"', '"d"')}`;
  assert.equal((await read(other + endOf(marked, 3))).closing.end, 'broken');
});

test('a file without an end that stops inside a line is cut off', async () => {
  const { closing, kinds } = await read(BODY.slice(0, -4));
  assert.equal(kinds, 'hello item item garbled');
  assert.match(closing.text ?? '', /оборван на последней строке/);
});

test('a hello may stand under a key of its own', async () => {
  const { entries } = await read('{"hello":{"ib":"ut"}}\n');
  assert.deepEqual(entries, [{ kind: 'hello', line: 1, value: { ib: 'ut' } }]);
});

test('a file without an end line is read and said to be without one', async () => {
  const { closing, kinds } = await read(ITEMS.join('\n').slice(0, -1));
  assert.equal(kinds, 'item item item');
  assert.equal(closing.end, 'absent');
});

test('a changed line, a lost line and lines after the end are noticed', async () => {
  const end = endOf(BODY, 3);
  const flipped = BODY.replace('"b"', '"d"') + end;
  assert.match((await read(flipped)).closing.text ?? '', /не сошлись/);
  const lost = BODY.replace('{"uid":"b"}\n', '') + end;
  assert.equal((await read(lost)).closing.end, 'broken');
  assert.match((await read(BODY + end + BODY)).closing.text ?? '', /После строки конца/);
  assert.match((await read(BODY + endOf(BODY, 9))).closing.text ?? '', /3 объектов.*записал 9/);
});

test('a garbled line keeps its number and its neighbours', async () => {
  const { entries, kinds } = await read(`${ITEMS[0]}{"uid":\n\n${ITEMS[2]}`);
  assert.equal(kinds, 'item garbled item');
  assert.deepEqual(entries.map((entry) => 'line' in entry && entry.line), [1, 2, 4]);
});

test('a line that is not UTF-8 is told from broken JSON', async () => {
  const bytes = Buffer.concat([
    Buffer.from('{"n":"'), Buffer.from([0xcf, 0xf0, 0xe8]), Buffer.from('"}\n'), Buffer.from('{}'),
  ]);
  const { entries, kinds } = await read(bytes);
  assert.equal(kinds, 'garbled item');
  assert.ok(entries[0]?.kind === 'garbled');
  assert.match(entries[0].text, /UTF-8/);
});

test('a line over the limit is skipped without being gathered', async () => {
  const body = `{"uid":"${'x'.repeat(5000)}"}\n${ITEMS[1]}`;
  const { entries, closing, kinds } = await read(body + endOf(body, 2), { lineBytesMax: 1000 });
  assert.equal(kinds, 'garbled item');
  assert.ok(entries[0]?.kind === 'garbled');
  assert.match(entries[0].text, /длиннее 1000 байт/);
  assert.equal(closing.end, 'verified');
});

test('a gzip cut off in the middle gives what it held and says so', async () => {
  const body = Array.from({ length: 2000 }, (_, n) => `{"uid":"${Math.sin(n)}"}\n`).join('');
  const whole = gzipSync(body);
  const { closing, entries } = await read(whole.subarray(0, whole.length / 2), {}, 4096);
  assert.equal(closing.end, 'broken');
  assert.match(closing.text ?? '', /gzip/);
  assert.ok(entries.length > 100);
  assert.equal((await read(gzipSync('').subarray(0, 5))).closing.end, 'broken');
});

test('resuming after a line gives the rest and still verifies the whole', async () => {
  const { closing, kinds, entries } = await read(BODY + endOf(BODY, 3), { afterLine: 3 });
  assert.equal(kinds, 'hello item');
  assert.deepEqual(entries[1], { kind: 'item', line: 4, value: { uid: 'c' } });
  assert.deepEqual([closing.end, closing.items], ['verified', 3]);
});

test('any bytes cut into any chunks: never throws, the same entries', async () => {
  const line = fc.oneof(fc.json(), fc.string(), fc.constant('{"end":true}'));
  const bytes = fc.oneof(
    fc.array(line).map((lines) => Buffer.from(lines.join('\n'))),
    fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array)),
  );
  await fc.assert(fc.asyncProperty(bytes, fc.integer({ min: 1, max: 50 }), async (data, size) => {
    assert.deepEqual(await read(data, {}, size), await read(data, {}, 1e6));
  }));
});
