// What a number of a deal means that 1C names and Verstak does not have: a person has said it once,
// and every order that names it, now or later, belongs to the deal that was meant.
import type { Context } from '#platform/context';
import { one, type Queryable, type Tx } from '#platform/database';
import type { ReceivedItem } from './received.ts';

/** Of orders alone; a number of a deal that exists is never another's. */
export async function nameMeantDeals(
  tx: Tx, baseId: number, items: ReceivedItem[],
): Promise<void> {
  const rows = items.flatMap(({ snapshot }) =>
    (snapshot?.type === 'order' && snapshot.row.crmDealId !== null ? [snapshot.row] : []));
  if (rows.length === 0) return;
  const { rows: aliases } = await tx.query<{ named: number; meant: number }>({
    name: 'onec-deal-aliases',
    text: `
      select a.crm_deal_id as named, a.deal_id as meant from onec.deal_alias a
        join deals.deal d on d.id = a.deal_id
      where a.base_id = $1 and a.crm_deal_id = any($2::bigint[])
        and not exists (select from deals.deal n where n.id = a.crm_deal_id)`,
    values: [baseId, rows.map((row) => row.crmDealId)],
  });
  const meantBy = new Map(aliases.map(({ named, meant }) => [named, meant]));
  for (const row of rows) row.crmDealId = meantBy.get(row.crmDealId ?? 0) ?? row.crmDealId;
}

type Alias = { baseId: number; named: number; meant: number };

export async function storeAlias(
  tx: Tx, ctx: Context, { baseId, named, meant }: Alias,
): Promise<void> {
  await tx.query(
    `insert into onec.deal_alias (base_id, crm_deal_id, deal_id, decided_by, decided_at)
     values ($1, $2, $3, $4, $5)
     on conflict (base_id, crm_deal_id) do update
     set deal_id = excluded.deal_id, decided_by = excluded.decided_by,
       decided_at = excluded.decided_at`,
    [baseId, named, meant, ctx.actor.employeeId, ctx.now()]);
}

/** Two people who choose for the same number do it one after the other. */
export async function lockWaiting(tx: Tx, baseId: number, named: number): Promise<void> {
  await tx.query(
    `select from onec.quarantine
     where base_id = $1 and state = 'parked' and waits_for = $2 order by id for update`,
    [baseId, `deal:${named}`]);
}

export async function readAlias(
  on: Queryable, baseId: number, named: number,
): Promise<number | null> {
  const row = await one<{ meant: number }>(on,
    `select a.deal_id as meant from onec.deal_alias a join deals.deal d on d.id = a.deal_id
     where a.base_id = $1 and a.crm_deal_id = $2`, [baseId, named]);
  return row?.meant ?? null;
}

/** How many orders wait for the deal, the asked one among them. */
export async function countWaiting(
  on: Queryable, baseId: number, named: number,
): Promise<number> {
  const row = await one<{ count: number }>(on,
    `select count(*)::int as count from onec.quarantine
     where base_id = $1 and state = 'parked' and waits_for = $2`, [baseId, `deal:${named}`]);
  return row?.count ?? 0;
}
