// How a deal of history ended does not depend on the order in which its documents were loaded.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { one } from '#platform/database';
import { openTestInbox, type TestInbox } from '#test/onec/inbox';
import {
  item, orderBody, paymentBody, shipmentBody, uid, type WireItem,
} from '#test/onec/items';

let world: TestInbox;
let next = 0;
const fresh = (): string => uid(next += 1);

before(async () => { world = await openTestInbox(); });
after(() => world.drop());

type End = { stage: string; closedOn: string | null; reason: string | null };

async function endOf(order: string): Promise<End> {
  const row = await one<End>(world.db, `
    select s.code as stage, d.lost_reason as reason,
      (d.closed_at at time zone 'Europe/Moscow')::date::text as "closedOn"
    from payments.sales_order o join deals.deal d on d.id = o.deal_id
      join deals.stage s on s.id = d.stage_id
    where o.uid = $1`, [order]);
  return row as End;
}

function permutations<T>(rows: T[]): T[][] {
  if (rows.length < 2) return [rows];
  return rows.flatMap((row, at) =>
    permutations(rows.filter((_, index) => index !== at)).map((rest) => [row, ...rest]));
}

const HISTORY = { lane: 'backfill' };
type Documents = (order: string) => WireItem[];

async function endsOf(documents: Documents): Promise<End[]> {
  const ends: End[] = [];
  for (const places of permutations(documents('').map((_, index) => index))) {
    const order = fresh();
    const items = documents(order);
    for (const place of places) await world.statuses(items[place] as WireItem);
    ends.push(await endOf(order));
  }
  return ends;
}

const sold = (order: string, date: string, rev = 1, more: object = {}) =>
  item('order', order, rev, orderBody('100.00', { date, ...more }), HISTORY);
const paid = (order: string, sum: string, date: string) =>
  item('payment', fresh(), 1, paymentBody(sum, [{ orderUid: order, sum }], { date }), HISTORY);
const shipped = (order: string, sum: string, date: string) =>
  item('shipment', fresh(), 1, shipmentBody(order, sum, { date }), HISTORY);

test('a won deal is closed on its last payment or shipment, whichever came first', async () => {
  const ends = await endsOf((order) => [
    sold(order, '2026-02-01'), shipped(order, '100.00', '2026-02-05'),
    paid(order, '100.00', '2026-02-07'), paid(order, '5.00', '2026-02-20'),
  ]);
  for (const end of ends) {
    assert.deepEqual(end, { stage: 'won', closedOn: '2026-02-20', reason: null });
  }
});

test('so is one of the archive', async () => {
  const ends = await endsOf((order) => [
    sold(order, '2024-02-01'), shipped(order, '40.00', '2024-02-05'),
    paid(order, '60.00', '2024-02-07'),
  ]);
  for (const end of ends) {
    assert.deepEqual(end, { stage: 'lost', closedOn: '2024-02-07', reason: 'архив 1С' });
  }
});

test('why it was lost is what its last snapshot says', async () => {
  const order = fresh();
  await world.statuses(sold(order, '2024-02-01'));
  assert.equal((await endOf(order)).reason, 'архив 1С');
  const lines = [{
    lineUid: '1', name: 'Насос', quantity: '1', sum: '100.00', vatIncluded: true, cancelled: true,
  }];
  await world.statuses(sold(order, '2024-02-01', 2, { lines, total: '0.00' }));
  assert.equal((await endOf(order)).reason, 'Заказ отменён в 1С');
});

test('what a person said of a lost deal stays', async () => {
  const order = fresh();
  await world.statuses(sold(order, '2024-02-01'));
  await world.db.query(`update deals.deal set lost_reason = 'Передумали'
    where id = (select deal_id from payments.sales_order where uid = $1)`, [order]);
  await world.statuses(paid(order, '60.00', '2024-02-07'));
  assert.deepEqual(await endOf(order),
    { stage: 'lost', closedOn: '2024-02-01', reason: 'Передумали' });
});
