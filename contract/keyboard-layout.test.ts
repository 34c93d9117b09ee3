import assert from 'node:assert/strict';
import test from 'node:test';
import { layoutVariants, otherLayout } from './keyboard-layout.ts';

test('latin keys become the russian word that was meant', () => {
  assert.equal(otherLayout('rjvghtccjh'), 'компрессор');
  assert.equal(otherLayout('Yfcjc WYC 180'), 'Насос ЦНС 180');
  assert.equal(otherLayout(',hjym'), 'бронь');
  assert.equal(otherLayout('`krf'), 'ёлка');
});

test('russian keys become the latin word that was meant', () => {
  assert.equal(otherLayout('фвьшт'), 'admin');
  assert.equal(otherLayout('РТ-104199'), 'HN-104199');
});

test('there and back again is the same text', () => {
  for (const text of ['насос', 'pump', 'Ёмкость', 'ООО Рассвет']) {
    assert.equal(otherLayout(otherLayout(text)), text);
  }
});

test('digits have one reading, letters two', () => {
  assert.deepEqual(layoutVariants('7812345678'), ['7812345678']);
  assert.deepEqual(layoutVariants('yfcjc'), ['yfcjc', 'насос']);
});
