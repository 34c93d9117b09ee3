// Acceptance 6 and 7: exact sums after every step and in every order of arrival; percent edges.
import assert from 'node:assert/strict';
import test from 'node:test';
import { introduceBase } from '#integrations/onec';
import { dealOf, openTestInbox, type WireItem } from '#test/onec/inbox';
import {
  gone, invoiceBody, item, orderBody, paymentBody, shipmentBody, TEST_EPOCH, uid,
} from '#test/onec/items';

const ORDER = uid(1);
const SECOND = uid(2);
const THIRD = uid(3);
const PAYMENT = uid(11);
const REFUND = uid(12);
const COMPANY = uid(41);

function permutations<T>(list: T[]): T[][] {
  if (list.length < 2) return [list];
  return list.flatMap((head, index) =>
    permutations(list.toSpliced(index, 1)).map((rest) => [head, ...rest]));
}

type Uids = [string, string, string, string, string];

const companyItem = (companyUid: string) => item('company', companyUid, 1, {
  name: 'АО «Волгоцемент»', kind: 'legal', deleted: false,
});

test('every order of arrival gives the same sums', async () => {
  const { db, statuses, drop } = await openTestInbox();
  const arrivals = permutations([0, 1, 2, 3, 4]);
  assert.equal(arrivals.length, 120);
  // Objects of their own for every permutation; a step of all of them is one call.
  const sent = arrivals.map((arrival, index) => {
    const [order, invoice, payment, shipment, company] = [1, 2, 3, 4, 5]
      .map((number) => uid(1_000 * (index + 1) + number)) as Uids;
    const items: WireItem[] = [
      item('order', order, 1, orderBody('1000.00', { companyUid: company })),
      item('invoice', invoice, 1, invoiceBody('1000.00', order, { companyUid: company })),
      item('payment', payment, 1, paymentBody('600.00',
        [{ invoiceUid: invoice, sum: '600.00' }], { companyUid: company })),
      item('shipment', shipment, 1, shipmentBody(order, '700.00')),
      companyItem(company),
    ];
    return arrival.map((position) => items[position] as WireItem);
  });
  for (const step of [0, 1, 2, 3, 4]) {
    const told = await statuses(...sent.map((items) => items[step] as WireItem));
    assert.deepEqual([...new Set(told)], ['applied']);
  }
  for (const items of sent) {
    const deal = await dealOf(db, items.find(({ type }) => type === 'order')!.uid);
    assert.deepEqual(
      [deal.amount, deal.paid, deal.percent, deal.shipped, deal.shippedPercent],
      [100_000, 60_000, 60, 70_000, 70], items.map((one) => one.type).join(' → '));
    const { rows } = await db.query(
      `select x.receivable_kopecks as owed from deals.deal d join payments.due x on x.deal_id = d.id
       where d.id = $1 and x.payer_id = d.company_id`, [deal.id]);
    assert.deepEqual(rows, [{ owed: 10_000 }], 'the company was linked, and owes');
  }
  await drop();
});

test('a payment moved, split, refunded, unposted, reposted, marked and deleted', async () => {
  const { db, statuses, drop } = await openTestInbox();
  await statuses(
    item('order', ORDER, 1, orderBody('1000.00')),
    item('order', SECOND, 1, orderBody('500.00')), item('order', THIRD, 1, orderBody('300.00')));
  const paid = async () => [
    (await dealOf(db, ORDER)).paid, (await dealOf(db, SECOND)).paid, (await dealOf(db, THIRD)).paid,
  ];
  const pay = (rev: number, body: object) => statuses(item('payment', PAYMENT, rev, body));
  await pay(1, paymentBody('600.00', [{ orderUid: ORDER, sum: '600.00' }]));
  assert.deepEqual(await paid(), [60_000, 0, 0]);
  await pay(2, paymentBody('600.00', [{ orderUid: SECOND, sum: '600.00' }]));
  assert.deepEqual(await paid(), [0, 60_000, 0], 'both deals are computed again');
  const split = [
    { orderUid: ORDER, sum: '300.00' }, { orderUid: SECOND, sum: '200.00' },
    { orderUid: THIRD, sum: '100.00' },
  ];
  await pay(3, paymentBody('600.00', split));
  assert.deepEqual(await paid(), [30_000, 20_000, 10_000]);
  await statuses(item('payment', REFUND, 1, paymentBody('50.00',
    [{ orderUid: ORDER, sum: '50.00' }], { direction: 'out' })));
  assert.deepEqual(await paid(), [25_000, 20_000, 10_000], 'a refund is negative');
  await pay(4, paymentBody('600.00', split, { posted: false }));
  assert.deepEqual(await paid(), [-5_000, 0, 0], 'unposted counts nothing');
  assert.equal((await dealOf(db, ORDER)).percent, 0);
  await pay(5, paymentBody('600.00', split));
  assert.deepEqual(await paid(), [25_000, 20_000, 10_000]);
  await pay(6, paymentBody('600.00', split, { deleted: true }));
  assert.deepEqual(await paid(), [-5_000, 0, 0], 'a deletion mark counts nothing');
  assert.deepEqual(await statuses(gone('payment', PAYMENT, 7)), ['applied']);
  assert.deepEqual(await statuses(gone('payment', PAYMENT, 7)), ['duplicate']);
  await statuses(item('payment', uid(13), 1, paymentBody('600.00', split)));
  assert.deepEqual(await paid(), [25_000, 20_000, 10_000], 'created again with the same number');
  assert.deepEqual(
    await pay(3, paymentBody('600.00', split)), ['stale'], 'an old snapshot after a tombstone');
  await pay(8, paymentBody('10.00', [{ orderUid: ORDER, sum: '10.00' }]));
  assert.equal((await dealOf(db, ORDER)).paid, 26_000, 'a row that returns is resurrected');
  await drop();
});

test('percent edges', async () => {
  const { db, statuses, drop } = await openTestInbox();
  const cases: [string, string, number | null, boolean][] = [
    ['10000000.00', '9999999.99', 99, false], ['10000000.00', '10000000.00', 100, false],
    ['10000000.00', '10000000.01', 100, true], ['1000.00', '996.00', 99, false],
    ['0.00', '10.00', null, true], ['0.01', '0.01', 100, false],
  ];
  for (const [index, [total, paid, percent, overpaid]] of cases.entries()) {
    const order = uid(100 + index);
    await statuses(item('order', order, 1, orderBody(total)), item('payment', uid(200 + index), 1,
      paymentBody(paid, [{ orderUid: order, sum: paid }])));
    const deal = await dealOf(db, order);
    assert.deepEqual([deal.percent, deal.overpaid], [percent, overpaid], `${paid} of ${total}`);
  }
  await drop();
});

test('an order that stops counting gives the deal back to its own sum', async () => {
  const { db, statuses, drop } = await openTestInbox();
  await statuses(item('order', ORDER, 1, orderBody('1000.00')));
  await statuses(item('order', ORDER, 2, orderBody('1000.00', { posted: false })));
  assert.equal((await dealOf(db, ORDER)).amount, 0);
  await statuses(item('order', ORDER, 3, orderBody('1250.50')));
  assert.equal((await dealOf(db, ORDER)).amount, 125_050);
  await drop();
});

test('orders in another currency are kept apart', async () => {
  const { db, statuses, drop } = await openTestInbox();
  await statuses(item('order', ORDER, 1, orderBody('1000.00')));
  const { id } = await dealOf(db, ORDER);
  await statuses(item('order', SECOND, 1, orderBody('200.00', {
    currency: 'EUR', crmDealId: String(id),
  })));
  const deal = await dealOf(db, ORDER);
  assert.equal(deal.amount, 100_000);
  const { rows } = await db.query<{ other: object[] }>(
    'select other_currencies as other from deals.deal where id = $1', [id]);
  assert.deepEqual(rows[0]?.other, [{ currency: 'EUR', paidKopecks: 0, amountKopecks: 20_000 }]);
  await drop();
});

test('a copied base works on: orders of one guid on one deal keep their money apart', async () => {
  const { db, inbox, statuses, drop } = await openTestInbox();
  const copy = { ib: 'copy', epoch: TEST_EPOCH };
  await introduceBase(db, copy, inbox.now());
  await statuses(item('order', ORDER, 1, orderBody('1000.00')));
  const { id } = await dealOf(db, ORDER);
  const pay = (sum: string) => paymentBody(sum, [{ orderUid: ORDER, sum }]);
  assert.deepEqual(await statuses(
    item('order', ORDER, 1, orderBody('300.00', { crmDealId: String(id) }), copy),
    item('payment', PAYMENT, 1, pay('600.00')), item('payment', PAYMENT, 1, pay('100.00'), copy),
    item('shipment', uid(51), 1, shipmentBody(ORDER, '400.00')),
    item('shipment', uid(51), 1, shipmentBody(ORDER, '200.00'), copy)),
  Array.from({ length: 5 }, () => 'applied'));
  const { amount, paid, shipped } = await dealOf(db, ORDER);
  assert.deepEqual([amount, paid, shipped], [130_000, 70_000, 60_000]);
  await drop();
});

test('money stays an advance until an order claims it', async () => {
  const { db, statuses, drop } = await openTestInbox();
  await statuses(item('payment', PAYMENT, 1, paymentBody('600.00', [], { companyUid: COMPANY })));
  await statuses(companyItem(COMPANY));
  const advance = async () => {
    const { rows } = await db.query<{ sum: number }>(
      'select advance_kopecks as sum from customers.company');
    return rows[0]?.sum;
  };
  assert.equal(await advance(), 60_000, 'the payment came before its customer');
  await statuses(item('order', ORDER, 1, orderBody('1000.00', { companyUid: COMPANY })));
  await statuses(item('payment', PAYMENT, 2, paymentBody(
    '600.00', [{ orderUid: ORDER, sum: '400.00' }], { companyUid: COMPANY })));
  assert.equal(await advance(), 20_000);
  assert.equal((await dealOf(db, ORDER)).paid, 40_000);
  // An invoice claims it as well, and before it has come.
  const invoice = uid(40);
  await statuses(item('payment', PAYMENT, 3, paymentBody('600.00',
    [{ orderUid: ORDER, sum: '400.00' }, { invoiceUid: invoice, sum: '150.00' }],
    { companyUid: COMPANY })));
  assert.equal(await advance(), 5_000);
  await statuses(item('invoice', invoice, 1, invoiceBody('150.00', ORDER)));
  assert.deepEqual([await advance(), (await dealOf(db, ORDER)).paid], [5_000, 55_000]);
  await drop();
});
