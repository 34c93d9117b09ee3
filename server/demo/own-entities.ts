// In whose name the demo company sells: two organisations with VAT and a small one without.
import { accountFault, corrAccountFault } from '#contract/bank';
import type { BankAccount } from '#contract/company-parts';
import { completeInn, completeOgrn } from '#contract/requisites';
import { createOwnEntity } from '#modules/customers';
import { systemContext } from '#platform/context';
import type { Db } from '#platform/database';
import type { DemoCompany } from './company.ts';

export const BANKS = [
  ['ПАО Сбербанк', '044525225', '400'], ['АО «Альфа-Банк»', '044525593', '200'],
  ['Банк ВТБ (ПАО)', '044525187', '700'],
] as const;

const DIGITS = [...'0123456789'];

/** An account whose key fits its bank: the ninth digit is the key. */
export function demoAccount(bank: (typeof BANKS)[number], serial: number): BankAccount {
  const [bankName, bic, part] = bank;
  const tail = String(serial).padStart(11, '0');
  const account = DIGITS.map((key) => `40702810${key}${tail}`)
    .find((digits) => accountFault(digits, bic) === null)!;
  const corrAccount = DIGITS.map((key) => `30101810${key}${part}00000${bic.slice(6)}`)
    .find((digits) => corrAccountFault(digits, bic) === null) ?? null;
  return { bankName, bic, account, corrAccount, isMain: true };
}

const ADDRESS = '196084, г. Санкт-Петербург, ул. Цветочная, д. 6';

export async function createOwnEntities(db: Db, company: DemoCompany): Promise<void> {
  const ctx = systemContext(db, 'system');
  const departments = (names: string[]) =>
    names.flatMap((name) => company.departments.get(name) ?? []);
  await createOwnEntity(ctx, {
    name: 'ООО «Промтехника»', fullName: 'Общество с ограниченной ответственностью «Промтехника»',
    inn: completeInn('781099001'), kpp: '781001001', ogrn: completeOgrn('112784700001'),
    address: ADDRESS, isDefault: true,
    bankAccounts: [demoAccount(BANKS[0], 12_345), { ...demoAccount(BANKS[1], 777), isMain: false }],
    signatories: [
      { position: 'Генеральный директор', name: 'Воронцова Е. С.', basis: 'Устава' },
      { position: 'Главный бухгалтер', name: 'Лебедева Н. И.', basis: null },
    ],
  });
  await createOwnEntity(ctx, {
    name: 'ООО «Промтехника-Станки»',
    fullName: 'Общество с ограниченной ответственностью «Промтехника-Станки»',
    inn: completeInn('781099002'), kpp: '781001001', ogrn: completeOgrn('115784700002'),
    address: ADDRESS, departmentIds: departments(['Станки', 'Сварка']),
    bankAccounts: [demoAccount(BANKS[2], 4_501)],
    signatories: [{ position: 'Директор', name: 'Воронцова Е. С.', basis: 'Устава' }],
  });
  await createOwnEntity(ctx, {
    name: 'ИП Ершов К. А.', kind: 'sole', vatRegime: 'none', inn: completeInn('7810990003'),
    ogrn: completeOgrn('31878470000003'), address: ADDRESS,
    bankAccounts: [demoAccount(BANKS[1], 9_003)],
    signatories: [{ position: 'Индивидуальный предприниматель', name: 'Ершов К. А.', basis: null }],
  });
}
