// Whoever reads their own clients alone chooses of these alone: a number typed into a deal or a
// lead is no way to read out the others.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { createCompany, createContact } from '#modules/customers';
import { createDeal, editDeal, readCard } from '#modules/deals';
import { convertLead, createLead, editLead } from '#modules/leads';
import type { Context } from '#platform/context';
import type { Db } from '#platform/database';
import { Refusal } from '#platform/refuse';
import { createTestDatabase } from '#test/database';
import { seedPresets } from '#test/factory';
import { contextOf, createPeople } from '#test/people';

let db: Db;
let manager: Context;
const mine = { companyId: 0, contactId: 0 };
const foreign = { companyId: 0, contactId: 0 };

before(async () => {
  ({ db } = await createTestDatabase());
  await seedPresets(db);
  const people = await createPeople(db);
  await db.query(`update staff.role_grant g set scope = 'own' from staff.role r
    where r.id = g.role_id and r.code = 'manager' and g.entity in ('company', 'contact')
      and g.action = 'read'`);
  manager = await contextOf(db, people.manager);
  for (const [ids, who] of [[mine, people.manager], [foreign, people.stranger]] as const) {
    const ctx = await contextOf(db, who);
    ids.companyId = (await createCompany(ctx, { name: `ООО «${who.id}»` })).id;
    ids.contactId = (await createContact(ctx, { name: `Человек ${who.id}` })).id;
  }
});

/** Word for word what is said of a record that nobody ever had. */
async function refusedAs(field: 'companyId' | 'contactId', act: (id: number) => Promise<unknown>) {
  const said = async (id: number) => act(id).then(() => 'taken', (error: unknown) => {
    assert.ok(error instanceof Refusal);
    return [error.code, error.detail, error.fields];
  });
  const [unseen, missing] = [await said(foreign[field]), await said(999_999)];
  assert.deepEqual(unseen, missing, field);
  assert.equal((missing as unknown[])[0], 'field.invalid');
  assert.equal(await said(mine[field]), 'taken', 'one of their own is');
}

test('a deal takes the clients that its maker sees, and no others', async () => {
  const { id } = await createDeal(manager, { title: 'Насос' });
  for (const field of ['companyId', 'contactId'] as const) {
    await refusedAs(field, (chosen) => createDeal(manager, { title: 'Насос', [field]: chosen }));
    await refusedAs(field, async (chosen) => {
      const { version } = await readCard(manager, id);
      return editDeal(manager, { id, version, [field]: chosen });
    });
  }
  const { company, contact } = await readCard(manager, id);
  assert.deepEqual([company?.id, contact?.id], [mine.companyId, mine.contactId]);
});

test('so does a lead, and the deal that is made of it', async () => {
  const { id } = await createLead(manager, { title: 'Обращение' });
  let version = 1;
  for (const field of ['companyId', 'contactId'] as const) {
    await refusedAs(field, (chosen) => createLead(manager, { title: 'Ещё', [field]: chosen }));
    await refusedAs(field, async (chosen) => {
      ({ version } = await editLead(manager, { id, version, [field]: chosen }));
    });
    await assert.rejects(convertLead(manager, {
      id, version, employeeId: manager.actor.employeeId!, [field]: foreign[field],
    }), { code: 'field.invalid' });
  }
  const { deal } = await convertLead(manager, {
    id, version, employeeId: manager.actor.employeeId!,
  });
  const { company, contact } = await readCard(manager, deal.id);
  assert.deepEqual([company?.id, contact?.id], [mine.companyId, mine.contactId]);
});
