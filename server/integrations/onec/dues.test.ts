// What orders wait for and owe, after a random life of a base, equals plain arithmetic over the
// documents' rows; a new day changes overdue sums and touches nothing else.
import assert from 'node:assert/strict';
import test from 'node:test';
import { refreshOverdue } from '#modules/payments';
import type { Db } from '#platform/database';
import { introduce, openInbox, sendInOrder } from '#test/onec/converge';
import { dealOf, openTestInbox } from '#test/onec/inbox';
import { item, orderBody, paymentBody, shipmentBody, uid } from '#test/onec/items';
import { stream } from '#test/onec-fake/stream';

type Sums = { receivable: number; expected: number; overdue: number; nextPayOn: string | null };
type Row = Record<string, string> & { kopecks: number; dealId: number };

const rowsOf = async (db: Db, text: string): Promise<Row[]> => (await db.query<Row>(text)).rows;

/** From the rows of documents alone, one at a time, with nothing of the product's arithmetic. */
async function naive(db: Db, today: string): Promise<Map<number, Sums>> {
  const orders = await rowsOf(db, `select uid, deal_id as "dealId", 0 as kopecks
    from payments.sales_order where counts and currency = 'RUB' and deal_id is not null`);
  const stages = await rowsOf(db, `select order_uid as uid, pay_on::text as "payOn",
      position::text as position, sum_kopecks as kopecks, 0 as "dealId"
    from payments.payment_stage`);
  const paid = await rowsOf(db, `select coalesce(l.order_uid, i.order_uid) as uid,
      l.sum_kopecks as kopecks, 0 as "dealId"
    from payments.payment_line l
      join payments.payment p on p.uid = l.payment_uid and p.counts and p.currency = 'RUB'
      left join payments.invoice i on l.order_uid is null and i.uid = l.invoice_uid
        and not i.gone`);
  const shipped = await rowsOf(db, `select l.order_uid as uid, l.sum_kopecks as kopecks,
      0 as "dealId"
    from payments.shipment_line l
      join payments.shipment s on s.uid = l.shipment_uid and s.counts`);
  const sumFor = (rows: Row[], order: string) =>
    rows.filter(({ uid: of }) => of === order).reduce((sum, row) => sum + row.kopecks, 0);
  const result = new Map<number, Sums>();
  for (const { uid: order = '', dealId } of orders) {
    const sums = result.get(dealId)
      ?? { receivable: 0, expected: 0, overdue: 0, nextPayOn: null };
    const money = sumFor(paid, order);
    sums.receivable += Math.max(0, sumFor(shipped, order) - money);
    let left = Math.max(0, money);
    const own = stages.filter((stage) => stage['uid'] === order).toSorted((a, b) =>
      (a['payOn'] ?? '9').localeCompare(b['payOn'] ?? '9')
        || Number(a['position']) - Number(b['position']));
    for (const { kopecks, payOn } of own) {
      const open = Math.max(0, kopecks - left);
      left = Math.max(0, left - kopecks);
      if (open === 0) continue;
      sums.expected += open;
      if (!payOn) continue;
      if (payOn < today) sums.overdue += open;
      if (sums.nextPayOn === null || payOn < sums.nextPayOn) sums.nextPayOn = payOn;
    }
    result.set(dealId, sums);
  }
  return result;
}

async function stored(db: Db): Promise<Map<number, Sums>> {
  const { rows } = await db.query<Sums & { id: number }>(
    `select id, receivable_kopecks as receivable, expected_kopecks as expected,
       overdue_kopecks as overdue, next_pay_on::text as "nextPayOn" from deals.deal`);
  return new Map(rows.map(({ id, ...sums }) => [id, sums]));
}

const NOTHING: Sums = { receivable: 0, expected: 0, overdue: 0, nextPayOn: null };

async function assertTrue(db: Db, today: string): Promise<number> {
  const want = await naive(db, today);
  const have = await stored(db);
  for (const [id, sums] of have) assert.deepEqual(sums, want.get(id) ?? NOTHING, `deal ${id}`);
  const { rows } = await db.query<{ kopecks: number }>(
    `select coalesce(sum(receivable_kopecks + uncovered_kopecks), 0)::bigint as kopecks
     from payments.due where currency = 'RUB'`);
  const whole = [...have.values()].reduce((sum, row) => sum + row.receivable + row.expected, 0);
  assert.equal(rows[0]?.kopecks, whole, 'parts and deals agree');
  return whole;
}

test('after a random life of a base every deal owes and waits what its rows say', async () => {
  const { inbox, drop } = await openInbox();
  const { items } = stream(4711, 260);
  await introduce(inbox.db, items[0]!);
  await sendInOrder(inbox, items);
  assert.ok(await assertTrue(inbox.db, '2026-06-01') > 0, 'something is open');
  await assertAdvances(inbox.db);
  await assertFilledAnew(inbox.db, inbox.now);
  await drop();
});

const ADVANCES = `select payment_uid as uid, company_id as company, currency, kopecks
  from payments.advance order by payment_uid`;

/** What payments leave to nobody, from their rows one at a time. */
async function assertAdvances(db: Db): Promise<void> {
  const payments = await rowsOf(db, `select p.uid, p.currency, p.total_kopecks as kopecks,
      c.company_id as company
    from payments.payment p join customers.company_identity c on c.uid = p.company_uid
    where p.counts order by p.uid`);
  const lines = await rowsOf(db, `select payment_uid as uid, sum_kopecks as kopecks
    from payments.payment_line where order_uid is not null or invoice_uid is not null`);
  const left = payments.map(({ uid: of, company, currency, kopecks }) => ({
    uid: of, company, currency,
    kopecks: lines.reduce((sum, line) => (line['uid'] === of ? sum - line.kopecks : sum), kopecks),
  })).filter(({ kopecks }) => kopecks !== 0);
  assert.ok(left.length > 0, 'some money is claimed by nobody');
  assert.deepEqual(await rowsOf(db, ADVANCES), left);
  const companies = await rowsOf(db, `select id as company, advance_kopecks as kopecks
    from customers.company`);
  for (const { company, kopecks } of companies) {
    assert.equal(kopecks, left.reduce((sum, part) => (part.company === company
      && part.currency === 'RUB' ? sum + part.kopecks : sum), 0), `company ${company}`);
  }
}

/** Deals from before the table come to the same rows, quietly, and settled ones are not touched. */
async function assertFilledAnew(db: Db, now: () => Date): Promise<void> {
  const whole = () => rowsOf(db, `select deal_id, base_id, order_uid, position, variant, pay_on,
      aged_on, currency, uncovered_kopecks, receivable_kopecks
    from payments.due order by deal_id, order_uid, position`);
  const moments = () => rowsOf(db, 'select id, version, updated_at from deals.deal order by id');
  const events = () => rowsOf(db, 'select count(*) as kopecks from platform.event');
  const [parts, deals, written] = [await whole(), await moments(), await events()];
  const advances = await rowsOf(db, ADVANCES);
  await db.query('truncate payments.due, payments.advance');
  await db.query(`update deals.deal set receivable_kopecks = 0, expected_kopecks = 0,
    overdue_kopecks = 0, next_pay_on = null`);
  await db.query(`update payments.due_clock
    set fill_below = (select max(id) + 1 from deals.deal), counted_on = $1,
      advances_filled = false`, ['2026-06-01']);
  await refreshOverdue(db, now);
  assert.deepEqual(await whole(), parts);
  assert.deepEqual(await rowsOf(db, ADVANCES), advances);
  assert.deepEqual([await moments(), await events()], [deals, written]);
  assert.deepEqual(await rowsOf(db, 'select deal_id from payments.due_unfilled'), []);
}

test('a new day moves what is overdue, and neither version nor freshness', async () => {
  const world = await openTestInbox();
  const ORDER = uid(1);
  const [first, second] = ['2026-03-20', '2026-03-25'];
  const stages = [['credit', first, '300.00'], ['credit', second, '700.00']]
    .map(([variant, payOn, sum]) => ({ variant, payOn, sum, percent: null }));
  await world.statuses(item('order', ORDER, 1, orderBody('1000.00', { stages })),
    item('shipment', uid(21), 1, shipmentBody(ORDER, '1000.00')),
    item('payment', uid(11), 1, paymentBody('100.00', [{ orderUid: ORDER, sum: '100.00' }])));
  const { id } = await dealOf(world.db, ORDER);
  const read = async () => (await world.db.query<{ overdue: number; version: number; at: string }>(
    `select overdue_kopecks as overdue, version, updated_at::text as at from deals.deal
     where id = $1`, [id])).rows[0]!;
  const before = await read();
  const days: [string, number][] = [
    ['2026-03-20', 0], ['2026-03-21', 20_000], ['2026-03-21', 20_000], ['2026-06-01', 90_000]];
  for (const [day, overdue] of days) {
    world.setNow(`${day}T00:01:00+03:00`);
    await refreshOverdue(world.db, world.inbox.now);
    assert.deepEqual(await read(), { ...before, overdue }, day);
    await assertTrue(world.db, day);
  }
  const { rows } = await world.db.query<{ kind: string; data: object }>(
    `select kind, data from platform.event where source = 'system' order by id`);
  assert.deepEqual(rows, [
    { kind: 'money.dayPassed', data: { on: '2026-03-21', deals: 1 } },
    { kind: 'money.dayPassed', data: { on: '2026-06-01', deals: 1 } },
  ], 'one line for a day in which something fell due, none in the history of a deal');
  await world.drop();
});

test('money covers the days of a schedule in their order, however 1C lists its rows', async () => {
  const world = await openTestInbox();
  const stages = [['credit', '2026-04-20', '60.00'], ['prepayment', null, '10.00'],
    ['creditShift', '2026-04-10', '30.00'], ['prepayment', '2026-04-01', '40.00']]
    .map(([variant, payOn, sum]) => ({ variant, payOn, sum, percent: null }));
  await world.statuses(item('order', uid(1), 1, orderBody('140.00', { stages })));
  const open = () => rowsOf(world.db, `select d.deferred_until as until, x.position,
      x.uncovered_kopecks as kopecks
    from deals.deal d join payments.due x on x.deal_id = d.id order by x.position`);
  const pay = (document: number, sum: string) => world.statuses(item('payment', uid(document), 1,
    paymentBody(sum, [{ orderUid: uid(1), sum }])));
  await pay(11, '50.00');
  assert.deepEqual(await open(), [
    { until: '2026-04-10', position: 1, kopecks: 6_000 },
    { until: '2026-04-10', position: 2, kopecks: 1_000 },
    { until: '2026-04-10', position: 3, kopecks: 2_000 },
  ], 'the first day is paid, the next one in part');
  await pay(12, '25.00');
  assert.deepEqual(await open(), [
    { until: '2026-04-20', position: 1, kopecks: 5_500 },
    { until: '2026-04-20', position: 2, kopecks: 1_000 },
  ], 'a stage without a day waits for all that have one');
  await assertTrue(world.db, '2026-03-15');
  await world.drop();
});
