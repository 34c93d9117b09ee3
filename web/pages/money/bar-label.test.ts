import assert from 'node:assert/strict';
import { test } from 'node:test';
import { barLabel } from './bar-label.ts';

test('a name under a bar takes a second line before it is cut', () => {
  assert.deepEqual(barLabel('Срок не наступил', 20), ['Срок не наступил']);
  assert.deepEqual(barLabel('Срок не наступил', 8), ['Срок не', 'наступил']);
  assert.deepEqual(barLabel('Больше 90', 8), ['Больше', '90']);
  assert.deepEqual(barLabel('АО «Печоратеплосеть»', 9), ['АО', '«Печорат…']);
  assert.deepEqual(barLabel('Электростанции', 8), ['Электро…']);
});
