import assert from 'node:assert/strict';
import test from 'node:test';
import { moveCell } from './grid-keys.ts';
import { nextSort, readSort } from './sort.ts';

const size = { rows: 100, columns: 5, pageRows: 20 };

test('arrows stay within the grid', () => {
  assert.deepEqual(moveCell('ArrowDown', false, { row: 0, column: 0 }, size), { row: 1, column: 0 });
  assert.deepEqual(moveCell('ArrowUp', false, { row: 0, column: 2 }, size), { row: 0, column: 2 });
  assert.deepEqual(moveCell('ArrowRight', false, { row: 3, column: 4 }, size), { row: 3, column: 4 });
  assert.deepEqual(moveCell('ArrowDown', false, { row: 99, column: 0 }, size), { row: 99, column: 0 });
});

test('pages and ends', () => {
  assert.deepEqual(moveCell('PageDown', false, { row: 90, column: 1 }, size), { row: 99, column: 1 });
  assert.deepEqual(moveCell('PageUp', false, { row: 50, column: 1 }, size), { row: 30, column: 1 });
  assert.deepEqual(moveCell('End', false, { row: 7, column: 1 }, size), { row: 7, column: 4 });
  assert.deepEqual(moveCell('End', true, { row: 7, column: 1 }, size), { row: 99, column: 4 });
  assert.deepEqual(moveCell('Home', true, { row: 7, column: 1 }, size), { row: 0, column: 0 });
});

test('other keys and an empty grid do not move', () => {
  assert.equal(moveCell('a', false, { row: 0, column: 0 }, size), null);
  assert.equal(moveCell('ArrowDown', false, { row: 0, column: 0 }, { ...size, rows: 0 }), null);
});

test('a header click goes ascending, descending, default', () => {
  assert.equal(nextSort(undefined, 'title'), 'title');
  assert.equal(nextSort('title', 'title'), '-title');
  assert.equal(nextSort('-title', 'title'), undefined);
  assert.equal(nextSort('-amountKopecks,number', 'title'), 'title');
  assert.deepEqual(readSort('-amountKopecks,number'), { field: 'amountKopecks', descending: true });
  assert.equal(readSort(''), null);
});
