// The debt of a company is one figure for everybody who sees sums, and no more than that.
import assert from 'node:assert/strict';
import test, { before } from 'node:test';
import { completeInn } from '#contract/requisites';
import type { Db } from '#platform/database';
import { createTestDatabase } from '#test/database';
import {
  addCompany, addDeal, addDepartment, addPerson, type Person, seedPresets,
} from '#test/factory';
import { companyDebt } from './company-debt.ts';

let db: Db;
let manager: Person;
let stranger: Person;
let engineer: Person;

before(async () => {
  ({ db } = await createTestDatabase());
  await seedPresets(db);
  const departmentId = await addDepartment(db);
  manager = await addPerson(db, { departmentId });
  stranger = await addPerson(db, { departmentId: await addDepartment(db) });
  engineer = await addPerson(db, { departmentId, role: 'engineer' });
});

async function owing(companyId: number, shipped: number, paid: number): Promise<void> {
  const id = await addDeal(manager, { companyId });
  await db.query('update deals.deal set shipped_kopecks = $2, paid_kopecks = $3 where id = $1',
    [id, shipped, paid]);
}

test('shipped and not paid, of the company and of its whole organisation', async () => {
  const inn = completeInn('780000555');
  const [head, branch] = [await addCompany(db, 'Голова', inn), await addCompany(db, 'Ветвь', inn)];
  await owing(head, 100_00, 40_00);
  await owing(head, 0, 70_00);
  await owing(branch, 5_00, 0);
  assert.deepEqual(await companyDebt(stranger.ctx, head),
    { debtKopecks: 60_00, groupDebtKopecks: 65_00 });
  const alone = await addCompany(db);
  assert.deepEqual(await companyDebt(manager.ctx, alone),
    { debtKopecks: 0, groupDebtKopecks: null });
});

test('who sees no sums sees no debt, who sees no company finds none', async () => {
  const id = await addCompany(db);
  await owing(id, 100_00, 0);
  assert.deepEqual(await companyDebt(engineer.ctx, id),
    { debtKopecks: null, groupDebtKopecks: null });
  await assert.rejects(companyDebt(manager.ctx, 999_999), { code: 'record.missing' });
});
