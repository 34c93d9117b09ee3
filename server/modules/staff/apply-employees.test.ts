import assert from 'node:assert/strict';
import test, { before } from 'node:test';
import type { EmployeeRow } from '#contract/onec-rows';
import { systemContext, type Context } from '#platform/context';
import { inTransaction, type Db } from '#platform/database';
import { createTestDatabase } from '#test/database';
import { createPeople, type People } from '#test/people';
import { applyEmployees, tombstoneEmployees } from './apply-employees.ts';
import { editEmployee } from './edit-employee.ts';
import { readEmployee } from './employee-list.ts';
import { ensureFirstAdministrator } from './first-administrator.ts';
import { ensureFormerEmployees } from './ensure-former-employees.ts';
import { employeeByIdentity } from './identities.ts';
import { linkEmployee } from './link-employee.ts';

const BASE = 1;
let db: Db;
let people: People;
let system: Context;

before(async () => {
  ({ db } = await createTestDatabase());
  people = await createPeople(db);
  system = systemContext(db, '1c');
});

const uidOf = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

const row = (n: number, more: Partial<EmployeeRow> = {}): EmployeeRow => ({
  uid: uidOf(n), name: `Сотрудник ${n}`, email: null, phone: null, departmentName: null,
  deleted: false, extra: {}, ...more,
});

const apply = (...rows: EmployeeRow[]) =>
  inTransaction(db, async (tx) => (await applyEmployees(tx, system, BASE, rows)).fresh);

async function personOf(n: number, baseId = BASE) {
  const id = await employeeByIdentity(db, baseId, uidOf(n));
  return id === null ? null : readEmployee(db, system.actor, id);
}

test('a person with a login is found by e-mail and keeps the name of CRM', async () => {
  const { version } = await readEmployee(db, system.actor, people.manager.id);
  await editEmployee(system, { id: people.manager.id, version, email: 'Petrov@prom.ru' });
  const fresh = await apply(row(1, { name: 'Петров И. С.', email: 'petrov@PROM.ru' }));
  assert.deepEqual(fresh, [uidOf(1)]);
  const found = await personOf(1);
  assert.equal(found?.id, people.manager.id);
  assert.equal(found?.name, 'Петров Иван');
  assert.deepEqual(await apply(row(1, { deleted: true })), []);
  assert.equal((await personOf(1))?.dismissedAt, null);
});

test('an unknown one gets the department of that name, else «Не распределены»', async () => {
  await apply(
    row(2, { departmentName: 'насосы' }), row(3, { departmentName: 'Нет такого' }), row(4));
  assert.equal((await personOf(2))?.department.id, people.pumps);
  const unassigned = (await personOf(3))?.department;
  assert.equal(unassigned?.name, 'Не распределены');
  assert.equal((await personOf(4))?.department.id, unassigned?.id);
  assert.equal((await personOf(2))?.login, null);
});

test('the same snapshot again changes nothing, a newer one renames', async () => {
  const before = await personOf(2);
  await apply(row(2, { departmentName: 'насосы' }));
  assert.deepEqual(await personOf(2), before);
  await apply(row(2, { name: 'Новое Имя', phone: '+79990000000' }));
  const after = await personOf(2);
  assert.equal(after?.name, 'Новое Имя');
  assert.equal(after?.version, before!.version + 1);
});

test('two guids of one e-mail are one person, in whatever order they come', async () => {
  const first = row(20, { name: 'Первая Запись', email: 'two@prom.ru' });
  const second = row(21, { name: 'Вторая Запись', email: 'TWO@prom.ru' });
  const later = (r: EmployeeRow) => ({ ...r, uid: r.uid.replace('00000000-', '11111111-') });
  await apply(first);
  await apply(second);
  const other = { email: 'other@prom.ru' };
  await apply(later({ ...second, ...other }));
  await apply(later({ ...first, ...other }));
  assert.equal((await personOf(20))?.id, (await personOf(21))?.id);
  assert.equal((await personOf(20))?.name, 'Первая Запись');
  const swapped = await employeeByIdentity(db, BASE, later(first).uid);
  assert.equal((await readEmployee(db, system.actor, swapped!)).name, 'Первая Запись');
});

test('many batches at once make each person once', async () => {
  const batch = [...Array(20).keys()].map((n) => row(100 + n, { email: `m${n}@prom.ru` }));
  const fresh = await Promise.all([apply(...batch), apply(...batch), apply(...batch)]);
  assert.equal(fresh.flat().length, 20);
  const { rows } = await db.query<{ count: number }>(
    `select count(*) from staff.employee where email like 'm%@prom.ru'`);
  assert.equal(rows[0]?.count, 20);
});

test('a deleted one has left until a snapshot says otherwise', async () => {
  await apply(row(5));
  await inTransaction(db, (tx) => tombstoneEmployees(tx, BASE, [uidOf(5)]));
  assert.ok((await personOf(5))?.dismissedAt);
  await apply(row(5));
  assert.equal((await personOf(5))?.dismissedAt, null);
});

test('a manager of old orders becomes a former employee and comes back by a snapshot', async () => {
  const ensure = () => inTransaction(db, (tx) => ensureFormerEmployees(tx, system, BASE, [
    { uid: uidOf(6), name: 'Бывший Менеджер' },
    { uid: uidOf(7), name: null, departmentName: 'Компрессоры' },
    { uid: uidOf(2), name: 'Уже есть' },
  ]));
  const [ids, again] = await Promise.all([ensure(), ensure()]);
  assert.deepEqual(ids, again);
  assert.equal(ids.size, 3);
  const former = await personOf(6);
  assert.equal(former?.department.name, 'Архив 1С');
  assert.ok(former?.dismissedAt);
  assert.equal((await personOf(7))?.department.id, people.compressors);
  assert.equal((await personOf(2))?.name, 'Новое Имя');
  await apply(row(6, { departmentName: 'Насосы', email: 'back@prom.ru' }));
  const back = await personOf(6);
  assert.equal(back?.dismissedAt, null);
  assert.equal(back?.department.id, people.pumps);
  assert.equal(back?.email, 'back@prom.ru');
});

test('an administrator links a guid to a person, and to another one later', async () => {
  const link = (employeeId: number) => inTransaction(db, (tx) =>
    linkEmployee(tx, system, { baseId: 2, uid: uidOf(1), employeeId }));
  await link(people.colleague.id);
  assert.equal((await personOf(1, 2))?.id, people.colleague.id);
  await link(people.stranger.id);
  assert.equal((await personOf(1, 2))?.id, people.stranger.id);
  assert.equal((await personOf(1))?.id, people.manager.id);
});

test('an empty installation gets one administrator, once', async () => {
  const { db: empty } = await createTestDatabase();
  const password = await ensureFirstAdministrator(empty);
  assert.ok(password && password.length >= 10);
  assert.equal(await ensureFirstAdministrator(empty), null);
});
