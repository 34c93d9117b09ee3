import assert from 'node:assert/strict';
import test from 'node:test';
import { moveCell } from './grid-keys.ts';
import { nextSort, readSort } from './sort.ts';

const size = { rows: 100, columns: 5, pageRows: 20 };
const at = (row: number, column: number) => ({ row, column });

test('arrows stay within the grid', () => {
  assert.deepEqual(moveCell('ArrowDown', false, at(0, 0), size), at(1, 0));
  assert.deepEqual(moveCell('ArrowUp', false, at(0, 2), size), at(0, 2));
  assert.deepEqual(moveCell('ArrowRight', false, at(3, 4), size), at(3, 4));
  assert.deepEqual(moveCell('ArrowDown', false, at(99, 0), size), at(99, 0));
});

test('pages and ends', () => {
  assert.deepEqual(moveCell('PageDown', false, at(90, 1), size), at(99, 1));
  assert.deepEqual(moveCell('PageUp', false, at(50, 1), size), at(30, 1));
  assert.deepEqual(moveCell('End', false, at(7, 1), size), at(7, 4));
  assert.deepEqual(moveCell('End', true, at(7, 1), size), at(99, 4));
  assert.deepEqual(moveCell('Home', true, at(7, 1), size), at(0, 0));
});

test('other keys and an empty grid do not move', () => {
  assert.equal(moveCell('a', false, at(0, 0), size), null);
  assert.equal(moveCell('ArrowDown', false, at(0, 0), { ...size, rows: 0 }), null);
});

test('a header click goes ascending, descending, default', () => {
  assert.equal(nextSort(undefined, 'title'), 'title');
  assert.equal(nextSort('title', 'title'), '-title');
  assert.equal(nextSort('-title', 'title'), undefined);
  assert.equal(nextSort('-amountKopecks,number', 'title'), 'title');
  assert.deepEqual(readSort('-amountKopecks,number'), { field: 'amountKopecks', descending: true });
  assert.equal(readSort(''), null);
});
