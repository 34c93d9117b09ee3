import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { diffBodies } from './revision-diff.ts';

const line = (lineUid: string, sum: string) => ({ lineUid, article: `А-${lineUid}`, sum });

test('fields are told old and new, an absent one and null are the same', () => {
  assert.deepEqual(diffBodies(
    { total: '10.00', comment: null, posted: true }, { total: '12.00', posted: false }),
  [
    { field: 'total', row: null, old: '10.00', new: '12.00' },
    { field: 'posted', row: null, old: 'true', new: 'false' },
  ]);
});

test('lines are matched by lineUid, wherever they stand', () => {
  const before = { lines: [line('1', '5'), line('2', '7'), line('3', '9')] };
  const after = { lines: [line('3', '9'), line('1', '6'), line('4', '1')] };
  assert.deepEqual(diffBodies(before, after), [
    { field: 'sum', row: 'А-1', old: '5', new: '6' },
    { field: 'lines', row: 'А-2', old: '7', new: null },
    { field: 'lines', row: 'А-4', old: null, new: '1' },
  ]);
});

test('equal bodies have no changes, and any order of lines with keys is equal', () => {
  fc.assert(fc.property(
    fc.uniqueArray(fc.tuple(fc.uuid(), fc.string()), { selector: ([uid]) => uid }),
    (rows) => {
      const lines = rows.map(([uid, sum]) => line(uid, sum));
      assert.deepEqual(diffBodies({ lines }, { lines: lines.toReversed() }), []);
    }), { numRuns: 100 });
});
