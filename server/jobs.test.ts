// A product manager who takes over a group reads the deals that sold its goods through 1C before.
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { introduceBase, receiveItems } from '#integrations/onec';
import { createGroup, setGroupOwners } from '#modules/catalog';
import { listDeals } from '#modules/deals';
import { one } from '#platform/database';
import { startTestApp, type TestApp } from '#test/app';
import { addDepartment, addPerson } from '#test/factory';
import { item, orderBody, TEST_EPOCH, TEST_IB, uid } from '#test/onec/items';

let world: TestApp;
before(async () => { world = await startTestApp(); });
after(() => world.close());

test('owners of a group read the deals of earlier orders of 1C', async () => {
  const { db } = world;
  const departmentId = await addDepartment(db);
  const admin = await addPerson(db, { departmentId, role: 'administrator' });
  const product = await addPerson(db, { departmentId, role: 'product' });
  await introduceBase(db, { ib: TEST_IB, epoch: TEST_EPOCH }, new Date());
  const [line] = orderBody('10.00')['lines'] as object[];
  const lines = [{ ...line, productUid: uid(7) }];
  const results = await receiveItems({ db, now: () => new Date() }, [
    item('product', uid(7), 1, { name: 'Насос', article: 'Н-1' }),
    item('order', uid(8), 1, orderBody('10.00', { lines })),
  ].map((value) => ({ value, line: null })), { kind: 'push' });
  assert.deepEqual(results.map((row) => row.status), ['applied', 'applied']);
  const group = await createGroup(admin.ctx, { name: 'Насосы' });
  await db.query('update catalog.product set group_id = $1', [group.id]);
  const total = async () => (await listDeals(product.ctx, { total: '1' })).total;
  assert.equal(await total(), 0);
  await setGroupOwners(admin.ctx, { id: group.id, employeeIds: [product.id] });
  for (let waits = 0; waits < 100 && await total() === 0; waits += 1) await delay(100);
  assert.equal(await total(), 1);
  const reader = await one<{ edits: boolean }>(db,
    'select bool_or(may_edit) as edits from deals.deal_reader where employee_id = $1',
    [product.id]);
  assert.deepEqual(reader, { edits: false });
});
