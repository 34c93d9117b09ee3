// Snapshots of employees from 1C → people here: by guid, else by e-mail, else a new person without
// a login. CRM is the master of everybody who can sign in; of the others 1C is.
import type { EmployeeRow, OnecUid } from '#contract/onec-rows';
import type { Context } from '#platform/context';
import type { Tx } from '#platform/database';
import { adoptByEmail, type Adoption } from './adopt-by-email.ts';
import { addIdentities, employeesByIdentity, lockIdentities } from './identities.ts';
import { insertPeople } from './insert-people.ts';
import { departmentsByName, UNASSIGNED } from './onec-departments.ts';

export type SettledEmployees = {
  /** Guids that were not known before. */
  fresh: OnecUid[];
  /** Former employees who turned out to be somebody who works here. */
  adopted: Adoption[];
};

/** Applies the rows; whose deals are to be passed on is for the caller. Part of its work. */
export async function applyEmployees(
  tx: Tx, ctx: Context, baseId: number, rows: readonly EmployeeRow[],
): Promise<SettledEmployees> {
  const latest = [...new Map(rows.map((row) => [row.uid, row])).values()];
  if (latest.length === 0) return { fresh: [], adopted: [] };
  await lockIdentities(tx);
  const adopted = await adoptByEmail(tx, baseId, latest);
  const known = await employeesByIdentity(tx, baseId, latest.map((row) => row.uid));
  const fresh = latest.filter((row) => !known.has(row.uid));
  await mapFresh(tx, ctx, baseId, fresh);
  await updateWithoutLogin(tx, ctx, baseId, latest);
  await leaveArchive(tx, ctx, baseId, latest);
  return { fresh: fresh.map((row) => row.uid), adopted };
}

const keyOf = (row: EmployeeRow) => row.email?.trim().toLowerCase() || row.uid;

async function mapFresh(
  tx: Tx, ctx: Context, baseId: number, fresh: EmployeeRow[],
): Promise<void> {
  if (fresh.length === 0) return;
  const emails = fresh.flatMap((row) => row.email?.trim().toLowerCase() || []);
  const { rows } = await tx.query<{ id: number; email: string }>(
    `select id, lower(email) as email from staff.employee
     where lower(email) = any($1::text[]) and dismissed_at is null`, [emails]);
  const byKey = new Map(rows.map((row) => [row.email, row.id]));
  // Two guids with one e-mail are one person.
  const unknown = [...new Map(fresh.map((row) => [keyOf(row), row])).values()]
    .filter((row) => !byKey.has(keyOf(row)));
  const departmentOf = await departmentsByName(
    tx, ctx, unknown.map((row) => row.departmentName), UNASSIGNED);
  const ids = await insertPeople(tx, ctx, unknown.map((row) => ({
    name: row.name,
    email: row.email?.trim() || null,
    phone: row.phone,
    departmentId: departmentOf(row.departmentName),
    dismissed: row.deleted,
  })));
  unknown.forEach((row, index) => byKey.set(keyOf(row), ids[index]!));
  await addIdentities(tx, baseId, fresh.map((row) =>
    ({ uid: row.uid, employeeId: byKey.get(keyOf(row))! })));
}

/**
 * Of several guids of one person the smallest one speaks, so that the order in which snapshots
 * come does not matter.
 */
async function updateWithoutLogin(
  tx: Tx, ctx: Context, baseId: number, rows: EmployeeRow[],
): Promise<void> {
  await tx.query({
    name: 'staff-apply-employees',
    text: `
      update staff.employee e set
        name = left(r.name, 200),
        phone = r.phone,
        dismissed_at = case when r.deleted then coalesce(e.dismissed_at, $3) end,
        version = e.version + 1
      from jsonb_to_recordset($2::jsonb) as r (uid uuid, name text, phone text, deleted boolean)
        join staff.employee_identity i on i.base_id = $1 and i.uid = r.uid
      where e.id = i.employee_id and e.account_id is null
        and not exists (
          select 1 from staff.employee_identity o
          where o.employee_id = i.employee_id
            and (o.base_id, o.uid) < (i.base_id, i.uid))
        and (e.name, e.phone, e.dismissed_at is not null)
          is distinct from (left(r.name, 200), r.phone, r.deleted)`,
    values: [baseId, JSON.stringify(rows.map(({ uid, name, phone, deleted }) =>
      ({ uid, name: name.trim() || uid, phone, deleted }))), ctx.now()],
  });
}

/** 1C deleted the object: a person without a login has left; of others administrators decide. */
export async function tombstoneEmployees(
  tx: Tx, baseId: number, uids: readonly OnecUid[],
): Promise<void> {
  if (uids.length === 0) return;
  await tx.query(
    `update staff.employee e set dismissed_at = now(), version = e.version + 1
     from staff.employee_identity i
     where i.base_id = $1 and i.uid = any($2::uuid[]) and e.id = i.employee_id
       and e.account_id is null and e.dismissed_at is null
       and not exists (
         select 1 from staff.employee_identity o
         where o.employee_id = i.employee_id and (o.base_id, o.uid) < (i.base_id, i.uid))`,
    [baseId, uids]);
}

/** Somebody first met in an old order, whose snapshot says that they work here after all. */
async function leaveArchive(
  tx: Tx, ctx: Context, baseId: number, rows: EmployeeRow[],
): Promise<void> {
  const { rows: archived } = await tx.query<{ uid: OnecUid; id: number }>({
    name: 'staff-archived-people',
    text: `
      select i.uid, e.id from staff.employee_identity i
        join staff.employee e on e.id = i.employee_id and e.account_id is null
        join staff.department d on d.id = e.department_id and d.kind = 'archive'
      where i.base_id = $1 and i.uid = any($2::uuid[])`,
    values: [baseId, rows.filter((row) => !row.deleted).map((row) => row.uid)],
  });
  if (archived.length === 0) return;
  const ids = new Map(archived.map(({ uid, id }) => [uid, id]));
  const leaving = rows.filter((row) => ids.has(row.uid));
  const departmentOf = await departmentsByName(
    tx, ctx, leaving.map((row) => row.departmentName), UNASSIGNED);
  for (const row of leaving) {
    await tx.query(
      `update staff.employee e set department_id = $2, email = coalesce(e.email, (
         select $3::text where not exists (
           select 1 from staff.employee o
           where lower(o.email) = lower($3::text) and o.dismissed_at is null)))
       where e.id = $1`,
      [ids.get(row.uid), departmentOf(row.departmentName), row.email?.trim() || null]);
  }
}
