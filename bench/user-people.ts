// 120 people whom the history brought, signed in: managers, heads of departments, directors.
import { can } from '#platform/actor';
import { systemContext } from '#platform/context';
import type { Db } from '#platform/database';
import { DEMO_PASSWORD, grantLogin } from '#modules/staff';
import { signIn } from '#test/app';
import { actorOf } from './compare-reads.ts';
import type { Site } from './site.ts';

export const USERS = 120;
/** One in ten leads a department and sees all of it, four see everything and change nothing. */
const ROLES = { head: 12, director: 4 };

export type SignedIn = { employeeId: number; cookie: string; mayWrite: boolean };

/** On first use gives logins to people whom the history brought. */
export async function signEverybodyIn(site: Site): Promise<SignedIn[]> {
  const { rows } = await site.db.query<{ id: number; login: string | null }>(`
    select e.id, a.login from staff.employee e
    left join platform.account a on a.id = e.account_id
    where e.dismissed_at is null and (a.login is null or a.login like 'bench-%')
      and exists (select from staff.employee_identity i where i.employee_id = e.id)
    order by a.login nulls last, e.id limit ${USERS}`);
  if (rows.length < USERS) throw new Error(`The history brought ${rows.length} people only`);
  const everybody: SignedIn[] = [];
  for (const [index, { id, login }] of rows.entries()) {
    const name = login ?? `bench-user-${id}`;
    if (!login) await giveLogin(site.db, id, { login: name, role: roleOf(index) });
    const cookie = await signIn(site.url, name, DEMO_PASSWORD);
    const actor = await actorOf(site, { employeeId: id });
    everybody.push({ employeeId: id, cookie, mayWrite: can(actor, 'deal', 'edit') });
  }
  return everybody;
}

function roleOf(index: number): string {
  if (index < ROLES.director) return 'director';
  return index < ROLES.director + ROLES.head ? 'head' : 'manager';
}

async function giveLogin(db: Db, id: number, { login, role }: { login: string; role: string }) {
  await grantLogin(systemContext(db, 'system'), { id, login, password: DEMO_PASSWORD });
  await db.query(`insert into staff.employee_role (employee_id, role_id)
    select $1, id from staff.role where code = $2 on conflict do nothing`, [id, role]);
  if (role !== 'head') return;
  await db.query(`insert into staff.department_head (department_id, employee_id)
    select department_id, id from staff.employee where id = $1 on conflict do nothing`, [id]);
}
