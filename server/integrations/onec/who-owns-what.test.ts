// What of a deal is 1C's: its sum and lines while an order counts, its stage and responsible at
// birth alone, its texts where nobody has written any.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { readCard, replaceLines } from '#modules/deals';
import { readDealMoney } from '#modules/payments';
import { one } from '#platform/database';
import { addDeal, addDepartment, addPerson, type Person } from '#test/factory';
import { dealOf, openTestInbox, type TestInbox } from '#test/onec/inbox';
import { gone, item, orderBody, shipmentBody, uid } from '#test/onec/items';

type Body = Parameters<typeof orderBody>[1];

let world: TestInbox;
let admin: Person;
let seller: Person;
let next = 0;
let order: string;
let rev = 0;

before(async () => {
  world = await openTestInbox();
  const departmentId = await addDepartment(world.db);
  admin = await addPerson(world.db, { departmentId, role: 'administrator' });
  seller = await addPerson(world.db, { departmentId });
  for (const [index, { id }] of [admin, seller].entries()) {
    await world.db.query(`insert into staff.employee_identity (base_id, uid, employee_id)
      select id, $1, $2 from onec.base`, [uid(800 + index), id]);
  }
});
beforeEach(() => {
  order = uid(next += 1);
  rev = 0;
});
after(() => world.drop());

const send = (total: string, more: Body = {}, options = {}) =>
  world.statuses(item('order', order, rev += 1, orderBody(total, more), options));
const card = async () => readCard(admin.ctx, (await dealOf(world.db, order)).id);
const money = async () => readDealMoney(admin.ctx, (await dealOf(world.db, order)).id);

const line = (sum: string, more: object = {}) => ({
  lineUid: sum, name: `Насос ${sum}`, article: sum, quantity: '1', unit: 'шт', price: sum, sum,
  vatRate: '22', vatSum: '0.00', vatIncluded: true, cancelled: false, ...more,
});

test('the last order goes, and the deal is worth its own lines again', async () => {
  const id = await addDeal(seller, { estimateKopecks: 77_700 });
  const own = async () => {
    const { amountKopecks, amountSource, lines, orderNumbers } = await readCard(admin.ctx, id);
    return [amountKopecks, amountSource, lines.length, orderNumbers.length];
  };
  const { version } = await readCard(admin.ctx, id);
  await replaceLines(admin.ctx, { id, version, lines: [{
    name: 'Насос', article: null, unit: 'шт', quantity: '2', price: '150.00', vatRate: '22',
    vatIncluded: true,
  }] });
  assert.deepEqual(await own(), [30_000, 'lines', 1, 0]);
  await send('1000.00', { crmDealId: String(id) });
  assert.deepEqual(await own(), [100_000, 'onec', 1, 1], 'the offer stays beside it');
  await send('1000.00', { crmDealId: String(id), posted: false });
  assert.deepEqual((await own()).slice(0, 2), [30_000, 'lines'], 'unposted');
  const { orders } = await readDealMoney(admin.ctx, id);
  assert.deepEqual(orders.map(({ counts }) => counts), [false], 'and still to be seen');
  await send('1200.00', { crmDealId: String(id) });
  assert.deepEqual((await own()).slice(0, 2), [120_000, 'onec'], 'posted again');
  await world.statuses(gone('order', order, rev += 1));
  assert.deepEqual((await own()).slice(0, 2), [30_000, 'lines'], 'deleted for good');
});

test('what came back is to be shipped again, what is cancelled is not', async () => {
  await send('1000.00', { lines: [line('900.00', { quantity: '10' }),
    line('100.00', { quantity: '5', cancelled: true })] });
  const ship = (at: number, kind: string, quantity: string) => world.statuses(
    item('shipment', uid(500 + at), 1, shipmentBody(order, '90.00', { kind,
      lines: [{ orderUid: order, lineUid: '900.00', quantity, sum: '90.00' }] })));
  const lines = async () => (await money()).orders[0]!.lines.map((each) =>
    [each.shippedQuantity, each.returnedQuantity, each.leftQuantity].map(Number));
  await ship(1, 'shipment', '6');
  assert.deepEqual(await lines(), [[6, 0, 4], [0, 0, 0]]);
  await ship(2, 'return', '2');
  assert.deepEqual(await lines(), [[6, 2, 6], [0, 0, 0]]);
  await ship(3, 'shipment', '7');
  assert.deepEqual(await lines(), [[13, 2, 0], [0, 0, 0]], 'more than was ordered leaves nothing');
});

test('the total of 1C wins over the lines, and how far they differ is told', async () => {
  await send('244.00', { lines: [line('100.00'), line('50.00', { cancelled: true }),
    line('100.00', { vatIncluded: false, vatSum: '22.00' })] });
  const { amountKopecks, orders: [shown] } = await money();
  assert.deepEqual([amountKopecks, shown!.linesDifferKopecks], [24_400, -2_200]);
  await send('222.00', { lines: [line('100.00'), line('50.00', { cancelled: true }),
    line('100.00', { vatIncluded: false, vatSum: '22.00' })] });
  const differ = async () => (await money()).orders[0]!.linesDifferKopecks;
  assert.equal(await differ(), 0, 'cancelled ones are not counted');
  await send('222.00', { lines: [line('222.00', { cancelled: true })] });
  assert.equal(await differ(), -22_200, 'also where none is left');
  await send('222.00', { lines: [] });
  assert.equal(await differ(), 0, 'without lines there is nothing to compare');
});

test('stage and responsible are of 1C at birth alone; texts where nobody wrote any', async () => {
  await send('10.00', { managerUid: uid(801), status: 'Новый', projectName: 'Котельная' });
  const before = await card();
  assert.deepEqual([before.responsible?.id, before.projectName], [seller.id, 'Котельная']);
  await world.db.query(`update deals.deal set comment = 'от человека' where id = $1`, [before.id]);
  await send('10.00', {
    managerUid: uid(800), status: 'Закрыт', projectName: 'Другая', comment: 'из 1С',
    address: 'Пермь',
  });
  const after = await card();
  assert.deepEqual([after.responsible?.id, after.stageId, after.projectName, after.comment,
    after.address], [seller.id, before.stageId, 'Котельная', 'от человека', 'Пермь']);
  const { orders: [shown] } = await money();
  assert.equal(shown!.status, 'Закрыт', 'what 1C says now is shown');
  const said = { tenderNo: null, dealerContact: null, endCustomer: null, address: null };
  const name = (await one<{ name: string }>(world.db,
    'select name from staff.employee where id = $1', [admin.id]))!.name;
  assert.deepEqual(shown!.said,
    { ...said, manager: name, projectName: 'Другая', comment: 'из 1С' });
  await send('10.00', { managerUid: uid(801), tenderNo: '0373', dealerContact: 'Пётр, +7900' });
  assert.deepEqual((await money()).orders[0]!.said, {
    ...said, manager: null, projectName: null, comment: null, tenderNo: '0373',
    dealerContact: 'Пётр, +7900',
  });
});

const born = async () => one<{ stage: string; reason: string | null }>(world.db, `
  select g.code as stage, d.lost_reason as reason from payments.sales_order o
    join deals.deal d on d.id = o.deal_id join deals.stage g on g.id = d.stage_id
  where o.uid = $1`, [order]);

test('a deal that is born of a cancelled order is lost; one that lives is not', async () => {
  const cancelled = { stage: 'lost', reason: 'Заказ отменён в 1С' };
  await send('10.00', { deleted: true, posted: false });
  assert.deepEqual(await born(), cancelled);
  order = uid(next += 1);
  await send('0.00', { lines: [line('10.00', { cancelled: true })] });
  assert.deepEqual(await born(), cancelled);
  order = uid(next += 1);
  await send('10.00', { date: '2024-01-10T10:00:00' }, { lane: 'backfill' });
  assert.deepEqual(await born(), { stage: 'lost', reason: 'архив 1С' });
  order = uid(next += 1);
  await send('10.00');
  await send('10.00', { deleted: true, posted: false });
  assert.deepEqual(await born(), { stage: 'request', reason: null }, 'people decide');
});
