import assert from 'node:assert/strict';
import test, { before } from 'node:test';
import { companyCalendar } from '#platform/company-time';
import type { Context } from '#platform/context';
import { one, type Db } from '#platform/database';
import { createTestDatabase } from '#test/database';
import { contextOf, createPeople } from '#test/people';
import { changeCalendarYear, readCalendarYear, resetCalendarYear } from './calendar-years.ts';

let db: Db;
let admin: Context;
let manager: Context;

before(async () => {
  ({ db } = await createTestDatabase());
  const people = await createPeople(db);
  admin = await contextOf(db, people.admin);
  manager = await contextOf(db, people.manager);
});

const dayOf = async (date: string) =>
  (await readCalendarYear(admin, Number(date.slice(0, 4)))).days
    .find((day) => day.date === date)!;

test('a year is shown day by day as the law has it, with moved days and names', async () => {
  const shown = await readCalendarYear(admin, 2026);
  assert.equal(shown.days.length, 365);
  assert.equal(shown.isProvisional, false);
  assert.equal(shown.isOwn, false);
  assert.deepEqual(await dayOf('2026-01-09'), {
    date: '2026-01-09', type: 'dayOff', lawType: 'dayOff', holiday: null, movedFrom: '2026-01-03',
  });
  assert.equal((await dayOf('2026-11-04')).holiday, 'День народного единства');
  assert.equal((await readCalendarYear(admin, 2031)).isProvisional, true);
  await assert.rejects(readCalendarYear(manager, 2026), { code: 'right.missing' });
});

test('a changed day counts at once, and going back to the law leaves nothing behind', async () => {
  await changeCalendarYear(admin, {
    year: 2026,
    days: [
      { date: '2026-12-04', type: 'dayOff', holiday: 'Юбилей компании' },
      { date: '2026-12-05', type: 'working' },
    ],
  });
  assert.equal(companyCalendar().kindOf('2026-12-04'), 'dayOff');
  assert.equal(companyCalendar().kindOf('2026-12-05'), 'working');
  assert.equal(companyCalendar().holidayOf('2026-11-04'), 'День народного единства');
  const own = await dayOf('2026-12-04');
  assert.deepEqual([own.type, own.lawType, own.holiday], ['dayOff', 'working', 'Юбилей компании']);
  await changeCalendarYear(admin, {
    year: 2026,
    days: [
      { date: '2026-12-04', type: 'working', holiday: null },
      { date: '2026-12-05', type: 'dayOff' },
    ],
  });
  assert.equal((await readCalendarYear(admin, 2026)).isOwn, false);
  await changeCalendarYear(admin, { year: 2027, days: [{ date: '2027-03-01', type: 'dayOff' }] });
  assert.equal((await resetCalendarYear(admin, 2027)).isOwn, false);
  const stored = await one<{ value: unknown }>(db,
    `select value from platform.setting where name = 'company.calendarYears'`);
  assert.deepEqual(stored?.value, {});
});

test('a foreign day, a foreign hand and two hands at once', async () => {
  await assert.rejects(
    changeCalendarYear(admin, { year: 2026, days: [{ date: '2027-01-01', type: 'working' }] }),
    { code: 'field.invalid' });
  await assert.rejects(
    changeCalendarYear(manager, { year: 2026, days: [{ date: '2026-06-01', type: 'dayOff' }] }),
    { code: 'right.missing' });
  const days = ['2026-07-01', '2026-07-02', '2026-07-03', '2026-07-06'];
  await Promise.all(days.map((date) =>
    changeCalendarYear(admin, { year: 2026, days: [{ date, type: 'dayOff' }] })));
  for (const date of days) assert.equal((await dayOf(date)).type, 'dayOff', date);
});
