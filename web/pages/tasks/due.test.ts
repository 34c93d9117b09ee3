import assert from 'node:assert/strict';
import test from 'node:test';
import { dayAfter, dueGroup, dueOf, emptyDue, momentOfDue } from './due.ts';

const noon = new Date(2026, 10, 23, 12, 0);

test('a due goes to the server and back unchanged', () => {
  const due = { day: '2026-11-30', time: '09:30' };
  assert.deepEqual(dueOf(momentOfDue(due)), due);
  assert.equal(momentOfDue({ day: '', time: '10:00' }), null);
  assert.deepEqual(
    dueOf(momentOfDue({ day: '2026-11-30', time: '' })), { day: '2026-11-30', time: '18:00' });
  assert.deepEqual(dueOf(null), { day: '', time: '' });
});

test('a new task is due at the end of the working day', () => {
  assert.equal(emptyDue(noon).day, '2026-11-23');
  assert.equal(emptyDue(new Date(2026, 10, 30, 19)).day, '2026-12-01');
  assert.equal(dayAfter(8, noon), '2026-12-01');
});

test('tasks fall into overdue, today and later', () => {
  const at = (day: number, hour: number) => new Date(2026, 10, day, hour).toISOString();
  assert.equal(dueGroup(at(23, 11), noon), 'overdue');
  assert.equal(dueGroup(at(23, 18), noon), 'today');
  assert.equal(dueGroup(at(24, 9), noon), 'later');
  assert.equal(dueGroup(null, noon), 'later');
});
