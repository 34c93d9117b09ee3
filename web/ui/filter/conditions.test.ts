import assert from 'node:assert/strict';
import test from 'node:test';
import { readConditions, withCondition, withoutCondition, writeConditions } from './conditions.ts';

test('one leaf, several operators and an and-list are the same to chips', () => {
  assert.deepEqual(readConditions('{"stage":{"in":[1,2]}}'), [
    { field: 'stage', operator: 'in', value: [1, 2] },
  ]);
  assert.deepEqual(readConditions('{"amountKopecks":{"gte":1,"lte":5}}'), [
    { field: 'amountKopecks', operator: 'gte', value: 1 },
    { field: 'amountKopecks', operator: 'lte', value: 5 },
  ]);
  const joined = '{"and":[{"isOpen":{"eq":true}},{"title":{"contains":"насос"}}]}';
  assert.deepEqual(readConditions(joined), [
    { field: 'isOpen', operator: 'eq', value: true },
    { field: 'title', operator: 'contains', value: 'насос' },
  ]);
});

test('what chips cannot show is left whole', () => {
  for (const text of [
    '{"or":[{"a":{"eq":1}},{"b":{"eq":2}}]}', '{"not":{"a":{"eq":1}}}', 'not json', '[1]',
    '{"and":[{"or":[]}]}', '{"and":[{"a":{"eq":1}}],"b":{"eq":2}}',
  ]) assert.equal(readConditions(text), null, text);
});

test('reading what was written gives the same conditions', () => {
  const conditions = readConditions('{"and":[{"a":{"eq":1}},{"b":{"between":["-30d","today"]}}]}');
  assert.ok(conditions);
  assert.deepEqual(readConditions(writeConditions(conditions)), conditions);
  assert.equal(writeConditions([]), undefined);
  assert.deepEqual(readConditions(undefined), []);
});

test('conditions are replaced in place and removed by place', () => {
  const a = { field: 'a', operator: 'eq', value: 1 } as const;
  const b = { field: 'b', operator: 'eq', value: 2 } as const;
  const c = { field: 'c', operator: 'eq', value: 3 } as const;
  assert.deepEqual(withCondition([a, b], c, 0), [c, b]);
  assert.deepEqual(withCondition([a], b), [a, b]);
  assert.deepEqual(withoutCondition([a, b, c], 1), [a, c]);
});
