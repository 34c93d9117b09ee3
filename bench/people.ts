// One person for each scope of rights over the loaded history: own, department, subtree, all.
import type { Db } from '#platform/database';
import { systemContext } from '#platform/context';
import { DEMO_PASSWORD, grantLogin } from '#modules/staff';
import { signIn } from '#test/app';
import { callerOf, type Caller } from './http.ts';
import type { Site } from './site.ts';

export const SCOPES = ['own', 'department', 'subtree', 'all'] as const;
export type ScopeName = (typeof SCOPES)[number];

export type BenchPerson = { scope: ScopeName; employeeId: number; caller: Caller };

const ROLES: Record<ScopeName, string> = {
  own: 'manager', department: 'bench-department', subtree: 'head', all: 'director',
};

/** Signs everybody in; on first use gives logins to people whom the history brought. */
export async function benchPeople(site: Site): Promise<BenchPerson[]> {
  const people: BenchPerson[] = [];
  await makeDepartmentRole(site.db);
  const chosen = await chooseEmployees(site.db);
  for (const [index, scope] of SCOPES.entries()) {
    const login = `bench-${scope}`;
    const employeeId = await employeeOf(site.db, login) ?? chosen[index];
    if (employeeId === undefined) throw new Error('The history brought too few people');
    if (await employeeOf(site.db, login) === null) {
      const ctx = systemContext(site.db, 'system');
      await grantLogin(ctx, { id: employeeId, login, password: DEMO_PASSWORD });
      await site.db.query(
        `insert into staff.employee_role (employee_id, role_id)
         select $1, id from staff.role where code = $2 on conflict do nothing`,
        [employeeId, ROLES[scope]]);
      if (scope === 'subtree') await makeHead(site.db, employeeId);
    }
    const cookie = await signIn(site.url, login, DEMO_PASSWORD);
    people.push({ scope, employeeId, caller: callerOf(site.url, cookie) });
  }
  return people;
}

async function employeeOf(db: Db, login: string): Promise<number | null> {
  const { rows } = await db.query<{ id: number }>(
    `select e.id from staff.employee e join platform.account a on a.id = e.account_id
     where a.login = $1`, [login]);
  return rows[0]?.id ?? null;
}

/** The manager's own rights, but over the whole department. */
async function makeDepartmentRole(db: Db): Promise<void> {
  await db.query(`
    with made as (
      insert into staff.role (code, name) values ('bench-department', 'Отдел целиком')
      on conflict do nothing returning id
    )
    insert into staff.role_grant (role_id, entity, action, scope)
    select made.id, g.entity, g.action,
      case when g.entity = 'deal' and g.scope = 'own' then 'department' else g.scope end
    from made, staff.role r join staff.role_grant g on g.role_id = r.id
    where r.code = 'manager'`);
}

/** People with the most deals, of different departments. */
async function chooseEmployees(db: Db): Promise<number[]> {
  const { rows } = await db.query<{ id: number }>(`
    select distinct on (e.department_id) e.id, count(*) as deals
    from deals.deal d join staff.employee e on e.id = d.responsible_id
    where e.dismissed_at is null and e.account_id is null
    group by e.id order by e.department_id, count(*) desc`);
  return rows.map((row) => row.id);
}

/** Two more departments come under the one of this person, who then leads all three. */
async function makeHead(db: Db, employeeId: number): Promise<void> {
  await db.query(`
    update staff.department set parent_id = h.department_id
    from staff.employee h
    where h.id = $1 and department.id in (
      select d.id from staff.department d
      where d.id <> h.department_id and d.parent_id is null and d.kind = 'sales'
      order by d.id desc limit 2)`, [employeeId]);
  await db.query(
    `insert into staff.department_head (department_id, employee_id)
     select department_id, id from staff.employee where id = $1 on conflict do nothing`,
    [employeeId]);
}
