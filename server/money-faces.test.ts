// After each chapter of a random life of a base every face of money — the card, its tabs, lists and
// their filters, boards, clients, reports and the day — says what an oracle says, to everybody in
// the bounds of what they see.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ROWS_OF_REPORT, isTime, type MoneyReport, type ReportRows } from '#contract/money-reports';
import { lockIdentities } from '#integrations/onec';
import { mergeRecords } from '#modules/customers';
import { listDeals, readBoard, readCard } from '#modules/deals';
import {
  companyMoney, deferralDaySection, fireDeferrals, listPayments, moneyDaySection, moveOrder,
  readDealMoney, refreshOverdue, runReport, settleConfirmations,
} from '#modules/payments';
import type { Context } from '#platform/context';
import { addDays } from '#platform/clock';
import { inTransaction } from '#platform/database';
import { writeSetting } from '#platform/settings';
import { addDeal, addDepartment, addPerson, contextOf, type Person } from '#test/factory';
import { openTestInbox, type TestInbox } from '#test/onec/inbox';
import { item, uid } from '#test/onec/items';
import {
  dealFigures, duesOfDeals, ordersOf, payerOf, reportCells, total, type Cell, type Deal,
  type DueTruth, type Payers, type Truth,
} from '#test/onec/money-expected';
import { beginLife, live, type Life } from '#test/onec/money-life';
import { moneyTruth } from '#test/onec/money-oracle';
import { MERGE_FOLLOWERS } from './merge-followers.ts';

/** `npm run prove` lives longer. */
const SEED = Number(process.env['VERSTAK_MONEY_SEED'] ?? 20_260_601);
const STEPS = Number(process.env['VERSTAK_MONEY_STEPS'] ?? 40);
const CHAPTERS = Number(process.env['VERSTAK_MONEY_CHAPTERS'] ?? 3);

let world: TestInbox;
let life: Life;
let admin: Person;
let today = '2026-06-01';
const rules = { bankConfirmedOnly: false };
const people: Record<string, Person> = {};
/** By guid; the last is never told of. */
const companies = [1, 2, 3, 4].map((number) => uid(900 + number));

const setDay = (day: string): void => {
  today = day;
  if (life) life.today = day;
  world.setNow(`${day}T12:00:00+03:00`);
};
const contextFor = (name: string): Context =>
  contextOf(world.db, people[name]!.actor, world.inbox.now());

before(async () => {
  world = await openTestInbox();
  const { db } = world;
  setDay(today);
  const top = await addDepartment(db, 'Направление');
  const [near, far] = [await addDepartment(db, 'Ближний', top), await addDepartment(db, 'Дальний')];
  people['director'] = await addPerson(db, { departmentId: top, role: 'director' });
  people['accountant'] = await addPerson(db, { departmentId: far, role: 'accountant' });
  people['head'] = await addPerson(db, { departmentId: top, role: 'head', headOf: top });
  people['manager'] = await addPerson(db, { departmentId: near });
  people['stranger'] = await addPerson(db, { departmentId: far });
  admin = await addPerson(db, { departmentId: top, role: 'administrator' });
  const managers = [people['manager'], people['stranger']];
  for (const [index, { id }] of managers.entries()) {
    await db.query(`insert into staff.employee_identity (base_id, uid, employee_id)
      select id, $1, $2 from onec.base`, [uid(800 + index), id]);
  }
  await world.send(...companies.slice(0, 3).map((company, index) => item('company', company, 1,
    { name: `Завод ${index}`, kind: 'legal', deleted: false })));
  const dealIds: number[] = [];
  for (let number = 0; number < 8; number += 1) {
    dealIds.push(await addDeal(managers[number % 2]!, { estimateKopecks: number * 1_000_00 }));
  }
  life = beginLife(SEED, {
    companyUids: companies, managerUids: [uid(800), uid(801)], dealIds, today,
  });
});
after(() => world.drop());

async function readDeals(): Promise<Deal[]> {
  const { rows } = await world.db.query<Deal>(`
    select d.id, d.department_id as "departmentId", d.company_id as "companyId",
      d.responsible_id as "responsibleId", d.pipeline_id as "pipelineId",
      d.stage_id as "stageId", d.is_open as "isOpen", d.estimate_kopecks as "ownKopecks",
      coalesce((select json_agg(o.uid) from payments.sales_order o where o.deal_id = d.id), '[]')
        as "orderUids"
    from deals.deal d`);
  return rows;
}

async function readPayers(): Promise<Payers> {
  const { rows } = await world.db.query<{ uid: string; id: number }>(
    'select uid, company_id as id from customers.company_identity');
  return new Map(rows.map(({ uid: of, id }) => [of, id]));
}

/** Of whom a person sees the deals: the rule of product.md in plain words. */
async function seenBy(name: string, deals: Deal[]): Promise<Deal[]> {
  if (name === 'director' || name === 'accountant') return deals;
  const { id } = people[name]!;
  const subtree = [people['head']!.departmentId, people['manager']!.departmentId];
  return deals.filter(({ responsibleId, departmentId }) => responsibleId === id
    || (name === 'head' && departmentId !== null && subtree.includes(departmentId)));
}

type Seen = { name: string; ctx: Context; truth: Truth; deals: Deal[]; payers: Payers };

const figuresOf = ({ truth, deals }: Seen) =>
  deals.map((deal) => ({ deal, figures: dealFigures(truth, deal, today) }));

type Others = ReturnType<typeof dealFigures>['others'];

/** Currency by currency, the same view. */
function othersOf(all: Others[]): Others {
  const found = all.flat();
  return [...new Set(found.map(({ currency }) => currency))].toSorted().map((currency) => {
    const own = found.filter((other) => other.currency === currency);
    return {
      currency, amountKopecks: total(own.map((other) => other.amountKopecks)),
      paidKopecks: total(own.map((other) => other.paidKopecks)),
    };
  });
}

const SUMS = ['amountKopecks', 'paidKopecks', 'balanceKopecks', 'shippedKopecks',
  'toShipKopecks', 'overdueKopecks', 'receivableKopecks', 'expectedKopecks'];

async function assertLists(seen: Seen): Promise<void> {
  const all = figuresOf(seen);
  type Figures = ReturnType<typeof dealFigures>;
  const views: [object, (figures: Figures) => boolean][] = [
    [{}, () => true],
    [{ notPaidInFull: { eq: true } }, ({ amount, paid }) => amount > 0 && paid < amount],
    [{ paidNotShipped: { eq: true } },
      ({ amount, paid, shipped }) => amount > 0 && paid >= amount && shipped < amount],
    [{ isOverdue: { eq: true } }, ({ overdue }) => overdue > 0],
    [{ overpaid: { eq: true } }, ({ overpaid }) => overpaid],
    [{ inOtherCurrency: { eq: true } }, ({ others }) => others.length > 0],
    [{ receivableKopecks: { gt: 0 } }, ({ receivable }) => receivable > 0],
    [{ deferredUntil: { lt: today } },
      ({ deferredUntil }) => deferredUntil !== null && deferredUntil < today],
    [{ nextPayOn: { between: [today, addDays(today, 14)] } }, ({ nextPayOn }) =>
      nextPayOn !== null && nextPayOn >= today && nextPayOn <= addDays(today, 14)],
  ];
  for (const [filter, fits] of views) {
    const own = all.filter(({ figures }) => fits(figures));
    const page = await listDeals(seen.ctx, {
      filter: JSON.stringify(filter), total: '1', sums: SUMS.join(','), limit: '1000',
    });
    const about = `${seen.name} ${JSON.stringify(filter)}`;
    assert.equal(page.total, own.length, about);
    assert.deepEqual(page.otherSums, othersOf(own.map(({ figures }) => figures.others)), about);
    const sum = (of: (figures: Figures) => number) => total(own.map(({ figures }) => of(figures)));
    assert.deepEqual(page.sums, {
      amountKopecks: sum(({ amount }) => amount), paidKopecks: sum(({ paid }) => paid),
      balanceKopecks: sum(({ balance }) => balance), shippedKopecks: sum(({ shipped }) => shipped),
      toShipKopecks: sum(({ amount, shipped }) => Math.max(0, amount - shipped)),
      overdueKopecks: sum(({ overdue }) => overdue),
      receivableKopecks: sum(({ receivable }) => receivable),
      expectedKopecks: sum(({ expected }) => expected),
    }, about);
    for (const row of page.items) {
      const { figures } = own.find(({ deal }) => deal.id === row.id)!;
      assert.deepEqual(
        [row.amountKopecks, row.paidKopecks, row.paidPercent, row.shippedPercent, row.overpaid,
          row.overdueKopecks, row.deferredUntil, row.otherCurrencies],
        [figures.amount, figures.paid, figures.paidPercent, figures.shippedPercent,
          figures.overpaid, figures.overdue, figures.deferredUntil, figures.others],
        `${about} ${row.id}`);
    }
  }
}

async function assertBoards({ ctx, deals, truth, name }: Seen): Promise<void> {
  for (const pipelineId of new Set(deals.map((deal) => deal.pipelineId))) {
    const { columns } = await readBoard(ctx, { pipelineId });
    for (const column of columns) {
      const own = deals.filter((deal) => deal.isOpen && deal.stageId === column.stageId)
        .map((deal) => dealFigures(truth, deal, today));
      assert.deepEqual([column.count, column.amountKopecks, column.paidKopecks],
        [own.length, total(own.map(({ amount }) => amount)), total(own.map(({ paid }) => paid))],
        `${name}: column ${column.stageId}`);
      const others = own.flatMap((figures) => figures.others);
      const currencies = [...new Set(others.map(({ currency }) => currency))].toSorted();
      assert.deepEqual(column.otherSums, currencies.map((currency) => {
        const same = others.filter((other) => other.currency === currency);
        return {
          currency, amountKopecks: total(same.map(({ amountKopecks }) => amountKopecks)),
          paidKopecks: total(same.map(({ paidKopecks }) => paidKopecks)),
        };
      }), `${name}: other currencies of column ${column.stageId}`);
    }
  }
}

async function assertCards(seen: Seen): Promise<void> {
  for (const { deal, figures } of figuresOf(seen)) {
    const about = `${seen.name}: deal ${deal.id}`;
    const money = await readDealMoney(seen.ctx, deal.id);
    const { amount, paid, shipped, balance, overdue, receivable } = figures;
    assert.deepEqual(
      [money.amountKopecks, money.paidKopecks, money.paidPercent, money.shippedKopecks,
        money.shippedPercent, money.overpaid, money.balanceKopecks, money.overdueKopecks,
        money.receivableKopecks, money.nextPayOn, money.deferredUntil],
      [amount, paid, figures.paidPercent, shipped, figures.shippedPercent, figures.overpaid,
        balance, overdue, receivable, figures.nextPayOn, figures.deferredUntil], about);
    const card = await readCard(seen.ctx, deal.id);
    assert.deepEqual([card.amountKopecks, card.paidKopecks, card.shippedKopecks,
      card.otherCurrencies], [amount, paid, shipped, figures.others], about);
    assertTabs(seen.truth, deal, money, about);
  }
}

type Money = Awaited<ReturnType<typeof readDealMoney>>;

/** The rows that a person adds up by eye. */
function assertTabs(truth: Truth, deal: Deal, money: Money, about: string): void {
  assert.equal(money.orders.length, deal.orderUids.length, about);
  for (const order of ordersOf(truth, deal)) {
    const shown = money.orders.find(({ uid: shownUid }) => shownUid === order.uid)!;
    assert.deepEqual([shown.paidKopecks, shown.shippedKopecks], [order.paid, order.shipped], about);
    assert.deepEqual(
      shown.stages.map(({ payOn, sumKopecks, coveredKopecks, state }) =>
        [payOn, sumKopecks, sumKopecks - coveredKopecks, state === 'overdue', state === 'covered']),
      order.stages.map(({ payOn, sum, open }) =>
        [payOn, sum, open, open > 0 && payOn !== null && payOn < today, open === 0]), about);
  }
  assertQuantities(truth, money, about);
  const rows = money.payments.filter(({ state, currency, orderUid }) => {
    const order = money.orders.find(({ uid: of }) => of === orderUid)!;
    return state === 'posted' && currency === 'RUB' && order.counts && order.currency === 'RUB';
  });
  assert.equal(total(rows.map(({ sumKopecks }) => sumKopecks)), money.paidKopecks, about);
}

function assertQuantities(truth: Truth, money: Money, about: string): void {
  for (const { uid: orderUid, lines } of money.orders) {
    for (const [index, line] of lines.entries()) {
      const sent = truth.sent.filter(({ order, line: of }) =>
        order === orderUid && of === String(index + 1));
      const quantity = (isReturn: boolean) => total(sent
        .filter((part) => part.isReturn === isReturn).map((part) => part.quantity));
      const [shipped, returned] = [quantity(false), -quantity(true)];
      const left = line.cancelled ? 0 : Math.max(0, Number(line.quantity) - shipped + returned);
      assert.deepEqual(
        [line.shippedQuantity, line.returnedQuantity, line.leftQuantity].map(Number),
        [shipped, returned === 0 ? 0 : returned, left], `${about}: line ${index + 1}`);
    }
  }
}

const keyOf: Record<ReportRows, (cell: Cell) => unknown> = {
  company: ({ company }) => company, department: ({ department }) => department,
  responsible: ({ responsible }) => responsible,
  day: ({ day }) => (day !== null && day < today ? 'past' : day),
  week: ({ day }) => timeKey(day, (date) =>
    addDays(date, -((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7))),
  month: ({ day }) => timeKey(day, (date) => date.slice(0, 7)),
};
const timeKey = (day: string | null, of: (day: string) => string) =>
  (day === null ? null : day < today ? 'past' : of(day));

async function assertReport(
  seen: Seen, name: 'receivables' | 'deferrals' | 'expected', currency: string,
): Promise<void> {
  for (const by of ROWS_OF_REPORT[name]) {
    const cells = reportCells(name, duesOfDeals(seen.truth, seen.deals),
      { today, byTime: isTime(by), currency, payers: seen.payers });
    const report = await runReport(seen.ctx, name, { by, currency });
    const about = `${seen.name}: ${name} by ${by} in ${currency}`;
    assertRow(report, report.totals, cells, about);
    const groups = Map.groupBy(cells, keyOf[by]);
    const figuresOfGroups = [...groups.values()].map((group) =>
      [total(group.map(({ sum }) => sum)), new Set(group.map(({ counted }) => counted)).size]);
    const bySum = (figures: number[][]) =>
      figures.toSorted((a, b) => a[0]! - b[0]! || a[1]! - b[1]!);
    assert.deepEqual(bySum(report.rows.map((row) => [row.totalKopecks, row.count])),
      bySum(figuresOfGroups), about);
  }
}

function assertRow(
  report: MoneyReport, row: MoneyReport['totals'], cells: Cell[], about: string,
): void {
  assert.equal(row.totalKopecks, total(cells.map(({ sum }) => sum)), about);
  assert.equal(row.count, new Set(cells.map(({ counted }) => counted)).size, about);
  assert.deepEqual(
    report.columns.map(({ key }, index) => [key, row.kopecks[index]]),
    report.columns.map(({ key }) => [key, total(
      cells.filter(({ column }) => column === key).map(({ sum }) => sum))]), about);
}

async function assertWholeDeals(seen: Seen): Promise<void> {
  const all = figuresOf(seen).map(({ figures }) => figures).filter(({ amount }) => amount > 0);
  const partly = all.filter(({ paid, amount }) => paid > 0 && paid < amount);
  const unshipped = all.filter(({ paid, amount, shipped }) => paid >= amount && shipped < amount);
  const sums = async (name: 'partlyPaid' | 'unshipped') => {
    const { totals } = await runReport(seen.ctx, name, {});
    return [totals.count, ...totals.kopecks];
  };
  const sum = (parts: typeof all, of: (figures: (typeof all)[number]) => number) =>
    total(parts.map(of));
  assert.deepEqual(await sums('partlyPaid'), [partly.length, sum(partly, ({ amount }) => amount),
    sum(partly, ({ paid }) => paid), sum(partly, ({ amount, paid }) => amount - paid)], seen.name);
  assert.deepEqual(await sums('unshipped'), [unshipped.length,
    sum(unshipped, ({ amount }) => amount), sum(unshipped, ({ shipped }) => shipped),
    sum(unshipped, ({ amount, shipped }) => amount - shipped)], seen.name);
}

const owing = (dues: DueTruth[]) => ({
  credit: total(dues.filter(({ payOn, variant }) => payOn !== null && payOn >= today
    && (variant === 'credit' || variant === 'creditShift')).map(({ open }) => open)),
  debt: total(dues.map(({ owed }) => owed)),
  overdue: total(dues.filter(({ payOn }) => payOn !== null && payOn < today)
    .map(({ open }) => open)),
});

/** Debt of a client is one figure for everybody; what a person can open is said beside it. */
async function assertCompanies(seen: Seen, all: Deal[]): Promise<void> {
  const { rows } = await world.db.query<{ id: number; uid: string }>(
    'select company_id as id, uid from customers.company_identity');
  for (const [id, own] of Map.groupBy(rows, (row) => row.id)) {
    const uids = own.map((row) => row.uid);
    const dues = duesOfDeals(seen.truth, all).filter((due) => payerOf(due, seen.payers) === id);
    const visible = new Set(seen.deals.map((deal) => deal.id));
    const money = await companyMoney(seen.ctx, id);
    const inCurrency = (currency: string) => {
      const inIt = dues.filter((due) => due.currency === currency);
      return {
        ...owing(inIt), seen: owing(inIt.filter(({ deal }) => visible.has(deal.id))),
        advance: total(seen.truth.advances.filter((part) =>
          uids.includes(part.companyUid) && part.currency === currency).map(({ sum }) => sum)),
      };
    };
    const about = `${seen.name}: company ${id}`;
    const { seen: shown, ...roubles } = money;
    for (const sums of [{ currency: 'RUB', ...roubles, seen: shown! }, ...money.otherCurrencies]) {
      const want = inCurrency(sums.currency);
      assert.deepEqual(
        [sums.debtKopecks, sums.overdueKopecks, sums.creditKopecks, sums.advanceKopecks,
          sums.seen.debtKopecks, sums.seen.overdueKopecks, sums.seen.creditKopecks],
        [want.debt, want.overdue, want.credit, want.advance, want.seen.debt, want.seen.overdue,
          want.seen.credit], `${about} in ${sums.currency}`);
    }
    const told = money.otherCurrencies.map(({ currency }) => currency);
    assert.deepEqual(told, ['EUR', 'USD'].filter((currency) => {
      const want = inCurrency(currency);
      return want.debt > 0 || want.overdue > 0 || want.credit > 0 || want.advance !== 0;
    }), about);
  }
}

async function assertAdvances({ ctx, truth, name }: Seen): Promise<void> {
  const known = truth.advances.filter((part) => companies.indexOf(part.companyUid) < 3);
  for (const currency of ['RUB', 'EUR']) {
    const { totals } = await runReport(ctx, 'advances', { currency });
    const own = known.filter((part) => part.currency === currency);
    assert.deepEqual([totals.count, totals.totalKopecks],
      [own.length, total(own.map(({ sum }) => sum))], `${name}: advances in ${currency}`);
  }
}

async function assertPayments(seen: Seen): Promise<void> {
  const whole = await listPayments(seen.ctx, { sums: 'sumKopecks' });
  const counted = async (currency: string): Promise<number> => {
    const filter = JSON.stringify({ counts: { eq: true }, currency: { eq: currency } });
    const { items } = await listPayments(seen.ctx, { filter, limit: '1000' });
    return total(items.map(({ sumKopecks }) => sumKopecks));
  };
  const apart = whole.otherSums!.map(async ({ currency, sumKopecks }) =>
    assert.equal(sumKopecks, await counted(currency), `${seen.name}: payments in ${currency}`));
  await Promise.all(apart);
  assert.equal(whole.sums!['sumKopecks'], await counted('RUB'), `${seen.name}: sum of payments`);
  const page = await listPayments(seen.ctx, {
    filter: JSON.stringify({ counts: { eq: true }, currency: { eq: 'RUB' } }), sums: 'sumKopecks',
  });
  assert.equal(page.sums!['sumKopecks'],
    total(figuresOf(seen).map(({ figures }) => figures.paid)), `${seen.name}: list of payments`);
}

async function assertDay(seen: Seen): Promise<void> {
  const { id } = people[seen.name]!;
  const mine = seen.deals.filter(({ responsibleId }) => responsibleId === id);
  const scope = { employeeIds: [id], limit: 200 };
  const todays = mine.flatMap((deal) => {
    const uids = ordersOf(seen.truth, deal).map((order) => order.uid);
    const parts = seen.truth.received.filter(({ order, on }) =>
      on === today && uids.includes(order));
    return parts.length === 0 ? [] : [total(parts
      .map(({ sum, currency }) => (currency === 'RUB' ? sum : 0)))];
  });
  const money = await moneyDaySection.read(seen.ctx, scope);
  assert.deepEqual([money.total, money.sumKopecks ?? 0], [todays.length, total(todays)],
    `${seen.name}: money of today`);
  const near = mine.map((deal) => dealFigures(seen.truth, deal, today))
    .filter(({ deferredUntil }) => deferredUntil !== null && deferredUntil >= today
      && deferredUntil <= addDays(today, 7));
  const deferrals = await deferralDaySection.read(seen.ctx, scope);
  assert.deepEqual([deferrals.total, deferrals.sumKopecks ?? 0],
    [near.length, total(near.map(({ balance }) => balance))], `${seen.name}: deferrals`);
}

async function assertFaces(): Promise<void> {
  const truth = moneyTruth(life.documents, rules);
  const [deals, payers] = [await readDeals(), await readPayers()];
  const seenOf = async (name: string): Promise<Seen> =>
    ({ name, ctx: contextFor(name), truth, payers, deals: await seenBy(name, deals) });
  for (const name of Object.keys(people)) {
    const seen = await seenOf(name);
    await assertLists(seen);
    await assertBoards(seen);
    await assertDay(seen);
    await assertPayments(seen);
    await assertWholeDeals(seen);
    for (const currency of ['RUB', 'EUR']) {
      for (const report of ['receivables', 'deferrals', 'expected'] as const) {
        await assertReport(seen, report, currency);
      }
    }
  }
  const director = await seenOf('director');
  await assertCards(director);
  await assertAdvances(director);
  for (const name of ['director', 'manager', 'stranger']) {
    await assertCompanies(await seenOf(name), deals);
  }
}

/** A person moves an order to another deal: from then on it stays there. */
async function moveSome(): Promise<void> {
  const ctx = contextOf(world.db, admin.actor, world.inbox.now());
  const { rows } = await world.db.query<{ uid: string; dealId: number }>(
    `select uid, deal_id as "dealId" from payments.sales_order where deal_id is not null`);
  for (const { uid: orderUid, dealId } of rows.slice(0, 3)) {
    const id = life.dealIds.find((each) => each !== dealId)!;
    await moveOrder(ctx, { id, uid: orderUid, fromDealId: dealId }, lockIdentities);
  }
}

/** Two cards of one client become one: its money is the money of both. */
async function mergeTwo(): Promise<void> {
  const { rows: [stays, goes] } = await world.db.query<{ id: number; version: number }>(
    'select id, version from customers.company order by id limit 2');
  await mergeRecords(contextOf(world.db, admin.actor, world.inbox.now()),
    { followers: MERGE_FOLLOWERS },
    {
      entity: 'company', survivorId: stays!.id, survivorVersion: stays!.version,
      loserId: goes!.id, loserVersion: goes!.version, take: [],
    });
}

for (let chapter = 1; chapter <= CHAPTERS; chapter += 1) {
  test(`chapter ${chapter} of seed ${SEED}: every face says what the oracle says`, async () => {
    const items = live(life, STEPS);
    for (let at = 0; at < items.length; at += 40) await world.send(...items.slice(at, at + 40));
    if (chapter > 1) {
      rules.bankConfirmedOnly = !rules.bankConfirmedOnly;
      await inTransaction(world.db, (tx) => writeSetting(tx, contextFor('director'),
        'payments.bankConfirmedOnly', rules.bankConfirmedOnly));
      await settleConfirmations(world.db, world.inbox.now);
      await moveSome();
      if (chapter === 3) await mergeTwo();
      setDay(addDays(today, 5));
      await refreshOverdue(world.db, world.inbox.now);
    }
    await assertFaces();
  });
}

/** Dates of a deal whose deferred money has not come. */
const awaitedDates = (truth: Truth, deal: Deal): Set<string> =>
  new Set(duesOfDeals(truth, [deal]).flatMap(({ open, variant, payOn }) =>
    (open > 0 && payOn !== null && (variant === 'credit' || variant === 'creditShift')
      ? [payOn] : [])));

type Task = { dealId: number; until: string; isOpen: boolean };

async function readTasks(): Promise<Task[]> {
  const { rows } = await world.db.query<Task>(
    `select entity_id as "dealId", substring(note from '\\d{4}-\\d{2}-\\d{2}') as until,
       done_at is null and cancelled_at is null as "isOpen"
     from work.task where kind = 'deferral' order by id`);
  return rows;
}

const fire = () => fireDeferrals(world.db, world.inbox.now);

test(`deferrals of seed ${SEED}: one task for each date that came, none of what was paid`,
  async () => {
    let told = 0;
    for (let round = 1; round <= 2; round += 1) {
      const deals = await readDeals();
      const truth = moneyTruth(life.documents, rules);
      setDay(addDays(today, 20));
      await Promise.all([fire(), fire()]);
      const tasks = await readTasks();
      assert.equal(new Set(tasks.map(({ dealId, until }) => `${dealId} ${until}`)).size,
        tasks.length, 'one for a deal and a date, for ever');
      for (const { dealId, until, isOpen } of tasks) {
        const deal = deals.find(({ id }) => id === dealId)!;
        assert.equal(isOpen, awaitedDates(truth, deal).has(until), `deal ${dealId} of ${until}`);
      }
      const { rows: waiting } = await world.db.query<{ deal_id: number }>(
        `select deal_id from payments.deferral f where armed and state = 'waiting'
           and deferred_until < $1`, [today]);
      assert.deepEqual(waiting, [], 'whatever came was told');
      told = tasks.length;
      await world.send(...live(life, STEPS));
    }
    assert.ok(told > 0, 'there was something to tell');
  });
