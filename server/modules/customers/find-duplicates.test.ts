import assert from 'node:assert/strict';
import test, { before } from 'node:test';
import { completeInn } from '#contract/requisites';
import type { Db } from '#platform/database';
import { createTestDatabase } from '#test/database';
import { addDepartment, addPerson, contextOf, type Person, seedPresets } from '#test/factory';
import { findCompanyCandidates, findContactCandidates } from './find-duplicates.ts';
import { createCompany, createContact } from './index.ts';

let db: Db;
let manager: Person;
let companyId: number;
let contactId: number;
const INN = completeInn('770708389');

before(async () => {
  ({ db } = await createTestDatabase());
  await seedPresets(db);
  manager = await addPerson(db, { departmentId: await addDepartment(db) });
  companyId = (await createCompany(manager.ctx, {
    name: 'ООО «Новгородский щебень»', inn: INN, phones: ['8 816 277-11-22 доб. 5'],
  })).id;
  contactId = (await createContact(manager.ctx, {
    name: 'Щукин Пётр Ильич', companyId, phones: ['+7 921 555-44-33'], emails: ['petr@gravel.ru'],
  })).id;
  await createCompany(manager.ctx, { name: 'АО «Волгоцемент»' });
});

const companies = async (typed: object) =>
  (await findCompanyCandidates(manager.ctx, typed)).map(({ id, reasons }) => ({ id, reasons }));
const contacts = async (typed: object) =>
  (await findContactCandidates(manager.ctx, typed)).map(({ id, reasons }) => ({ id, reasons }));

test('a company is known by a misspelt name, in another form, in Latin letters', async () => {
  for (const name of ['Новгородский щебень', 'новгородскй щебнь', 'Novgorodsky scheben OOO',
    'Общество с ограниченной ответственностью "Новгородский Щебень"', 'ЩЕБЕНЬ НОВГОРОДСКИЙ АО']) {
    assert.deepEqual(await companies({ name }), [{ id: companyId, reasons: ['name'] }], name);
  }
  assert.deepEqual(await companies({ name: 'Псковский гравий' }), []);
  assert.deepEqual(await companies({ name: 'ООО' }), []);
});

test('by ИНН from its fifth digit, by the phone of the company or of its people', async () => {
  assert.deepEqual(await companies({ inn: INN.slice(0, 6) }),
    [{ id: companyId, reasons: ['inn'] }]);
  assert.deepEqual(await companies({ inn: '7707' }), []);
  for (const phone of ['+78162771122', '8(8162)77-11-22', '8 921 5554433']) {
    assert.deepEqual(await companies({ phones: [phone] }),
      [{ id: companyId, reasons: ['phone'] }], phone);
  }
  assert.deepEqual(await companies({ inn: INN, name: 'Новгородский щебень', exceptId: companyId }),
    []);
});

test('a person is known by phone, address and name; the best first', async () => {
  const neighbour = await createContact(manager.ctx, {
    name: 'Орлова Мария', phones: ['89215554433'],
  });
  assert.deepEqual(await contacts({ name: 'Шукин Петр Ильич', phones: ['8-921-555-44-33'] }), [
    { id: contactId, reasons: ['phone', 'name'] }, { id: neighbour.id, reasons: ['phone'] },
  ]);
  assert.deepEqual(await contacts({ emails: ['PETR@gravel.ru'] }),
    [{ id: contactId, reasons: ['email'] }]);
});

test('nobody is named to those who may not see them, nor found by hidden phones', async () => {
  const narrow = contextOf(db, {
    ...manager.actor, employeeId: null, grants: new Map([['company.read', 'own']]),
  });
  assert.deepEqual(await findCompanyCandidates(narrow, { inn: INN }), []);
  const blind = contextOf(db, { ...manager.actor, hidden: new Set(['person.reach']) });
  assert.deepEqual(await findContactCandidates(blind, { phones: ['+79215554433'] }), []);
});
