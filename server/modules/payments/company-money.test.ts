// The money of a company is one figure each for everybody who sees sums, and no more than that.
import assert from 'node:assert/strict';
import test, { before } from 'node:test';
import { completeInn } from '#contract/requisites';
import type { Db } from '#platform/database';
import { createTestDatabase } from '#test/database';
import {
  addCompany, addDeal, addDepartment, addPerson, type Person, seedPresets, TEST_NOW,
} from '#test/factory';
import { companyMoney } from './company-money.ts';
import { listDues } from './list-dues.ts';

let db: Db;
let manager: Person;
let stranger: Person;
let engineer: Person;
const TODAY = TEST_NOW.toISOString().slice(0, 10);

before(async () => {
  ({ db } = await createTestDatabase());
  await seedPresets(db);
  const departmentId = await addDepartment(db);
  manager = await addPerson(db, { departmentId });
  stranger = await addPerson(db, { departmentId: await addDepartment(db) });
  engineer = await addPerson(db, { departmentId, role: 'engineer' });
});

type Part = { payOn: string; open: number; owed: number; currency?: string };

async function waiting(companyId: number, parts: Part[]): Promise<void> {
  const id = await addDeal(manager, { companyId });
  await db.query(
    `update deals.deal set receivable_kopecks = 1, expected_kopecks = 1 where id = $1`, [id]);
  for (const [position, { payOn, open, owed, currency = 'RUB' }] of parts.entries()) {
    await db.query(
      `insert into payments.due (deal_id, base_id, order_uid, position, variant, pay_on, aged_on,
         currency, uncovered_kopecks, receivable_kopecks)
       values ($1, 1, gen_random_uuid(), $2, 'credit', $3, $3, $4, $5, $6)`,
      [id, position + 1, payOn, currency, open, owed]);
  }
}

test('debt, overdue and credit of the company, the debt of its whole organisation', async () => {
  const inn = completeInn('780000555');
  const [head, branch] = [await addCompany(db, 'Голова', inn), await addCompany(db, 'Ветвь', inn)];
  await waiting(head, [
    { payOn: '2026-01-31', open: 70_00, owed: 60_00 }, { payOn: TODAY, open: 30_00, owed: 0 },
    { payOn: '2026-01-31', open: 5_00, owed: 4_00, currency: 'USD' },
  ]);
  await waiting(branch, [{ payOn: '2026-01-31', open: 5_00, owed: 5_00 }]);
  await db.query(`insert into payments.advance (base_id, payment_uid, company_id, currency, kopecks)
    values (1, gen_random_uuid(), $1, 'RUB', 15_00), (1, gen_random_uuid(), $1, 'RUB', -3_00),
      (1, gen_random_uuid(), $1, 'EUR', 9_00)`, [head]);
  const sums = (...[debt, overdue, credit, advance]: [number, number, number, number]) => ({
    debtKopecks: debt, overdueKopecks: overdue, creditKopecks: credit, advanceKopecks: advance,
  });
  const money = {
    ...sums(60_00, 70_00, 30_00, 12_00), groupDebtKopecks: 65_00,
    seen: sums(60_00, 70_00, 30_00, 0),
    otherCurrencies: [
      { currency: 'EUR', ...sums(0, 0, 0, 9_00), seen: sums(0, 0, 0, 0) },
      { currency: 'USD', ...sums(4_00, 5_00, 0, 0), seen: sums(4_00, 5_00, 0, 0) },
    ],
  };
  assert.deepEqual(await companyMoney(manager.ctx, head), money);
  assert.deepEqual(await companyMoney(stranger.ctx, head),
    {
      ...money, seen: sums(0, 0, 0, 0),
      otherCurrencies: money.otherCurrencies.map((other) =>
        ({ ...other, seen: sums(0, 0, 0, 0) })),
    },
    'no list of a stranger shows it');
  const alone = await companyMoney(manager.ctx, await addCompany(db));
  assert.deepEqual([alone.debtKopecks, alone.groupDebtKopecks], [0, null]);
});

test('a deal may be of another client than its order: who is named in the order owes', async () => {
  const [payer, client] = [await addCompany(db, 'Плательщик'), await addCompany(db, 'Заказчик')];
  await waiting(client, [{ payOn: '2026-01-31', open: 70_00, owed: 60_00 }]);
  await db.query(`update payments.due x set payer_id = $1 from deals.deal d
    where d.id = x.deal_id and d.company_id = $2`, [payer, client]);
  const debtOf = async (id: number) => (await companyMoney(manager.ctx, id)).debtKopecks;
  assert.deepEqual([await debtOf(payer), await debtOf(client)], [60_00, 0]);
  const filter = JSON.stringify({ company: { eq: payer } });
  const { items } = await listDues(manager.ctx, 'receivables', { filter });
  assert.deepEqual(items.map(({ company }) => company?.id), [payer]);
});

test('who sees no sums sees no money, who sees no company finds none', async () => {
  const id = await addCompany(db);
  await waiting(id, [{ payOn: '2026-01-31', open: 70_00, owed: 60_00 }]);
  const money = await companyMoney(engineer.ctx, id);
  assert.deepEqual([money.debtKopecks, money.overdueKopecks, money.advanceKopecks, money.seen],
    [null, null, null, null]);
  await assert.rejects(companyMoney(manager.ctx, 999_999), { code: 'record.missing' });
});
