import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {
  completeInn, completeOgrn, innFault, kppFault, ogrnFault, requisitesFaults,
} from './requisites.ts';

const digits = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((list) => list.join(''))
    .filter((text) => /[1-9]/.test(text));

/** The text with one digit replaced by another one. */
const typo = (text: string, at: number, by: number) =>
  text.slice(0, at) + String((Number(text[at]) + by) % 10) + text.slice(at + 1);

test('requisites of real organisations and people pass', () => {
  // Sberbank, Gazprom, Yandex; numbers of the public registers.
  for (const inn of ['7707083893', '7736050003', '7736207543', '500100732259']) {
    assert.equal(innFault(inn), null, inn);
  }
  for (const ogrn of ['1027700132195', '1027700070518', '304500116000157']) {
    assert.equal(ogrnFault(ogrn), null, ogrn);
  }
  for (const kpp of ['773601001', '7736AB001']) assert.equal(kppFault(kpp), null, kpp);
});

test('what was completed passes, and any one wrong digit of an ИНН of ten is noticed', () => {
  fc.assert(fc.property(
    digits(9), fc.integer({ min: 0, max: 8 }), fc.integer({ min: 1, max: 9 }),
    (body, at, by) => {
      const inn = completeInn(body);
      assert.equal(innFault(inn), null);
      // The remainder 10 is written as 0, so such a pair of remainders hides a wrong digit.
      const broken = typo(inn, at, by);
      if (completeInn(broken.slice(0, 9)).at(-1) === inn.at(-1)) return;
      assert.match(innFault(broken) ?? '', /ИНН/);
    },
  ));
});

test('a wrong check digit is always noticed', () => {
  const by = fc.integer({ min: 1, max: 9 });
  fc.assert(fc.property(digits(9), digits(10), by, (nine, ten, shift) => {
    assert.notEqual(innFault(typo(completeInn(nine), 9, shift)), null);
    const person = completeInn(ten);
    assert.equal(innFault(person), null);
    assert.notEqual(innFault(typo(person, 10, shift)), null);
    assert.notEqual(innFault(typo(person, 11, shift)), null);
  }));
  fc.assert(fc.property(digits(12), digits(14), by, (twelve, fourteen, shift) => {
    assert.equal(ogrnFault(completeOgrn(twelve)), null);
    assert.equal(ogrnFault(completeOgrn(fourteen)), null);
    assert.notEqual(ogrnFault(typo(completeOgrn(twelve), 12, shift)), null);
    assert.notEqual(ogrnFault(typo(completeOgrn(fourteen), 14, shift)), null);
  }));
});

test('length, letters and zeros are refused in words', () => {
  assert.match(innFault('77070838') ?? '', /10 цифр/);
  assert.match(innFault('77070838ab') ?? '', /только из цифр/);
  assert.match(innFault('0000000000') ?? '', /нулей/);
  assert.match(kppFault('77360100') ?? '', /9 знаков/);
  assert.match(ogrnFault('10277001321') ?? '', /13 цифр/);
});

test('a person with a КПП is a contradiction, an empty field is none', () => {
  const person = completeInn('5001007322');
  assert.deepEqual(
    requisitesFaults({ inn: person, kpp: '773601001', ogrn: null }).map((f) => f.field), ['kpp'],
  );
  assert.deepEqual(requisitesFaults({ inn: null, kpp: null, ogrn: null }), []);
});
