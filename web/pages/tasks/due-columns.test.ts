import assert from 'node:assert/strict';
import test from 'node:test';
import { DUE_COLUMNS, dueColumn, dueOfColumn, takesDrop } from './due-columns.ts';

/** A Monday, a Thursday, a Saturday and a Sunday at noon. */
const DAYS = [23, 26, 28, 29].map((day) => new Date(2026, 10, day, 12, 0));

test('a task put into a column is found in it, on any day of the week', () => {
  for (const now of DAYS) {
    for (const column of DUE_COLUMNS.filter((each) => takesDrop(each, now))) {
      for (const before of [null, new Date(2026, 10, 2, 9, 30).toISOString()]) {
        assert.equal(dueColumn(dueOfColumn(column, before, now), now), column,
          `${now.toDateString()} ${column}`);
      }
    }
  }
});

test('the hour of the day stays, but today never goes into the past', () => {
  const now = DAYS[0]!;
  const morning = new Date(2026, 10, 2, 9, 30).toISOString();
  assert.equal(new Date(dueOfColumn('tomorrow', morning, now)!).getHours(), 9);
  assert.equal(new Date(dueOfColumn('today', morning, now)!).getHours(), 18);
  const evening = new Date(2026, 10, 23, 20, 0);
  assert.equal(dueColumn(dueOfColumn('today', morning, evening), evening), 'today');
  assert.equal(takesDrop('overdue', now), false);
  assert.equal(takesDrop('week', DAYS[3]!), false);
});
