import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { hasEveryWord, isWithin, nameCloseness } from './name-closeness.ts';

test('a slip of the finger is near, another number is another thing', () => {
  assert.ok(nameCloseness('волгоцемент', 'волгацемент') > 0.9);
  assert.equal(nameCloseness('завод 1', 'завод 2'), 0);
  assert.ok(nameCloseness('уралхиммаш', 'невастрой') < 0.5);
  assert.equal(nameCloseness('', ''), 0);
});

test('a name without its father’s is within the whole one', () => {
  assert.ok(isWithin('иванов иван', 'иванов иван илич'));
  assert.ok(!isWithin('иванов петр', 'иванов иван илич'));
  assert.ok(!isWithin('', 'иванов'));
  assert.ok(hasEveryWord('сидоров глеп', 'сидоров глеб илич'));
  assert.ok(!hasEveryWord('белова анна андреевна', 'белова елена андреевна'));
});

test('closeness is the same both ways, 1 only of itself, and within its bounds', () => {
  const name = fc.stringMatching(/^[а-я]{1,12}( [а-я]{1,8})?$/);
  fc.assert(fc.property(name, name, (a, b) => {
    const closeness = nameCloseness(a, b);
    assert.equal(closeness, nameCloseness(b, a));
    assert.ok(closeness >= 0 && closeness <= 1);
    assert.equal(closeness === 1, a === b);
  }));
});
