import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { dayOfAt, momentOfAt } from './at.ts';
import { bodySha256 } from './canonical.ts';
import { readItem } from './item.ts';

const BODY = { name: 'ООО «Ромашка»', inn: '7707083893' };

function item(change: object = {}, body: unknown = BODY) {
  return {
    v: 1, id: 'm-1', ib: 'ut', epoch: 'e1', lane: 'refs', type: 'company', rev: 1, op: 'upsert',
    uid: '3F2504E0-4F89-11D3-9A0C-0305E82C3301', at: '2026-03-31T14:05:00+03:00',
    sha256: bodySha256(body) ?? 'f'.repeat(64), body, ...change,
  };
}

function refusal(value: unknown) {
  const read = readItem(value);
  assert.ok(!read.ok, 'the item was taken');
  return `${read.refusal.code} ${read.refusal.field ?? '-'}`;
}

test('an item gives its envelope and its row', () => {
  const read = readItem(item());
  assert.ok(read.ok);
  assert.equal(read.envelope.uid, '3f2504e0-4f89-11d3-9a0c-0305e82c3301');
  assert.equal(read.snapshot?.type, 'company');
  assert.equal(read.snapshot.row.uid, read.envelope.uid);
});

test('a tombstone has an empty body and no row', () => {
  const read = readItem(item({ op: 'delete' }, {}));
  assert.ok(read.ok);
  assert.equal(read.snapshot, null);
});

test('each wrong envelope names its field', () => {
  const wrong: [string, unknown][] = [
    ['field.invalid items', null],
    ['field.invalid v', item({ v: 2 })],
    ['field.invalid id', item({ id: null })],
    ['field.invalid rev', item({ rev: '7' })],
    ['field.invalid rev', item({ rev: 0 })],
    ['field.invalid uid', item({ uid: '00000000-0000-0000-0000-000000000000' })],
    ['field.invalid lane', item({ lane: 'fast' })],
    ['field.invalid op', item({ op: 'drop' })],
    ['field.invalid at', item({ at: '2026-02-30T10:00:00Z' })],
    ['field.invalid epoch', item({ epoch: {} })],
    ['field.invalid sha256', item({ sha256: 'abc' })],
    ['type.unknown type', item({ type: 'quote' })],
    ['hash.mismatch -', item({ sha256: '0'.repeat(64) })],
    ['field.invalid name', item({}, { name: null })],
    ['field.invalid name', item({}, { name: '\ud800' })],
  ];
  for (const [expected, value] of wrong) assert.equal(refusal(value), expected);
});

test('a refused body still says whose it was, for the quarantine', () => {
  const read = readItem(item({}, { name: null }));
  assert.ok(!read.ok);
  assert.equal(read.head.id, 'm-1');
  assert.equal(read.envelope?.rev, 1);
});

test('what could be read of a refused envelope is told, what could not is null', () => {
  const read = readItem(item({ lane: 'fast', rev: -1, uid: 'x', ib: 'a\0b' }));
  assert.ok(!read.ok);
  assert.deepEqual(read.head, {
    id: 'm-1', ib: null, lane: null, type: 'company', uid: null, rev: null,
  });
});

test('any JSON as an item: never throws', () => {
  const fields = fc.dictionary(fc.string(), fc.jsonValue());
  fc.assert(fc.property(fc.jsonValue(), fields, (any, change) => {
    readItem(any);
    readItem(item(change));
    readItem(item({ ...change }, any));
  }), { numRuns: 1000 });
});

test('the day of a snapshot is the day in the zone of the base', () => {
  assert.equal(dayOfAt('2026-03-31T23:30:00Z', 'Europe/Moscow'), '2026-04-01');
  assert.equal(dayOfAt('2026-03-31T23:30:00', 'Asia/Vladivostok'), '2026-03-31');
  assert.equal(momentOfAt('2026-03-31T23:30:00', 'Asia/Vladivostok'), '2026-03-31T13:30:00.000Z');
  assert.equal(momentOfAt('2026-03-31T14:05:00+03:00', 'UTC'), '2026-03-31T11:05:00.000Z');
});
