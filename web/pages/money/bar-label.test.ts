import assert from 'node:assert/strict';
import { test } from 'node:test';
import { barLabel } from './bar-label.ts';

const within = (most: number) => (text: string) => text.length <= most;

test('a name under a bar takes a second line before it is cut', () => {
  assert.deepEqual(barLabel('Срок не наступил', within(20)), ['Срок не наступил']);
  assert.deepEqual(barLabel('Срок не наступил', within(8)), ['Срок не', 'наступил']);
  assert.deepEqual(barLabel('Больше 90', within(8)), ['Больше', '90']);
  assert.deepEqual(barLabel('АО «Печоратеплосеть»', within(9)), ['АО', '«Печорат…']);
  assert.deepEqual(barLabel('Электростанции', within(8)), ['Электро…']);
});
