import assert from 'node:assert/strict';
import test, { before, beforeEach } from 'node:test';
import type { CompanyRow, ContactRow } from '#contract/onec-rows';
import { completeInn } from '#contract/requisites';
import { systemContext } from '#platform/context';
import { type Db, inTransaction } from '#platform/database';
import { createTestDatabase } from '#test/database';
import { applyCompanies, applyContacts, applyTombstones, linkCompany } from './index.ts';

let db: Db;
let count = 0;

before(async () => { ({ db } = await createTestDatabase()); });

beforeEach(async () => {
  await db.query(`truncate customers.company, customers.contact, staff.employee_identity,
    platform.event cascade`);
});

const guid = () => `00000000-0000-4000-8000-${String(count += 1).padStart(12, '0')}`;
const inn = () => completeInn(String(100_000_000 + (count += 1)));

function company(row: Partial<CompanyRow> = {}): CompanyRow {
  return {
    uid: guid(), name: 'ООО «Ромашка»', fullName: null, inn: null, kpp: null, ogrn: null,
    kind: null, address: null, phones: [], emails: [], managerUid: null, deleted: false,
    extra: {}, ...row,
  };
}

function contact(row: Partial<ContactRow> = {}): ContactRow {
  return {
    uid: guid(), name: 'Иванов Пётр', position: null, companyUid: null, phones: [], emails: [],
    deleted: false, extra: {}, ...row,
  };
}

const ctx = (quiet = false) => ({ ...systemContext(db, '1c'), quiet });
const apply = (rows: CompanyRow[], baseId = 1, quiet = false) =>
  inTransaction(db, (tx) => applyCompanies(tx, ctx(quiet), baseId, rows));
const applyPeople = (rows: ContactRow[], baseId = 1) =>
  inTransaction(db, (tx) => applyContacts(tx, ctx(), baseId, rows));

async function typed(fields: { inn?: string; kpp?: string; name?: string }): Promise<number> {
  const { rows } = await db.query<{ id: number }>(`
    insert into customers.company (name, inn, kpp) values ($1, $2, $3) returning id`,
  [fields.name ?? 'Вписана человеком', fields.inn ?? null, fields.kpp ?? null]);
  return rows[0]!.id;
}

async function read(id: number | null | undefined): Promise<Record<string, unknown>> {
  const { rows } = await db.query('select * from customers.company where id = $1', [id]);
  return rows[0]!;
}

const events = async () =>
  (await db.query<{ kind: string; entity_id: number; data: { changes?: object } }>(
    'select kind, entity_id, data from platform.event order by id')).rows;

test('an unknown company is created once, the same snapshot again changes nothing', async () => {
  const extra = { b: 1, a: { d: 1, c: 2 } };
  const row = company({ inn: inn(), phones: ['8 812 123-45-67'], extra });
  const [first] = await apply([row]);
  assert.deepEqual([first?.outcome, first?.created], ['applied', true]);
  const [second] = await apply([{ ...row, extra: { a: { c: 2, d: 1 }, b: 1 } }]);
  assert.deepEqual(second, { ...first, created: false });
  assert.equal((await read(first?.companyId))['version'], 1);
  assert.deepEqual((await events()).map(({ kind }) => kind), ['company.created']);
});

test('1C takes the company that a person typed by ИНН and КПП, not by name', async () => {
  const row = company({ inn: inn(), kpp: '781001001', name: 'АО «Волгоцемент»' });
  await typed({ name: row.name });
  const sameInn = await typed({ inn: row.inn!, kpp: '770101001' });
  const id = await typed({ inn: row.inn!, kpp: row.kpp! });
  const [outcome] = await apply([row]);
  assert.deepEqual(outcome, { uid: row.uid, companyId: id, outcome: 'applied', created: false });
  const stored = await read(id);
  assert.deepEqual([stored['name'], stored['from_onec']], [row.name, true]);
  assert.equal((await read(sameInn))['from_onec'], false);
  const [edited] = await events();
  assert.equal(edited?.kind, 'company.edited');
  assert.deepEqual(Object.keys(edited?.data.changes ?? {}).sort(), ['fromOnec', 'name']);
});

test('two of ours with these requisites are ambiguous until a person links one', async () => {
  const row = company({ inn: inn(), kpp: '781001001' });
  const ids = [await typed({ inn: row.inn!, kpp: row.kpp! }), await typed({
    inn: row.inn!, kpp: row.kpp! })];
  const neighbour = company();
  const [outcome, other] = await apply([row, neighbour]);
  assert.deepEqual(outcome,
    { uid: row.uid, companyId: null, outcome: 'ambiguous', created: false });
  assert.equal(other?.outcome, 'applied');
  await inTransaction(db, (tx) =>
    linkCompany(tx, ctx(), { baseId: 1, uid: row.uid, companyId: ids[1]! }));
  const [again] = await apply([row]);
  assert.equal(again?.companyId, ids[1]);
});

test('twins of one base are two companies, a second base joins by ИНН', async () => {
  const row = company({ inn: inn() });
  const twin = company({ inn: row.inn });
  const [one, two] = await apply([row, twin]);
  assert.notEqual(one?.companyId, two?.companyId);
  const single = company({ inn: inn() });
  const [mine] = await apply([single]);
  const [theirs] = await apply([company({ inn: single.inn })], 2);
  assert.equal(theirs?.companyId, mine?.companyId);
});

test('one typed company is taken by one of two twins in a batch', async () => {
  const row = company({ inn: inn() });
  const id = await typed({ inn: row.inn! });
  const outcomes = await apply([row, company({ inn: row.inn })]);
  assert.deepEqual(outcomes.map(({ created }) => created), [false, true]);
  assert.equal(outcomes[0]?.companyId, id);
});

test('wrong digits are kept and flagged, and match nobody', async () => {
  const id = await typed({ inn: '0000000000' });
  const [outcome] = await apply([company({ inn: '0000000000', kpp: '1', extra: { x: 1 } })]);
  assert.equal(outcome?.created, true);
  assert.notEqual(outcome?.companyId, id);
  const stored = await read(outcome?.companyId);
  assert.equal(stored['inn'], '0000000000');
  assert.deepEqual(stored['extra'], { x: 1, requisitesDoubtful: ['inn', 'kpp'] });
});

test('phones are a union: neither side deletes the other\'s', async () => {
  const row = company({ phones: ['8 812 123-45-67', 'нет'], emails: ['A@b.ru'] });
  const [outcome] = await apply([row]);
  await db.query(`insert into customers.reach (company_id, kind, value, raw)
    values ($1, 'phone', '+79210000000', '89210000000')`, [outcome?.companyId]);
  await apply([{ ...row, phones: ['+7 (812) 123 45 67 доб. 5'], emails: [] }]);
  const { rows } = await db.query<{ value: string; extension: string | null }>(`
    select value, extension from customers.reach where company_id = $1 order by id`,
  [outcome?.companyId]);
  assert.deepEqual(rows.map(({ value, extension }) => `${value}/${extension ?? ''}`),
    ['+78121234567/', 'a@b.ru/', '+79210000000/', '+78121234567/5']);
  const last = (await events()).at(-1);
  assert.deepEqual(last?.data.changes,
    { phone: { old: null, new: '+7 812 123-45-67 доб. 5' } });
});

test('the manager of 1C becomes responsible only where nobody is', async () => {
  await db.query(`insert into staff.department (name) select 'Насосы'
    where not exists (select from staff.department)`);
  const { rows } = await db.query<{ id: number }>(`insert into staff.employee (name, department_id)
    select unnest(array['Первый', 'Второй']), min(id) from staff.department returning id`);
  const [first, second] = rows.map(({ id }) => id);
  const managers = [guid(), guid()];
  await db.query(`insert into staff.employee_identity select 1, unnest($1::uuid[]),
    unnest($2::bigint[])`, [managers, [first, second]]);
  const row = company({ managerUid: guid() });
  const [outcome] = await apply([row]);
  const responsible = async () => (await read(outcome?.companyId))['responsible_id'];
  assert.equal(await responsible(), null);
  await apply([{ ...row, managerUid: managers[0]! }]);
  assert.equal(await responsible(), first);
  assert.ok((await read(outcome?.companyId))['department_id']);
  await apply([{ ...row, managerUid: managers[1]! }]);
  assert.equal(await responsible(), first);
});

test('deleted, resurrected, and buried by a tombstone', async () => {
  const row = company();
  const [outcome] = await apply([row]);
  const deleted = async () => (await read(outcome?.companyId))['deleted_at'] !== null;
  await apply([{ ...row, deleted: true }]);
  assert.equal(await deleted(), true);
  await apply([row]);
  assert.equal(await deleted(), false);
  const bury = () => inTransaction(db, (tx) =>
    applyTombstones(tx, ctx(), { type: 'company', baseId: 1 }, [row.uid, guid()]));
  assert.equal(await bury(), 1);
  assert.equal(await deleted(), true);
  assert.equal(await bury(), 0);
  assert.deepEqual((await events()).map(({ kind }) => kind),
    ['company.created', 'company.deleted', 'company.edited', 'company.deleted']);
});

test('history tells nobody', async () => {
  const row = company({ phones: ['88121234567'] });
  await apply([row], 1, true);
  await apply([{ ...row, name: 'Иначе' }], 1, true);
  assert.deepEqual(await events(), []);
});

test('a contact waits for its company and heals when it comes', async () => {
  const row = company();
  const [person] = await applyPeople([contact({ companyUid: row.uid, phones: ['+79211234567'] })]);
  assert.deepEqual([person?.created, person?.waiting], [true, true]);
  const [outcome] = await apply([row]);
  const { rows } = await db.query(`select k.company_id, i.company_uid from customers.contact k
    join customers.contact_identity i on i.contact_id = k.id where k.id = $1`, [person?.contactId]);
  assert.deepEqual(rows, [{ company_id: outcome?.companyId, company_uid: null }]);
  const [known] = await applyPeople([contact({ companyUid: row.uid })]);
  assert.equal(known?.waiting, false);
});

test('a contact and its company that arrive at one moment find each other', async () => {
  for (let round = 0; round < 10; round += 1) {
    const rows = Array.from({ length: 5 }, () => company());
    const people = rows.map(({ uid }) => contact({ companyUid: uid }));
    await Promise.all([apply(rows), applyPeople(people)]);
    const { rows: lost } = await db.query(
      'select * from customers.contact where company_id is null');
    assert.deepEqual(lost, []);
  }
});

test('a person\'s edit of a contact holds until 1C says something else', async () => {
  const row = contact({ position: 'инженер' });
  const [person] = await applyPeople([row]);
  await db.query(`update customers.contact set name = 'Иванов Пётр Ильич' where id = $1`,
    [person?.contactId]);
  const name = async () => (await db.query<{ name: string }>(
    'select name from customers.contact where id = $1', [person?.contactId])).rows[0]?.name;
  await applyPeople([{ ...row, position: 'главный инженер' }]);
  assert.equal(await name(), 'Иванов Пётр Ильич');
  await applyPeople([{ ...row, name: 'Сидоров Пётр' }]);
  assert.equal(await name(), 'Сидоров Пётр');
});

test('one number on several people is normal', async () => {
  const phones = ['8 921 123-45-67'];
  const people = await applyPeople([contact({ phones }), contact({ phones })]);
  assert.equal(new Set(people.map(({ contactId }) => contactId)).size, 2);
});

test('two bases that bring one new company at once make one', async () => {
  const number = inn();
  const outcomes = await Promise.all([1, 2, 3, 4].map((baseId) =>
    apply([company({ inn: number })], baseId)));
  assert.equal(new Set(outcomes.map(([outcome]) => outcome?.companyId)).size, 1);
});
