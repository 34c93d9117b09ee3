import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { accountFault, bankAccountFaults, bicFault, corrAccountFault } from './bank.ts';

// Published requisites of Сбербанк, Т-Банк and Альфа-Банк at the Bank of Russia.
const SBER = '044525225';

test('real requisites pass, an account of another bank does not', () => {
  assert.equal(corrAccountFault('30101810400000000225', SBER), null);
  assert.equal(corrAccountFault('30101810145250000974', '044525974'), null);
  assert.equal(corrAccountFault('30101810200000000593', '044525593'), null);
  assert.match(corrAccountFault('30101810400000000226', SBER) ?? '', /не сходится/);
  assert.match(corrAccountFault('40702810900000000001', SBER) ?? '', /301/);
  assert.equal(accountFault('40702810438000060473', SBER), null);
  assert.match(accountFault('40702810438000060473', '044525974') ?? '', /не сходится/);
});

test('wrong forms are named by field', () => {
  assert.match(bicFault('04452522') ?? '', /9 цифр/);
  assert.deepEqual(
    bankAccountFaults({ bic: '1', account: '2', corrAccount: '3' }).map(({ field }) => field),
    ['bic', 'account', 'corrAccount']);
  assert.deepEqual(bankAccountFaults(
    { bic: SBER, account: '40702810438000060473', corrAccount: null }), []);
});

test('one wrong digit never passes', () => {
  const account = '40702810438000060473';
  fc.assert(fc.property(fc.nat(19), fc.integer({ min: 1, max: 9 }), (place, step) => {
    const digit = (Number(account[place]) + step) % 10;
    const wrong = account.slice(0, place) + digit + account.slice(place + 1);
    assert.notEqual(accountFault(wrong, SBER), null);
  }));
});
