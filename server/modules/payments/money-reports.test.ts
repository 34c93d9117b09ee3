// A figure of a report, the list behind it, the list of deals and the file say one sum, for
// everybody in the bounds of what they see, after a random life of a base.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  isPartReport, isTime, MONEY_REPORTS, PART_REPORTS, ROWS_OF_REPORT, type DuePart,
  type MoneyReport,
  type MoneyReportName,
} from '#contract/money-reports';
import { listDeals } from '#modules/deals';
import type { Context } from '#platform/context';
import type { Db } from '#platform/database';
import { readXlsx } from 'hucre/xlsx';
import { sendInOrder } from '#test/onec/converge';
import { addPerson, contextOf } from '#test/factory';
import type { FakeItem } from '#test/onec-fake/base';
import { item, paymentBody, uid } from '#test/onec/items';
import { MONEY_NOW, openMoneyScopes, type MoneyScopes } from '#test/onec/money-scopes';
import { planOf, recording } from '#test/plans';
import { companyMoney } from './company-money.ts';
import { listAdvances } from './list-advances.ts';
import { listDues } from './list-dues.ts';
import { sendAdvances, sendDues } from './parts-file.ts';
import { sendReport } from './report-file.ts';
import { runReport } from './run-report.ts';

let db: Db;
let drop: () => Promise<void>;
let people: MoneyScopes['people'];

before(async () => {
  const opened = await openMoneyScopes(99);
  ({ drop, people, inbox: { db } } = opened);
  await payAhead(opened.first, (more) => sendInOrder(opened.inbox, more));
  await db.query(
    `update customers.company set
       department_id = case when id % 2 = 0 then $1::bigint else $2 end,
       responsible_id = case when id % 2 = 0 then $3::bigint else $4 end`, opened.owners);
});
after(() => drop());

/** Money without an order for a few clients, one payment going back and one in euro. */
async function payAhead(
  { ib, epoch }: FakeItem, send: (items: FakeItem[]) => Promise<void>,
): Promise<void> {
  const { rows } = await db.query<{ uid: string }>(
    'select uid from customers.company_identity order by company_id limit 6');
  await send(rows.flatMap((row, index) => [
    ['100.00', 'in', 'RUB', '2026-05-20'], ['200.00', 'in', 'RUB', '2026-03-02'],
    ['50.00', 'out', 'RUB', '2026-05-21'], ['400.00', 'in', 'EUR', '2026-01-15'],
  ].map(([sum, direction, currency, day], part) => item('payment', uid(10 * index + part), 1,
    paymentBody(sum!, [], {
      companyUid: row.uid, direction, currency, date: `${day}T09:00:00`,
    }), { ib, epoch }) as FakeItem)));
}

const contextFor = (name: string): Context =>
  contextOf(db, people[name as keyof typeof people].actor, MONEY_NOW);

const measureOf = (name: MoneyReportName) =>
  (name === 'receivables' ? 'receivableKopecks' : 'uncoveredKopecks');

const total = (parts: number[]) => parts.reduce((sum, part) => sum + part, 0);

const joined = (...filters: string[]) =>
  JSON.stringify({ and: filters.map((filter) => JSON.parse(filter) as object) });

async function assertShares(report: MoneyReport): Promise<void> {
  for (const row of [report.totals, ...report.rows]) {
    assert.equal(total(row.kopecks), row.totalKopecks, JSON.stringify(row));
  }
}

async function assertCells(ctx: Context, report: MoneyReport): Promise<void> {
  const name = report.report;
  if (name !== 'advances' && !isPartReport(name)) return;
  const sumOf = async (filter: string) => {
    const ask = { filter, total: '1' as const, limit: '1000' };
    if (name === 'advances') {
      const page = await listAdvances(ctx, { ...ask, sums: 'kopecks' });
      return { sum: page.sums!['kopecks'], count: page.total };
    }
    const measure = measureOf(name);
    const page = await listDues(ctx, name, { ...ask, sums: measure });
    const count = new Set(page.items.map(({ deal }) => deal.id)).size;
    return { sum: page.sums![measure], count };
  };
  // All rows together are the total already: a few of each kind are asked one by one.
  for (const row of [report.totals, ...report.rows.slice(0, 4), ...report.rows.slice(-1)]) {
    assert.deepEqual(await sumOf(row.filter), { sum: row.totalKopecks, count: row.count });
  }
  for (const [index, { filter }] of report.columns.entries()) {
    const cell = await sumOf(joined(report.totals.filter, filter ?? '{}'));
    assert.equal(cell.sum, report.totals.kopecks[index], `${name} ${report.columns[index]!.key}`);
  }
}

/** The same question to the list of deals. */
const DEALS: Record<string, [filter: object, sum: string]> = {
  receivables: [{ receivableKopecks: { gt: 0 } }, 'receivableKopecks'],
  expected: [{ expectedKopecks: { gt: 0 } }, 'expectedKopecks'],
  partlyPaid: [{ notPaidInFull: { eq: true }, paidKopecks: { gt: 0 } }, 'balanceKopecks'],
  unshipped: [{ paidNotShipped: { eq: true } }, 'amountKopecks'],
};

for (const who of ['director', 'head', 'manager']) {
  test(`figures, lists and deals agree for ${who}`, async () => {
    const ctx = contextFor(who);
    let isAny = false;
    for (const name of MONEY_REPORTS) {
      for (const by of ROWS_OF_REPORT[name]) {
        const report = await runReport(ctx, name, { by });
        assert.equal(total(report.rows.map((row) => row.totalKopecks)),
          report.totals.totalKopecks, `${name} by ${by}`);
        if (report.columns.every(({ filter }) => filter !== null)) await assertShares(report);
        await assertCells(ctx, report);
        isAny ||= report.totals.totalKopecks > 0;
      }
      const [filter, sums] = DEALS[name] ?? [];
      if (!filter || !sums) continue;
      const { totals } = await runReport(ctx, name, {});
      const list = await listDeals(ctx, { filter: JSON.stringify(filter), sums, total: '1' });
      assert.deepEqual([list.total, list.sums![sums]], [totals.count,
        name === 'unshipped' ? totals.kopecks[0] : totals.totalKopecks], name);
    }
    assert.ok(isAny, 'there is money to compare');
  });
}

test('a manager counts less than the whole, and another department stays outside', async () => {
  const sumFor = async (name: string) =>
    (await runReport(contextFor(name), 'expected', { by: 'department' }));
  const [all, own] = [await sumFor('director'), await sumFor('manager')];
  assert.ok(own.totals.totalKopecks > 0 && own.totals.totalKopecks < all.totals.totalKopecks);
  assert.deepEqual(own.rows.map(({ title }) => title), ['Ближний']);
});

type Reply = { reply: { header: (name: string, value: string) => void } };
type Send = (wire: never) => Promise<NodeJS.ReadableStream>;

/** Rows of the only sheet under its heading, and the name of the file. */
async function rowsOfFile(send: Send) {
  const headers: Record<string, string> = {};
  const wire: Reply = { reply: { header: (name, value) => { headers[name] = value; } } };
  const file = (await send(wire as never)) as unknown as { toArray: () => Promise<Buffer[]> };
  const book = await readXlsx(Buffer.concat(await file.toArray()));
  const [head = [], ...rows] = book.sheets[0]!.rows
    .map((row) => row.map((cell) => cell ?? null));
  return { name: headers['content-disposition']!, head, rows };
}

test('every file says the figures of its screen', async () => {
  const ctx = contextFor('director');
  let files = 0;
  for (const name of MONEY_REPORTS) {
    for (const by of ROWS_OF_REPORT[name]) {
      const report = await runReport(ctx, name, { by });
      const file = await rowsOfFile((wire) => sendReport(ctx, name, { by }, wire));
      const isWhole = report.columns.length > 1
        && report.columns.every(({ filter }) => filter !== null);
      const shown = [...report.rows, { ...report.totals, title: 'Итого' }].map((row) => [
        row.title ?? (isTime(by) ? 'Без срока' : 'Не указано'), row.count,
        ...row.kopecks.map((sum) => sum / 100),
        ...(isWhole ? [row.totalKopecks / 100] : [])]);
      assert.deepEqual(file.rows, shown, `${name} by ${by}`);
      assert.deepEqual(file.head.slice(2, 2 + report.columns.length),
        report.columns.map(({ title }) => title));
      assert.match(file.name, /xlsx/);
      files += 1;
    }
  }
  const { rows } = await db.query(`select 1 from platform.event where kind = 'report.exported'`);
  assert.equal(rows.length, files, 'who took what is known');
});

test('the file of a figure has its parts, one by one, and their sum', async () => {
  const ctx = contextFor('director');
  for (const name of PART_REPORTS) {
    const [row] = (await runReport(ctx, name, { by: 'department' })).rows;
    const { filter } = row!;
    const file = await rowsOfFile((wire) => sendDues(ctx, name, { filter }, wire));
    const { items } = await listDues(ctx, name, { filter, limit: '1000' });
    const sumOf = (part: DuePart) => part[measureOf(name)] / 100;
    assert.deepEqual(file.rows.map((line) => [line[0], line[3], line.at(-1)]), [
      ...items.map((part) => [part.deal.number, part.orderNumber, sumOf(part)]),
      ['Итого', null, row!.totalKopecks / 100]], name);
  }
  const [row] = (await runReport(ctx, 'advances', { by: 'company' })).rows;
  const { filter } = row!;
  const file = await rowsOfFile((wire) => sendAdvances(ctx, { filter }, wire));
  const { items } = await listAdvances(ctx, { filter, limit: '1000' });
  assert.deepEqual(file.rows.map((line) => [line[0], line[3], line.at(-1)]), [
    ...items.map((part) => [part.company.name, part.number, part.kopecks / 100]),
    ['Итого', null, row!.totalKopecks / 100]]);
});

test('an advance is listed for whoever looks after the client, its sum is told to everybody',
  async () => {
    const sumFor = async (name: string) =>
      (await runReport(contextFor(name), 'advances', {})).totals.totalKopecks;
    const [all, head, own] = [await sumFor('director'), await sumFor('head'),
      await sumFor('manager')];
    assert.ok(own > 0 && own === head && head < all, `${own} ${head} ${all}`);
    const { rows } = await db.query<{ id: number; advance: number }>(
      `select id, advance_kopecks as advance from customers.company
       where advance_kopecks > 0 and department_id is not null order by id`);
    for (const { id, advance } of rows.slice(0, 4)) {
      const filter = JSON.stringify({ company: { eq: id } });
      for (const name of ['director', 'manager']) {
        const ctx = contextFor(name);
        const money = await companyMoney(ctx, id);
        const list = await listAdvances(ctx, { filter, sums: 'kopecks' });
        assert.equal(money.advanceKopecks, advance);
        assert.equal(money.seen!.advanceKopecks, list.sums!['kopecks']);
      }
    }
  });

test('open parts are read once for rows and totals, and never for other currencies', async () => {
  await db.query(`insert into payments.due (deal_id, base_id, order_uid, position, currency,
      uncovered_kopecks, receivable_kopecks)
    select d.id, 1, gen_random_uuid(), n, 'RUB', 100, 0
    from deals.deal d cross join generate_series(1, 100) n`);
  await db.query(`update payments.due x set payer_id = d.company_id
    from deals.deal d where d.id = x.deal_id and d.id % 20 > 0`);
  await db.query('analyze payments.due, deals.deal');
  for (const who of ['director', 'head', 'manager']) {
    for (const by of ROWS_OF_REPORT.expected) {
      const { ctx, statements } = recording(contextFor(who));
      await runReport(ctx, 'expected', { by });
      const readings = statements.slice(0, -1);
      // Of everything clients are told and totalled at the same time: 40,000 stand in no order.
      assert.equal(readings.length, 
        who === 'director' && by === 'company' ? 2 : 1, `${who} by ${by}`);
      for (const statement of readings) {
        const plan = await planOf(db, statement);
        assert.ok((plan.match(/Seq Scan on due x/g) ?? []).length <= 1, `${who} by ${by}`);
      }
      assert.match(await planOf(db, statements.at(-1)!), /due_foreign_idx/, `${who} by ${by}`);
    }
  }
});

test('clients of everything ask for no deals, and deals are counted by their own sums',
  async () => {
    const asked = async (who: string, query: Parameters<typeof runReport>[2]) => {
      const { ctx, statements } = recording(contextFor(who));
      await runReport(ctx, 'expected', query);
      return statements.slice(0, -1);
    };
    const [rows, all] = await asked('director', { by: 'company' });
    assert.match(await planOf(db, rows!), /Index Scan using due_payer_idx on due x_?\d* .*\n.*ANY/);
    assert.doesNotMatch(await planOf(db, rows!), /Seq Scan on deal d/);
    assert.doesNotMatch(await planOf(db, all!), / on deal d/);
    for (const by of ['department', 'responsible'] as const) {
      const [whole] = await asked('director', { by });
      assert.doesNotMatch(whole!.text, /distinct x.deal_id/, by);
      const [narrowed] = await asked('director', { by, filter: '{"payOn":{"empty":true}}' });
      assert.match(narrowed!.text, /distinct x.deal_id/, by);
      const [foreign] = await asked('director', { by, currency: 'EUR' });
      assert.match(foreign!.text, /distinct x.deal_id/, by);
    }
  });

test('what may not be asked is refused by name', async () => {
  const ctx = contextFor('director');
  await assert.rejects(runReport(ctx, 'receivables', { by: 'week' }), { code: 'request.invalid' });
  await assert.rejects(runReport(ctx, 'partlyPaid', { filter: '{"payOn":{"lt":"today"}}' }),
    { code: 'filter.invalid' });
  const engineer = await addPerson(db, { departmentId: people.head.departmentId,
    role: 'engineer' });
  await assert.rejects(runReport(engineer.ctx, 'expected', {}), { code: 'right.missing' });
});
