import assert from 'node:assert/strict';
import test from 'node:test';
import { fitColumns } from './fit-columns.ts';

const COLUMNS = [
  { id: 'number', widthPx: 96 },
  { id: 'title', widthPx: 210, leastPx: 150 },
  { id: 'company', widthPx: 154, leastPx: 114 },
];
const widths = (roomPx: number) => fitColumns(COLUMNS, roomPx).map(({ widthPx }) => widthPx);
const sum = (all: number[]) => all.reduce((before, each) => before + each, 0);

test('columns keep their widths where there is room for them', () => {
  assert.deepEqual(widths(460), [96, 210, 154]);
  assert.deepEqual(widths(2000), [96, 210, 154]);
  // Before anything was measured.
  assert.deepEqual(widths(0), [96, 210, 154]);
});

test('in less room each gives in its share, and none below its least', () => {
  assert.deepEqual(widths(410), [96, 180, 134]);
  assert.deepEqual(widths(360), [96, 150, 114]);
  assert.deepEqual(widths(100), [96, 150, 114], 'then the list is pushed sideways');
  for (let roomPx = 360; roomPx <= 460; roomPx += 1) {
    assert.ok(sum(widths(roomPx)) <= roomPx, `${roomPx}`);
  }
});

test('a column that somebody has set a width to keeps it', () => {
  const set = [{ widthPx: 300 }, { widthPx: 200, leastPx: 100 }];
  assert.deepEqual(fitColumns(set, 420).map(({ widthPx }) => widthPx), [300, 120]);
});
