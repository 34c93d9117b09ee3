// What 1C says under a guid whose record is merged is kept beside the guid, whoever's header
// counts: an undo brings both records to what 1C says of them at that day.
import type { CompanyRow, ContactRow } from '#contract/onec-rows';
import type { MergeEntity } from '#contract/merges';
import type { Context } from '#platform/context';
import type { Tx } from '#platform/database';
import { companiesByIdentity } from './company-identity.ts';
import { lockStates, nextState, updateCompanies } from './company-state.ts';
import { lockContacts, nextContact, updateContacts } from './contact-state.ts';
import type { Identity } from './merge-followers.ts';
import { identityTable } from './merge-record.ts';
import type { MergeMemory } from './merge-records.ts';

/** Stores what came under guids that keep it; a guid that comes again is not gone. */
export async function keepSaid(
  tx: Tx, ctx: Context, entity: MergeEntity,
  { baseId, rows }: { baseId: number; rows: (CompanyRow | ContactRow)[] },
): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(`
    update ${identityTable(entity)} i set gone_at = null,
      said = case when i.keeps_said then r.said end,
      said_at = case when i.keeps_said then $3::timestamptz end
    from unnest($2::uuid[], $4::jsonb[]) as r (uid, said)
    where i.base_id = $1 and i.uid = r.uid and (i.keeps_said or i.gone_at is not null)`,
  [baseId, rows.map(({ uid }) => uid), ctx.now(), rows.map((row) => JSON.stringify(row))]);
}

type Said<Row> = Identity & { row: Row };

/** What 1C said since the merge, the oldest first; guids it was silent about are left out. */
export async function readSaid<Row>(
  tx: Tx, entity: MergeEntity, identities: Identity[],
): Promise<Said<Row>[]> {
  if (identities.length === 0) return [];
  const { rows } = await tx.query<Said<Row>>(`
    select i.base_id as "baseId", i.uid, i.said as row from ${identityTable(entity)} i
      join jsonb_to_recordset($1::jsonb) as r ("baseId" smallint, uid uuid)
        on i.base_id = r."baseId" and i.uid = r.uid
    where i.said is not null and i.is_main order by i.said_at, i.uid`,
  [JSON.stringify(identities)]);
  return rows;
}

/** Brings the returning record, and the other by its own guids, to what 1C said last. */
export async function applySaid(
  tx: Tx, ctx: Context, merge: MergeMemory, identities: Identity[],
): Promise<void> {
  const { moved, survivorId, loserId } = merge;
  const sides = [
    { id: loserId, guids: identities },
    { id: survivorId, guids: moved.header === 'loser' ? moved.ownIdentities : [] },
  ];
  for (const { id, guids } of sides) {
    if (merge.entity === 'company') await applyToCompany(tx, ctx, id, guids);
    else await applyToContact(tx, ctx, guids);
  }
  await retireGone(tx, ctx, merge);
}

const NOBODY = { managerId: null, managerDepartmentId: null };

async function applyToCompany(
  tx: Tx, ctx: Context, id: number, guids: Identity[],
): Promise<void> {
  for (const { uid, row } of await readSaid<CompanyRow>(tx, 'company', guids)) {
    const before = (await lockStates(tx, [id])).get(id)!;
    const match = { uid, how: 'known', companyId: id, ...NOBODY } as const;
    const state = nextState(row, match, before, before.identityCount);
    await updateCompanies(tx, ctx, [{ id, ...state }]);
  }
}

async function applyToContact(tx: Tx, ctx: Context, guids: Identity[]): Promise<void> {
  for (const { baseId, uid, row } of await readSaid<ContactRow>(tx, 'contact', guids)) {
    const before = (await lockContacts(tx, baseId, [uid])).get(uid)!;
    const companies = row.companyUid === null
      ? new Map<string, number>() : await companiesByIdentity(tx, baseId, [row.companyUid]);
    const companyId = companies.get(row.companyUid ?? '') ?? null;
    await updateContacts(tx, ctx, [{ id: before.id, ...nextContact(row, before, companyId) }]);
  }
}

/** 1C has deleted every guid of the returning record while it was out of sight. */
const retireGone = (tx: Tx, ctx: Context, { entity, loserId }: MergeMemory) => tx.query(`
  update ${entity === 'company' ? 'customers.company' : 'customers.contact'} t set deleted_at = $2
  where t.id = $1
    and exists (select from ${identityTable(entity)} i
      where i.${entity}_id = t.id and i.gone_at is not null)
    and not exists (select from ${identityTable(entity)} i
      where i.${entity}_id = t.id and i.gone_at is null)`, [loserId, ctx.now()]);
