// Orders and payments name companies by guids, so they follow a merge by themselves; advances and
// who owes are settled anew, and deals that orders have made meanwhile return with the guids of
// their orders.
import { type MergeFollower, type MergeIdentity, passRecords } from '#modules/customers';
import { LINKED_DEALS } from '#modules/deals';
import type { Context } from '#platform/context';
import type { Queryable, Tx } from '#platform/database';
import { settleCompanies } from './settle-companies.ts';

/** Deals of the company that have an order under one of the guids. */
async function dealsByGuids(
  on: Queryable, companyId: number, identities: MergeIdentity[],
): Promise<number[]> {
  if (identities.length === 0) return [];
  const { rows } = await on.query<{ id: number }>(`
    select distinct d.id from jsonb_to_recordset($1::jsonb) as r ("baseId" smallint, uid uuid)
      join payments.sales_order o on o.base_id = r."baseId" and o.company_uid = r.uid
      join deals.deal d on d.id = o.deal_id
    where d.company_id = $2`, [JSON.stringify(identities), companyId]);
  return rows.map(({ id }) => id);
}

const guidsOf = async (on: Queryable, companyId: number): Promise<MergeIdentity[]> =>
  (await on.query<MergeIdentity>(`
    select base_id as "baseId", uid from customers.company_identity where company_id = $1`,
  [companyId])).rows;

async function settle(tx: Tx, ctx: Context, identities: MergeIdentity[]): Promise<void> {
  const byBase = new Map<number, string[]>();
  for (const { baseId, uid } of identities) {
    byBase.set(baseId, [...byBase.get(baseId) ?? [], uid]);
  }
  for (const [baseId, uids] of byBase) await settleCompanies(tx, ctx, baseId, uids);
}

/**
 * Stands before the deals' own follower: it notes which deals of the company that stays had orders
 * of the other one already; those never go back.
 */
export const ordersFollower: MergeFollower = {
  noun: 'orders',
  count: async (on, { entity, id }) => {
    if (entity !== 'company') return 0;
    const { rows } = await on.query<{ count: number }>(`
      select count(*) as count from customers.company_identity i
        join payments.sales_order o on o.base_id = i.base_id and o.company_uid = i.uid
      where i.company_id = $1`, [id]);
    return rows[0]!.count;
  },
  follow: async (tx, _ctx, { entity, toId }) => (entity === 'company'
    ? dealsByGuids(tx, toId, await guidsOf(tx, toId)) : []),
  giveBack: async (tx, ctx, { entity, fromId, toId, ids, identities }) => {
    if (entity !== 'company') return;
    const stay = new Set(ids);
    const fresh = (await dealsByGuids(tx, fromId, identities)).filter((id) => !stay.has(id));
    await passRecords(tx, ctx, LINKED_DEALS, { entity, fromId, toId, ids: fresh });
  },
  settle,
};
