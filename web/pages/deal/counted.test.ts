import assert from 'node:assert/strict';
import test from 'node:test';
import { paidSums, shippedSums, whyPaymentIsOut, whyShipmentIsOut } from './counted.ts';
import type { Payment, Shipment } from './counted.ts';

type State = Payment['state'];

const payment = (
  orderUid: string, currency: string, sumKopecks: number, state: State = 'posted',
): Payment => ({ orderUid, currency, sumKopecks, state });
const shipment = (state: State, ...lines: [orderUid: string, sumKopecks: number][]): Shipment =>
  ({ state, lines: lines.map(([orderUid, sumKopecks]) => ({ orderUid, sumKopecks })) });

const money = {
  orders: [
    { uid: 'roubles', currency: 'RUB', counts: true },
    { uid: 'euros', currency: 'EUR', counts: true },
    { uid: 'unposted', currency: 'RUB', counts: false },
  ],
  payments: [
    payment('roubles', 'RUB', 100_00), payment('roubles', 'RUB', -30_00),
    payment('euros', 'EUR', 7_00), payment('euros', 'RUB', 500_00),
    payment('unposted', 'RUB', 900_00), payment('roubles', 'RUB', 11_00, 'unposted'),
  ],
  shipments: [
    shipment('posted', ['roubles', 40_00], ['unposted', 60_00]),
    shipment('posted', ['euros', 5_00]),
    shipment('posted', ['unposted', 80_00]), shipment('unposted', ['roubles', 20_00]),
  ],
};

test('payments add up by currency, those of an order that does not count say why', () => {
  assert.deepEqual(paidSums(money), [
    { currency: 'RUB', kopecks: 70_00 }, { currency: 'EUR', kopecks: 7_00 },
  ]);
  assert.deepEqual(money.payments.map((row) => whyPaymentIsOut(row, money.orders)),
    [null, null, null, 'заказ в EUR', 'заказ не проведён', null]);
  assert.deepEqual(paidSums({ ...money, payments: [] }), [{ currency: 'RUB', kopecks: 0 }]);
});

test('a shipment counts by its lines of orders that count; without any it says why', () => {
  assert.deepEqual(shippedSums(money), [
    { currency: 'RUB', kopecks: 40_00 }, { currency: 'EUR', kopecks: 5_00 },
  ]);
  assert.deepEqual(money.shipments.map((row) => whyShipmentIsOut(row, money.orders)),
    [null, null, 'заказ не проведён', null]);
});
