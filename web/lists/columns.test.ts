import assert from 'node:assert/strict';
import test from 'node:test';
import { moved, readColumns, withWidth, writeColumns } from './columns.ts';

test('columns go to the address and back, what is broken is left out', () => {
  const text = 'number:98,title,company.inn:120';
  assert.equal(writeColumns(readColumns(text)!), text);
  assert.equal(writeColumns(readColumns('title,title,;drop,inn:5,x:9999')!), 'title,inn:56,x:800');
  assert.equal(readColumns(''), null);
  assert.equal(readColumns(';;'), null);
});

test('columns change width and place', () => {
  const choices = readColumns('a,b,c')!;
  assert.equal(writeColumns(withWidth(choices, 'b', 140.4)), 'a,b:140,c');
  assert.equal(writeColumns(moved(choices, 'c', -1)), 'a,c,b');
  assert.equal(writeColumns(moved(choices, 'a', 'c')), 'b,c,a');
  assert.equal(writeColumns(moved(choices, 'a', -1)), 'a,b,c');
});
