import assert from 'node:assert/strict';
import test from 'node:test';
import { extended, isMarked, NOTHING, toggled } from './selection.ts';

const loaded = [10, 11, 12, 13];

test('rows are marked one by one and as what lies between', () => {
  const one = toggled(NOTHING, 11, loaded);
  assert.deepEqual([...one.ids], [11]);
  assert.deepEqual([...extended(one, loaded, 3, 1).ids].sort(), [11, 12, 13]);
  assert.deepEqual([...toggled(one, 11, loaded).ids], []);
});

test('everything means rows that are not loaded too, until one of them is taken out', () => {
  const all = { ids: new Set<number>(), all: true };
  assert.equal(isMarked(all, 999), true);
  const less = toggled(all, 12, loaded);
  assert.equal(less.all, false);
  assert.deepEqual([...less.ids], [10, 11, 13]);
});
