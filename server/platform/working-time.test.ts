import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { productionCalendar } from './production-calendar.ts';
import {
  addWorkingTime, isWorkingTime, workingMinutesBetween, type WorkSchedule,
} from './working-time.ts';

const MOSCOW: WorkSchedule = {
  calendar: productionCalendar(), timeZone: 'Europe/Moscow', opensAt: '09:00', closesAt: '18:00',
};
const VLADIVOSTOK: WorkSchedule = { ...MOSCOW, timeZone: 'Asia/Vladivostok' };
const NEW_YORK: WorkSchedule = { ...MOSCOW, timeZone: 'America/New_York', opensAt: '08:30' };
const schedule = fc.constantFrom(MOSCOW, VLADIVOSTOK, NEW_YORK);
const moment = fc.integer({ min: Date.parse('2017-01-01'), max: Date.parse('2027-12-31') })
  .map((ms) => new Date(ms));

function added(from: string, minutes: number, on = MOSCOW): string {
  return addWorkingTime(on, new Date(from), minutes).toISOString();
}

test('time passes only while people work', () => {
  assert.equal(added('2026-11-23T10:00:00+03:00', 60), '2026-11-23T08:00:00.000Z');
  assert.equal(added('2026-11-23T17:30:00+03:00', 60), '2026-11-24T06:30:00.000Z');
  assert.equal(added('2026-11-20T17:30:00+03:00', 60), '2026-11-23T06:30:00.000Z', 'weekend');
  assert.equal(added('2026-11-21T12:00:00+03:00', 0), '2026-11-23T06:00:00.000Z', 'next opening');
  assert.equal(added('2026-11-23T09:00:00+03:00', 540), '2026-11-23T15:00:00.000Z', 'closing');
  assert.equal(added('2026-11-03T16:30:00+03:00', 60), '2026-11-05T06:30:00.000Z', 'eve, holiday');
  assert.equal(added('2025-12-30T17:00:00+03:00', 120), '2026-01-12T07:00:00.000Z');
  assert.equal(added('2026-11-23T10:00:00+10:00', 60, VLADIVOSTOK), '2026-11-23T01:00:00.000Z');
  assert.throws(() => added('2026-11-23T10:00:00Z', -1));
  assert.throws(() => added('2026-11-23T10:00:00Z', Number.NaN));
});

test('an eve is an hour shorter, a moved Saturday is worked', () => {
  const between = (from: string, until: string): number =>
    workingMinutesBetween(MOSCOW, new Date(`${from}+03:00`), new Date(`${until}+03:00`));
  assert.equal(between('2026-11-03T00:00', '2026-11-05T00:00'), 8 * 60);
  assert.equal(between('2025-11-01T00:00', '2025-11-02T00:00'), 8 * 60);
  assert.equal(between('2024-04-27T00:00', '2024-04-28T00:00'), 9 * 60);
  assert.equal(between('2026-11-23T10:00:30', '2026-11-23T10:02:00'), 1);
  assert.equal(between('2026-11-23T11:00', '2026-11-23T10:00'), -60);
  assert.ok(Object.is(between('2026-11-21T11:00', '2026-11-21T12:00'), 0));
});

test('a term of n minutes holds exactly n working minutes', () => {
  const term = fc.integer({ min: 0, max: 5000 });
  fc.assert(fc.property(schedule, moment, term, (on, from, minutes) => {
    const until = addWorkingTime(on, from, minutes);
    assert.ok(until >= from);
    assert.equal(workingMinutesBetween(on, from, until), minutes);
  }));
});

test('minutes of two stretches add up to the minutes of the whole', () => {
  const span = fc.integer({ min: 0, max: 20 * 24 * 60 });
  const minute = moment.map((at) => new Date(Math.floor(at.getTime() / 60_000) * 60_000));
  fc.assert(fc.property(schedule, minute, span, span, (on, from, one, two) => {
    const middle = new Date(from.getTime() + one * 60_000);
    const until = new Date(middle.getTime() + two * 60_000);
    const sum = workingMinutesBetween(on, from, middle) + workingMinutesBetween(on, middle, until);
    assert.equal(workingMinutesBetween(on, from, until), sum);
  }));
});

test('a closing moment is no longer working time', () => {
  assert.ok(isWorkingTime(MOSCOW, new Date('2026-11-23T09:00:00+03:00')));
  assert.ok(!isWorkingTime(MOSCOW, new Date('2026-11-23T18:00:00+03:00')));
  assert.ok(!isWorkingTime(MOSCOW, new Date('2026-11-03T17:00:00+03:00')));
  assert.ok(!isWorkingTime(MOSCOW, new Date('2026-11-22T12:00:00+03:00')));
});
