// Deals of history are written once, with the money and the stage their documents already give.
// Three rewrites of a row with twelve indexes were half of the cost of a backfill.
import type { Context } from '#platform/context';
import { one, type Tx } from '#platform/database';
import { moneyOf, type DealMoneyFacts } from './apply-money.ts';
import type { StageChange } from './apply-stages.ts';
import type { DealFromOrder } from './create-from-orders.ts';

export type BornDeal = DealFromOrder & {
  /** One of `reserveDealIds`. */
  id: number;
  facts: DealMoneyFacts;
  stage: Pick<StageChange, 'stageId' | 'semantics' | 'closedAt' | 'lostReason'>;
};

/** Ids for deals that will be written before the transaction ends. */
export async function reserveDealIds(tx: Tx, count: number): Promise<number[]> {
  const { rows } = await tx.query<{ id: number }>({
    name: 'deal-reserve-ids',
    text: `
      select nextval(pg_get_serial_sequence('deals.deal', 'id'))::bigint as id
      from generate_series(1, $1::int)`,
    values: [count],
  });
  return rows.map((row) => row.id).sort((a, b) => a - b);
}

/** The pipeline that sales born in 1C go to. */
export async function quickPipelineId(tx: Tx): Promise<number> {
  const row = await one<{ id: number }>(
    tx, `select id from deals.pipeline where code = 'quick'`);
  if (!row) throw new Error('The pipeline of quick sales is missing');
  return row.id;
}

/** Writes whole deals and their readers; nothing is told, history is silent. */
export async function bearDeals(
  tx: Tx, ctx: Context, pipelineId: number, deals: BornDeal[],
): Promise<void> {
  if (deals.length === 0) return;
  await tx.query({
    name: 'deal-bear',
    text: `
      insert into deals.deal (id, title, pipeline_id, stage_id, is_open, source_id, company_id,
        responsible_id, department_id, created_at, updated_at, last_activity_at, stage_changed_at,
        closed_at, lost_reason, comment, project_name, end_customer_name, end_customer_inn, address,
        from_history, amount_kopecks, amount_source, paid_kopecks, paid_percent, overpaid,
        shipped_kopecks, shipped_percent, overdue_kopecks, receivable_kopecks, expected_kopecks,
        next_pay_on, deferred_until, order_numbers, other_currencies, own_entity_id)
      overriding system value
      select n.id, n.title, $2, n."stageId", n.semantics = 'open',
        (select id from deals.source where code = 'onec'), n."companyId", n."responsibleId",
        n."departmentId", n."createdAt",
        case when n.semantics = 'open' then n."createdAt"
          else coalesce(n."closedAt", n."createdAt") end,
        case when n.semantics = 'open' then n."createdAt"
          else coalesce(n."closedAt", n."createdAt") end,
        n."createdAt",
        case when n.semantics <> 'open' then coalesce(n."closedAt", $3::timestamptz) end,
        case when n.semantics = 'lost' then n."lostReason" end,
        n.comment, n."projectName", n."endCustomerName", n."endCustomerInn", n.address, true,
        n."amountKopecks", n."amountSource", n."paidKopecks", n."paidPercent", n.overpaid,
        n."shippedKopecks", n."shippedPercent", n."overdueKopecks", n."receivableKopecks",
        n."expectedKopecks", n."nextPayOn", n."deferredUntil", n."orderNumbers",
        n."otherCurrencies", n."ownEntityId"
      from json_to_recordset($1::json) as n (id bigint, title text, "stageId" bigint,
        semantics text, "closedAt" timestamptz, "lostReason" text, "companyId" bigint,
        "responsibleId" bigint, "departmentId" bigint, "createdAt" timestamptz, comment text,
        "projectName" text, "endCustomerName" text, "endCustomerInn" text, address text,
        "amountKopecks" bigint, "amountSource" text, "paidKopecks" bigint,
        "paidPercent" smallint, overpaid boolean, "shippedKopecks" bigint,
        "shippedPercent" smallint, "overdueKopecks" bigint, "receivableKopecks" bigint,
        "expectedKopecks" bigint, "nextPayOn" date, "deferredUntil" date,
        "orderNumbers" text[], "otherCurrencies" jsonb, "ownEntityId" bigint)`,
    values: [JSON.stringify(deals.map(rowOf)), pipelineId, ctx.now()],
  });
  const owned = deals.filter((deal) => deal.responsibleId !== null);
  await tx.query({
    name: 'deal-bear-readers',
    text: `
      insert into deals.deal_reader (employee_id, deal_id, why, may_edit)
      select employee_id, deal_id, 'responsible', true
      from unnest($1::bigint[], $2::bigint[]) as n (employee_id, deal_id)`,
    values: [owned.map((deal) => deal.responsibleId), owned.map((deal) => deal.id)],
  });
}

function rowOf({ facts, stage, ...deal }: BornDeal): object {
  const money = moneyOf({ id: deal.id, ownLinesKopecks: null, estimateKopecks: 0 }, facts);
  return { ...deal, ...stage, ...money };
}
