// A deal changes hands in the very moment in which 1C pushes its money, its timer falls due and its
// offer is typed: nothing is lost, nothing comes twice, and all of it is the new owner's.
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { readCard, replaceLines, transferDeal } from '#modules/deals';
import { fireDeferrals, readDealMoney } from '#modules/payments';
import type { Context } from '#platform/context';
import { addDepartment, addPerson, contextOf, type Person } from '#test/factory';
import { dealOf, openTestInbox, type TestInbox } from '#test/onec/inbox';
import { item, orderBody, paymentBody, uid } from '#test/onec/items';

const ORDER = uid(1);
const MANAGER = uid(51);
const PAYMENTS = 12;
const NOW = '2026-04-10T12:00:00+03:00';

let world: TestInbox;
let giver: Person;
let receiver: Person;
let head: Person;
let dealId: number;

before(async () => {
  world = await openTestInbox();
  const from = await addDepartment(world.db, 'Насосы');
  const to = await addDepartment(world.db, 'Сварка');
  giver = await addPerson(world.db, { departmentId: from });
  head = await addPerson(world.db, { departmentId: from, role: 'head', headOf: from });
  receiver = await addPerson(world.db, { departmentId: to });
  await world.db.query(
    `insert into staff.employee_identity (base_id, uid, employee_id)
     select id, $1, $2 from onec.base`, [MANAGER, giver.id]);
  await world.statuses(item('order', ORDER, 1, orderBody('12000.00', {
    managerUid: MANAGER, managerName: 'Иван Петров',
    stages: [{ variant: 'credit', payOn: '2026-04-10', percent: null, sum: '12000.00' }],
  })));
  const { rows } = await world.db.query<{ id: number }>('select id from deals.deal');
  dealId = rows[0]!.id;
});
after(() => world.drop());

const at = ({ actor }: Person): Context => contextOf(world.db, actor, new Date(NOW));

/** Whoever came late for the lines tries again with the version that is there now. */
async function writeLines(person: Person, count: number): Promise<void> {
  const lines = Array.from({ length: count }, (_, index) =>
    ({ name: `Строка ${index}`, quantity: '1', price: '1', vatRate: '22' as const }));
  for (;;) {
    const { version } = await readCard(at(person), dealId);
    try {
      await replaceLines(at(person), { id: dealId, version, lines });
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== 'record.changed') throw error;
    }
  }
}

test('money, timer and lines outlive a transfer of the same moment', async () => {
  world.setNow(NOW);
  const pushes = Array.from({ length: PAYMENTS }, (_, index) => world.statuses(
    item('payment', uid(100 + index), 1,
      paymentBody('500.00', [{ orderUid: ORDER, sum: '500.00' }], { number: `ПП-${index}` }))));
  // The head may write lines before and after, whoever owns the deal at that moment.
  const writing = writeLines(head, 7).catch((error: unknown) => error);
  const giving = transferDeal(at(head), {
    id: dealId, departmentId: receiver.departmentId, employeeId: receiver.id, reason: 'Сварка',
  });
  const firing = [0, 1, 2].map(() => fireDeferrals(world.db, world.inbox.now));
  await Promise.all([...pushes, giving, writing, ...firing]);
  await fireDeferrals(world.db, world.inbox.now);

  const card = await readCard(at(receiver), dealId);
  assert.equal(card.responsible?.id, receiver.id);
  assert.equal(card.paidKopecks, PAYMENTS * 500_00);
  assert.equal((await dealOf(world.db, ORDER)).deferredUntil, '2026-04-10');
  const money = await readDealMoney(at(receiver), dealId);
  assert.equal(money.payments.length, PAYMENTS);
  const applied = await world.db.query(
    `select from platform.event where kind = 'payment.applied' and entity_id = $1`, [dealId]);
  assert.equal(applied.rows.length, PAYMENTS, 'each payment is told once');
  // Either the head was in time with all lines, or the deal was gone first: never a half.
  const wasInTime = await writing === undefined;
  assert.equal(card.lines.length, wasInTime ? 7 : 0);
  if (!wasInTime) {
    assert.match((await writing as { code: string }).code, /^(right|record)\.missing$/);
  }

  const tasks = await world.db.query<{ id: number }>(
    `select assignee_id as id from work.task where kind = 'deferral' and entity_id = $1
       and done_at is null and cancelled_at is null`, [dealId]);
  assert.deepEqual(tasks.rows.map((row) => row.id), [receiver.id],
    'one task, and it is the new owner\'s');
  assert.equal((await readCard(at(giver), dealId)).may.edit, false, 'the giver still reads');
});
