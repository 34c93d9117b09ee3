import assert from 'node:assert/strict';
import test, { before } from 'node:test';
import fc from 'fast-check';
import type { Context } from '#platform/context';
import type { Db } from '#platform/database';
import { createTestDatabase } from '#test/database';
import { contextOf, createPeople, type People } from '#test/people';
import { archiveDepartment } from './archive-department.ts';
import { createDepartment } from './create-department.ts';
import { closesRing, pathUp } from './department.ts';
import { dismissEmployee } from './dismiss-employee.ts';
import { editDepartment } from './edit-department.ts';
import { editEmployee } from './edit-employee.ts';
import { setGrant } from './edit-role.ts';
import { listEmployees, lookUpEmployees, readEmployee } from './employee-list.ts';
import { createEmployee } from './create-employee.ts';
import { previewDepartmentMove, previewEmployeeMove } from './move-preview.ts';
import { listDepartments } from './read-departments.ts';
import { roleIdsByCode } from './roles.ts';
import { setDepartmentHeads } from './set-department-heads.ts';

let db: Db;
let people: People;
let admin: Context;

before(async () => {
  ({ db } = await createTestDatabase());
  people = await createPeople(db);
  admin = await contextOf(db, people.admin);
});

test('no sequence of lawful moves makes a ring', () => {
  const moves = fc.array(fc.tuple(fc.nat(7), fc.nat(7)), { maxLength: 40 });
  fc.assert(fc.property(moves, (asked) => {
    const parents = new Map<number, number | null>([...Array(8).keys()].map((id) => [id, null]));
    for (const [id, parentId] of asked) {
      const nodes = [...parents].map(([node, parent]) => ({ id: node, parentId: parent }));
      if (!closesRing(nodes, id, parentId)) parents.set(id, parentId);
    }
    for (const id of parents.keys()) {
      const path = pathUp(parents, id);
      assert.equal(parents.get(path.at(-1)!), null);
    }
  }));
});

test('a department cannot be put below itself, even by two moves at once', async () => {
  await assert.rejects(editDepartment(admin, { id: people.sales, parentId: people.pumps }),
    { code: 'field.invalid' });
  await assert.rejects(editDepartment(admin, { id: people.sales, parentId: people.sales }),
    { code: 'field.invalid' });
  const a = await createDepartment(admin, { name: 'А' });
  const b = await createDepartment(admin, { name: 'Б' });
  const outcomes = await Promise.allSettled([
    editDepartment(admin, { id: a.id, parentId: b.id }),
    editDepartment(admin, { id: b.id, parentId: a.id }),
  ]);
  assert.deepEqual(outcomes.map((o) => o.status).toSorted(), ['fulfilled', 'rejected']);
});

test('a rename is written with old and new, a taken name is refused', async () => {
  const made = await createDepartment(admin, { name: 'Логистика' });
  await editDepartment(admin, { id: made.id, name: 'Доставка' });
  const { rows } = await db.query<{ data: unknown }>(
    `select data from platform.event where kind = 'department.edited' and entity_id = $1`,
    [made.id]);
  assert.deepEqual(rows[0]?.data, { changes: { name: { old: 'Логистика', new: 'Доставка' } } });
  await assert.rejects(createDepartment(admin, { name: 'доставка' }),
    { constraint: 'department_name_unique' });
});

test('only an empty department goes to the archive', async () => {
  const parent = await createDepartment(admin, { name: 'Сервис' });
  const child = await createDepartment(admin, { name: 'Гарантия', parentId: parent.id });
  await assert.rejects(archiveDepartment(admin, { id: people.pumps }),
    { code: 'record.referenced' });
  await assert.rejects(archiveDepartment(admin, { id: parent.id }),
    { code: 'record.referenced' });
  await archiveDepartment(admin, { id: child.id });
  await archiveDepartment(admin, { id: parent.id });
  const all = await listDepartments(db);
  assert.ok(all.find(({ id }) => id === parent.id)?.archivedAt);
  await assert.rejects(
    createEmployee(admin, { name: 'Новый', departmentId: parent.id }), { code: 'field.invalid' });
  await assert.rejects(
    setDepartmentHeads(admin, { id: parent.id, employeeIds: [people.manager.id] }),
    { code: 'field.invalid', detail: 'Отдел «Сервис» в архиве: им никто не руководит.' });
  const after = await setDepartmentHeads(admin, { id: parent.id, employeeIds: [] });
  assert.deepEqual(after.heads, [], 'old heads may still be taken off');
});

test('those without the right change nothing', async () => {
  const head = await contextOf(db, people.head);
  const manager = await readEmployee(db, head.actor, people.manager.id);
  const missing = { code: 'right.missing' };
  await assert.rejects(createDepartment(head, { name: 'Свой' }), missing);
  await assert.rejects(setDepartmentHeads(head, { id: people.sales, employeeIds: [] }), missing);
  await assert.rejects(editEmployee(head, { id: manager.id, version: 1, name: 'Я' }), missing);
  await assert.rejects(dismissEmployee(head, { id: manager.id, version: 1 }), missing);
  await assert.rejects(
    createEmployee(head, { name: 'Друг', departmentId: people.pumps }), missing);
});

test('whoever edits people of a branch reaches neither others nor roles', async () => {
  const roles = await roleIdsByCode(db);
  const id = roles.get('head')!;
  await setGrant(admin, { id, entity: 'employee', action: 'edit', scope: 'subtree' });
  const head = await contextOf(db, people.head);
  const own = await readEmployee(db, head.actor, people.manager.id);
  const missing = { code: 'right.missing' };
  await editEmployee(head, { id: own.id, version: own.version, position: 'Старший менеджер' });
  await assert.rejects(editEmployee(head, {
    id: own.id, version: own.version + 1, roleIds: [roles.get('administrator')!],
  }), missing);
  await assert.rejects(editEmployee(head, {
    id: own.id, version: own.version + 1, departmentId: people.compressors,
  }), missing);
  await assert.rejects(
    editEmployee(head, { id: people.stranger.id, version: 1, name: 'Чужой' }), missing);
  await setGrant(admin, { id, entity: 'employee', action: 'edit', scope: null });
});

test('an edit of a stale version is refused and changes nothing', async () => {
  const before = await readEmployee(db, admin.actor, people.colleague.id);
  const after = await editEmployee(admin, {
    id: before.id, version: before.version, phone: '  ', absentFrom: '2026-11-20',
    absentUntil: '2026-11-30', deputyId: people.manager.id,
  });
  assert.equal(after.phone, null);
  assert.equal(after.deputy?.id, people.manager.id);
  await assert.rejects(
    editEmployee(admin, { id: before.id, version: before.version, name: 'Поздно' }),
    { code: 'record.changed' });
  await assert.rejects(
    editEmployee(admin, { id: before.id, version: after.version, absentUntil: '2026-11-01' }),
    { code: 'field.invalid' });
  await assert.rejects(
    editEmployee(admin, { id: before.id, version: after.version, deputyId: before.id }),
    { code: 'field.invalid' });
});

test('the last administrator cannot be dismissed, stripped or locked out', async () => {
  const { id, version } = await readEmployee(db, admin.actor, people.admin.id);
  const last = { code: 'field.invalid', detail: /администратор/ };
  await assert.rejects(dismissEmployee(admin, { id, version }), last);
  await assert.rejects(editEmployee(admin, { id, version, roleIds: [] }), last);
  const role = (await roleIdsByCode(db)).get('administrator')!;
  await assert.rejects(
    setGrant(admin, { id: role, entity: 'setting', action: 'edit', scope: null }), last);
});

test('colleagues are found by a piece of the name in any layout, without logins', async () => {
  const manager = await contextOf(db, people.manager);
  const [first] = await lookUpEmployees(manager, { q: 'cjrjk' });
  assert.equal(first?.title, 'Соколова Анна');
  const page = await listEmployees(manager, {
    q: 'петров', total: '1', filter: JSON.stringify({ dismissed: { eq: false } }),
  });
  assert.equal(page.total, 1);
  assert.equal(page.items[0]?.login, null);
  const filter = JSON.stringify({ login: { eq: 'admin' } });
  await assert.rejects(listEmployees(manager, { filter }), { code: 'filter.invalid' });
  assert.equal((await listEmployees(admin, { filter })).items[0]?.login, 'admin');
});

test('a move tells beforehand who will see more and who less, and how many go along', async () => {
  const bosses = await createDepartment(admin, { name: 'Дирекция', parentId: people.sales });
  const boss = await createEmployee(admin, {
    name: 'Тихий Начальник', departmentId: bosses.id, login: 'boss-of-moves',
    passwordHash: 'x', roleIds: [(await roleIdsByCode(db)).get('head')!],
  });
  await setDepartmentHeads(admin, { id: bosses.id, employeeIds: [boss.id] });
  const names = (list: { name: string }[]) => list.map((each) => each.name);
  const down = await previewDepartmentMove(admin, { id: people.pumps, parentId: bosses.id });
  assert.ok(down.people >= 3);
  assert.deepEqual(names(down.gain), ['Тихий Начальник']);
  assert.deepEqual(down.lose, []);
  await assert.rejects(previewDepartmentMove(admin, { id: people.sales, parentId: people.pumps }),
    { code: 'field.invalid' });
  const across = await previewEmployeeMove(admin,
    { id: people.manager.id, departmentId: people.compressors });
  assert.deepEqual(names(across.lose), ['Соколова Анна']);
  assert.deepEqual(across.gain, []);
  const head = await contextOf(db, people.head);
  await assert.rejects(
    previewEmployeeMove(head, { id: people.stranger.id, departmentId: people.pumps }),
    { code: 'right.missing' });
});
