import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wavesOf } from './waves.ts';

test('rows that share a word wait for each other, all others stand in one wave', () => {
  const waves = (words: string[][]) => wavesOf(words.map((_, index) => index), words);
  assert.deepEqual(waves([['a'], ['b'], [], ['a', 'b'], ['b'], ['c']]), [[0, 1, 2, 5], [3], [4]]);
  assert.deepEqual(waves([]), []);
});
