import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { decimalFromKopecks } from '#contract/money';
import { ONEC_TYPES, type OnecType } from '#contract/onec-rows';
import { parseBody } from './parse.ts';

const UID = '3f2504e0-4f89-11d3-9a0c-0305e82c3301';
const OTHER = '3f2504e0-4f89-11d3-9a0c-0305e82c3302';
const ZERO = '00000000-0000-0000-0000-000000000000';

const ORDER = {
  number: 'УТ-000001  ', date: '2026-03-31T14:05:00', posted: true, companyUid: OTHER.toUpperCase(),
  endCustomer: { name: 'АО «Конечный»', inn: '7707083893' }, managerUid: ZERO, currency: 'RUB',
  total: '1660000.50', crmDealId: '12', comment: '', tenderNo: 'Т-5',
  lines: [{
    lineUid: '1', productUid: UID, article: 'ЦНС-180', quantity: '2.500', price: '664000.2',
    sum: '1660000.50', vatRate: '22', vatSum: '0', shipOn: '0001-01-01T00:00:00', cost: '900000',
    sernum: 'A-1', extra: { colour: 'red' },
  }],
  stages: [{ variant: 'credit', payOn: '2026-05-01T00:00:00', percent: '100', sum: '1660000.50' }],
  region: { code: 77 },
};
const PAYMENT = {
  kind: 'bank', direction: 'in', number: '7', date: '2026-04-01', posted: true, currency: 'RUB',
  total: '300.00', lines: [{ orderUid: UID, sum: '100.00' }, { invoiceUid: OTHER, sum: '0.00' }],
};
const SHIPMENT = {
  kind: 'shipment', number: '3', date: '2026-04-02', posted: true,
  lines: [{ orderUid: UID, lineUid: '1', quantity: '2.5', sum: '40.10' }],
};

function rowOf(type: OnecType, body: unknown) {
  const parsed = parseBody(type, UID, body);
  assert.ok(parsed.ok, JSON.stringify(parsed));
  return parsed.snapshot.row;
}

/** First problem as "field: text". */
function fault(type: OnecType, body: unknown): string {
  const parsed = parseBody(type, UID, body);
  assert.ok(!parsed.ok, 'the body was taken');
  assert.equal(parsed.problems[0].code, 'field.invalid');
  return `${parsed.problems[0].field}: ${parsed.problems[0].text}`;
}

test('an order becomes a row: kopecks, numeric text, nulls of 1C, unknown keys kept', () => {
  const row = rowOf('order', ORDER);
  assert.ok('stages' in row);
  const { lines: [line], stages: [stage], ...head } = row;
  assert.deepEqual(head, {
    uid: UID, number: 'УТ-000001', date: '2026-03-31T14:05:00', posted: true, deleted: false,
    companyUid: OTHER, endCustomerName: 'АО «Конечный»', endCustomerInn: '7707083893',
    organization: null, managerUid: null, managerName: null, currency: 'RUB',
    totalKopecks: 166000050, status: null, crmDealId: 12, comment: null, projectName: null,
    address: null, tenderNo: 'Т-5', dealerContact: null, extra: { region: { code: 77 } },
  });
  assert.deepEqual(line, {
    lineUid: '1', productUid: UID, article: 'ЦНС-180', name: null, characteristic: null,
    quantity: '2.500', unit: null, price: '664000.2', discountPercent: null,
    sumKopecks: 166000050, vatRate: '22', vatSumKopecks: 0, vatIncluded: true, cancelled: false,
    shipOn: null, cost: '900000', extra: { sernum: 'A-1', colour: 'red' },
  });
  assert.deepEqual(stage, {
    variant: 'credit', payOn: '2026-05-01', percent: '100', sumKopecks: 166000050,
  });
});

test('the rate of VAT within a sum is that rate', () => {
  const rates = ['20/120', '10/110', '20', 'Без НДС', '5/105'].map((vatRate) => {
    const row = rowOf('product', { name: 'А', vatRate });
    return 'vatRate' in row ? row.vatRate : '';
  });
  assert.deepEqual(rates, ['20', '10', '20', null, '5']);
});

test('absent and null are the same', () => {
  const nulled = { ...PAYMENT, purpose: null, bankOn: null, deleted: null, companyUid: null };
  assert.deepEqual(rowOf('payment', nulled), rowOf('payment', PAYMENT));
});

test('direction out and kind return subtract, a correction has its own sign', () => {
  const out = rowOf('payment', { ...PAYMENT, direction: 'out' });
  assert.ok('direction' in out);
  assert.equal(out.totalKopecks, -30000);
  assert.deepEqual(out.lines.map(({ sumKopecks }) => sumKopecks), [-10000, 0]);
  const back = rowOf('shipment', { ...SHIPMENT, kind: 'return' });
  assert.ok('lines' in back && 'totalKopecks' in back);
  assert.deepEqual(back.lines[0], {
    orderUid: UID, lineUid: '1', quantity: '-2.5', sumKopecks: -4010, extra: {},
  });
  assert.equal(back.totalKopecks, -4010);
  const lines = [{ orderUid: UID, lineUid: '1', quantity: '-1', sum: '-16.04' }];
  const fixed = rowOf('shipment', { ...SHIPMENT, kind: 'correction', lines });
  assert.ok('totalKopecks' in fixed);
  assert.equal(fixed.totalKopecks, -1604);
});

test('zeros after kopecks are no money, and a printed double keeps its digits', () => {
  const lines = [{ ...ORDER.lines[0], quantity: '0.30000000000000004', sum: '100.5000' }];
  const row = rowOf('order', { ...ORDER, total: '100.50000', lines });
  assert.ok('stages' in row);
  assert.equal(row.totalKopecks, 10050);
  assert.deepEqual([row.lines[0]?.quantity, row.lines[0]?.sumKopecks],
    ['0.30000000000000004', 10050]);
});

test('the sentences that go back to the sender', () => {
  const line = (change: object) => ({ ...ORDER, lines: [ORDER.lines[0], change] });
  const told: [string, OnecType, unknown][] = [
    ['lines[1].sum: Сумма «1 000,00» записана с пробелами и запятой: нужно 1000.00',
      'order', line({ quantity: '1', sum: '1 000,00' })],
    ['total: Сумма документа «1\u00a0000.5» записана с пробелами: нужно 1000.50',
      'order', { ...ORDER, total: '1\u00a0000.5' }],
    ['total: Сумма документа «1000.5» передана числом JSON: нужна строка "1000.50"',
      'order', { ...ORDER, total: 1000.5 }],
    ['total: Сумма документа «-1.00» с минусом: знак даёт вид документа, нужно без минуса',
      'payment', { ...PAYMENT, total: '-1.00' }],
    ['total: Сумма документа «1.005»: не больше двух знаков после точки и 13 знаков до неё',
      'payment', { ...PAYMENT, total: '1.005' }],
    ['total: Сумма документа не заполнена', 'invoice', { ...PAYMENT, total: null }],
    ['date: Дата «30.02.2026» записана через точки: нужно 2026-02-30',
      'order', { ...ORDER, date: '30.02.2026' }],
    ['date: Дата «2026-02-30»: такого дня или времени нет в календаре',
      'order', { ...ORDER, date: '2026-02-30' }],
    ['date: Дата «1989-12-31»: год должен быть от 1990 до 2100',
      'order', { ...ORDER, date: '1989-12-31' }],
    ['date: Дата «2026-03-31T10:00:00Z» с часовым поясом: нужно местное время базы, '
      + '2026-03-31T14:05:00', 'order', { ...ORDER, date: '2026-03-31T10:00:00Z' }],
    ['currency: Валюта «руб.»: нужны три буквы ISO 4217, например RUB',
      'order', { ...ORDER, currency: 'руб.' }],
    ['kind: Вид «barter» не из списка: bank, cash, card, offset',
      'payment', { ...PAYMENT, kind: 'barter' }],
    ['direction: Направление платежа не заполнено', 'payment', { ...PAYMENT, direction: null }],
    ['lines: Строки «12»: нужен список', 'order', { ...ORDER, lines: '12' }],
    ['lines[0]: Строка 1: «null», нужен объект', 'order', { ...ORDER, lines: [null] }],
    ['endCustomer.inn: Поле «endCustomer.inn» «12»: нужна строка в кавычках',
      'order', { ...ORDER, endCustomer: { inn: 12 } }],
    ['comment: Комментарий: есть нулевой знак или половина знака Unicode, уберите их',
      'order', { ...ORDER, comment: 'a\0b' }],
    ['region: Поле «region»: есть нулевой знак или половина знака Unicode, уберите их',
      'order', { ...ORDER, region: [{ a: '\ud800' }] }],
    ['posted: Признак проведения «да»: нужно true или false', 'order', { ...ORDER, posted: 'да' }],
    ['companyUid: Ссылка на контрагента «123»: нужен код вида ' + ZERO,
      'order', { ...ORDER, companyUid: '123' }],
    ['number: Номер длиннее 200 знаков: пришло 201',
      'order', { ...ORDER, number: 'я'.repeat(201) }],
    ['name: Наименование не заполнено', 'company', { name: '   ' }],
    ['name: Наименование длиннее 2600 байт: сократите', 'product', { name: '泵'.repeat(1_000) }],
  ];
  for (const [expected, type, body] of told) assert.equal(fault(type, body), expected);
});

test('too many lines are refused by number', () => {
  const lines = Array.from({ length: 10_001 }, () => ({ quantity: '1', sum: '1' }));
  assert.equal(fault('order', { ...ORDER, lines }), 'lines: Строки: 10001 штук, допустимо 10000');
});

test('an endless key or value does not make an endless answer', () => {
  const long = 'я'.repeat(1_000_000);
  assert.ok(fault('company', { name: 'А', [long]: '\0' }).length < 300);
  assert.ok(fault('company', { name: 'А', managerUid: long }).length < 300);
});

test('a key named __proto__ stays data', () => {
  const row = rowOf('company', JSON.parse('{"name":"А","__proto__":{"x":1}}'));
  assert.deepEqual(Object.keys(row.extra), ['__proto__']);
  assert.equal(({} as { x?: number }).x, undefined);
});

test('JSON nested a million deep is refused, not a crash', () => {
  const deep: unknown = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
  assert.match(fault('company', { name: 'А', deep }), /^deep: .*вложенность больше 16$/);
});

test('any JSON for any type: never throws, every problem names a field in Russian', () => {
  const keys = [...Object.keys(ORDER), ...Object.keys(PAYMENT), 'name', 'phones', 'attributes'];
  const value = fc.oneof(
    fc.jsonValue(), fc.constantFrom('1.00', UID, '2026-01-01', 'RUB', true, 'bank', 'in'),
    fc.array(fc.dictionary(fc.constantFrom(...Object.keys(ORDER.lines[0] ?? {})), fc.jsonValue())),
  );
  const body = fc.oneof(fc.jsonValue(), fc.dictionary(fc.constantFrom(...keys), value));
  fc.assert(fc.property(fc.constantFrom(...ONEC_TYPES), body, (type, json) => {
    const parsed = parseBody(type, UID, json);
    if (parsed.ok) return;
    assert.ok(parsed.problems.length <= 10);
    for (const { field, text } of parsed.problems) {
      assert.ok(field !== '');
      assert.match(text, /[а-яё]/i);
    }
  }), { numRuns: 2000 });
});

test('money survives the wire to the kopeck', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 999_999_999_999_999 }), (kopecks) => {
    const row = rowOf('payment', { ...PAYMENT, total: decimalFromKopecks(kopecks), lines: [] });
    assert.ok('totalKopecks' in row);
    assert.equal(row.totalKopecks, kopecks);
  }));
});
