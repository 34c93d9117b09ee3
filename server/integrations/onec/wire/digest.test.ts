import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import test from 'node:test';
import fc from 'fast-check';
import { digestKopecks, digestMonth, digestOf, type DigestObject } from './digest.ts';
import { parseBody } from './parse.ts';

const A = { uid: 'aaaaaaaa-0000-4000-8000-000000000001', sha256: 'a'.repeat(64) };
const B = { uid: 'bbbbbbbb-0000-4000-8000-000000000001', sha256: 'b'.repeat(64) };
const live = (object: typeof A, totalKopecks: number): DigestObject =>
  ({ ...object, totalKopecks, tombstone: false });

test('count, sum and hash are those of the contract', () => {
  const lines = `${A.uid}:${A.sha256}\n${B.uid}:${B.sha256}\n`;
  assert.deepEqual(digestOf([live(B, 100), live(A, 50)]), {
    count: 2, sum: '1.50', hash: createHash('sha256').update(lines).digest('hex'),
  });
});

test('a tombstone is left out, nothing at all has the hash of nothing', () => {
  const gone = { ...live(A, 50), tombstone: true };
  assert.deepEqual(digestOf([gone, live(B, 1)]), digestOf([live(B, 1)]));
  assert.deepEqual(digestOf([gone]), {
    count: 0, sum: '0.00', hash: createHash('sha256').digest('hex'),
  });
});

test('the order of objects does not matter, any change does', () => {
  const object = fc.record({
    uid: fc.uuid(), sha256: fc.stringMatching(/^[0-9a-f]{64}$/),
    totalKopecks: fc.nat(), tombstone: fc.boolean(),
  });
  const objects = fc.uniqueArray(object, { selector: ({ uid }) => uid, minLength: 1 });
  fc.assert(fc.property(objects, (list) => {
    assert.deepEqual(digestOf(list.toReversed()), digestOf(list));
    const changed = list.with(0, { ...list[0] as DigestObject, sha256: 'f'.repeat(64) });
    const same = list[0]?.tombstone === true || list[0]?.sha256 === 'f'.repeat(64);
    assert.equal(digestOf(changed).hash === digestOf(list).hash, same);
  }));
});

test('a sum over 2^53 kopecks is exact', () => {
  const most = Number.MAX_SAFE_INTEGER;
  assert.equal(digestOf([live(A, most), live(B, most)]).sum, '180143985094819.82');
});

test('signs of direction and kind do not enter the sum, the month is that of the document', () => {
  const payment = parseBody('payment', A.uid, {
    kind: 'bank', direction: 'out', date: '2026-03-31', posted: true, currency: 'RUB', total: '5',
  });
  const back = parseBody('shipment', A.uid, {
    kind: 'return', date: '2026-04-01', posted: true, lines: [{ quantity: '1', sum: '7.00' }],
  });
  assert.ok(payment.ok && back.ok);
  assert.equal(digestKopecks(payment.snapshot), 500);
  assert.equal(digestMonth(payment.snapshot), '2026-03');
  assert.equal(digestKopecks(back.snapshot), 700);
  const employee = parseBody('employee', A.uid, { name: 'Иванов' });
  assert.ok(employee.ok);
  assert.equal(digestMonth(employee.snapshot), 'all');
});
