import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shortDay } from './short-day.ts';

test('a day is said as people say it', () => {
  assert.equal(shortDay('2026-12-24'), '24\u00a0дек');
  assert.equal(shortDay('2027-05-03'), '3\u00a0мая');
});
