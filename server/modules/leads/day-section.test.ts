import assert from 'node:assert/strict';
import test, { before } from 'node:test';
import { type Db } from '#platform/database';
import { Refusal } from '#platform/refuse';
import { createTestDatabase } from '#test/database';
import {
  addDepartment, addLead, addPerson, type Person, seedPresets, TEST_NOW,
} from '#test/factory';
import { convertLead, leadDaySection, readCard, returnLead } from '#modules/leads';
import { readDealOrigin } from './deal-origin.ts';

let db: Db;
let operator: Person;
let seller: Person;

before(async () => {
  ({ db } = await createTestDatabase());
  await seedPresets(db);
  operator = await addPerson(db, { departmentId: await addDepartment(db), role: 'operator' });
  seller = await addPerson(db, { departmentId: await addDepartment(db, 'Насосы') });
});

const dayOf = (person: Person) =>
  leadDaySection.read(person.ctx, { employeeIds: [operator.id], limit: 20 });

test('the day tells of leads that came back, stand still, wait or are not passed', async () => {
  const pass = async (id: number) => convertLead(operator.ctx,
    { id, version: (await readCard(operator.ctx, id)).version, employeeId: seller.id });
  const fresh = await addLead(operator, { estimateKopecks: 500 });
  const waiting = await addLead(operator);
  await pass(waiting);
  const returned = await addLead(operator);
  await pass(returned);
  await returnLead(seller.ctx, { id: returned, reason: 'Не мой отдел' });
  const stuck = await addLead(operator);
  await db.query(`update leads.lead set updated_at = $2::timestamptz - interval '9 days'
    where id = $1`, [stuck, TEST_NOW]);
  const { items, total, sumKopecks } = await dayOf(operator);
  assert.deepEqual(items.map(({ entityId, late }) => [entityId, late]),
    [[returned, true], [stuck, true], [waiting, false], [fresh, false]]);
  assert.match(items[0]!.why, /^Вернули: Не мой отдел$/);
  assert.match(items[2]!.why, new RegExp(`^${seller.actor.name} ещё не принимает`));
  assert.deepEqual([total, sumKopecks], [4, 500]);
  // Another's day is read with one's own rights.
  const seen = await dayOf(seller);
  assert.deepEqual(seen.items.map(({ entityId }) => entityId), [waiting]);
});

test('a deal tells of its lead and its trace, the lead only to those who may open it', async () => {
  const trace = { did: '+78125550111', utm: { source: 'yandex' } };
  const id = await addLead(operator, { trace, phones: ['8 912 000-11-22'] });
  const { deal } = await convertLead(operator.ctx, { id, version: 1, employeeId: seller.id });
  const { number, title, personName, reaches } = await readCard(operator.ctx, id);
  assert.ok(reaches.length > 0, 'a number to call back');
  assert.deepEqual(await readDealOrigin(seller.ctx, deal.id),
    { trace, lead: { id, number, title, personName, reaches } });
  const head = await addPerson(db, { departmentId: operator.departmentId });
  await assert.rejects(readDealOrigin(head.ctx, deal.id),
    (error: unknown) => error instanceof Refusal && error.code === 'record.missing');
});
