import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { decimalFromKopecks } from '#contract/money';
import { addressOf, entityPath, rootOf, sameHost } from './address.ts';
import {
  decimalOf, flagOf, guidOf, kopecksOf, momentOf, referenceOf, rowsOf, sumOf, textOf,
} from './values.ts';

/** Number(15,2) of 1C: up to 9 999 999 999 999.99. */
const kopecks = fc.integer({ min: -999_999_999_999_999, max: 999_999_999_999_999 });

test('a sum that became a double is read back to the kopeck', () => {
  fc.assert(fc.property(kopecks, (wanted) => {
    const text = decimalFromKopecks(wanted);
    const wire = JSON.parse(JSON.stringify({ sum: Number(text) })) as { sum: number };
    assert.equal(kopecksOf(wire.sum), wanted === 0 ? 0 : wanted);
    assert.equal(kopecksOf(text), wanted === 0 ? 0 : wanted);
  }));
});

test('the noise of doubles is rounded, never multiplied', () => {
  assert.equal(kopecksOf(0.1 + 0.2), 30);
  assert.equal(kopecksOf(1.005), 101);
  assert.equal(kopecksOf(3333.33), 333_333);
  assert.equal(sumOf(-0.004), '0.00');
  assert.equal(kopecksOf('1 234,5'), 123_450);
  assert.equal(kopecksOf(Number.NaN), null);
  assert.equal(kopecksOf('сто'), null);
  assert.equal(decimalOf(1e-7), '0.0000001');
});

test('what is empty in 1C is null here', () => {
  assert.equal(momentOf('0001-01-01T00:00:00'), null);
  assert.equal(momentOf('2026-03-02T10:11:12'), '2026-03-02T10:11:12');
  assert.equal(guidOf('00000000-0000-0000-0000-000000000000'), null);
  assert.equal(guidOf(' 0F3E4D5C-0000-4000-8000-000000000001 '),
    '0f3e4d5c-0000-4000-8000-000000000001');
  assert.equal(textOf('   '), null);
  assert.equal(textOf('УТ-000001       '), 'УТ-000001');
  assert.equal(textOf('12'), '12');
  assert.deepEqual(rowsOf({ Товары: '' }, 'Товары'), []);
  assert.deepEqual([flagOf(true), flagOf('true'), flagOf('false'), flagOf('')],
    [true, true, false, false]);
});

test('a reference of one type, of several, of none that is published', () => {
  const uid = '0f3e4d5c-0000-4000-8000-000000000001';
  assert.deepEqual(referenceOf({ Заказ_Key: uid }, 'Заказ'), { uid, set: null });
  assert.deepEqual(
    referenceOf({ Заказ: uid, Заказ_Type: 'StandardODATA.Document_ЗаказКлиента' }, 'Заказ'),
    { uid, set: 'Document_ЗаказКлиента' });
  assert.equal(
    referenceOf({ Заказ: uid, Заказ_Type: 'UnavailableEntities.UnavailableEntity_1' }, 'Заказ'),
    null);
  assert.equal(referenceOf({ Заказ: '', Заказ_Type: 'StandardODATA.Undefined' }, 'Заказ'), null);
});

test('addresses are percent-encoded and stay on the host that was typed', () => {
  const root = rootOf('https://1c.example.ru/торговля/odata/standard.odata/$metadata');
  assert.match(root, /^https:\/\/1c\.example\.ru\/%D1%82[%\w]+\/odata\/standard\.odata$/);
  const address = addressOf(root, entityPath('Document_ЗаказКлиента', 'x'), {
    $filter: `Ref_Key eq guid'1'`, $format: 'json',
  });
  assert.match(address, /^[!-&(-~]+$/, 'no letter that a web server would take for noise');
  assert.equal(new URL(address).host, '1c.example.ru');
  assert.equal(new URL(address).searchParams.get('$filter'), `Ref_Key eq guid'1'`);
  assert.equal(rootOf(' http://server:8080/ut/ '), 'http://server:8080/ut/odata/standard.odata');
  const faulty = ['', 'server/ut', 'ftp://a/ut', 'https://me:secret@a/ut', 'http://a/%ff'];
  for (const wrong of faulty) {
    assert.throws(() => rootOf(wrong), { name: 'Refusal' }, wrong);
  }
  assert.equal(sameHost(root, 'https://1c.example.ru/other'), true);
  assert.equal(sameHost(root, 'http://1c.example.ru/other'), false);
});
