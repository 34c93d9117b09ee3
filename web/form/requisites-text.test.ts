import assert from 'node:assert/strict';
import test from 'node:test';
import { requisitesText } from './requisites-text.ts';

test('requisites are lines for a letter, of the main account, without empty ones', () => {
  const text = requisitesText({
    name: 'Ромашка', fullName: 'ООО «Ромашка»', inn: '7812345670', kpp: null,
    ogrn: '304500116000157', address: 'Тула',
    bankAccounts: [
      { bankName: 'Второй', bic: '2', account: '2', corrAccount: null, isMain: false },
      { bankName: 'Первый', bic: '1', account: '11', corrAccount: '30', isMain: true },
    ],
    signatories: [{ position: 'Директор', name: 'Иванов', basis: 'Устава' }],
  });
  assert.equal(text, [
    'ООО «Ромашка»', 'ИНН 7812345670', 'ОГРНИП 304500116000157', 'Адрес: Тула', 'Р/с 11',
    'Банк: Первый', 'БИК 1', 'К/с 30', 'Директор Иванов, действует на основании Устава',
  ].join('\n'));
});
