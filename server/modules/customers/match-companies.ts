// Which company of ours a company of 1C is: by its guid, else by ИНН + КПП, never by name.
import type { CompanyRow } from '#contract/onec-rows';
import { innFault } from '#contract/requisites';
import type { Tx } from '#platform/database';
import { lockUids } from './apply-text.ts';
import { lockInns } from './company-record.ts';

export type CompanyMatch = {
  uid: string;
  /** known: by guid · linked: by ИНН + КПП · new · ambiguous: a person must choose. */
  how: 'known' | 'linked' | 'new' | 'ambiguous';
  companyId: number | null;
  /** Who is the manager of 1C here; null when unmapped or dismissed. */
  managerId: number | null;
  managerDepartmentId: number | null;
  /** False: another guid of the merged company writes its name and requisites. */
  isMain?: boolean;
};

type Known = Omit<CompanyMatch, 'how'>;
type Candidates = { uid: string; ids: number[] };

/** One match for each row, in the order given; creators of the same company wait for each other. */
export async function matchCompanies(
  tx: Tx, baseId: number, rows: CompanyRow[],
): Promise<CompanyMatch[]> {
  let known = await readKnown(tx, baseId, rows);
  const strangers = known.filter(({ companyId }) => companyId === null);
  if (strangers.length > 0) {
    await lockUids(tx, strangers.map(({ uid }) => uid));
    const uids = new Set(strangers.map(({ uid }) => uid));
    const unknown = rows.filter(({ uid }) => uids.has(uid));
    await lockInns(tx, unknown.map(({ inn }) => inn));
    known = await readKnown(tx, baseId, rows);
  }
  const open = new Set(known.flatMap(({ uid, companyId }) => (companyId === null ? [uid] : [])));
  const candidates = await readCandidates(tx, baseId, rows.filter(({ uid }) => open.has(uid)));
  return decide(known, candidates);
}

function decide(known: Known[], candidates: Map<string, number[]>): CompanyMatch[] {
  const taken = new Set<number>();
  return known.map((row): CompanyMatch => {
    if (row.companyId !== null) return { ...row, how: 'known' };
    // Another guid of this very batch may have taken the company a moment ago.
    const free = (candidates.get(row.uid) ?? []).filter((id) => !taken.has(id));
    const [companyId, second] = free;
    if (companyId === undefined) return { ...row, how: 'new' };
    if (second !== undefined) return { ...row, how: 'ambiguous' };
    taken.add(companyId);
    return { ...row, how: 'linked', companyId };
  });
}

async function readKnown(tx: Tx, baseId: number, rows: CompanyRow[]): Promise<Known[]> {
  const asked = rows.map(({ uid, managerUid }, place) => ({ uid, managerUid, place }));
  const found = await tx.query<Known>({
    name: 'company-known',
    text: `
      select r.uid, i.company_id as "companyId", i.is_main as "isMain", e.id as "managerId",
        e.department_id as "managerDepartmentId"
      from jsonb_to_recordset($2::jsonb) as r (uid uuid, "managerUid" uuid, place int)
        left join customers.company_identity i on i.base_id = $1 and i.uid = r.uid
        left join staff.employee_identity m on m.base_id = $1 and m.uid = r."managerUid"
        left join staff.employee e on e.id = m.employee_id and e.dismissed_at is null
      order by r.place`,
    values: [baseId, JSON.stringify(asked)],
  });
  return found.rows;
}

/** A guess by a wrong ИНН would join strangers: «0000000000» stands in many a card of 1C. */
async function readCandidates(
  tx: Tx, baseId: number, rows: CompanyRow[],
): Promise<Map<string, number[]>> {
  const asked = rows
    .filter(({ inn }) => inn !== null && innFault(inn) === null)
    .map(({ uid, inn, kpp }) => ({ uid, inn, kpp }));
  if (asked.length === 0) return new Map();
  const found = await tx.query<Candidates>({
    name: 'company-candidates',
    text: `
      select r.uid, json_agg(c.id order by c.id) as ids
      from jsonb_to_recordset($2::jsonb) as r (uid uuid, inn text, kpp text)
        join customers.company c on c.inn = r.inn and c.kpp is not distinct from r.kpp
      where c.deleted_at is null and not exists (
        select from customers.company_identity i where i.company_id = c.id and i.base_id = $1)
      group by r.uid`,
    values: [baseId, JSON.stringify(asked)],
  });
  return new Map(found.rows.map(({ uid, ids }) => [uid, ids]));
}
