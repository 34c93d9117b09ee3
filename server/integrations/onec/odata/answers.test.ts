// Answers of 1C as they come over a network: cut into chunks anywhere, wrong in four shapes, cut.
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { atomFeed, errorBody, type ErrorShape } from '#test/onec-fake/odata/wire';
import { atomEntries, type AtomEntry } from './atom-entries.ts';
import { personWaitMs, waitMs } from './backoff.ts';
import { readErrorBody } from './error-body.ts';
import { jsonEntries } from './json-entries.ts';
import { readMetadata } from './metadata.ts';
import { OdataProblem } from './problem.ts';
import { judgeError } from './request.ts';

// oxlint-disable-next-line typescript/require-await -- a stream is asynchronous by its nature.
async function* chunksOf(text: string, sizes: number[]): AsyncGenerator<Uint8Array, void> {
  const bytes = Buffer.from(text, 'utf8');
  for (let at = 0, next = 0; at < bytes.length; next += 1) {
    const size = sizes[next % sizes.length] ?? 1;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

async function all<T>(entries: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const entry of entries) found.push(entry);
  return found;
}

const kindOf = (read: Promise<unknown>) => read.then(() => 'read', (error: unknown) => {
  if (error instanceof OdataProblem) return error.kind;
  throw error;
});

const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });
const entities = fc.array(fc.dictionary(fc.string({ maxLength: 6 }), fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }), fc.double({ noNaN: true }), fc.boolean(),
  fc.array(fc.dictionary(fc.constantFrom('value', 'Сумма'), fc.string()), { maxLength: 3 }),
)), { maxLength: 6 });

test('entries of JSON come whole, however the network cuts the answer', async () => {
  await fc.assert(fc.asyncProperty(entities, sizes, async (rows, cuts) => {
    const plain = JSON.parse(JSON.stringify(rows)) as unknown[];
    const text = `\uFEFF${JSON.stringify({ 'odata.metadata': 'x', value: plain })}`;
    assert.deepEqual(await all(jsonEntries(chunksOf(text, cuts))), plain);
  }), { numRuns: 200 });
});

test('an answer that was cut anywhere is called cut, never taken for a short one', async () => {
  const text = JSON.stringify({ value: [{ a: '1' }, { b: 'я' }, { c: [{ d: ']}' }] }] });
  const atom = atomFeed('http://server', [
    { set: 'Document_X', row: { Ref_Key: '1', Товары: [{ Сумма: 3333.33 }] } },
  ]);
  for (let length = 1; length < Buffer.byteLength(text) - 1; length += 1) {
    const part = Buffer.from(text).subarray(0, length).toString('utf8');
    assert.notEqual(await kindOf(all(jsonEntries(chunksOf(part, [7])))), 'read', part);
  }
  for (let length = 1; length < atom.length - 1; length += 7) {
    assert.notEqual(await kindOf(all(atomEntries(chunksOf(atom.slice(0, length), [50])))), 'read');
  }
});

test('Atom gives the same objects and tombstones in any pieces', async () => {
  const uid = '0f3e4d5c-0000-4000-8000-000000000001';
  const atom = atomFeed('http://server/odata/standard.odata', [
    {
      set: 'Document_ЗаказКлиента',
      row: { Ref_Key: uid, Number: 'УТ-1   ', Комментарий: 'a < b & c', Товары: [
        { LineNumber: '1', Сумма: 10.5 }, { LineNumber: '2', Сумма: 3 }], ЭтапыГрафикаОплаты: [] },
    },
    { set: 'Document_ЗаказКлиента', goneUid: uid },
  ]);
  for (const size of [1, 3, 64, 100_000]) {
    const [order, gone] = await all(atomEntries(chunksOf(atom, [size])));
    assert.deepEqual(order, {
      kind: 'entity', set: 'Document_ЗаказКлиента', entity: {
        Ref_Key: uid, Number: 'УТ-1   ', Комментарий: 'a < b & c', ЭтапыГрафикаОплаты: [],
        Товары: [{ LineNumber: '1', Сумма: '10.5' }, { LineNumber: '2', Сумма: '3' }],
      },
    } satisfies AtomEntry);
    assert.deepEqual(gone, { kind: 'gone', set: 'Document_ЗаказКлиента', uid });
  }
});

test('the four shapes of an error give their text, with HTTP 200 too', async () => {
  for (const shape of ['xml', 'odata.error', '#exception', 'html'] as ErrorShape[]) {
    const { body } = errorBody(shape, 'Нет места: <диск> & том', '6');
    const read = readErrorBody(body);
    assert.equal(read.shape, shape);
    assert.match(read.text, /Нет места: <диск> & том/, shape);
    assert.doesNotMatch(read.text, /0x00007ff6/);
    const kind = await kindOf(all(jsonEntries(chunksOf(body, [11]))));
    assert.equal(kind, shape === 'html' ? 'page' : 'server', shape);
    assert.notEqual(await kindOf(readMetadata(chunksOf(body, [11]))), 'read', shape);
  }
  assert.equal(judgeError(200, readErrorBody(errorBody('odata.error', 'нет', '-1').body)).kind,
    'refused');
});

test('what a status means: a person, a pause or a refusal', () => {
  const kind = (status: number, shape: ErrorShape, code?: string) =>
    judgeError(status, readErrorBody(errorBody(shape, 'x', code).body)).kind;
  assert.equal(kind(401, 'html'), 'login');
  assert.equal(kind(403, '#exception'), 'rights');
  assert.equal(kind(404, 'odata.error'), 'address');
  assert.equal(kind(429, 'html'), 'throttled');
  assert.equal(kind(500, 'xml'), 'server');
  assert.equal(kind(500, 'xml', '-1'), 'refused');
  assert.equal(kind(503, 'xml', '-1'), 'server');
  assert.equal(kind(400, 'xml'), 'configuration');
});

test('waiting grows from 5 seconds to 15 minutes, never longer but when 1C asks for it', () => {
  assert.equal(waitMs(1, { chance: 1 }), 5_000);
  assert.equal(waitMs(1, { chance: 0 }), 2_500);
  assert.equal(waitMs(3, { chance: 1 }), 20_000);
  assert.equal(waitMs(50, { chance: 1 }), 15 * 60_000);
  assert.equal(waitMs(1, { chance: 0, retryAfterMs: 3_600_000 }), 3_600_000);
  assert.ok(personWaitMs(0) > 10 * 60_000);
});
