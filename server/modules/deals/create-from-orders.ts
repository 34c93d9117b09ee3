// A sale born in 1C becomes a deal of the pipeline «Быстрая продажа». Set-based: one batch of the
// exchange makes many deals.
import type { Context } from '#platform/context';
import type { Tx } from '#platform/database';
import { writeEvents } from '#platform/events';

export type DealFromOrder = {
  title: string;
  companyId: number | null;
  responsibleId: number | null;
  /** Department of the responsible; null leaves the deal to administrators and the director. */
  departmentId: number | null;
  /** Moment of the order, ISO in UTC. */
  createdAt: string;
  comment: string | null;
  projectName: string | null;
  endCustomerName: string | null;
  endCustomerInn: string | null;
  address: string | null;
  /** In whose name 1C sells; null leaves it to the department's word. */
  ownEntityId: number | null;
};

export type FromOrdersOptions = {
  /** History: no events, and the stage keeps following documents. */
  fromHistory: boolean;
};

const TEXT_OF_COLUMNS = `
  title text, "companyId" bigint, "responsibleId" bigint, "departmentId" bigint,
  "createdAt" timestamptz, comment text, "projectName" text, "endCustomerName" text,
  "endCustomerInn" text, address text, "ownEntityId" bigint, position int`;

/** Creates deals at the first stage of «Быстрая продажа»; returns their ids in the order given. */
export async function createDealsFromOrders(
  tx: Tx, ctx: Context, deals: DealFromOrder[], options: FromOrdersOptions,
): Promise<number[]> {
  if (deals.length === 0) return [];
  const { rows } = await tx.query<{ id: number }>({
    name: 'deal-from-orders',
    text: `
      with place as (
        select p.id as pipeline_id, s.id as stage_id,
          (select id from deals.source where code = 'onec') as source_id
        from deals.pipeline p join deals.stage s on s.pipeline_id = p.id
        where p.code = 'quick' and s.archived_at is null and s.moves_to_id is null
        order by s.position limit 1
      )
      insert into deals.deal (title, pipeline_id, stage_id, source_id, company_id, responsible_id,
        department_id, created_at, updated_at, stage_changed_at, comment, project_name,
        end_customer_name, end_customer_inn, address, from_history, last_activity_at,
        own_entity_id)
      select n.title, place.pipeline_id, place.stage_id, place.source_id, n."companyId",
        n."responsibleId", n."departmentId", n."createdAt",
        case when $2 then n."createdAt" else $3::timestamptz end, n."createdAt", n.comment,
        n."projectName", n."endCustomerName", n."endCustomerInn", n.address, $2,
        case when $2 then n."createdAt" else $3::timestamptz end, n."ownEntityId"
      from place, jsonb_to_recordset($1::jsonb) as n (${TEXT_OF_COLUMNS})
      order by n.position
      returning id`,
    values: [
      JSON.stringify(deals.map((deal, position) => ({ ...deal, position }))),
      options.fromHistory, ctx.now(),
    ],
  });
  const ids = rows.map((row) => row.id);
  await tx.query({
    name: 'deal-from-orders-readers',
    text: `
      insert into deals.deal_reader (employee_id, deal_id, why, may_edit)
      select responsible_id, id, 'responsible', true from deals.deal
      where id = any($1) and responsible_id is not null`,
    values: [ids],
  });
  if (!options.fromHistory) {
    await writeEvents(tx, ctx, ids.map((id) => ({
      kind: 'deal.created', entity: 'deal', entityId: id, data: { from: '1c' },
    })));
  }
  return ids;
}
