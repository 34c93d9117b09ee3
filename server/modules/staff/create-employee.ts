import type { EmployeeCreate, EmployeeItem } from '#contract/staff';
import { requireRight } from '#platform/actor';
import { createAccount } from '#platform/auth/accounts';
import { hashPassword } from '#platform/auth/password';
import type { Context } from '#platform/context';
import { inTransaction, one, type Tx } from '#platform/database';
import { writeEvents } from '#platform/events';
import { refuse, refuseField } from '#platform/refuse';
import { sees } from '#platform/visibility';
import { readEmployee } from './employee-list.ts';
import {
  cleanTexts, requireDeputy, requireOpenDepartment, setRoles,
} from './employee-record.ts';
import { checkAbsence } from './absence.ts';

/** Loading many people hashes a password once; nobody but the program passes the hash. */
export type NewEmployee = EmployeeCreate & { passwordHash?: string };

export async function createEmployee(ctx: Context, input: NewEmployee): Promise<EmployeeItem> {
  const { actor } = ctx;
  requireRight(actor, 'employee', 'create');
  const right = { entity: 'employee', action: 'create' } as const;
  const facts = { departmentId: input.departmentId, readerIds: [] };
  if (!sees(actor, right, facts)) throw refuse('right.missing');
  // A login and roles are power: whoever gives them must be able to change settings.
  if (input.login !== undefined || input.roleIds?.length) requireRight(actor, 'setting', 'edit');
  const fields = cleanTexts(input);
  checkAbsence(fields);
  const passwordHash = await hashOf(input);
  return inTransaction(ctx.db, async (tx) => {
    const id = await insertEmployee(tx, fields, passwordHash);
    await setRoles(tx, id, input.roleIds ?? []);
    await writeEvents(tx, ctx, [{
      kind: 'employee.created', entity: 'employee', entityId: id,
      data: { name: fields.name, departmentId: input.departmentId },
    }]);
    return readEmployee(tx, actor, id);
  });
}

async function hashOf(input: NewEmployee): Promise<string | null> {
  if (input.login === undefined) {
    if (input.password !== undefined) throw refuseField('login', 'К паролю нужен логин.');
    return null;
  }
  if (input.passwordHash !== undefined) return input.passwordHash;
  if (input.password === undefined) throw refuseField('password', 'К логину нужен пароль.');
  return hashPassword(input.password);
}

async function insertEmployee(
  tx: Tx, fields: NewEmployee, passwordHash: string | null,
): Promise<number> {
  await requireOpenDepartment(tx, fields.departmentId);
  await requireDeputy(tx, fields.deputyId);
  const accountId = fields.login !== undefined && passwordHash !== null
    ? await createAccount(tx, { login: fields.login, passwordHash })
    : null;
  const row = await one<{ id: number }>(tx,
    `insert into staff.employee (account_id, name, department_id, position, email, phone,
       deputy_id, absent_from, absent_until)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id`,
    [accountId, fields.name, fields.departmentId, fields.position ?? null, fields.email ?? null,
      fields.phone ?? null, fields.deputyId ?? null, fields.absentFrom ?? null,
      fields.absentUntil ?? null]);
  return row!.id;
}
