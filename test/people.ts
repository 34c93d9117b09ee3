// A small company for tests: two departments under one roof, and people of the common roles.
import { randomUUID } from 'node:crypto';
import type { Actor } from '#platform/actor';
import { systemContext, type Context } from '#platform/context';
import { inTransaction, type Db } from '#platform/database';
import {
  createDepartment, createEmployee, DEMO_PASSWORD, ensureDefaultRoles, loadActor, roleIdsByCode,
  setDepartmentHeads,
} from '#modules/staff';


export type Person = { id: number; login: string; departmentId: number };
export type People = {
  sales: number;
  pumps: number;
  compressors: number;
  admin: Person;
  head: Person;
  manager: Person;
  colleague: Person;
  stranger: Person;
  engineer: Person;
  marketer: Person;
};

/** Head leads pumps; manager and colleague work there; stranger sells compressors. */
export async function createPeople(db: Db, now = () => new Date()): Promise<People> {
  const ctx = systemContext(db, 'system', now);
  await inTransaction(db, ensureDefaultRoles);
  const sales = (await createDepartment(ctx, { name: 'Продажи' })).id;
  const pumps = (await createDepartment(ctx, { name: 'Насосы', parentId: sales })).id;
  const compressors = (await createDepartment(ctx, { name: 'Компрессоры', parentId: sales })).id;
  const roles = await roleIdsByCode(db);
  const hire = async (login: string, role: string, departmentId: number): Promise<Person> => {
    const { id } = await createEmployee(ctx, {
      name: NAMES[login] ?? login, departmentId, login, passwordHash: await quickHash(),
      roleIds: [roles.get(role)!],
    });
    return { id, login, departmentId };
  };
  const people = {
    sales, pumps, compressors,
    admin: await hire('admin', 'administrator', sales),
    head: await hire('head', 'head', pumps),
    manager: await hire('manager', 'manager', pumps),
    colleague: await hire('colleague', 'manager', pumps),
    stranger: await hire('stranger', 'manager', compressors),
    engineer: await hire('engineer', 'engineer', sales),
    marketer: await hire('marketer', 'marketer', sales),
  };
  await setDepartmentHeads(ctx, { id: pumps, employeeIds: [people.head.id] });
  return people;
}

const NAMES: Record<string, string> = {
  admin: 'Ершов Кирилл', head: 'Соколова Анна', manager: 'Петров Иван',
  colleague: 'Орлова Мария', stranger: 'Зайцев Олег', engineer: 'Козлов Пётр',
  marketer: 'Белова Дарья',
};

let hash: Promise<string> | undefined;

/** Verifies against DEMO_PASSWORD; the cost is the least that argon2 allows. */
async function quickHash(): Promise<string> {
  hash ??= import('@node-rs/argon2').then((argon2) => argon2.hash(DEMO_PASSWORD, {
    algorithm: 2, memoryCost: 8, timeCost: 1, parallelism: 1,
  }));
  return hash;
}

/** The actor as a request of that person would have it. */
export async function actorOf(db: Db, person: Person): Promise<Actor> {
  const { rows } = await db.query<{ id: number }>(
    'select account_id as id from staff.employee where id = $1', [person.id]);
  const actor = await loadActor(db, rows[0]!.id, new Date());
  if (!actor) throw new Error(`${person.login} cannot act`);
  return actor;
}

export async function contextOf(
  db: Db, person: Person, now = () => new Date(),
): Promise<Context> {
  const actor = await actorOf(db, person);
  return { db, actor, source: 'ui', requestId: randomUUID(), now };
}
