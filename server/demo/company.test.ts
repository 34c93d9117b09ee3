import assert from 'node:assert/strict';
import test from 'node:test';
import { DEFAULT_TIME_ZONE, businessDate } from '#platform/clock';
import { systemContext } from '#platform/context';
import { actingEmployee, signIn, DEMO_PASSWORD } from '#modules/staff';
import { createTestDatabase } from '#test/database';
import { createCompany, SHOWN_LOGINS } from './company.ts';

test('every shown login opens the demo, the dismissed one does not', async () => {
  const { db } = await createTestDatabase();
  const company = await createCompany(db);
  const ctx = systemContext(db, 'system');
  const open = (login: string) => signIn(ctx, {
    login, password: DEMO_PASSWORD, address: '127.0.0.1', userAgent: null, demoAllowed: true,
  });
  for (const login of SHOWN_LOGINS) assert.ok((await open(login)).token, login);
  await assert.rejects(open('baranov'), { code: 'login.failed' });
  assert.equal(company.departments.size, 13);
  assert.ok(company.people.size >= 40);
  const head = company.people.get('head')!;
  assert.equal(company.departments.get('Насосы и мотопомпы'), head.departmentId);
  const today = businessDate(new Date(), DEFAULT_TIME_ZONE);
  assert.deepEqual(await actingEmployee(db, company.people.get('yakovleva')!.id, today),
    { employeeId: company.people.get('fedorov')!.id, why: 'deputy' });
  const left = await actingEmployee(db, company.people.get('baranov')!.id, today);
  assert.deepEqual(left, { employeeId: company.people.get('orlov')!.id, why: 'head' });
});
