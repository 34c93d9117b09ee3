// One person in several companies, branches of one ИНН, addresses, accounts, doubtful phones.
import assert from 'node:assert/strict';
import test, { before } from 'node:test';
import { completeInn } from '#contract/requisites';
import type { Db } from '#platform/database';
import { Refusal } from '#platform/refuse';
import { createTestDatabase } from '#test/database';
import { addDepartment, addPerson, type Person, seedPresets } from '#test/factory';
import { replaceAddresses, replaceBankAccounts } from './edit-company-parts.ts';
import { lookupContacts } from './find-customers.ts';
import {
  createCompany, createContact, editCompany, editContact, readCompany,
  readContact,
} from './index.ts';
import { listCompanies } from './list-companies.ts';
import { addReach } from './add-reach.ts';
import { linkContact, unlinkContact } from './link-contact.ts';
import { setReachType } from './set-reach-type.ts';

let db: Db;
let manager: Person;
let stranger: Person;

before(async () => {
  ({ db } = await createTestDatabase());
  await seedPresets(db);
  manager = await addPerson(db, { departmentId: await addDepartment(db) });
  stranger = await addPerson(db, { departmentId: await addDepartment(db) });
});

const company = async (name: string, more: object = {}) =>
  (await createCompany(manager.ctx, { name, ...more })).id;

function refused(code: string, field?: string): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof Refusal, String(error));
    assert.equal(error.code, code);
    if (field !== undefined) assert.equal(error.fields?.[0]?.field, field);
    return true;
  };
}

test('a person works for several companies, with a position in each', async () => {
  const [plant, dealer] = [await company('Завод'), await company('Дилер')];
  const { id } = await createContact(manager.ctx, {
    name: 'Семёнов', position: 'механик', companyId: plant,
  });
  await linkContact(manager.ctx, { id, companyId: dealer, position: 'директор', isMain: true });
  const card = await readContact(manager.ctx, id);
  assert.deepEqual(card.companies.map(({ name, position, isMain, isFirst }) =>
    [name, position, isMain, isFirst]),
  [['Завод', 'механик', false, true], ['Дилер', 'директор', true, false]]);
  const [person] = (await readCompany(manager.ctx, dealer)).contacts;
  assert.deepEqual([person?.name, person?.isMain, person?.isShared], ['Семёнов', true, true]);
  const [found] = await lookupContacts(manager.ctx, { companyId: dealer });
  assert.equal(found?.id, id);
  await unlinkContact(manager.ctx, { id, companyId: plant });
  const after = await readContact(manager.ctx, id);
  assert.deepEqual(after.companies.map(({ name, isFirst }) => [name, isFirst]), [['Дилер', true]]);
  assert.equal(after.company?.id, dealer);
});

test('the main person of a company is one; the link follows an edit of the company', async () => {
  const [plant, other] = [await company('Литейный'), await company('Прокатный')];
  const first = await createContact(manager.ctx, { name: 'Первый', companyId: plant });
  const second = await createContact(manager.ctx, { name: 'Второй', companyId: plant });
  await linkContact(manager.ctx, { id: first.id, companyId: plant, isMain: true });
  await linkContact(manager.ctx, { id: second.id, companyId: plant, isMain: true });
  const people = (await readCompany(manager.ctx, plant)).contacts;
  assert.deepEqual(people.map(({ name, isMain }) => [name, isMain]),
    [['Второй', true], ['Первый', false]]);
  const { version } = await readContact(manager.ctx, first.id);
  await editContact(manager.ctx, { id: first.id, version, companyId: other });
  assert.deepEqual((await readContact(manager.ctx, first.id)).companies.map(({ id }) => id),
    [other]);
});

test('a foreign contact is not linked, a missing company neither', async () => {
  const plant = await company('Чужой завод');
  const { id } = await createContact(manager.ctx, { name: 'Не ваш' });
  await assert.rejects(linkContact(stranger.ctx, { id, companyId: plant }),
    refused('right.missing'));
  await assert.rejects(linkContact(manager.ctx, { id, companyId: 999_999 }),
    refused('field.invalid', 'companyId'));
  await assert.rejects(unlinkContact(manager.ctx, { id, companyId: plant }),
    refused('record.missing'));
});

test('companies of one ИНН are a head and its branches', async () => {
  const inn = completeInn('770708389');
  const branch = await company('Филиал', { inn, kpp: '781043001' });
  const head = await company('Головная', { inn, kpp: '770701001' });
  const { group } = await readCompany(manager.ctx, branch);
  assert.deepEqual(group.map(({ id, isHead }) => [id, isHead]), [[head, true], [branch, false]]);
  const alone = await company('Одна', { inn: completeInn('770708390') });
  assert.deepEqual((await readCompany(manager.ctx, alone)).group, []);
});

test('addresses and accounts are replaced whole, told in history and checked', async () => {
  const id = await company('С реквизитами');
  await replaceAddresses(manager.ctx, {
    id, version: 1, items: [{ kind: 'delivery', value: ' Тверь, склад 4 ' }],
  });
  const account = {
    bankName: 'Сбербанк', bic: '044525225', account: '4070 2810 4380 0006 0473',
    corrAccount: '30101810400000000225', isMain: false,
  };
  await replaceBankAccounts(manager.ctx, { id, version: 2, items: [account] });
  const card = await readCompany(manager.ctx, id);
  assert.deepEqual(card.addresses, [{ kind: 'delivery', value: 'Тверь, склад 4' }]);
  assert.deepEqual(card.bankAccounts.map((each) => [each.account, each.isMain]),
    [['40702810438000060473', true]]);
  await assert.rejects(replaceBankAccounts(manager.ctx, {
    id, version: 3, items: [{ ...account, bic: '044525974' }],
  }), refused('field.invalid', 'items[0].account'));
  await assert.rejects(replaceAddresses(manager.ctx, { id, version: 1, items: [] }),
    refused('record.changed'));
  const { rows } = await db.query<{ data: { changes: Record<string, unknown> } }>(`
    select data from platform.event where kind = 'company.edited' and entity_id = $1 order by id`,
  [id]);
  assert.deepEqual(rows.map((row) => Object.keys(row.data.changes)[0]),
    ['addresses', 'bankAccounts']);
});

test('what a company is to us and its tags are ours, filters know them', async () => {
  const id = await company('Насосы плюс', {
    relations: ['dealer'], tags: ['ЖБИ', 'жби', ' щебень '],
  });
  const { tags } = await readCompany(manager.ctx, id);
  assert.deepEqual(tags, ['жби', 'щебень']);
  await editCompany(manager.ctx, { id, version: 1, relations: ['dealer', 'competitor'] });
  const filter = JSON.stringify({ isCompetitor: { eq: true }, tags: { contains: 'щеб' } });
  const found = await listCompanies(manager.ctx, { filter });
  assert.deepEqual(found.items.map((item) => item.id), [id]);
});

test('a number of no plan is kept as written and said to be doubtful', async () => {
  const { id } = await createContact(manager.ctx, { name: 'Странный номер' });
  const owner = { entity: 'contact', id } as const;
  await addReach(manager.ctx, { ...owner, kind: 'phone', value: 'АТС 12-34-56' });
  await addReach(manager.ctx, { ...owner, kind: 'phone', value: '8 921 000-11-22' });
  const { reaches } = await readContact(manager.ctx, id);
  assert.deepEqual(reaches.map(({ display, isValid, type }) => [display, isValid, type]),
    [['АТС 12-34-56', false, null], ['+7 921 000-11-22', true, 'mobile']]);
  await setReachType(manager.ctx, { ...owner, reachId: reaches[0]!.id, type: 'work' });
  assert.equal((await readContact(manager.ctx, id)).reaches[0]?.type, 'work');
});
