import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {
  addDays, businessDate, dateOfDay, dayNumber, isDate, isTimeZone, minuteOfDay, momentOf, weekdayOf,
} from './clock.ts';

const ZONES = [
  'Europe/Moscow', 'Asia/Vladivostok', 'Europe/Kaliningrad', 'America/New_York', 'UTC',
];
const zone = fc.constantFrom(...ZONES);
const date = fc.integer({ min: dayNumber('1995-01-01'), max: dayNumber('2060-12-31') })
  .map(dateOfDay);

test('a date belongs to the zone', () => {
  const at = new Date('2026-11-23T21:30:00Z');
  assert.equal(businessDate(at), '2026-11-24');
  assert.equal(businessDate(at, 'Asia/Vladivostok'), '2026-11-24');
  assert.equal(businessDate(at, 'America/New_York'), '2026-11-23');
  assert.equal(minuteOfDay(at), 30);
  assert.equal(minuteOfDay(at, 'Asia/Vladivostok'), 7 * 60 + 30);
});

test('a clock time of a day is one instant', () => {
  assert.equal(momentOf('2026-11-24', '09:00').toISOString(), '2026-11-24T06:00:00.000Z');
  assert.equal(
    momentOf('2026-11-24', '09:00', 'Asia/Vladivostok').toISOString(), '2026-11-23T23:00:00.000Z',
  );
  // Moscow was four hours ahead from 2011 to the autumn of 2014.
  assert.equal(momentOf('2014-07-01', '12:00').toISOString(), '2014-07-01T08:00:00.000Z');
  assert.throws(() => momentOf('2026-11-24', '24:00'));
  assert.throws(() => momentOf('2026-11-24', '9:00'));
});

test('skipped and repeated hours have one answer', () => {
  const newYork = (day: string, time: string): string =>
    momentOf(day, time, 'America/New_York').toISOString();
  assert.equal(newYork('2026-03-08', '02:30'), '2026-03-08T07:30:00.000Z');
  assert.equal(newYork('2026-11-01', '01:30'), '2026-11-01T05:30:00.000Z');
});

test('momentOf is undone by businessDate and minuteOfDay', () => {
  const minute = fc.integer({ min: 3 * 60, max: 23 * 60 + 59 });
  fc.assert(fc.property(date, minute, zone, (day, minutes, timeZone) => {
    const time = [Math.floor(minutes / 60), minutes % 60]
      .map((part) => String(part).padStart(2, '0')).join(':');
    const at = momentOf(day, time, timeZone);
    assert.equal(businessDate(at, timeZone), day);
    assert.equal(minuteOfDay(at, timeZone), minutes);
  }));
});

test('the cache of offsets agrees with Intl', () => {
  const instant = fc.integer({ min: Date.parse('1996-01-01'), max: Date.parse('2050-01-01') });
  fc.assert(fc.property(instant, zone, (ms, timeZone) => {
    const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
    assert.equal(businessDate(new Date(ms), timeZone), format.format(ms));
  }));
});

test('days add up and weekdays go round', () => {
  fc.assert(fc.property(date, fc.integer({ min: -5000, max: 5000 }), (day, shift) => {
    assert.equal(addDays(addDays(day, shift), -shift), day);
    assert.equal(dayNumber(addDays(day, shift)) - dayNumber(day), shift);
    assert.equal(weekdayOf(addDays(day, 7)), weekdayOf(day));
  }));
  assert.equal(weekdayOf('2026-11-23'), 1);
  assert.equal(weekdayOf('1969-12-28'), 7);
});

test('only days of the calendar are dates', () => {
  for (const text of ['2026-02-30', '2026-2-3', '0000-12-31', '', '2026-11-23T00:00']) {
    assert.equal(isDate(text), false, text);
  }
  assert.ok(isDate('2028-02-29') && isDate('0001-01-01') && isDate('9999-12-31'));
  assert.ok(isTimeZone('Asia/Vladivostok') && !isTimeZone('Moscow') && !isTimeZone(''));
});
