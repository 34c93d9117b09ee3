import assert from 'node:assert/strict';
import test from 'node:test';
import { addMonths, boundsOfDay, parseWhen } from './relative-date.ts';

// In Moscow it is already Tuesday, the 24th.
const FRAME = { now: new Date('2026-11-23T21:30:00Z'), timeZone: 'Europe/Moscow' };
const day = (text: string, frame = FRAME): string | undefined => parseWhen(text, frame)?.text;

test('words are relative to the day of the company, not of UTC', () => {
  const expected: Record<string, string> = {
    today: '2026-11-24', yesterday: '2026-11-23', tomorrow: '2026-11-25',
    '-30d': '2026-10-25', '+7d': '2026-12-01', '-2w': '2026-11-10', '+1m': '2026-12-24',
    '-1y': '2025-11-24', startOfWeek: '2026-11-23', endOfWeek: '2026-11-29',
    startOfMonth: '2026-11-01', endOfMonth: '2026-11-30', startOfQuarter: '2026-10-01',
    endOfQuarter: '2026-12-31', startOfYear: '2026-01-01', endOfYear: '2026-12-31',
  };
  for (const [word, date] of Object.entries(expected)) assert.equal(day(word), date, word);
  const newYork = { ...FRAME, timeZone: 'America/New_York' };
  assert.equal(day('today', newYork), '2026-11-23');
  const sunday = { ...FRAME, now: new Date('2026-11-22T20:59:00Z') };
  assert.equal(day('startOfWeek', sunday), '2026-11-16');
});

test('moments and hours are instants', () => {
  assert.deepEqual(parseWhen('now', FRAME), { kind: 'instant', text: '2026-11-23T21:30:00.000Z' });
  assert.equal(day('-2h'), '2026-11-23T19:30:00.000Z');
  assert.equal(day('2026-11-24T00:30:00+03:00'), '2026-11-23T21:30:00.000Z');
});

test('absurd dates are no dates', () => {
  const absurd = [
    '2026-02-30', '2026-13-01', '0000-01-01', '0001-01-01', '9999-12-31', '12026-01-01',
    '23.11.2026',
    '2026-1-1', '', 'soon', 'Today', '30d', '-99999y', '-99999m', '9999-12-31T23:59:00-14:00',
    '2026-11-24T25:00:00Z', '2026-11-24T00:30:00', '__proto__',
  ];
  for (const text of absurd) assert.equal(parseWhen(text, FRAME), null, text);
});

test('the last day of a long month falls on the last day of a short one', () => {
  assert.equal(addMonths('2026-01-31', 1), '2026-02-28');
  assert.equal(addMonths('2028-01-31', 1), '2028-02-29');
  assert.equal(addMonths('2026-03-31', -1), '2026-02-28');
  assert.equal(addMonths('2026-01-15', -1), '2025-12-15');
});

test('a day is bounded by the midnights of the zone', () => {
  assert.deepEqual(boundsOfDay('2026-11-24', 'Asia/Vladivostok'), {
    from: '2026-11-23T14:00:00.000Z', until: '2026-11-24T14:00:00.000Z',
  });
});
