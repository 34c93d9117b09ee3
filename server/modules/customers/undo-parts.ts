// Copies that a merge has made are taken back; rows that came by 1C meanwhile go to whom it meant.
import type { CompanyRow, ContactRow } from '#contract/onec-rows';
import type { Context } from '#platform/context';
import type { Tx } from '#platform/database';
import type { Identity } from './merge-followers.ts';
import { ownerColumn } from './merge-record.ts';
import type { MergeMemory } from './merge-records.ts';
import { readReaches } from './reach.ts';
import { readSaid } from './said-by-onec.ts';

export async function giveBackParts(
  tx: Tx, ctx: Context, merge: MergeMemory, identities: Identity[],
): Promise<void> {
  const { moved, survivorId } = merge;
  const own = ownerColumn(merge.entity);
  await tx.query(`delete from customers.reach where ${own} = $1 and id = any($2::bigint[])`,
    [survivorId, moved.reaches]);
  await returnSaidReaches(tx, merge, identities);
  if (merge.entity === 'contact') return returnCompanies(tx, merge);
  await tx.query(
    'delete from customers.address where company_id = $1 and id = any($2::bigint[])',
    [survivorId, moved.addresses]);
  await tx.query(
    'delete from customers.bank_account where company_id = $1 and id = any($2::bigint[])',
    [survivorId, moved.bankAccounts]);
  await returnPeople(tx, ctx, merge, identities);
}

/** Phones that 1C has added under the returning guids since the merge. */
async function returnSaidReaches(
  tx: Tx, merge: MergeMemory, identities: Identity[],
): Promise<void> {
  const said = await readSaid<CompanyRow | ContactRow>(tx, merge.entity, identities);
  const reaches = said.flatMap(({ row }) => readReaches(row.phones, row.emails));
  if (reaches.length === 0) return;
  const own = ownerColumn(merge.entity);
  const rows = JSON.stringify(reaches);
  const shape = `jsonb_to_recordset($1::jsonb) as r (kind text, value text, extension text,
    raw text, type text, "isValid" boolean)`;
  await tx.query(`
    delete from customers.reach o using ${shape}
    where o.${own} = $2 and o.id > $3 and o.kind = r.kind and o.value = r.value
      and o.extension is not distinct from r.extension`,
  [rows, merge.survivorId, merge.moved.reachMark]);
  await tx.query(`
    insert into customers.reach (${own}, kind, value, extension, raw, type, is_valid)
    select $2, r.kind, r.value, r.extension, r.raw, r.type, r."isValid" from ${shape}
    on conflict on constraint reach_unique do nothing`, [rows, merge.loserId]);
}

/** People whose first company was the returning one, and those 1C has named it for since. */
async function returnPeople(
  tx: Tx, ctx: Context, { moved, survivorId, loserId, mergedAt }: MergeMemory,
  identities: Identity[],
): Promise<void> {
  await tx.query(`
    update customers.contact set company_id = $1, updated_at = $4, version = version + 1
    where company_id = $2 and (id = any($3::bigint[]) or (created_at >= $5
      and extra->'onec'->>'companyUid' = any($6::text[])))`,
  [loserId, survivorId, moved.firstOf, ctx.now(), mergedAt, identities.map(({ uid }) => uid)]);
  const copied = moved.links.map(({ contactId }) => contactId);
  await tx.query(`
    delete from customers.contact_company l using customers.contact k
    where l.company_id = $1 and l.contact_id = any($2::bigint[]) and k.id = l.contact_id
      and k.company_id is distinct from $1`, [survivorId, copied]);
  await tx.query(`
    insert into customers.contact_company (contact_id, company_id, position, is_main)
    select r."contactId", $1, r.position, r."isMain" and not exists (
      select from customers.contact_company o where o.company_id = $1 and o.is_main)
    from jsonb_to_recordset($2::jsonb) as r ("contactId" bigint, position text, "isMain" boolean)
    on conflict do nothing`, [survivorId, JSON.stringify(moved.linksBefore)]);
}

/** The person that stays loses the copied companies, and «основной» where it was the other's. */
async function returnCompanies(
  tx: Tx, { moved, survivorId, loserId }: MergeMemory,
): Promise<void> {
  await tx.query(`
    update customers.contact_company set is_main = false
    where contact_id = $1 and company_id = any($2::bigint[])`, [survivorId, moved.firstOf]);
  await tx.query(`
    update customers.contact_company l set is_main = true
    where l.contact_id = $1 and l.company_id = any($2::bigint[]) and not exists (
      select from customers.contact_company o where o.company_id = l.company_id and o.is_main)`,
  [loserId, moved.firstOf]);
  await tx.query(`
    delete from customers.contact_company l using customers.contact k
    where l.contact_id = $1 and l.company_id = any($2::bigint[]) and k.id = l.contact_id
      and k.company_id is distinct from l.company_id`,
  [survivorId, moved.links.map(({ companyId }) => companyId)]);
}
