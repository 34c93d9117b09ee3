import assert from 'node:assert/strict';
import test from 'node:test';
import { addMonths, momentOn, shownDays, startOfWeek, withMoved } from './calendar-days.ts';

test('a month is shown in whole weeks that begin on Monday', () => {
  const days = shownDays('2026-11-28', 'month');
  assert.deepEqual([days[0], days.at(-1), days.length], ['2026-10-26', '2026-12-06', 42]);
  assert.deepEqual(shownDays('2026-11-28', 'week').length, 7);
  assert.deepEqual(shownDays('2026-11-28', 'day'), ['2026-11-28']);
  assert.equal(startOfWeek('2026-11-29'), '2026-11-23');
  assert.equal(addMonths('2026-12-15', 1), '2027-01-01');
});

test('an item moves to another day with its time, and the counts follow', () => {
  assert.equal(momentOn('2026-12-01T09:30:00.000Z', '2026-12-01', '2026-12-04'),
    '2026-12-04T09:30:00.000Z');
  const item = {
    id: 1, title: 'С-1', subtitle: null, day: '2026-12-01', at: '2026-12-01T09:30:00.000Z',
    task: null,
  };
  const days = withMoved([{ day: '2026-12-01', count: 7, items: [item] }], item, '2026-12-04');
  assert.deepEqual(days.map(({ day, count }) => [day, count]),
    [['2026-12-01', 6], ['2026-12-04', 1]]);
});
