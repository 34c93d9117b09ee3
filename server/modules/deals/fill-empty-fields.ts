// 1C fills what is empty on a deal; a human value stays. Set-based: a batch of the exchange fills
// many deals, and history says what came from 1C.
import type { Context } from '#platform/context';
import type { Tx } from '#platform/database';
import { type Changes, writeEvents } from '#platform/events';

/** What an order knows of its deal; null is nothing known. */
export type DealFill = {
  dealId: number;
  companyId: number | null;
  comment: string | null;
  projectName: string | null;
  endCustomerName: string | null;
  endCustomerInn: string | null;
  address: string | null;
  ownEntityId: number | null;
};

type Filled = DealFill & { version: number };

const FIELDS = [
  'companyId', 'comment', 'projectName', 'endCustomerName', 'endCustomerInn', 'address',
  'ownEntityId',
] as const;

/** Several orders of one deal: the first that knows a field gives it. */
function mergeByDeal(fills: readonly DealFill[]): DealFill[] {
  const merged = new Map<number, DealFill>();
  for (const fill of fills) {
    const known = merged.get(fill.dealId);
    const fields = FIELDS.map((field) => [field, known?.[field] ?? fill[field]]);
    merged.set(fill.dealId, { dealId: fill.dealId, ...Object.fromEntries(fields) } as DealFill);
  }
  return [...merged.values()].sort((a, b) => a.dealId - b.dealId);
}

/** `quiet` writes no history: for the backfill, which leaves one event per batch. */
export async function fillEmptyFields(
  tx: Tx, ctx: Context, fills: readonly DealFill[], options: { quiet: boolean },
): Promise<void> {
  if (fills.length === 0) return;
  const { rows } = await tx.query<Filled>({
    name: 'deal-fill-empty',
    text: `
      with given as materialized (
        select n.* from jsonb_to_recordset($1::jsonb) as n ("dealId" bigint, "companyId" bigint,
          comment text, "projectName" text, "endCustomerName" text, "endCustomerInn" text,
          address text, "ownEntityId" bigint)
      ), old as materialized (
        -- In the order of ids, so that two writers never wait for each other.
        select d.id, d.company_id, d.comment, d.project_name, d.end_customer_name,
          d.end_customer_inn, d.address, d.own_entity_id
        from deals.deal d where d.id in (select "dealId" from given) order by d.id for update
      ), news as (
        select o.id,
          case when o.company_id is null then g."companyId" end as company_id,
          case when o.comment is null then g.comment end as comment,
          case when o.project_name is null then g."projectName" end as project_name,
          case when o.end_customer_name is null then g."endCustomerName" end
            as end_customer_name,
          case when o.end_customer_inn is null then g."endCustomerInn" end as end_customer_inn,
          case when o.address is null then g.address end as address,
          case when o.own_entity_id is null then g."ownEntityId" end as own_entity_id
        from old o join given g on g."dealId" = o.id
      )
      update deals.deal d set
        company_id = coalesce(d.company_id, n.company_id),
        comment = coalesce(d.comment, n.comment),
        project_name = coalesce(d.project_name, n.project_name),
        end_customer_name = coalesce(d.end_customer_name, n.end_customer_name),
        end_customer_inn = coalesce(d.end_customer_inn, n.end_customer_inn),
        address = coalesce(d.address, n.address),
        own_entity_id = coalesce(d.own_entity_id, n.own_entity_id),
        version = d.version + 1
      from news n
      where d.id = n.id and num_nonnulls(n.company_id, n.comment, n.project_name,
        n.end_customer_name, n.end_customer_inn, n.address, n.own_entity_id) > 0
      returning d.id as "dealId", d.version, n.company_id as "companyId", n.comment,
        n.project_name as "projectName", n.end_customer_name as "endCustomerName",
        n.end_customer_inn as "endCustomerInn", n.address, n.own_entity_id as "ownEntityId"`,
    values: [JSON.stringify(mergeByDeal(fills))],
  });
  if (options.quiet) return;
  await writeEvents(tx, ctx, rows.map((row) => ({
    kind: 'deal.edited', entity: 'deal', entityId: row.dealId,
    data: { version: row.version, changes: changesOf(row) },
  })));
}

const changesOf = (filled: Filled): Changes => Object.fromEntries(
  FIELDS.filter((field) => filled[field] !== null)
    .map((field) => [field, { old: null, new: filled[field] }]));
