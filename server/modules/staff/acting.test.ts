import assert from 'node:assert/strict';
import test from 'node:test';
import { isAbsent } from './absence.ts';
import { whoActs, whoActsForDepartment, type ActingPerson, type ActingStaff } from './acting.ts';

const DAY = '2026-11-23';

const person = (id: number, more: Partial<ActingPerson> = {}): ActingPerson => ({
  id, departmentId: 2, deputyId: null, absentFrom: null, absentUntil: null, dismissed: false,
  ...more,
});

/** Department 2 lies below 1; 10 heads 2, 20 heads 1, 99 is the administrator. */
function staffOf(...people: ActingPerson[]): ActingStaff {
  const above = { departmentId: 1 };
  const all = [person(10), person(20, above), person(99, above), ...people];
  return {
    people: new Map(all.map((one) => [one.id, one])),
    parents: new Map([[1, null], [2, 1]]),
    heads: new Map([[1, [20]], [2, [10]]]),
    administratorIds: [99],
  };
}

const AWAY = { absentFrom: '2026-11-20', absentUntil: '2026-11-23' };

test('absence counts both of its ends, and lasts without an end', () => {
  assert.equal(isAbsent(AWAY, '2026-11-19'), false);
  assert.equal(isAbsent(AWAY, '2026-11-20'), true);
  assert.equal(isAbsent(AWAY, '2026-11-23'), true);
  assert.equal(isAbsent(AWAY, '2026-11-24'), false);
  assert.equal(isAbsent({ absentFrom: '2026-11-20', absentUntil: null }, '2030-01-01'), true);
  assert.equal(isAbsent({ absentFrom: null, absentUntil: null }, DAY), false);
});

test('who is here answers for themselves', () => {
  assert.deepEqual(whoActs(staffOf(person(1, { deputyId: 3 }), person(3)), 1, DAY),
    { employeeId: 1, why: 'self' });
  const back = staffOf(person(1, { ...AWAY, deputyId: 3 }), person(3));
  assert.deepEqual(whoActs(back, 1, '2026-11-24'), { employeeId: 1, why: 'self' });
});

test('for the absent and the dismissed the deputy answers, or the deputy of the deputy', () => {
  const away = staffOf(person(1, { ...AWAY, deputyId: 3 }), person(3));
  assert.deepEqual(whoActs(away, 1, DAY), { employeeId: 3, why: 'deputy' });
  const chain = staffOf(
    person(1, { dismissed: true, deputyId: 3 }), person(3, { ...AWAY, deputyId: 4 }), person(4));
  assert.deepEqual(whoActs(chain, 1, DAY), { employeeId: 4, why: 'deputy' });
});

test('a ring of absent deputies ends at the head', () => {
  const ring = staffOf(person(1, { ...AWAY, deputyId: 3 }), person(3, { ...AWAY, deputyId: 1 }));
  assert.deepEqual(whoActs(ring, 1, DAY), { employeeId: 10, why: 'head' });
});

test('without a deputy the nearest head up the tree who is here answers', () => {
  assert.deepEqual(whoActs(staffOf(person(1, AWAY)), 1, DAY), { employeeId: 10, why: 'head' });
  const higher = staffOf(person(1, AWAY), person(10, { dismissed: true }));
  assert.deepEqual(whoActs(higher, 1, DAY), { employeeId: 20, why: 'head' });
});

test('without heads an administrator answers, even an absent one rather than nobody', () => {
  const none = { ...staffOf(person(1, { dismissed: true })), heads: new Map() };
  assert.deepEqual(whoActs(none, 1, DAY), { employeeId: 99, why: 'administrator' });
  const allAway = { ...staffOf(person(1, AWAY), person(99, AWAY)), heads: new Map() };
  assert.deepEqual(whoActs(allAway, 1, DAY), { employeeId: 99, why: 'administrator' });
  assert.equal(whoActs({ ...none, administratorIds: [] }, 1, DAY), null);
});

test('a record without a responsible belongs to the heads of its department', () => {
  assert.deepEqual(whoActsForDepartment(staffOf(), 2, DAY), { employeeId: 10, why: 'head' });
  assert.deepEqual(whoActsForDepartment(staffOf(), null, DAY),
    { employeeId: 99, why: 'administrator' });
});
