import assert from 'node:assert/strict';
import test from 'node:test';
import { groupLines } from './group-lines.ts';

const group = (filter: string) => ({ title: filter, count: 2, sums: {}, filter });
const kinds = (lines: { kind: string }[]) => lines.map(({ kind }) => kind).join(' ');

test('a closed group is one line, an open one shows its rows and whether more are coming', () => {
  const groups = [group('a'), group('b')];
  assert.equal(kinds(groupLines(groups, new Map())), 'group group');
  const full = new Map([['a', { items: [1, 2], hasMore: false, isLoading: false }]]);
  assert.equal(kinds(groupLines(groups, full)), 'group row row group');
  const more = new Map([['b', { items: [1], hasMore: true, isLoading: false }]]);
  assert.equal(kinds(groupLines(groups, more)), 'group group row more');
});
