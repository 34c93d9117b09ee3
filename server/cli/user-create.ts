// user create: a person who can sign in, for a new installation or a lost password.
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { findAccount } from '#platform/auth/accounts';
import { systemContext } from '#platform/context';
import { inTransaction, type Db } from '#platform/database';
import { migrate } from '#platform/migrate';
import {
  createDepartment, createEmployee, ensureDefaultRoles, listDepartments, roleIdsByCode,
} from '#modules/staff';
import { type Command, UsageProblem } from './command.ts';

const PASSWORD_BYTES = 12;

export const command: Command = {
  help: `
Usage: npm run verstak -- user create --login L --role R [--password P] [OPTIONS]

Creates an employee with a login. Without --password one is made up and printed.

  --login L        how the person signs in; case does not matter
  --role R         manager, head, operator, engineer, product, marketer, buyer, accountant,
                   director, administrator, or the code of an own role
  --password P     at least 10 characters
  --name N         name shown to colleagues; the login when absent
  --department D   name of an existing department; the first one when absent
  --json           print {"employeeId","login","password"} instead of the password alone

Example: npm run --silent verstak -- user create --login petrov --role manager --json
`,
  async run(args, env) {
    const { positionals, values } = parseArgs({
      args, allowPositionals: true,
      options: {
        login: { type: 'string' }, role: { type: 'string' }, password: { type: 'string' },
        name: { type: 'string' }, department: { type: 'string' }, json: { type: 'boolean' },
      },
    });
    if (positionals.join() !== 'create') throw new UsageProblem('The word after user is create.');
    const { login, role } = values;
    if (!login || !role) throw new UsageProblem('--login and --role are needed.');
    const db = await env.openDatabase();
    await migrate(db);
    await inTransaction(db, ensureDefaultRoles);
    const password = values.password ?? randomBytes(PASSWORD_BYTES).toString('base64url');
    const employeeId = await createUser(db, { ...values, login, role, password });
    env.note(`${login} may sign in as ${role}`);
    env.print(values.json ? JSON.stringify({ employeeId, login, password }) : password);
  },
};

type NewUser = {
  login: string; role: string; password: string;
  name?: string | undefined; department?: string | undefined;
};

async function createUser(db: Db, user: NewUser): Promise<number> {
  const roles = await roleIdsByCode(db);
  const roleId = roles.get(user.role);
  if (roleId === undefined) {
    const known = [...roles.keys()].join(', ');
    throw new UsageProblem(`There is no role ${user.role}; there are ${known}.`);
  }
  if (await findAccount(db, user.login)) throw new Error(`The login ${user.login} is taken.`);
  const departmentId = await departmentOf(db, user.department);
  const { id } = await createEmployee(systemContext(db, 'system'), {
    name: user.name ?? user.login, login: user.login, password: user.password,
    departmentId, roleIds: [roleId],
  });
  return id;
}

async function departmentOf(db: Db, name: string | undefined): Promise<number> {
  const all = (await listDepartments(db)).filter((department) => department.archivedAt === null);
  const wanted = name?.trim().toLowerCase();
  const found = wanted === undefined
    ? all[0]
    : all.find((department) => department.name.toLowerCase() === wanted);
  if (found) return found.id;
  if (wanted !== undefined) throw new UsageProblem(`There is no department ${name}.`);
  const made = await createDepartment(
    systemContext(db, 'system'), { name: 'Компания', kind: 'support' });
  return made.id;
}
