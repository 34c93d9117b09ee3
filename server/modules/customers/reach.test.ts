import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {
  displayReach, readEmail, readPhone, readReaches, shownReach, spelledReach,
} from './reach.ts';

test('one number, however it is written, is one value', () => {
  for (const text of ['8 (812) 123-45-67', '+78121234567', '7 812 123 45 67', '8-812-123-4567',
    ' (812) 123-45-67 ']) {
    assert.equal(readPhone(text)?.value, '+78121234567', text);
  }
  assert.equal(readPhone('+375 29 123-45-67')?.value, '+375291234567');
});

test('an extension is kept apart, whatever word stands before it', () => {
  for (const text of ['8(812)123-45-67 доб. 123', '8(812)123-45-67 доб 123', '88121234567 #123',
    '8(812)123-45-67, доб.123', '8(812)123-45-67 (доб. 123)', '8 812 123 45 67 внутр. 123']) {
    const phone = readPhone(text);
    assert.deepEqual([phone?.value, phone?.extension], ['+78121234567', '123'], text);
  }
  assert.equal(displayReach({ value: '+78121234567', extension: '123', raw: '', isValid: true }),
    '+7 812 123-45-67 доб. 123');
});

test('a city number without its code is kept, a remark is not', () => {
  assert.equal(readPhone('12-34-56')?.value, '123456');
  for (const text of ['', 'нет', '12', 'звонить Ивану']) assert.equal(readPhone(text), null, text);
});

test('addresses are lower-cased and checked', () => {
  assert.equal(readEmail(' Ivanov@Zavod.RU ')?.value, 'ivanov@zavod.ru');
  for (const text of ['', 'ivanov', 'ivanov@', 'a@b', 'a b@c.ru', 'a@b.ru,c@d.ru']) {
    assert.equal(readEmail(text), null, text);
  }
});

test('one string of 1C may hold several, the same twice is one', () => {
  const values = (phones: string[], emails: string[] = []) =>
    readReaches(phones, emails).map((reach) => `${reach.value}${reach.extension ?? ''}`);
  assert.deepEqual(values(['8(812)123-45-67, 8(921)765-43-21', '+7 812 1234567']),
    ['+78121234567', '+79217654321']);
  assert.deepEqual(values(['8(812)123-45-67, доб. 12']), ['+7812123456712']);
  assert.deepEqual(values([], ['A@b.ru; c@d.ru', 'нет']), ['a@b.ru', 'c@d.ru']);
});

test('what is displayed is read back as the same number', () => {
  const mobile = fc.integer({ min: 9_000_000_000, max: 9_999_999_999 });
  const extension = fc.option(fc.integer({ min: 1, max: 9999 }).map(String), { nil: null });
  fc.assert(fc.property(mobile, extension, (number, ext) => {
    const shown = displayReach({
      value: `+7${number}`, extension: ext, raw: '', isValid: true,
    });
    const read = readPhone(shown);
    assert.deepEqual([read?.value, read?.extension], [`+7${number}`, ext]);
  }));
});

test('words beside a number are no part of it and are not lost', () => {
  const read = (text: string) => {
    const phone = readPhone(text);
    return phone && [phone.value, phone.extension, shownReach(phone).note];
  };
  const mobile = '+79123456789';
  for (const [text, note] of [
    ['Иван, после 15:00 8 912 345-67-89', 'Иван, после 15:00'],
    ['8 912 345-67-89 Иван, после 15:00', 'Иван, после 15:00'],
    ['после 15 8 912 345-67-89 (склад)', 'после 15, склад'],
    ['9 8 912 345 67 89', '9'], ['тел.: 8(912)345-67-89', null], ['8 (912) 345-67-89;', null],
  ] as const) assert.deepEqual(read(text), [mobile, null, note], text);
  assert.deepEqual(read('8 (812) 123-45-67 доб. 12, Ольга'), ['+78121234567', '12', 'Ольга']);
  assert.deepEqual(read('8-10-375 29 123-45-67'), ['+375291234567', null, null]);
  const doubtful = readPhone('12-34-56 вахта')!;
  assert.deepEqual(shownReach(doubtful), { display: '12-34-56 вахта', note: null });
  const once = spelledReach(readPhone('Иван, после 15:00 8 912 345-67-89')!);
  assert.equal(spelledReach(readPhone(once)!), once, 'read back the same');
});
