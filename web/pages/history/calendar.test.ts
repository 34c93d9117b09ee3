import assert from 'node:assert/strict';
import test from 'node:test';
import { calendarChanges } from '#contract/event-calendar';
import { screenTongue } from './event-words.ts';

const said = (old: unknown, next: unknown) =>
  calendarChanges(screenTongue, old, next)
    .map((change) => `${change.label}: ${change.old} → ${change.new}`);

test('a calendar is told by the days that changed', () => {
  const before = { 2031: [{ date: '2031-01-01', type: 'dayOff', holiday: 'Новый год' }] };
  const after = { 2031: [...before[2031], { date: '2031-03-07', type: 'dayOff' },
    { date: '2031-03-08', type: 'working', holiday: 'Сдача объекта' }] };
  assert.deepEqual(said(before, after).map((line) => line.replaceAll('\u00a0', ' ')), [
    '7 мар 2031: рабочий → выходной', '8 мар 2031: выходной → рабочий, Сдача объекта',
  ]);
  assert.deepEqual(said({}, before), ['Календарь 2031 года: по закону → свой']);
  assert.deepEqual(said(before, before), []);
});

test('many days are told by their number', () => {
  const days = (type: string) => Array.from({ length: 9 }, (_, index) =>
    ({ date: `2031-02-0${index + 1}`, type }));
  const lines = said({ 2031: days('dayOff') }, { 2031: days('shortened') });
  assert.deepEqual([lines.length, lines.at(-1)], [7, 'Ещё дней:  → 3']);
});
