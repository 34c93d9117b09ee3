import assert from 'node:assert/strict';
import test from 'node:test';
import { toldExtra } from './line-extra.ts';

test('columns of 1C keep their names, become text, and hide what goods cost', () => {
  const extra = {
    'Срок поставки': ' 6 недель ', Склад: { uid: 'a', name: 'Тверь' }, Гарантия: 24, Срочно: true,
    Пусто: '', Ничего: null, Размеры: [1, 2], 'Себестоимость, руб': '500', marginRub: 7,
    commercemlId: 'x', service: true,
  };
  assert.deepEqual(toldExtra(extra, false), {
    Гарантия: '24', Размеры: '[1,2]', Склад: 'Тверь', 'Срок поставки': '6 недель', Срочно: 'да',
  });
  assert.deepEqual(Object.keys(toldExtra(extra, true)), ['Гарантия', 'Размеры',
    'Себестоимость, руб', 'Склад', 'Срок поставки', 'Срочно', 'marginRub']);
});
