import assert from 'node:assert/strict';
import test, { before } from 'node:test';
import { Value } from 'typebox/value';
import { SETTING_NAMES, SETTINGS } from '#contract/settings';
import { companyTimeZone } from '#platform/company-time';
import type { Context } from '#platform/context';
import type { Db } from '#platform/database';
import { createTestDatabase } from '#test/database';
import { contextOf, createPeople, type People } from '#test/people';
import { changeSetting, listSettings } from './named-settings.ts';
import { readSetting } from './settings.ts';

let db: Db;
let people: People;
let admin: Context;

before(async () => {
  ({ db } = await createTestDatabase());
  people = await createPeople(db);
  admin = await contextOf(db, people.admin);
});

test('every setting of the program fits its own schema', () => {
  for (const name of SETTING_NAMES) {
    assert.ok(Value.Check(SETTINGS[name].schema, SETTINGS[name].fallback), name);
  }
});

test('a change is read back, counts at once and says who made it', async () => {
  const before = (await listSettings(admin)).find(({ name }) => name === 'company.timeZone');
  assert.equal(before?.value, 'Europe/Moscow');
  assert.equal(before?.changedAt, null);
  await changeSetting(admin, { name: 'company.timeZone', value: 'Asia/Yekaterinburg' });
  assert.equal(companyTimeZone(), 'Asia/Yekaterinburg');
  const after = await changeSetting(admin, { name: 'onec.rawDays', value: 30 });
  assert.equal(after.changedById, people.admin.id);
  assert.equal(await readSetting(db, 'onec.rawDays', 90), 30);
  const { rows } = await db.query<{ data: unknown }>(
    `select data from platform.event where kind = 'setting.changed' order by id desc limit 1`);
  assert.deepEqual(rows[0]?.data, { changes: { 'onec.rawDays': { old: null, new: 30 } } });
});

test('a value that does not fit is refused and changes nothing', async () => {
  const wrong: [string, unknown][] = [
    ['company.timeZone', 'Moscow/Russia'], ['company.timeZone', 3],
    ['company.hours', ['18:00', '09:00']], ['company.hours', ['9', '18']],
    ['company.calendarYears', { 2027: [{ date: '2026-01-01', type: 'dayOff' }] }],
    ['company.calendarYears', { 2027: [{ date: '2027-02-30', type: 'dayOff' }] }],
    ['onec.rawDays', 1], ['onec.rawDays', '30'], ['onec.approveBases', 'yes'],
    ['deals.acceptanceHours', 1.5],
  ];
  for (const [name, value] of wrong) {
    await assert.rejects(changeSetting(admin, { name, value }), { code: 'field.invalid' }, name);
  }
  await assert.rejects(changeSetting(admin, { name: '__proto__', value: 1 }),
    { code: 'record.missing' });
});

test('nobody but administrators reads or changes settings', async () => {
  for (const person of [people.head, people.manager, people.marketer]) {
    const ctx = await contextOf(db, person);
    await assert.rejects(listSettings(ctx), { code: 'right.missing' });
    await assert.rejects(
      changeSetting(ctx, { name: 'onec.rawDays', value: 30 }), { code: 'right.missing' });
  }
});
