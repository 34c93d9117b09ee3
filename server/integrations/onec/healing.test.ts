// What waits in the quarantine heals, is overtaken or is told to a person; nothing stays for ever.
import assert from 'node:assert/strict';
import test from 'node:test';
import { retryAllParked } from '#integrations/onec';
import { createDeal, readCard } from '#modules/deals';
import { createTask } from '#modules/work';
import { systemContext } from '#platform/context';
import { inTransaction, one } from '#platform/database';
import type { Refusal } from '#platform/refuse';
import { dealOf, openTestInbox, type TestInbox } from '#test/onec/inbox';
import { gone, item, orderBody, paymentBody, shipmentBody, uid } from '#test/onec/items';
import { contextOf, createPeople } from '#test/people';
import { chooseCompany, readCandidates } from './choose-company.ts';
import { chooseDeal, readDealChoice } from './choose-deal.ts';
import { joinPerson } from './join-person.ts';

const MANAGER = uid(51);
const employee = (rev: number, more: object = {}) => item('employee', MANAGER, rev, {
  name: 'Сидоров Андрей', departmentName: 'Насосы', deleted: false, ...more,
});
const managed = { managerUid: MANAGER, managerName: 'Сидоров Андрей' };

type Waits = { state: string; code: string; settlement: string | null };

async function held({ db }: TestInbox, objectUid: string): Promise<Waits[]> {
  const { rows } = await db.query<Waits>(
    'select state, code, settlement from onec.quarantine where uid = $1 order by id', [objectUid]);
  return rows;
}

test('an employee that 1C deleted for good has left', async () => {
  const world = await openTestInbox();
  await world.statuses(employee(1));
  assert.deepEqual(await world.statuses(gone('employee', MANAGER, 2)), ['applied']);
  const row = () => one<{ left: boolean }>(world.db,
    `select e.dismissed_at is not null as left from staff.employee e
       join staff.employee_identity i on i.employee_id = e.id where i.uid = $1`, [MANAGER]);
  assert.equal((await row())?.left, true);
  assert.deepEqual(await world.statuses(employee(3)), ['applied']);
  assert.equal((await row())?.left, false, 'a row that returns is resurrected');
  await world.drop();
});

test('a person whom 1C has made becomes the employee that they are, never back', async () => {
  const world = await openTestInbox();
  const { db } = world;
  const { admin, manager, head } = await createPeople(db);
  const ctx = await contextOf(db, admin);
  const elsewhere = employee(1, { departmentName: 'Компрессоры' });
  await world.statuses(elsewhere, item('company', uid(61), 1,
    { name: 'Завод', kind: 'legal', managerUid: MANAGER, deleted: false }),
  item('order', uid(1), 1, orderBody('10.00', { ...managed, companyUid: uid(61) })));
  const made = (await one<{ id: number }>(db,
    'select employee_id as id from staff.employee_identity where uid = $1', [MANAGER]))!.id;
  const [own, other] = [manager.id, head.id];
  const refused = (from: number, to: number, words: RegExp) => assert.rejects(
    joinPerson(ctx, from, to), (error: Refusal) => words.test(JSON.stringify(error.fields ?? '')
      + error.detail));
  await refused(made, made, /та же карточка/);
  await refused(own, made, /свой вход/);
  await inTransaction(db, (tx) => createTask(tx, systemContext(db, 'system', ctx.now),
    { title: 'Отсрочка кончается', assigneeId: made }));
  await joinPerson(ctx, made, own);
  const owners = async () => (await one<object>(db, `
    select (select responsible_id from deals.deal) as deal,
      (select responsible_id from customers.company) as company,
      (select employee_id from staff.employee_identity) as guid,
      (select assignee_id from work.task) as task`))!;
  assert.deepEqual(await owners(), { deal: own, company: own, guid: own, task: own });
  const card = await readCard(await contextOf(db, manager), (await dealOf(db, uid(1))).id);
  assert.equal(card.responsible?.id, own, 'who signs in sees the deal');
  const told = await one<{ changes: object }>(db, `select data->'changes' as changes
    from platform.event where kind = 'deal.edited' and entity_id = $1`, [card.id]);
  const { rows: [from, to] } = await db.query<{ id: number; name: string }>(`
    select d.id, d.name from unnest($1::bigint[]) with ordinality as e (id, place)
      join staff.employee p on p.id = e.id join staff.department d on d.id = p.department_id
    order by e.place`, [[made, own]]);
  assert.deepEqual(told?.changes, {
    responsibleId: {
      old: { id: made, name: 'Сидоров Андрей' }, new: { id: own, name: 'Петров Иван' },
    },
    departmentId: { old: from, new: to },
  });
  assert.deepEqual([card.department?.id, from!.name], [to!.id, 'Компрессоры']);
  await refused(made, other, /уже закрыта/);
  await refused(own, made, /свой вход/);
  await world.statuses(employee(2, { name: 'Сидоров А.' }),
    item('order', uid(2), 1, orderBody('20.00', managed)));
  const { rows } = await db.query('select from deals.deal where responsible_id = $1', [own]);
  assert.equal(rows.length, 2, 'orders to come are theirs too');
  assert.equal((await one<{ name: string }>(db, 'select name from staff.employee where id = $1',
    [own]))?.name, 'Петров Иван', '1C renames nobody who signs in');
  await world.drop();
});

test('whoever an old order brought is known by an e-mail: the work goes to the one who signs in',
  async () => {
    const world = await openTestInbox();
    const { db, statuses } = world;
    const { manager } = await createPeople(db);
    await db.query(`update staff.employee set email = 'sidorov@example.ru' where id = $1`,
      [manager.id]);
    await statuses(item('order', uid(1), 1, orderBody('10.00', managed), { lane: 'backfill' }));
    const owners = async () => (await one<{ guid: number }>(db, `
      select (select responsible_id from deals.deal) as deal,
        (select employee_id from staff.employee_identity) as guid,
        (select assignee_id from work.task) as task`))!;
    const { guid: former } = await owners();
    await inTransaction(db, (tx) => createTask(tx, systemContext(db, 'system', world.inbox.now),
      { title: 'Спросить о старом заказе', assigneeId: former }));
    assert.deepEqual(await owners(), { deal: former, guid: former, task: former });
    assert.deepEqual(await statuses(employee(1, { email: 'Sidorov@example.ru' })), ['applied']);
    const { id } = manager;
    assert.deepEqual(await owners(), { deal: id, guid: id, task: id });
    await world.drop();
  });

test('a damaged copy of what is applied is settled by the next whole copy', async () => {
  const world = await openTestInbox();
  const order = item('order', uid(1), 1, orderBody('10.00'));
  const damaged = { ...order, body: orderBody('11.00') };
  assert.deepEqual(await world.statuses(order, damaged), ['applied', 'rejected']);
  assert.deepEqual(await world.statuses(order), ['duplicate']);
  assert.deepEqual(await held(world, uid(1)),
    [{ state: 'settled', code: 'hash.mismatch', settlement: 'applied' }]);
  await world.statuses(item('order', uid(2), 2, orderBody('5.00')));
  const other = item('order', uid(2), 2, orderBody('6.00'));
  assert.deepEqual(await world.statuses(other), ['rejected']);
  await world.statuses(item('order', uid(2), 2, orderBody('5.00')));
  assert.deepEqual((await held(world, uid(2))).map(({ state }) => state), ['rejected'],
    'two bodies of one revision wait for a person');
  await world.drop();
});

test('the clock retries without waking alarms or pretending that 1C is there', async () => {
  const world = await openTestInbox();
  const { db } = world;
  await world.statuses(item('order', uid(1), 1, orderBody('10.00', managed)));
  assert.equal((await held(world, uid(1)))[0]?.state, 'parked');
  await db.query(`update onec.base set epoch = 'e2', last_contact_at = '2026-03-10T09:00:00Z'`);
  world.setNow('2026-03-10T15:00:00+03:00');
  assert.equal(await retryAllParked(world.inbox), 0);
  const base = await one<{ pending: string | null; contact: string }>(db,
    'select pending_epoch as pending, last_contact_at as contact from onec.base');
  assert.deepEqual(base, { pending: null, contact: '2026-03-10T09:00:00Z' });
  const { rows } = await db.query('select from onec.alarm');
  assert.equal(rows.length, 0, 'what waited since the old epoch is no news of the base');
  assert.deepEqual(await held(world, uid(1)),
    [{ state: 'rejected', code: 'epoch.changed', settlement: null }], 'a person sees it');
  await world.statuses(item('employee', MANAGER, 1, { name: 'Сидоров', deleted: false },
    { epoch: 'e2' }));
  assert.deepEqual(await world.statuses(
    item('order', uid(1), 1, orderBody('10.00', managed), { epoch: 'e2' })), ['applied']);
  assert.equal((await held(world, uid(1)))[0]?.settlement, 'applied');
  await world.drop();
});

test('a parked order as large as a gzip body heals, and nothing blocks the others', async () => {
  const world = await openTestInbox();
  const line = orderBody('1.00')['lines'] as object[];
  const large = orderBody('3000.00', {
    ...managed, lines: Array.from({ length: 3000 }, (_, index) => ({
      ...line[0], lineUid: String(index + 1), name: `Насос ${'ж'.repeat(400)}`,
    })),
  });
  assert.deepEqual(await world.statuses(item('order', uid(1), 1, large)), ['parked']);
  assert.deepEqual(await world.statuses(item('order', uid(2), 1, orderBody('2.00', managed))),
    ['parked']);
  await world.db.query(`
    insert into onec.quarantine (state, base_id, type, uid, rev, code, reason, raw, waits_for)
    select 'parked', id, 'order', $1, 1, 'manager.unknown', 'x', '{"cut', $2 from onec.base`,
  [uid(3), `manager:${MANAGER}`]);
  assert.deepEqual(await world.statuses(employee(1)), ['applied']);
  assert.equal((await dealOf(world.db, uid(1))).amount, 300_000);
  assert.equal((await dealOf(world.db, uid(2))).amount, 200);
  assert.deepEqual((await held(world, uid(3))).map(({ state }) => state), ['rejected']);
  await world.drop();
});

test('an ambiguous company waits for a choice, and what names it heals with it', async () => {
  const world = await openTestInbox();
  const { db, inbox, statuses } = world;
  const ids: number[] = [];
  for (const name of ['АО «Волгоцемент»', 'Волгоцемент']) {
    const made = await one<{ id: number }>(db,
      `insert into customers.company (name, inn, kpp) values ($1, '7707083893', '770701001')
       returning id`, [name]);
    ids.push(made!.id);
  }
  const company = item('company', uid(41), 1,
    { name: 'АО «Волгоцемент»', inn: '7707083893', kpp: '770701001', deleted: false });
  assert.deepEqual(await statuses(company), ['parked']);
  assert.deepEqual(await statuses(item('order', uid(1), 1,
    orderBody('10.00', { companyUid: uid(41) }))), ['applied']);
  const waiting = await one<{ id: number }>(db, 'select id from onec.quarantine');
  const ctx = systemContext(db, 'ui', inbox.now);
  assert.deepEqual((await readCandidates(ctx, waiting!.id)).map(({ id }) => id), ids);
  assert.deepEqual(await chooseCompany(ctx, inbox, waiting!.id, ids[1]!), { healed: 1 });
  assert.deepEqual(await held(world, uid(41)),
    [{ state: 'settled', code: 'company.ambiguous', settlement: 'applied' }]);
  const deal = await one<{ company: number }>(db,
    'select company_id as company from deals.deal');
  assert.equal(deal?.company, ids[1], 'the order that named it has its customer');
  assert.deepEqual(await statuses(company), ['duplicate']);
  await world.drop();
});

test('a client is given its documents when it is met, and later cards leave deals alone',
  async () => {
    const { db, statuses, drop } = await openTestInbox();
    const client = uid(61);
    const card = (rev: number) => statuses(item('company', client, rev,
      { name: `Завод ${rev}`, kind: 'legal', deleted: false }));
    await statuses(gone('company', client, 1), item('order', uid(1), 1,
      orderBody('10.00', { companyUid: client })), item('shipment', uid(2), 1,
      shipmentBody(uid(1), '7.00')), item('payment', uid(3), 1,
      paymentBody('5.00', [{ sum: '5.00' }], { companyUid: client })));
    const owned = async () => (await one<object>(db, `
      select d.company_id is not null as deal, x.payer_id is not null as debt,
        (select advance_kopecks from customers.company) as advance
      from deals.deal d join payments.due x on x.deal_id = d.id`))!;
    assert.deepEqual(await owned(), { deal: false, debt: false, advance: null });
    await card(2);
    assert.deepEqual(await owned(), { deal: true, debt: true, advance: 500 });
    await db.query('update deals.deal set company_id = null');
    await card(3);
    assert.deepEqual(await owned(), { deal: false, debt: true, advance: 500 });
    await drop();
  });

const dealsOf = async ({ db }: TestInbox) => (await db.query<{ uid: string; dealId: number }>(
  'select uid, deal_id as "dealId" from payments.sales_order order by uid')).rows;

test('orders of a deal that is not there go to the one a person means, later too', async () => {
  const world = await openTestInbox();
  const { db, inbox, statuses } = world;
  const people = await createPeople(db);
  const ctx = await contextOf(db, people.admin);
  const lost = (n: number, rev: number, total: string) =>
    item('order', uid(n), rev, orderBody(total, { crmDealId: '99999' }));
  assert.deepEqual(await statuses(lost(1, 1, '10.00'), lost(2, 1, '20.00')), ['parked', 'parked']);
  const { rows: [first] } = await db.query<{ id: number }>(
    'select id from onec.quarantine order by id');
  const choice = await readDealChoice(ctx, first!.id);
  assert.deepEqual([choice.named, choice.waiting, choice.totalKopecks], [99_999, 2, 1000]);
  const meant = await createDeal(ctx, { title: 'Та самая' });
  assert.deepEqual(await chooseDeal(ctx, inbox, first!.id, { dealId: meant.id }),
    { healed: 2, dealId: meant.id });
  assert.equal((await dealOf(db, uid(1))).amount, 3000);
  assert.deepEqual(await statuses(lost(1, 2, '15.00'), lost(3, 1, '5.00')), ['applied', 'applied']);
  assert.deepEqual((await dealsOf(world)).map(({ dealId }) => dealId),
    [meant.id, meant.id, meant.id]);
  assert.equal((await dealOf(db, uid(3))).amount, 4000);
  await assert.rejects(chooseDeal(ctx, inbox, first!.id, { dealId: meant.id }), /разобран/);
  await world.drop();
});

test('a number of a deal that is none refuses its order alone, and the next snapshot heals it',
  async () => {
    const world = await openTestInbox();
    const { db, statuses, send } = world;
    const named = (rev: number, total: string, crmDealId?: string) =>
      item('order', uid(1), rev, orderBody(total, crmDealId ? { crmDealId } : {}));
    const paid = item('payment', uid(11), 1,
      paymentBody('4.00', [{ orderUid: uid(1), sum: '4.00' }]));
    const wrong = named(1, '10.00', 'С-12');
    const [refused, neighbour, payment] = await send(
      wrong, item('order', uid(2), 1, orderBody('5.00')), paid);
    assert.deepEqual([refused!.status, refused!.code, refused!.field],
      ['rejected', 'field.invalid', 'crmDealId']);
    assert.match(refused!.text!, /Номер сделки CRM «С-12»: нужны только цифры/);
    assert.deepEqual([neighbour!.status, payment!.status], ['applied', 'applied']);
    const held = async () => (await db.query<{ state: string; raw: string }>(
      'select state, raw from onec.quarantine where uid = $1', [uid(1)])).rows;
    const [kept] = await held();
    assert.equal(kept!.state, 'rejected');
    assert.deepEqual(JSON.parse(kept!.raw), wrong, 'whole, as it was sent');
    assert.deepEqual(await statuses(named(2, '10.00')), ['applied']);
    assert.deepEqual((await held()).map(({ state }) => state), ['settled']);
    const deal = await dealOf(db, uid(1));
    assert.deepEqual([deal.amount, deal.paid], [10_00, 4_00], 'its money has waited for it');
    assert.deepEqual(await statuses(named(3, '12.00', '12/а')), ['rejected']);
    assert.equal((await dealOf(db, uid(1))).amount, 10_00, 'the snapshot before it stays in force');
    await world.drop();
  });

test('a deal that nobody has is made once for all orders that name it', async () => {
  const world = await openTestInbox();
  const { db, inbox, statuses } = world;
  const people = await createPeople(db);
  const ctx = await contextOf(db, people.admin);
  const named = (n: number) => item('order', uid(n), 1, orderBody('10.00', { crmDealId: '777' }));
  await statuses(named(1), named(2));
  const { rows: [first] } = await db.query<{ id: number }>(
    'select id from onec.quarantine order by id');
  const choose = () => chooseDeal(ctx, inbox, first!.id, { responsibleId: people.manager.id });
  const chosen = await Promise.allSettled([choose(), choose()]);
  const done = chosen.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  assert.equal(done.reduce((sum, { healed }) => sum + healed, 0), 2);
  const dealId = done[0]!.dealId;
  const made = await one<{ responsible: number; department: number; deals: number }>(db, `
    select d.responsible_id as responsible, d.department_id as department,
      (select count(*)::int from deals.deal) as deals
    from deals.deal d where d.id = $1`, [dealId]);
  assert.deepEqual(made, { responsible: people.manager.id, department: people.pumps, deals: 1 });
  await world.drop();
});

test('an item that the database itself refuses stands alone, its neighbours are applied',
  async () => {
    const world = await openTestInbox();
    const { db, statuses } = world;
    await db.query(`alter table payments.sales_order
      add constraint no_poison check (number <> 'ЯД')`);
    const poison = item('order', uid(4), 1, orderBody('4.00', { number: 'ЯД' }));
    const all = [1, 2, 3].map((n) => item('order', uid(n), 1, orderBody('10.00')));
    assert.deepEqual(await statuses(all[0]!, poison, all[1]!, all[2]!),
      ['applied', 'rejected', 'applied', 'applied']);
    assert.deepEqual(await held(world, uid(4)),
      [{ state: 'rejected', code: 'field.invalid', settlement: null }]);
    const { rows: [count] } = await db.query(
      'select count(*)::int as orders from payments.sales_order');
    assert.deepEqual(count, { orders: 3 }, 'and nothing of it by halves');
    await db.query('alter table payments.sales_order drop constraint no_poison');
    assert.deepEqual(await statuses(poison), ['applied']);
    assert.equal((await held(world, uid(4)))[0]?.settlement, 'applied');
    await world.drop();
  });
