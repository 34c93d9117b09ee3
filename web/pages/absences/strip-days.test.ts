import assert from 'node:assert/strict';
import test from 'node:test';
import { columnsOf, daysFrom, mondayOf, SHOWN_DAYS } from './strip-days.ts';

test('the strip begins on a Monday and is cut at both of its edges', () => {
  assert.equal(mondayOf('2026-11-29'), '2026-11-23');
  assert.equal(mondayOf('2026-11-23'), '2026-11-23');
  assert.equal(daysFrom('2026-11-23').at(-1), '2027-01-03');
  const columns = (fromOn: string, untilOn: string | null) => {
    const { start, end } = columnsOf('2026-11-23', { fromOn, untilOn });
    return [start, end];
  };
  assert.deepEqual(columns('2026-11-23', '2026-11-23'), [1, 2]);
  assert.deepEqual(columns('2026-11-01', '2026-11-24'), [1, 3]);
  assert.deepEqual(columns('2026-12-30', '2027-02-01'), [38, SHOWN_DAYS + 1]);
  assert.deepEqual(columns('2026-11-25', null), [3, SHOWN_DAYS + 1]);
});
