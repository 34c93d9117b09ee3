import assert from 'node:assert/strict';
import test from 'node:test';
import { splitReaches } from './split-reaches.ts';

test('numbers are parted, words and extensions stay with theirs', () => {
  const one = ['8 912 345-67-89', '8 (812) 123-45-67'];
  assert.deepEqual(splitReaches(one.join(', ')), one);
  assert.deepEqual(splitReaches('8 812 123-45-67, доб. 12; 8 912 345-67-89'),
    ['8 812 123-45-67 доб. 12', '8 912 345-67-89']);
  for (const text of ['Иван, после 15:00 8 912 345-67-89', '8 912 345-67-89, Иван, с 15:00',
    'Иван\n8 912 345-67-89']) {
    assert.equal(splitReaches(text).length, 1, text);
  }
  assert.deepEqual(splitReaches('+7 912 345-67-89 Иван, после 15:00, +7 812 123-45-67 Ольга'),
    ['+7 912 345-67-89 Иван, после 15:00', '+7 812 123-45-67 Ольга']);
});

test('addresses are parted; half a number waits for its other half', () => {
  assert.deepEqual(splitReaches('a@b.ru, c@d.ru'), ['a@b.ru', 'c@d.ru']);
  assert.deepEqual(splitReaches('8 912'), ['8 912']);
});
