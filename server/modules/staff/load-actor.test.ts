import assert from 'node:assert/strict';
import test, { before } from 'node:test';
import { systemContext, type Context } from '#platform/context';
import type { Db } from '#platform/database';
import { createTestDatabase } from '#test/database';
import { actorOf, contextOf, createPeople, type People } from '#test/people';
import { createRole, setGrant } from './edit-role.ts';
import { createDepartment } from './create-department.ts';
import { editEmployee } from './edit-employee.ts';
import { readEmployee } from './employee-list.ts';
import { ensureDefaultRoles } from './ensure-default-roles.ts';
import { addUp, hiddenByAll, loadKeyActor } from './load-actor.ts';
import { roleIdsByCode, readRole } from './roles.ts';
import { setDepartmentHeads } from './set-department-heads.ts';
import { inTransaction } from '#platform/database';

let db: Db;
let people: People;
let system: Context;

before(async () => {
  ({ db } = await createTestDatabase());
  people = await createPeople(db);
  system = systemContext(db, 'system');
});

test('of several roles the widest scope counts and only what all hide is hidden', () => {
  const narrow = {
    hidden: ['deal.money' as const, 'line.cost' as const],
    grants: [{ entity: 'deal' as const, action: 'read' as const, scope: 'own' as const }],
  };
  const wide = {
    hidden: ['line.cost' as const],
    grants: [{ entity: 'deal' as const, action: 'read' as const, scope: 'subtree' as const }],
  };
  assert.equal(addUp([wide, narrow]).get('deal.read'), 'subtree');
  assert.equal(addUp([narrow, wide]).get('deal.read'), 'subtree');
  assert.deepEqual([...hiddenByAll([narrow, wide])], ['line.cost']);
  assert.deepEqual([...hiddenByAll([])], []);
});

test('roles of one person add up in the database as well', async () => {
  const { db: on } = system;
  const roles = await roleIdsByCode(on);
  const engineer = await actorOf(on, people.engineer);
  assert.ok(engineer.hidden.has('deal.money'));
  assert.equal(engineer.grants.get('deal.read'), 'own');
  const { version } = await readEmployee(on, system.actor, people.engineer.id);
  await editEmployee(system, {
    id: people.engineer.id, version, roleIds: [roles.get('engineer')!, roles.get('director')!],
  });
  const both = await actorOf(on, people.engineer);
  assert.equal(both.grants.get('deal.read'), 'all');
  assert.equal(both.grants.get('request.decide'), 'own');
  assert.equal(both.hidden.size, 0);
});

test('a subtree is the own department with what lies below and what one heads', async () => {
  const below = await createDepartment(system, { name: 'Дренажные', parentId: people.pumps });
  const head = await actorOf(db, people.head);
  assert.deepEqual(head.subtreeIds.toSorted(), [people.pumps, below.id].toSorted());
  const side = await createDepartment(system, { name: 'Сервис' });
  const sideBelow = await createDepartment(system, { name: 'Выезд', parentId: side.id });
  await setDepartmentHeads(system, { id: side.id, employeeIds: [people.head.id] });
  const wider = await actorOf(db, people.head);
  assert.ok(wider.subtreeIds.includes(side.id) && wider.subtreeIds.includes(sideBelow.id));
  const manager = await actorOf(db, people.manager);
  assert.ok(!manager.subtreeIds.includes(side.id));
});

test('a key acts with the rights of its role, over the ground of its person or none', async () => {
  const key = await loadKeyActor(db, { roleCode: 'director', name: 'Отчёты', employeeId: null });
  assert.equal(key?.employeeId, null);
  assert.equal(key?.grants.get('deal.read'), 'all');
  assert.deepEqual(key?.subtreeIds, []);
  const nobody = { roleCode: 'nobody', name: 'x', employeeId: null };
  assert.equal(await loadKeyActor(db, nobody), null);
  const site = { roleCode: 'operator', name: 'Сайт', employeeId: people.head.id };
  const owned = await loadKeyActor(db, site);
  const head = await actorOf(db, people.head);
  assert.deepEqual(
    [owned?.kind, owned?.employeeId, owned?.actsFor], ['key', null, [people.head.id]],
    'for the person, and not the person: what is personal stays closed');
  assert.deepEqual(owned?.subtreeIds, head.subtreeIds);
  assert.equal(owned?.grants.get('lead.create'), 'subtree', 'of the role, not of the person');
  assert.equal(owned?.grants.get('deal.edit'), undefined);
  await db.query('update staff.employee set dismissed_at = now() where id = $1', [people.head.id]);
  assert.equal(await loadKeyActor(db, site), null, 'a dismissed person acts by no program');
  await db.query('update staff.employee set dismissed_at = null where id = $1', [people.head.id]);
});

test('a start never overwrites what an administrator changed', async () => {
  const roles = await roleIdsByCode(db);
  const id = roles.get('manager')!;
  const admin = await contextOf(db, people.admin);
  await setGrant(admin, { id, entity: 'deal', action: 'transfer', scope: 'department' });
  await setGrant(admin, { id, entity: 'lead', action: 'read', scope: null });
  await inTransaction(db, ensureDefaultRoles);
  const { grants } = await readRole(db, id);
  const cell = (entity: string, action: string) =>
    grants.find((grant) => grant.entity === entity && grant.action === action)?.scope;
  assert.equal(cell('deal', 'transfer'), 'department');
  assert.equal(cell('lead', 'read'), undefined);
  assert.equal((await roleIdsByCode(db)).size, 10);
});

test('every cell of a copied role is the same', async () => {
  const admin = await contextOf(db, people.admin);
  const head = (await roleIdsByCode(db)).get('head')!;
  const copy = await createRole(admin, { code: 'senior', name: 'Старший', copyFromId: head });
  assert.deepEqual(copy.grants, (await readRole(db, head)).grants);
  const manager = await contextOf(db, people.manager);
  await assert.rejects(
    createRole(manager, { code: 'mine', name: 'Моя' }), { code: 'right.missing' });
});
