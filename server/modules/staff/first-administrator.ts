// An empty installation gets one person who may do everything; the password is shown once.
import { randomBytes } from 'node:crypto';
import { systemContext } from '#platform/context';
import { inTransaction, one, type Db } from '#platform/database';
import { createDepartment } from './create-department.ts';
import { createEmployee } from './create-employee.ts';
import { ensureDefaultRoles } from './ensure-default-roles.ts';
import { listDepartments } from './read-departments.ts';
import { roleIdsByCode } from './roles.ts';

export const FIRST_LOGIN = 'admin';
const PASSWORD_BYTES = 12;

/** The password of the new `admin`, or null when somebody can sign in already. */
export async function ensureFirstAdministrator(db: Db): Promise<string | null> {
  await inTransaction(db, ensureDefaultRoles);
  const someone = await one<{ id: number }>(db,
    'select id from staff.employee where account_id is not null limit 1');
  if (someone) return null;
  const ctx = systemContext(db, 'system');
  const [first] = await listDepartments(db);
  const department = first ?? await createDepartment(ctx, { name: 'Компания', kind: 'support' });
  const roleIds = [(await roleIdsByCode(db)).get('administrator')!];
  const password = randomBytes(PASSWORD_BYTES).toString('base64url');
  await createEmployee(ctx, {
    name: 'Администратор', departmentId: department.id, login: FIRST_LOGIN, password, roleIds,
  });
  return password;
}
