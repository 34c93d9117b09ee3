// Who an employee of CRM is in a base of 1C. Several guids may stand for one person.
import type { OnecUid } from '#contract/onec-rows';
import type { Queryable, Tx } from '#platform/database';

/** Employees of those guids; unknown guids are absent from the map. */
export async function employeesByIdentity(
  on: Queryable, baseId: number, uids: readonly OnecUid[],
): Promise<Map<OnecUid, number>> {
  const { rows } = await on.query<{ uid: string; employeeId: number }>({
    name: 'staff-identities',
    text: `
      select uid, employee_id as "employeeId" from staff.employee_identity
      where base_id = $1 and uid = any($2::uuid[])`,
    values: [baseId, uids],
  });
  return new Map(rows.map((row) => [row.uid, row.employeeId]));
}

export async function employeeByIdentity(
  on: Queryable, baseId: number, uid: OnecUid,
): Promise<number | null> {
  return (await employeesByIdentity(on, baseId, [uid])).get(uid) ?? null;
}

export async function addIdentities(
  tx: Tx, baseId: number, pairs: readonly { uid: OnecUid; employeeId: number }[],
): Promise<void> {
  await tx.query(
    `insert into staff.employee_identity (base_id, uid, employee_id)
     select $1, p.uid, p.employee_id
     from unnest($2::uuid[], $3::bigint[]) as p (uid, employee_id)`,
    [baseId, pairs.map((pair) => pair.uid), pairs.map((pair) => pair.employeeId)]);
}

/** Two batches must not make the same person twice; held until the transaction ends. */
export async function lockIdentities(tx: Tx): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtext('staff.identities'))`);
}
