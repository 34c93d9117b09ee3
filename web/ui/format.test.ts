import assert from 'node:assert/strict';
import test from 'node:test';
import {
  daysUntil, formatAgo, formatDay, formatDue, formatMoment, formatMoney, formatNumber,
  formatCardTotal, formatNearDay, formatPercent, formatShortMoney, formatShortName, formatSum,
} from './format.ts';

const now = new Date(2026, 10, 23, 12, 0, 0);
const local = (...parts: [number, number, number, number, number]) =>
  new Date(...parts).toISOString();

test('money groups by no-break spaces and shows kopecks only when there are some', () => {
  assert.equal(formatMoney(166_000_000), '1\u00a0660\u00a0000\u00a0₽');
  assert.equal(formatSum(9_950), '99,50');
  assert.equal(formatSum(-100_005), '\u22121\u00a0000,05');
  assert.equal(formatMoney(0), '0\u00a0₽');
  assert.equal(formatNumber(1234567.5), '1\u00a0234\u00a0567,5');
  assert.equal(formatPercent(-3), '\u22123\u00a0%');
});

test('short money keeps one decimal of millions and none of thousands', () => {
  assert.equal(formatShortMoney(17_280_000_000), '172,8\u00a0млн\u00a0₽');
  assert.equal(formatShortMoney(100_000_000), '1\u00a0млн\u00a0₽');
  assert.equal(formatShortMoney(41_200_000), '412\u00a0тыс.\u00a0₽');
  assert.equal(formatShortMoney(230_000_000_000), '2,3\u00a0млрд\u00a0₽');
  assert.equal(formatShortMoney(500_000), '5\u00a0000\u00a0₽');
  assert.equal(formatShortMoney(125_000_000, 'CNY'), '1,3\u00a0млн\u00a0CNY');
  assert.equal(formatShortMoney(500_000, 'USD'), '5\u00a0000\u00a0USD');
});

test('days carry the year only when it is not this one', () => {
  assert.equal(formatDay('2026-12-24', now), '24\u00a0дек');
  assert.equal(formatDay('2025-12-24', now), '24\u00a0дек\u00a02025');
  assert.equal(daysUntil('2026-12-24', now), 31);
  assert.equal(formatDue('2026-12-24', now), 'через 31 день');
  assert.equal(formatDue('2026-11-23', now), 'сегодня');
  assert.equal(formatDue('2026-11-19', now), 'просрочено на 4 дня');
});

test('cards save room without lying', () => {
  assert.equal(formatNearDay('2027-01-07', now), '7\u00a0янв');
  assert.equal(formatNearDay('2027-09-07', now), '7\u00a0сен\u00a02027');
  assert.equal(formatCardTotal(999_999_900), '9\u00a0999\u00a0999\u00a0₽');
  assert.equal(formatCardTotal(3_064_600_000), '30,6\u00a0млн\u00a0₽');
  assert.equal(formatShortName('Воронцова Елена Павловна'), 'Воронцова\u00a0Е.\u00a0П.');
  assert.equal(formatShortName('Анна Соколова'), 'Анна Соколова');
});

test('moments are named by their day', () => {
  assert.equal(formatMoment(local(2026, 10, 23, 10, 42), now), 'сегодня, 10:42');
  assert.equal(formatMoment(local(2026, 10, 22, 16, 5), now), 'вчера, 16:05');
  assert.equal(formatMoment(local(2026, 10, 20, 14, 30), now), '20\u00a0ноя, 14:30');
});

test('the past is told in the largest unit that fits', () => {
  const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000).toISOString();
  assert.equal(formatAgo(ago(1), now), 'сейчас');
  assert.equal(formatAgo(ago(12), now), '12 с назад');
  assert.equal(formatAgo(ago(119), now), '1 мин назад');
  assert.equal(formatAgo(ago(3 * 3600), now), '3 ч назад');
  assert.equal(formatAgo(ago(20 * 3600), now), 'вчера, 16:00');
});
