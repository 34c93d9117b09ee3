// Guids of 1C and the companies that they stand for.
import type { OnecUid } from '#contract/onec-rows';
import type { Queryable, Tx } from '#platform/database';
import { writeEvents } from '#platform/events';
import { refuse } from '#platform/refuse';
import { type ApplyContext, lockUids } from './apply-text.ts';
import { healContacts } from './heal-contacts.ts';

/** Ids of our companies by guid of a base; what is not known is not in the map. */
export async function companiesByIdentity(
  on: Queryable, baseId: number, uids: readonly OnecUid[],
): Promise<Map<OnecUid, number>> {
  if (uids.length === 0) return new Map();
  const { rows } = await on.query<{ uid: string; id: number }>({
    name: 'company-by-identity',
    text: `select uid, company_id as id from customers.company_identity
      where base_id = $1 and uid = any($2::uuid[])`,
    values: [baseId, uids],
  });
  return new Map(rows.map(({ uid, id }) => [uid, id]));
}

export type CompanyLink = { baseId: number; uid: OnecUid; companyId: number };

/** A person's choice for a parked, ambiguous company of 1C; its snapshot is then applied again. */
export async function linkCompany(tx: Tx, ctx: ApplyContext, link: CompanyLink): Promise<void> {
  const { baseId, uid, companyId } = link;
  await lockUids(tx, [uid]);
  const { rowCount } = await tx.query(`
    insert into customers.company_identity (base_id, uid, company_id)
    select $1, $2, c.id from customers.company c where c.id = $3 and c.deleted_at is null
    on conflict on constraint company_identity_pk do update set company_id = excluded.company_id`,
  [baseId, uid, companyId]);
  if (!rowCount) throw refuse('record.missing');
  await tx.query(`
    update customers.company set from_onec = true, version = version + 1, updated_at = $2
    where id = $1`, [companyId, ctx.now()]);
  await healContacts(tx, ctx, baseId, [{ uid, companyId }]);
  await writeEvents(tx, ctx, [{
    kind: 'company.linked', entity: 'company', entityId: companyId, data: { baseId, uid },
  }]);
}
