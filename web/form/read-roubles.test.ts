import assert from 'node:assert/strict';
import test from 'node:test';
import { readRoubles } from './read-roubles.ts';

test('sums are read as people write them', () => {
  assert.equal(readRoubles('1 660 000,50 ₽'), 166_000_050);
  assert.equal(readRoubles('1\u202f660\u202f000\u00a0₽'), 166_000_000);
  assert.equal(readRoubles('1660000.5'), 166_000_050);
  assert.equal(readRoubles('\u22123'), -300);
  assert.equal(readRoubles('0'), 0);
});

test('what is not a sum is not guessed', () => {
  for (const text of ['', 'много', '1,2,3', '1.234', '1e6']) assert.equal(readRoubles(text), null);
});
