// Managers of orders since 2017 who are not known any more become former employees without a
// login, so that an old deal still says who led it.
import type { OnecUid } from '#contract/onec-rows';
import type { Context } from '#platform/context';
import type { Tx } from '#platform/database';
import { addIdentities, employeesByIdentity, lockIdentities } from './identities.ts';
import { insertPeople } from './insert-people.ts';
import { ARCHIVE, departmentsByName } from './onec-departments.ts';

export type FormerEmployee = {
  uid: OnecUid;
  name: string | null;
  departmentName?: string | null | undefined;
};

/** Employees of all those guids; the unknown ones are made. Part of the caller's transaction. */
export async function ensureFormerEmployees(
  tx: Tx, ctx: Context, baseId: number, rows: readonly FormerEmployee[],
): Promise<Map<OnecUid, number>> {
  const wanted = [...new Map(rows.map((row) => [row.uid, row])).values()];
  const uids = wanted.map((row) => row.uid);
  const known = await employeesByIdentity(tx, baseId, uids);
  if (known.size === wanted.length) return known;
  await lockIdentities(tx);
  const sure = await employeesByIdentity(tx, baseId, uids);
  const unknown = wanted.filter((row) => !sure.has(row.uid));
  if (unknown.length === 0) return sure;
  const departmentOf = await departmentsByName(
    tx, ctx, unknown.map((row) => row.departmentName ?? null), ARCHIVE);
  const ids = await insertPeople(tx, ctx, unknown.map((row) => ({
    name: row.name?.trim() || `Сотрудник 1С ${row.uid.slice(0, 8)}`,
    email: null,
    phone: null,
    departmentId: departmentOf(row.departmentName ?? null),
    dismissed: true,
  })));
  await addIdentities(tx, baseId, unknown.map((row, index) =>
    ({ uid: row.uid, employeeId: ids[index]! })));
  unknown.forEach((row, index) => sure.set(row.uid, ids[index]!));
  return sure;
}
