import assert from 'node:assert/strict';
import test from 'node:test';
import { LAG_MAX_MS, lagWords } from './lag-words.ts';

test('a lag is told in the unit that a person reads', () => {
  const told = [[515, '515 мс'], [1234, '1,2 с'], [95_000, '2 мин'], [6_000_000, '100 мин'],
    [18_000_000, '5 ч'], [259_200_000, '3 дня'], [LAG_MAX_MS, 'больше 24 дней']] as const;
  for (const [lagMs, words] of told) assert.equal(lagWords(lagMs), words);
});
