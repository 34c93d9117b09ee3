// An order met its manager before 1C told who that is, so a former employee stands in the archive.
// When the snapshot names the e-mail of somebody who works here, the guid is theirs.
import type { EmployeeRow, OnecUid } from '#contract/onec-rows';
import type { Tx } from '#platform/database';

/** Who stood for somebody, and who that is. */
export type Adoption = { uid: OnecUid; fromId: number; toId: number };

/** Passes the guids on; what the former employee was given is for the caller to pass. */
export async function adoptByEmail(
  tx: Tx, baseId: number, rows: readonly EmployeeRow[],
): Promise<Adoption[]> {
  const named = rows.flatMap(({ uid, email }) =>
    (email?.trim() ? [{ uid, email: email.trim().toLowerCase() }] : []));
  if (named.length === 0) return [];
  const { rows: adopted } = await tx.query<Adoption>({
    name: 'staff-adopt-by-email',
    text: `
      with found as (
        select i.uid, i.employee_id as from_id, min(p.id) as to_id
        from jsonb_to_recordset($2::jsonb) as r (uid uuid, email text)
          join staff.employee_identity i on i.base_id = $1 and i.uid = r.uid
          join staff.employee e on e.id = i.employee_id and e.account_id is null
          join staff.department d on d.id = e.department_id and d.kind = 'archive'
          join staff.employee p on lower(p.email) = r.email and p.dismissed_at is null
            and p.id <> e.id
        group by i.uid, i.employee_id
      )
      update staff.employee_identity i set employee_id = f.to_id
      from found f where i.base_id = $1 and i.uid = f.uid
      returning i.uid, f.from_id as "fromId", f.to_id as "toId"`,
    values: [baseId, JSON.stringify(named)],
  });
  return adopted;
}
