// The row of one person as the verbs lock and change it.
import type { EmployeeItem } from '#contract/staff';
import { requireRight } from '#platform/actor';
import type { Context } from '#platform/context';
import { one, type Tx } from '#platform/database';
import { refuse, refuseField } from '#platform/refuse';
import { sees } from '#platform/visibility';

export type EmployeeRecord = {
  id: number;
  accountId: number | null;
  name: string;
  departmentId: number;
  position: string | null;
  email: string | null;
  phone: string | null;
  deputyId: number | null;
  absentFrom: string | null;
  absentUntil: string | null;
  dismissedAt: string | null;
  version: number;
  roleIds: number[];
};

/** Locks the row for a change. `version`, when given, must be the newest. */
export async function lockEmployee(
  tx: Tx, ctx: Context, id: number, version?: number,
): Promise<EmployeeRecord> {
  const row = await one<EmployeeRecord>(tx, {
    name: 'staff-lock-employee',
    text: `
      select e.id, e.account_id as "accountId", e.name, e.department_id as "departmentId",
        e.position, e.email, e.phone, e.deputy_id as "deputyId",
        e.absent_from as "absentFrom", e.absent_until as "absentUntil",
        e.dismissed_at as "dismissedAt", e.version,
        (select coalesce(json_agg(er.role_id order by er.role_id), '[]')
         from staff.employee_role er where er.employee_id = e.id) as "roleIds"
      from staff.employee e where e.id = $1 for update of e`,
    values: [id],
  });
  if (!row) throw refuse('record.missing');
  requireOver(ctx, row.departmentId, id);
  if (version !== undefined && version !== row.version) throw refuse('record.changed');
  return row;
}

/** Whether the actor may change people of that department. */
export function requireOver(ctx: Context, departmentId: number, employeeId: number | null): void {
  const right = { entity: 'employee', action: 'edit' } as const;
  requireRight(ctx.actor, 'employee', 'edit');
  const readerIds = employeeId === null ? [] : [employeeId];
  if (!sees(ctx.actor, right, { departmentId, readerIds })) throw refuse('right.missing');
}

/** Whoever is named to stand in has to be there. */
export async function requireDeputy(tx: Tx, deputyId: number | null | undefined): Promise<void> {
  if (deputyId === null || deputyId === undefined) return;
  const row = await one(tx,
    'select from staff.employee where id = $1 and dismissed_at is null', [deputyId]);
  if (!row) throw refuseField('deputyId', 'Такого сотрудника нет или он уволен.');
}

/** A department that people may be put into. */
export async function requireOpenDepartment(tx: Tx, id: number): Promise<void> {
  const row = await one<{ archived: boolean }>(tx,
    'select archived_at is not null as archived from staff.department where id = $1 for share',
    [id]);
  if (!row) throw refuseField('departmentId', 'Отдел не найден.');
  if (row.archived) throw refuseField('departmentId', 'Отдел в архиве.');
}

export async function setRoles(tx: Tx, employeeId: number, roleIds: number[]): Promise<void> {
  await tx.query('delete from staff.employee_role where employee_id = $1 and role_id <> all($2)',
    [employeeId, roleIds]);
  await tx.query(
    `insert into staff.employee_role (employee_id, role_id)
     select $1, unnest($2::bigint[]) on conflict do nothing`,
    [employeeId, roleIds]);
}

type Typed = Partial<Pick<EmployeeItem, 'name' | 'position' | 'email' | 'phone'>>;

/** What a person typed, trimmed; an emptied field is null. */
export function cleanTexts<T extends Typed>(fields: T): T {
  const clean = { ...fields };
  for (const field of ['position', 'email', 'phone'] as const) {
    if (clean[field] !== undefined) clean[field] = clean[field]?.trim() || null;
  }
  if (clean.name !== undefined) {
    clean.name = clean.name.trim();
    if (!clean.name) throw refuseField('name', 'Имя не заполнено.');
  }
  if (clean.email && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(clean.email)) {
    throw refuseField('email', 'Это не похоже на адрес почты.');
  }
  return clean;
}
