// The deals behind a figure by clients are those whose orders name the client: several clients in
// one deal, other currencies and unknown ones among them, for everybody in the bounds of their
// scope. Where a deal waits for several, its own sum is theirs together.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { PartReport } from '#contract/money-reports';
import { dealSubject, listDeals } from '#modules/deals';
import type { Context } from '#platform/context';
import { inTransaction, type Db } from '#platform/database';
import { exportView, openRows } from '#platform/exports/export-view';
import { addPerson, contextOf } from '#test/factory';
import { MONEY_NOW, openMoneyScopes, type MoneyScopes } from '#test/onec/money-scopes';
import { planOf, recording } from '#test/plans';
import { runReport } from './run-report.ts';

let db: Db;
let drop: () => Promise<void>;
let people: MoneyScopes['people'];

before(async () => {
  ({ drop, people, inbox: { db } } = await openMoneyScopes(77));
  await db.query('update deals.deal set company_id = null where id % 3 = 1');
  await nameOtherPayers();
});
after(() => drop());

/**
 * In the name of the deal's client, of another, of nobody known; one deal with two payers whose
 * sums are of different kinds and currencies.
 */
async function nameOtherPayers(): Promise<void> {
  await db.query(`update payments.due x set payer_id = case
      when x.deal_id % 6 = 1 then null else case x.id % 4 when 0 then null when 1 then d.company_id
      else (select min(id) + x.id % 5 from customers.company) end end
    from deals.deal d where d.id = x.deal_id`);
  await db.query(`insert into payments.due (deal_id, base_id, order_uid, position, variant,
      currency, uncovered_kopecks, receivable_kopecks, payer_id)
    select x.deal_id, x.base_id, gen_random_uuid(), n, 'credit',
      case when n = 2 then 'EUR' else 'RUB' end, case when n = 1 then 0 else 700 end,
      case when n = 0 then 0 else 900 end, (select min(id) + (x.id + n) % 7 from customers.company)
    from payments.due x cross join generate_series(0, 2) n where x.id % 3 = 0`);
  await db.query(`update deals.deal d set receivable_kopecks = s.receivable,
      expected_kopecks = s.expected
    from (select deal_id, sum(receivable_kopecks) filter (where currency = 'RUB') as receivable,
        sum(uncovered_kopecks) filter (where currency = 'RUB') as expected
      from payments.due group by 1) s
    where s.deal_id = d.id and (s.receivable, s.expected) is distinct from (0, 0)
      and s.receivable is not null`);
}

const contextFor = (name: string): Context =>
  contextOf(db, people[name as keyof typeof people].actor, MONEY_NOW);

const OF_REPORT = {
  receivables: {
    field: 'debtor', sums: 'receivableKopecks', ofPayers: 'debtOfPayers',
    part: 'receivable_kopecks',
  },
  expected: {
    field: 'payer', sums: 'expectedKopecks', ofPayers: 'expectedOfPayers',
    part: 'uncovered_kopecks',
  },
} as const;
type Report = Extract<PartReport, keyof typeof OF_REPORT>;

/** The company of a row as the list of deals is asked for it. */
const asked = ({ filter }: { filter: string }) => {
  const { company } = JSON.parse(filter) as { company: { eq?: number } };
  const { eq } = company;
  return { id: eq ?? null, condition: eq === undefined ? { empty: true } : { in: [eq] } };
};

const payerFilter = (name: Report, condition: unknown): string => {
  const { field, sums } = OF_REPORT[name];
  return JSON.stringify({ and: [{ [sums]: { gt: 0 } }, { [field]: condition }] });
};

/** Deals and their parts by the rows of the table alone. */
async function partsOf(name: Report, dealIds: number[]) {
  const { rows } = await db.query<{ dealId: number; payer: number | null; kopecks: number }>(
    `select x.deal_id as "dealId", coalesce(x.payer_id, d.company_id) as payer,
       x.${OF_REPORT[name].part} as kopecks
     from payments.due x join deals.deal d on d.id = x.deal_id
     where x.currency = 'RUB' and x.${OF_REPORT[name].part} > 0 and d.id = any($1::bigint[])`,
    [dealIds]);
  return rows;
}

const total = (rows: { kopecks: number }[]) => rows.reduce((sum, { kopecks }) => sum + kopecks, 0);

for (const who of ['director', 'head', 'manager']) {
  test(`each figure by clients opens its own deals for ${who}`, async () => {
    const ctx = contextFor(who);
    for (const name of ['receivables', 'expected'] as const) {
      const { rows } = await runReport(ctx, name, { by: 'company' });
      assert.ok(rows.length > 3);
      let shared = 0;
      for (const row of rows) {
        const { id: payerId, condition } = asked(row);
        const page = await listDeals(ctx, {
          filter: payerFilter(name, condition), total: '1', limit: '1000',
          sums: `${OF_REPORT[name].sums},${OF_REPORT[name].ofPayers}`,
          columns: OF_REPORT[name].ofPayers,
        });
        assert.equal(page.total, row.count, `${name} ${row.title}`);
        const parts = await partsOf(name, page.items.map(({ id }) => id));
        const theirs = parts.filter(({ payer }) => payer === payerId);
        assert.equal(total(theirs), row.totalKopecks, `${name} ${row.title}`);
        assert.equal(new Set(theirs.map(({ dealId }) => dealId)).size, page.total);
        assert.equal(page.sums![OF_REPORT[name].ofPayers], row.totalKopecks,
          `${name} ${row.title}`);
        for (const { id, cells } of page.items) {
          assert.equal(cells![OF_REPORT[name].ofPayers],
            total(theirs.filter(({ dealId }) => dealId === id)));
        }
        // What the list sums up beyond the figure is what others owe in the same deals.
        assert.equal(page.sums![OF_REPORT[name].sums], total(parts));
        if (total(parts) > total(theirs)) shared += 1;
      }
      assert.ok(shared > 0, 'a deal of several payers is among them');
    }
  });
}

test('one of several, not this one, and unknown are asked as of any reference', async () => {
  const ctx = contextFor('director');
  const { rows } = await runReport(ctx, 'expected', { by: 'company' });
  const ids = rows.flatMap((row) => asked(row).id ?? []);
  const count = async (condition: unknown) =>
    (await listDeals(ctx, { filter: payerFilter('expected', condition), total: '1' })).total!;
  const [all, first] = [await count({ in: ids }), await count({ in: [ids[0]] })];
  assert.ok(first > 0 && all > first);
  const { rows: [every] } = await db.query<{ count: number }>(
    'select count(*)::int as count from deals.deal where expected_kopecks > 0');
  assert.equal(await count({ nin: [ids[0]] }), every!.count - first);
  const none = await count({ empty: true });
  assert.ok(none > 0);
  assert.equal(await count({ empty: false }), every!.count - none);
  const alone = async (isEmpty: boolean) => (await listDeals(ctx, {
    filter: JSON.stringify({ payer: { empty: isEmpty } }), total: '1' })).total;
  assert.deepEqual([await alone(false), await alone(true)], [every!.count - none, none],
    'a deal that nobody owes for has neither a known nor an unknown payer');
});

test('who may not see sums may not ask who owes either, and the file has the same deals',
  async () => {
    const ctx = contextFor('director');
    const { rows: [row] } = await runReport(ctx, 'receivables', { by: 'company' });
    const { condition } = asked(row!);
    const filter = payerFilter('receivables', condition);
    const page = await listDeals(ctx, { filter, limit: '1000', sort: 'id' });
    const view = exportView(ctx, dealSubject, {
      noun: 'deals', format: 'xlsx', filter, sort: 'id', columns: [
        { field: 'number', header: '№' }, { field: 'debtOfPayers', header: 'Долг' }],
    });
    const numbers: unknown[] = [];
    let owed = 0;
    await inTransaction(db, async (tx) => {
      for await (const cells of openRows(ctx, tx, view).rows()) {
        numbers.push(cells['number']);
        owed += cells['debtOfPayers'] as number;
      }
    });
    assert.ok(numbers.length > 0);
    assert.equal(owed, row!.totalKopecks);
    assert.deepEqual(numbers, page.items.map(({ number }) => number));
    const engineer = await addPerson(db, { departmentId: people.head.departmentId,
      role: 'engineer' });
    await assert.rejects(
      listDeals(engineer.ctx, { filter: JSON.stringify({ debtor: condition }) }),
      { code: 'filter.invalid' });
    await assert.rejects(listDeals(engineer.ctx, { sums: 'debtOfPayers' }),
      { code: 'filter.invalid' });
  });

test('the part of several is theirs together, and of nobody named nothing is said', async () => {
  const ctx = contextFor('director');
  const { rows } = await runReport(ctx, 'receivables', { by: 'company' });
  const [one, other] = rows.filter((row) => asked(row).id !== null);
  const partOf = async (debtor: object | null) => {
    const page = await listDeals(ctx, {
      sums: 'debtOfPayers', columns: 'debtOfPayers',
      filter: JSON.stringify(debtor === null ? {} : { and: [{ debtor }] }),
    });
    return { sum: page.sums!['debtOfPayers'], cell: page.items[0]!.cells!['debtOfPayers'] };
  };
  const both = await partOf({ in: [asked(one!).id, asked(other!).id] });
  assert.equal(both.sum, one!.totalKopecks + other!.totalKopecks);
  for (const condition of [null, { nin: [asked(one!).id] }]) {
    assert.deepEqual(await partOf(condition), { sum: 0, cell: null });
  }
});

for (const who of ['director', 'head', 'manager']) {
  test(`neither deals nor parts are read through for ${who}`, async () => {
    await db.query(`insert into payments.due (deal_id, base_id, order_uid, position, currency,
        uncovered_kopecks, receivable_kopecks, payer_id)
      select d.id, 1, gen_random_uuid(), n, 'RUB', 100, 100, d.company_id
      from deals.deal d cross join generate_series(1, 60) n where d.company_id is not null`);
    await db.query('analyze payments.due');
    const { rows } = await db.query<{ id: number }>(
      'select payer_id as id from payments.due where payer_id is not null limit 1');
    for (const condition of [{ in: [rows[0]!.id] }, { empty: true }]) {
      const { ctx, statements } = recording(contextFor(who));
      await listDeals(ctx, {
        filter: JSON.stringify({ debtor: condition }), total: '1', sums: 'debtOfPayers',
        columns: 'debtOfPayers',
      });
      assert.ok(statements.some(({ text }) => text.includes('sum_0')), 'their part is summed');
      for (const statement of statements) {
        assert.doesNotMatch(await planOf(db, statement), /Seq Scan on due x/, who);
      }
    }
  });
}
