// A company as 1C changes it: read for update in one statement, written back in one statement.
import type { CompanyRow, Extra } from '#contract/onec-rows';
import { requisitesFaults } from '#contract/requisites';
import type { Context } from '#platform/context';
import type { Tx } from '#platform/database';
import { extraOrNull, fitName, unlessSame } from './apply-text.ts';
import { type CompanyFields, kindOfInn } from './company-record.ts';
import type { CompanyMatch } from './match-companies.ts';

export const COMPANY_NAME_MAX = 500;

export type CompanyState = CompanyFields & {
  fromOnec: boolean;
  deleted: boolean;
  extra: Extra | null;
};

type StateRow = CompanyState & { id: number; identityCount: number };

/** States by id, locked in the order of ids so that two batches cannot wait for each other. */
export async function lockStates(tx: Tx, ids: number[]): Promise<Map<number, StateRow>> {
  const { rows } = await tx.query<StateRow>({
    name: 'company-lock',
    text: `
      select c.id, c.name, c.full_name as "fullName", c.inn, c.kpp, c.ogrn, c.kind, c.address,
        c.responsible_id as "responsibleId", c.department_id as "departmentId",
        c.from_onec as "fromOnec", c.deleted_at is not null as deleted, c.extra,
        (select count(*) from customers.company_identity i where i.company_id = c.id)
          as "identityCount"
      from customers.company c where c.id = any($1::bigint[]) order by c.id for update`,
    values: [ids],
  });
  return new Map(rows.map((row) => [row.id, row]));
}

/**
 * The state after a snapshot of 1C. Name and requisites are 1C's as they come, empty ones too; the
 * responsible is 1C's only where nobody answers yet. A company that 1C knows under several guids
 * is not deleted by one of them.
 */
export function nextState(
  row: CompanyRow, match: CompanyMatch, before: CompanyState | null, identityCount: number,
): CompanyState {
  const takesOver = !before || (before.responsibleId === null && match.managerId !== null);
  return {
    name: fitName(row.name || row.fullName || '', COMPANY_NAME_MAX),
    fullName: row.fullName,
    inn: row.inn,
    kpp: row.kpp,
    ogrn: row.ogrn,
    kind: row.kind ?? before?.kind ?? kindOfInn(row.inn),
    address: row.address,
    responsibleId: takesOver ? match.managerId : before.responsibleId,
    departmentId: takesOver ? match.managerDepartmentId : before.departmentId,
    fromOnec: true,
    deleted: row.deleted && identityCount <= 1,
    extra: unlessSame(before?.extra, extraOrNull(extraOf(row))),
  };
}

/** Requisites with wrong digits are kept as 1C has them, and named here. */
function extraOf(row: CompanyRow): Extra {
  const doubtful = [...new Set(requisitesFaults(row).map(({ field }) => field))];
  return doubtful.length === 0 ? row.extra : { ...row.extra, requisitesDoubtful: doubtful };
}

const FIELDS = `uid uuid, id bigint, name text, "fullName" text, inn text, kpp text, ogrn text,
  kind text, address text, "responsibleId" bigint, "departmentId" bigint, deleted boolean,
  extra jsonb`;

/** Creates companies with their identities; returns ids by guid. */
export async function insertCompanies(
  tx: Tx, ctx: Context, baseId: number, states: (CompanyState & { uid: string })[],
): Promise<Map<string, number>> {
  if (states.length === 0) return new Map();
  const { rows } = await tx.query<{ uid: string; id: number }>({
    name: 'company-insert',
    text: `
      with fresh as materialized (
        select r.*, nextval('customers.company_id_seq') as new_id
        from jsonb_to_recordset($2::jsonb) as r (${FIELDS})
      ), made as (
        insert into customers.company (id, name, full_name, inn, kpp, ogrn, kind, address,
          responsible_id, department_id, from_onec, deleted_at, extra, created_at, updated_at)
        overriding system value
        select new_id, name, "fullName", inn, kpp, ogrn, kind, address, "responsibleId",
          "departmentId", true, case when deleted then $3::timestamptz end, extra, $3, $3
        from fresh
      ), known as (
        insert into customers.company_identity (base_id, uid, company_id)
        select $1, uid, new_id from fresh
      )
      select uid, new_id as id from fresh`,
    values: [baseId, JSON.stringify(states), ctx.now()],
  });
  return new Map(rows.map((row) => [row.uid, row.id]));
}

export async function updateCompanies(
  tx: Tx, ctx: Context, states: (CompanyState & { id: number })[],
): Promise<void> {
  if (states.length === 0) return;
  await tx.query({
    name: 'company-update',
    text: `
      update customers.company c set name = r.name, full_name = r."fullName", inn = r.inn,
        kpp = r.kpp, ogrn = r.ogrn, kind = r.kind, address = r.address,
        responsible_id = r."responsibleId", department_id = r."departmentId", from_onec = true,
        deleted_at = case when r.deleted then coalesce(c.deleted_at, $2::timestamptz) end,
        extra = r.extra, updated_at = $2, version = c.version + 1
      from jsonb_to_recordset($1::jsonb) as r (${FIELDS})
      where c.id = r.id`,
    values: [JSON.stringify(states), ctx.now()],
  });
}
