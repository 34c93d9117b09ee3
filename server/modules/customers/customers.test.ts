import assert from 'node:assert/strict';
import test, { before } from 'node:test';
import { completeInn } from '#contract/requisites';
import { SYSTEM, type Actor } from '#platform/actor';
import type { Context } from '#platform/context';
import type { Db } from '#platform/database';
import { Refusal } from '#platform/refuse';
import { searchAll } from '#platform/search/registry';
import { createTestDatabase } from '#test/database';
import { addDepartment, addPerson, contextOf, type Person, seedPresets } from '#test/factory';
import { lookupCompanies, lookupContacts } from './find-customers.ts';
import {
  createCompany, createContact, customersGuards, customersSearch, editCompany,
  editContact, listContacts, readCompany, readContact,
} from './index.ts';
import { listCompanies } from './list-companies.ts';
import { addReach } from './add-reach.ts';
import { removeReach } from './remove-reach.ts';

let db: Db;
let pumps: number;
let manager: Person;
let stranger: Person;
let operator: Person;
let system: Context;

before(async () => {
  ({ db } = await createTestDatabase());
  await seedPresets(db);
  pumps = await addDepartment(db, 'Насосы');
  const compressors = await addDepartment(db, 'Компрессоры');
  manager = await addPerson(db, { departmentId: pumps });
  stranger = await addPerson(db, { departmentId: compressors });
  operator = await addPerson(db, { role: 'operator', departmentId: compressors });
  system = contextOf(db, SYSTEM);
});

let count = 100_000_000;
const inn = () => completeInn(String(count += 1));

function refused(code: string, field?: string): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof Refusal, String(error));
    assert.equal(error.code, code);
    if (field !== undefined) assert.equal(error.fields?.[0]?.field, field);
    return true;
  };
}

/** The person with other rights; nothing else of the actor changes. */
function withRights(person: Person, change: Partial<Actor>): Context {
  return contextOf(db, { ...person.actor, ...change });
}

test('a company belongs to whoever made it, an operator leaves it to nobody', async () => {
  const number = inn();
  const mine = await createCompany(manager.ctx, {
    name: ' ООО «Ромашка» ', inn: number, kpp: '781001001', phones: ['8 812 123-45-67 доб. 5', ''],
    emails: ['Info@Romashka.RU'], fullName: ' ',
  });
  const card = await readCompany(manager.ctx, mine.id);
  assert.equal(card.name, 'ООО «Ромашка»');
  assert.equal(card.fullName, null);
  assert.deepEqual([card.responsible?.id, card.department?.id], [manager.id, pumps]);
  assert.deepEqual(card.reaches.map(({ display }) => display),
    ['+7 812 123-45-67 доб. 5', 'info@romashka.ru']);
  assert.deepEqual([card.may.edit, card.readOnly, card.identityCount], [true, [], 0]);
  const foreign = await createCompany(operator.ctx, { name: 'Позвонили' });
  assert.equal((await readCompany(operator.ctx, foreign.id)).responsible, null);
  const sole = await createCompany(manager.ctx, {
    name: 'ИП Петров', inn: completeInn('5001007322'),
  });
  assert.equal((await readCompany(manager.ctx, sole.id)).kind, 'sole');
});

test('wrong digits and wrong phones are refused in words, by their place', async () => {
  const create = (input: object) => createCompany(manager.ctx, { name: 'Опечатка', ...input });
  await assert.rejects(create({ inn: '7707083894' }), refused('field.invalid', 'inn'));
  await assert.rejects(create({ kpp: '12' }), refused('field.invalid', 'kpp'));
  await assert.rejects(create({ ogrn: '1' }), refused('field.invalid', 'ogrn'));
  await assert.rejects(create({ phones: ['+78121234567', 'нет'] }),
    refused('field.invalid', 'phones[1]'));
  await assert.rejects(create({ emails: ['a@'] }), refused('field.invalid', 'emails[0]'));
  await assert.rejects(create({ responsibleId: 999_999 }),
    refused('field.invalid', 'responsibleId'));
  await assert.rejects(createCompany(manager.ctx, { name: '   ' }),
    (error: { constraint?: string }) => error.constraint === 'company_name_length');
});

test('the same ИНН and КПП are refused once, also when two people hurry', async () => {
  const requisites = { inn: inn(), kpp: '781001001' };
  const tries = await Promise.allSettled([1, 2, 3].map((place) =>
    createCompany(manager.ctx, { name: `Двойник ${place}`, ...requisites })));
  assert.equal(tries.filter(({ status }) => status === 'fulfilled').length, 1);
  const failed = tries.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
  assert.match(String(failed.reason.detail), /уже есть: «Двойник/);
  await createCompany(manager.ctx, { name: 'Филиал', inn: requisites.inn, kpp: '770101001' });
});

test('an edit by an old version is refused, an empty one changes nothing', async () => {
  const { id } = await createCompany(manager.ctx, { name: 'Завод' });
  const edits = await Promise.allSettled(['А', 'Б'].map((name) =>
    editCompany(manager.ctx, { id, version: 1, name })));
  assert.equal(edits.filter(({ status }) => status === 'fulfilled').length, 1);
  const failed = edits.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
  assert.equal(failed.reason.code, 'record.changed');
  assert.deepEqual(await editCompany(manager.ctx, { id, version: 2, address: '' }), { version: 2 });
  const { rows } = await db.query<{ data: { changes: object } }>(`
    select data from platform.event where kind = 'company.edited' and entity_id = $1`, [id]);
  assert.deepEqual(Object.keys(rows[0]!.data.changes), ['name']);
  assert.equal(rows.length, 1);
});

test('two people edit different fields and lose nothing, one field is asked about', async () => {
  const { id } = await createCompany(manager.ctx, { name: 'Вдвоём' });
  await editCompany(manager.ctx, { id, version: 1, address: 'Тула' });
  await addReach(manager.ctx, { entity: 'company', id, kind: 'phone', value: '+79210001199' });
  assert.deepEqual(await editCompany(manager.ctx, { id, version: 1, name: 'Втроём' }),
    { version: 4 });
  const { name, address } = await readCompany(manager.ctx, id);
  assert.deepEqual([name, address], ['Втроём', 'Тула']);
  await assert.rejects(
    editCompany(manager.ctx, { id, version: 1, address: 'Орёл', kind: 'person' }),
    refused('record.changed', 'address'));
  const person = await createContact(manager.ctx, { name: 'Вдвоём Иван' });
  await editContact(manager.ctx, { id: person.id, version: 1, position: 'механик' });
  await editContact(manager.ctx, { id: person.id, version: 1, name: 'Иван Вдвоём' });
  await assert.rejects(
    editContact(manager.ctx, { id: person.id, version: 2, name: 'Пётр' }),
    refused('record.changed', 'name'));
});

test('fields of 1C are refused by name, the responsible is ours', async () => {
  const { id } = await createCompany(manager.ctx, { name: 'Из 1С', inn: inn() });
  await db.query('update customers.company set from_onec = true where id = $1', [id]);
  await assert.rejects(editCompany(system, { id, version: 1, name: 'Иначе', inn: null }),
    refused('field.readOnly', 'name'));
  await editCompany(system, { id, version: 1, name: 'Из 1С', responsibleId: stranger.id });
  const card = await readCompany(stranger.ctx, id);
  assert.deepEqual([card.department?.id, card.readOnly.includes('inn')],
    [stranger.departmentId, true]);
  const { rows } = await db.query<{ visible_before: object }>(`
    select visible_before from platform.event where kind = 'company.edited' and entity_id = $1`,
  [id]);
  assert.deepEqual(rows[0]?.visible_before, { departmentId: pumps, readerIds: [manager.id] });
});

test('everybody reads, only the owner edits', async () => {
  const { id } = await createCompany(manager.ctx, { name: 'Чужая не правит' });
  assert.equal((await readCompany(stranger.ctx, id)).may.edit, false);
  await assert.rejects(editCompany(stranger.ctx, { id, version: 1, name: 'Моя' }),
    refused('right.missing'));
  await assert.rejects(
    addReach(stranger.ctx, { entity: 'company', id, kind: 'phone', value: '89211234567' }),
    refused('right.missing'));
});

test('who reads only their own finds, counts and opens nothing foreign', async () => {
  const { id } = await createCompany(manager.ctx, {
    name: 'Секретцемент', inn: inn(), phones: ['+7 921 777-66-55'],
  });
  const person = await createContact(manager.ctx, { name: 'Тайнов Илья', companyId: id });
  const grants = new Map([['company.read', 'own'], ['contact.read', 'own'],
    ['contact.create', 'own']] as const);
  const narrow = withRights(stranger, { grants });
  for (const q of ['секретцемент', 'ctrhtnwtvtyn', '+7 921 777-66', 'тайнов']) {
    assert.deepEqual(await searchAll(narrow, customersSearch, q), { groups: [] }, q);
    assert.deepEqual(await lookupCompanies(narrow, { q }), [], q);
    assert.deepEqual(await lookupContacts(narrow, { q }), [], q);
    const list = await listCompanies(narrow, { q, total: '1' });
    assert.deepEqual([list.items, list.total], [[], 0], q);
    assert.equal((await listContacts(narrow, { q, total: '1' })).total, 0);
  }
  await assert.rejects(readCompany(narrow, id), refused('record.missing'));
  await assert.rejects(readContact(narrow, person.id), refused('record.missing'));
  await assert.rejects(createContact(narrow, { name: 'Сосед', companyId: id }),
    refused('field.invalid', 'companyId'));
  const nobody = withRights(stranger, { grants: new Map() });
  assert.deepEqual(await searchAll(nobody, customersSearch, 'секретцемент'), { groups: [] });
  assert.deepEqual((await customersGuards['company']!.facts!(db, [id])).get(id),
    { departmentId: pumps, readerIds: [manager.id] });
});

test('whoever may not see phones neither reads nor finds by them', async () => {
  const { id } = await createCompany(manager.ctx, { name: 'Немой', phones: ['+79217776644'] });
  const blind = withRights(manager, { hidden: new Set(['person.reach', 'deal.money']) });
  const card = await readCompany(blind, id);
  assert.deepEqual([card.reaches, card.phones, card.advanceKopecks], [[], [], null]);
  assert.deepEqual(await searchAll(blind, customersSearch, '9217776644'), { groups: [] });
  const filter = JSON.stringify({ phones: { contains: '9217776644' } });
  await assert.rejects(listCompanies(blind, { filter }), refused('filter.invalid', 'phones'));
  assert.equal((await listCompanies(manager.ctx, { filter })).items[0]?.id, id);
});

test('a phone is found by any part of it, in any writing, through people too', async () => {
  const { id } = await createCompany(manager.ctx, { name: 'АО «Ёлочный завод»', inn: inn() });
  const person = await createContact(manager.ctx, {
    name: 'Семёнов Фёдор', companyId: id, phones: ['8 (921) 555-44-33 доб. 7'],
    emails: ['semenov@elka.ru'], position: 'механик',
  });
  const found = async (q: string) => (await searchAll(system, customersSearch, q)).groups
    .map(({ entity, items }) => `${entity}:${items.map((item) => item.id).join()}`);
  const both = [`company:${id}`, `contact:${person.id}`];
  for (const q of ['921 555-44', '89215554433', '+7(921)5554433', '554433', 'SEMENOV@elka']) {
    assert.deepEqual(await found(q), both, q);
  }
  assert.deepEqual(await found('елочный'), [`company:${id}`]);
  assert.deepEqual(await found('`kjxysq'), [`company:${id}`]);
  assert.deepEqual(await found('семенов'), [`contact:${person.id}`]);
  const filter = JSON.stringify({ phones: { contains: '8 (921) 555-44-33' } });
  const listed = await listContacts(system, { filter });
  assert.deepEqual(listed.items.map((item) => item.id), [person.id]);
  const nothing = JSON.stringify({ phones: { contains: 'нет цифр' } });
  assert.deepEqual((await listContacts(system, { filter: nothing })).items, []);
  const card = await readCompany(system, id);
  assert.equal(card.contacts[0]?.reaches[0]?.display, '+7 921 555-44-33 доб. 7');
  const [hit] = await lookupContacts(system, { companyId: id });
  assert.deepEqual(hit, {
    id: person.id, title: 'Семёнов Фёдор', subtitle: 'механик · АО «Ёлочный завод»',
  });
});

test('reaches are added once and removed, each a change of their owner', async () => {
  const { id } = await createContact(manager.ctx, { name: 'Сидоров' });
  const owner = { entity: 'contact', id } as const;
  const phone = { ...owner, kind: 'phone', value: '8 921 000-11-22' } as const;
  const added = await addReach(manager.ctx, phone);
  assert.equal(added.version, 2);
  assert.deepEqual(await addReach(manager.ctx, { ...phone, value: '+79210001122' }), added);
  await assert.rejects(addReach(manager.ctx, { ...owner, kind: 'email', value: 'нет' }),
    refused('field.invalid', 'value'));
  const other = await createContact(manager.ctx, { name: 'Другой' });
  await assert.rejects(
    removeReach(manager.ctx, { entity: 'contact', id: other.id, reachId: added.id }),
    refused('record.missing'));
  assert.deepEqual(await removeReach(manager.ctx, { ...owner, reachId: added.id }), { version: 3 });
  assert.deepEqual((await readContact(manager.ctx, id)).reaches, []);
});

test('the list pages by name through everything exactly once', async () => {
  const all = await listCompanies(system, { limit: '1000', total: '1' });
  const ids: number[] = [];
  let cursor: string | undefined;
  do {
    const page = await listCompanies(system, { limit: '3', ...(cursor ? { cursor } : {}) });
    ids.push(...page.items.map((item) => item.id));
    cursor = page.cursor ?? undefined;
  } while (cursor);
  assert.equal(ids.length, all.total);
  assert.deepEqual(ids, all.items.map((item) => item.id));
});
