import assert from 'node:assert/strict';
import test from 'node:test';
import {
  extended, groupsFilter, groupsOf, groupToggled, isMarked, markedCount, NOTHING, rowToggledIn,
  toggled,
} from './selection.ts';

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

test('a whole group is marked with rows that are not loaded, and one may be taken out', () => {
  const base = { isOpen: { eq: true } };
  const stage = (id: number) => JSON.stringify({ and: [base, { stage: { eq: id } }] });
  const one = groupToggled(toggled(NOTHING, 10, loaded), { filter: stage(1), count: 60 }, loaded);
  assert.deepEqual([[...one.ids], markedCount(one, 99)], [[], 60]);
  const two = groupToggled(toggled(one, 7, []), { filter: stage(2), count: 5 }, []);
  assert.equal(markedCount(two, 99), 66);
  assert.deepEqual(JSON.parse(groupsFilter(two)!), { and: [base, {
    or: [{ stage: { eq: 1 } }, { stage: { eq: 2 } }, { id: { in: [7] } }],
  }] });
  const less = rowToggledIn(two, 11, { filter: stage(1), loaded });
  assert.deepEqual([...less.ids], [7, 10, 12, 13]);
  assert.deepEqual([...groupsOf(less).keys()], [stage(2)]);
  assert.equal(groupsFilter(NOTHING), null);
});
