import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { addDays, dateOfDay, dayNumber } from './clock.ts';
import {
  addWorkingDays, checkCalendarYear, isWorkingDay, nextWorkingDay, productionCalendar,
  statutoryYear, workingDayFrom,
} from './production-calendar.ts';

const CALENDAR = productionCalendar();
const date = fc.integer({ min: dayNumber('2016-06-01'), max: dayNumber('2029-12-31') })
  .map(dateOfDay);

function workingDaysOf(year: number, kind?: string): number {
  let count = 0;
  for (let day = `${year}-01-01`; day.startsWith(String(year)); day = addDays(day, 1)) {
    if (kind ? CALENDAR.kindOf(day) === kind : isWorkingDay(CALENDAR, day)) count += 1;
  }
  return count;
}

test('years have as many working days as were published', () => {
  // 2021 has seven days fewer than planned: presidential decrees of May and November.
  const published: Record<number, number> = {
    2017: 247, 2018: 247, 2019: 247, 2021: 240, 2022: 247, 2023: 247, 2024: 248, 2025: 247,
    2026: 247,
  };
  const counted = Object.fromEntries(
    Object.keys(published).map((year) => [year, workingDaysOf(Number(year))]),
  );
  assert.deepEqual(counted, published);
});

test('moved days, eves and weekends that people work', () => {
  assert.equal(CALENDAR.kindOf('2024-04-27'), 'working');
  assert.equal(CALENDAR.kindOf('2018-06-09'), 'shortened');
  assert.equal(CALENDAR.kindOf('2025-11-01'), 'shortened');
  assert.equal(CALENDAR.kindOf('2026-01-09'), 'dayOff');
  assert.equal(CALENDAR.kindOf('2026-12-31'), 'dayOff');
  assert.equal(CALENDAR.kindOf('2026-11-28'), 'dayOff');
  assert.equal(CALENDAR.kindOf('2026-11-23'), 'working');
  assert.equal(CALENDAR.holidayOf('2026-06-12'), 'День России');
  assert.equal(CALENDAR.holidayOf('2026-06-13'), null);
});

test('a year that is not published follows the Labour Code and says so', () => {
  assert.equal(CALENDAR.isProvisional(2026), false);
  assert.equal(CALENDAR.isProvisional(2027), true);
  assert.equal(CALENDAR.isProvisional(2016), true);
  const kinds = ['2027-01-08', '2027-02-22', '2027-02-23', '2027-03-08', '2027-04-30', '2027-05-03',
    '2027-05-10', '2027-06-11', '2027-06-14', '2027-11-03', '2027-11-04', '2027-12-31']
    .map((day) => CALENDAR.kindOf(day));
  assert.deepEqual(kinds, ['dayOff', 'shortened', 'dayOff', 'dayOff', 'shortened', 'dayOff',
    'dayOff', 'shortened', 'dayOff', 'shortened', 'dayOff', 'shortened']);
});

test('the Labour Code by itself gives the holidays of every published year', () => {
  for (let year = 2017; year <= 2026; year += 1) {
    for (const day of statutoryYear(String(year))) {
      if (day.holiday) assert.equal(CALENDAR.kindOf(day.date), 'dayOff', day.date);
    }
  }
});

test('a loaded year takes the place of the provisional one', () => {
  const days = [
    { date: '2027-01-01', type: 'dayOff' as const },
    { date: '2027-02-20', type: 'working' as const },
  ];
  const calendar = productionCalendar({ 2027: days });
  assert.equal(calendar.isProvisional(2027), false);
  assert.equal(calendar.kindOf('2027-02-20'), 'working');
  assert.equal(calendar.kindOf('2027-01-04'), 'working');
  assert.deepEqual(checkCalendarYear(2027, days), { days });
  const wrong = checkCalendarYear(2027, [
    { date: '2028-01-01', type: 'dayOff' }, { date: '2027-02-30', type: 'dayOff' },
    { date: '2027-03-08', type: 'dayOff' }, { date: '2027-03-08', type: 'holiday' as never },
  ]);
  assert.equal('problems' in wrong && wrong.problems.length, 5);
});

test('the next working day is the nearest one', () => {
  assert.equal(nextWorkingDay(CALENDAR, '2025-12-30'), '2026-01-12');
  assert.equal(workingDayFrom(CALENDAR, '2026-11-21'), '2026-11-23');
  assert.equal(workingDayFrom(CALENDAR, '2026-11-23'), '2026-11-23');
  fc.assert(fc.property(date, (day) => {
    const next = nextWorkingDay(CALENDAR, day);
    assert.ok(next > day && isWorkingDay(CALENDAR, next));
    for (let between = addDays(day, 1); between < next; between = addDays(between, 1)) {
      assert.ok(!isWorkingDay(CALENDAR, between));
    }
  }));
});

test('working days add up in both directions', () => {
  const count = fc.integer({ min: 0, max: 60 });
  fc.assert(fc.property(date, count, count, (day, one, two) => {
    const start = workingDayFrom(CALENDAR, day);
    const far = addWorkingDays(CALENDAR, start, one + two);
    assert.equal(addWorkingDays(CALENDAR, addWorkingDays(CALENDAR, start, one), two), far);
    assert.equal(addWorkingDays(CALENDAR, far, -(one + two)), start);
  }));
});

test('a calendar in which nobody works does not hang', () => {
  const never = { ...CALENDAR, kindOf: () => 'dayOff' as const };
  assert.throws(() => nextWorkingDay(never, '2026-01-01'), /No working day/);
});
