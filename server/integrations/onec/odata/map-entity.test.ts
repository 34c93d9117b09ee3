// Documents of УТ 11, УНФ and УТ 10.3 as their standard interface writes them, oddities included:
// padded strings, Int64 as text, empty dates, zero guids, composite and unpublished references,
// attributes that a release does not have.
import assert from 'node:assert/strict';
import test from 'node:test';
import { mapEntity } from './map-entity.ts';
import { viewOf } from './map-parts.ts';
import type { NameCard, Names } from './names.ts';
import { CODES, type NameRole, type Profile } from './profiles/profile.ts';
import { UNF } from './profiles/unf.ts';
import { UT103 } from './profiles/ut103.ts';
import { UT11 } from './profiles/ut11.ts';

const guid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const ZERO = '00000000-0000-0000-0000-000000000000';
const EMPTY = '0001-01-01T00:00:00';
const [ORDER, INVOICE, COMPANY, EURO, OBJECT] = [1, 2, 3, 4, 5].map(guid) as
  [string, string, string, string, string];

const CARDS: Readonly<Record<string, NameCard>> = {
  [`currency ${EURO}`]: { Code: '978', Description: 'евро' },
  [`settlement ${OBJECT}`]: { Объект: ORDER, Объект_Type: 'StandardODATA.Document_ЗаказКлиента' },
};
const card = (role: NameRole, uid: string | null) => CARDS[`${role} ${uid}`] ?? null;
const NAMES: Names = {
  card, title: (role, uid) => (card(role, uid)?.['Description'] as string | undefined) ?? null,
  load: () => Promise.resolve(false), forget: () => undefined,
};

function map(profile: Profile, code: number, more: object) {
  const source = profile.sources.find((one) => one.code === code)!;
  const head = {
    Ref_Key: ` ${guid(9).toUpperCase()} `, DataVersion: 'AAAAAAAAAAE=', DeletionMark: false,
    Number: '000000017       ', Date: '2026-03-02T10:11:12', Posted: true,
  };
  return mapEntity(viewOf(profile, NAMES), source, { ...head, ...more });
}
const bodyOf = (...[profile, code, more]: Parameters<typeof map>) =>
  map(profile, code, more)?.body ?? null;

const composite = (name: string, uid: string, set: string) =>
  ({ [name]: uid, [`${name}_Type`]: set === '' ? '' : `StandardODATA.${set}` });

/** Profile, its set of orders and of invoices, how a receipt and its line say the rest. */
const RECEIPTS: [Profile, head: object, line: object][] = [
  [UT11, {
    ХозяйственнаяОперация: 'ПоступлениеОплатыОтКлиента', Валюта_Key: EURO, ПроведеноБанком: 'true',
    ДатаПроведенияБанком: '2026-03-03T00:00:00',
  }, { ...composite('Заказ', ORDER, 'Document_ЗаказКлиента'), Сумма: 99.99 }],
  [UT11, {
    ХозяйственнаяОперация: 'ПоступлениеОплатыОтКлиента', Валюта_Key: EURO, ПроведеноБанком: true,
    ДатаПроведенияБанком: '2026-03-03T00:00:00',
  }, { ОбъектРасчетов_Key: OBJECT, Сумма: '99.99' }],
  [UNF, {
    ВидОперации: 'ОтПокупателя', ВалютаДенежныхСредств_Key: EURO, Оплачено: true,
    ДатаОплаты: '2026-03-03T00:00:00',
  }, { ...composite('Заказ', ORDER, 'Document_ЗаказПокупателя'), СуммаПлатежа: '99.99 ' }],
  [UT103, {
    ВидОперации: 'ОплатаПокупателя', ВалютаДокумента_Key: EURO, Оплачено: true,
    ДатаОплаты: '2026-03-03T00:00:00',
  }, { ...composite('Сделка', ORDER, 'Document_ЗаказПокупателя'), СуммаПлатежа: 99.99 }],
];

test('a receipt says the same of every configuration and release', () => {
  for (const [profile, head, line] of RECEIPTS) {
    const mapped = map(profile, CODES.bankIn, {
      Контрагент_Key: COMPANY, СуммаДокумента: '150', НазначениеПлатежа: ' Оплата по счёту ',
      РасшифровкаПлатежа: [{ LineNumber: '1', ...line }], ...head,
    });
    assert.deepEqual(mapped?.body, {
      number: '000000017', posted: true, deleted: false, kind: 'bank', direction: 'in',
      date: '2026-03-02T10:11:12', bankConfirmed: true, bankOn: '2026-03-03', companyUid: COMPANY,
      currency: 'EUR', total: '150.00', purpose: 'Оплата по счёту',
      lines: [{ orderUid: ORDER, sum: '99.99' }],
    }, profile.code);
    assert.deepEqual([mapped.uid, mapped.on], [guid(9), '2026-03-02']);
  }
});

test('what a receipt does not say is absent, and whose it is not is not ours', () => {
  const poor = { СуммаДокумента: -10, РасшифровкаПлатежа: '', Контрагент_Key: ZERO };
  for (const profile of [UT11, UNF, UT103]) {
    assert.deepEqual(bodyOf(profile, CODES.bankOut, { ...poor, Date: EMPTY, Posted: 'false' }), {
      number: '000000017', posted: false, deleted: false, kind: 'bank', direction: 'out',
      bankConfirmed: false, currency: 'RUB', total: '10.00', lines: [],
    }, profile.code);
    const { operations } = profile.sources.find(({ code }) => code === CODES.bankIn)!;
    const foreign = { ...poor, [operations!.property]: 'ПоступлениеПоКредитам' };
    assert.equal(bodyOf(profile, CODES.bankIn, foreign), null, 'a loan');
  }
  const unknown = { ...poor, ВалютаДокумента_Key: guid(77) };
  assert.equal(bodyOf(UT103, CODES.bankIn, unknown)?.['currency'], undefined,
    'a currency that 1C does not show is for a person');
  assert.equal(map(UT11, CODES.bankIn, { Ref_Key: ZERO }), null);
});

test('a link to neither an order nor an invoice, or to what is not published, is none', () => {
  const linesOf = (profile: Profile, ...rows: object[]) => bodyOf(profile, CODES.bankIn, {
    РасшифровкаПлатежа: rows.map((row) => ({ ...row, СуммаПлатежа: 1, Сумма: 1 })),
  })?.['lines'];
  assert.deepEqual(linesOf(UT103,
    composite('Сделка', INVOICE, 'Document_СчетНаОплатуПокупателю'),
    composite('ДокументРасчетовСКонтрагентом', INVOICE, 'Document_СчетНаОплатуПокупателю'),
    composite('ДокументРасчетовСКонтрагентом', guid(8), 'Document_РеализацияТоваровУслуг'),
    { Сделка: ORDER, Сделка_Type: 'UnavailableEntities.UnavailableEntity_1' },
    composite('Сделка', '', 'Undefined')),
  [{ invoiceUid: INVOICE, sum: '1.00' }, { invoiceUid: INVOICE, sum: '1.00' }, { sum: '1.00' },
    { sum: '1.00' }, { sum: '1.00' }]);
  assert.deepEqual(linesOf(UT11, { ОбъектРасчетов_Key: guid(6) }), [{ sum: '1.00' }],
    'an object of settlements that 1C does not show');
});

test('a shipment names its order in the head or in each line, with the tax above or inside', () => {
  const goods = (profile: Profile, head: object, part: string, ...rows: object[]) =>
    bodyOf(profile, CODES.shipment, { ...head, [part]: rows })?.['lines'];
  const inHead = composite('Сделка', ORDER, 'Document_ЗаказПокупателя');
  assert.deepEqual(goods(UT103, { ...inHead, СуммаВключаетНДС: false }, 'Товары',
    { КлючСтроки: 7, Количество: '2.000', Сумма: 100, СуммаНДС: '22' },
    { КлючСтроки: '0', Количество: 1, Сумма: 0.1, СуммаНДС: 0.2 }), [
    { orderUid: ORDER, lineUid: '7', quantity: '2.000', sum: '122.00' },
    { orderUid: ORDER, quantity: '1', sum: '0.30' },
  ]);
  assert.deepEqual(goods(UNF, {}, 'Работы', {
    ...composite('Заказ', ORDER, 'Document_ЗаказПокупателя'), КлючСвязи: '3', Количество: 1,
    Сумма: 100, Всего: 122,
  }), [{ orderUid: ORDER, lineUid: '3', quantity: '1', sum: '122.00' }]);
  const back = bodyOf(UT103, CODES.returned,
    { ...inHead, Услуги: [{ Количество: -1, Сумма: -5 }] });
  assert.deepEqual([back?.['kind'], back?.['lines']],
    ['return', [{ orderUid: ORDER, quantity: '1', sum: '5.00' }]], 'the wire has no signs');
  const receipt = (ВидОперации: string, set: string) => bodyOf(UNF, CODES.returned, {
    ВидОперации, Запасы: [{ ...composite('Заказ', ORDER, set), Количество: 1, Всего: 5 }],
  });
  assert.deepEqual(receipt('ВозвратОтПокупателя', 'Document_ЗаказПокупателя')?.['lines'],
    [{ orderUid: ORDER, quantity: '1', sum: '5.00' }]);
  assert.equal(receipt('ПоступлениеОтПоставщика', 'Document_ЗаказПоставщику'), null);
});

test('an order of УТ 10.3 is paid on the day of its head, on credit when after shipment', () => {
  const stages = (more: object) =>
    bodyOf(UT103, CODES.order, { СуммаДокумента: 500, ...more })?.['stages'];
  const on = (variant: string) => [{ variant, payOn: '2026-04-20', percent: '100', sum: '500.00' }];
  const ДатаОплаты = '2026-04-20T00:00:00';
  assert.deepEqual(stages({ ДатаОплаты, ДатаОтгрузки: '2026-03-20T00:00:00' }), on('credit'));
  assert.deepEqual(stages({ ДатаОплаты, ДатаОтгрузки: ДатаОплаты }), on('prepayment'));
  assert.deepEqual(stages({ ДатаОплаты, ДатаОтгрузки: EMPTY }), on('prepayment'));
  for (const none of [{ ДатаОплаты: EMPTY }, {}]) assert.deepEqual(stages(none), []);
});
