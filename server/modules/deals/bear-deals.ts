// Deals of history are written once, with the money and the stage their documents already give.
// Three rewrites of a row with twelve indexes were half of the cost of a backfill.
import type { Context } from '#platform/context';
import { columnsOf, copyRows, textArray } from '#platform/copy-rows';
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
      select nextval((select pg_get_serial_sequence('deals.deal', 'id')::regclass))::bigint as id
      from generate_series(1, $1::int)`,
    values: [count],
  });
  return rows.map((row) => row.id).sort((a, b) => a - b);
}

/** Where sales born in 1C go to, and where they come from. */
export type QuickSale = { pipelineId: number; sourceId: number | null };

export async function readQuickSale(tx: Tx): Promise<QuickSale> {
  const row = await one<QuickSale>(tx, {
    name: 'quick-sale',
    text: `
      select id as "pipelineId", (select id from deals.source where code = 'onec') as "sourceId"
      from deals.pipeline where code = 'quick'`,
  });
  if (!row) throw new Error('The pipeline of quick sales is missing');
  return row;
}

const DEALS = {
  table: 'deals.deal',
  columns: columnsOf(`id, title, pipeline_id, stage_id, is_open, source_id, company_id,
    responsible_id, department_id, created_at, updated_at, last_activity_at, stage_changed_at,
    closed_at, lost_reason, comment, project_name, end_customer_name, end_customer_inn, address,
    from_history, amount_kopecks, amount_source, paid_kopecks, paid_percent, overpaid,
    shipped_kopecks, shipped_percent, overdue_kopecks, receivable_kopecks, expected_kopecks,
    next_pay_on, deferred_until, order_numbers, other_currencies, own_entity_id`),
};

const READERS = {
  table: 'deals.deal_reader', columns: columnsOf('employee_id, deal_id, why, may_edit'),
};

/** Writes whole deals and their readers; nothing is told, history is silent. */
export async function bearDeals(
  tx: Tx, ctx: Context, quick: QuickSale, deals: BornDeal[],
): Promise<void> {
  const now = ctx.now().toISOString();
  const owned = deals.filter((deal) => deal.responsibleId !== null);
  await Promise.all([
    copyRows(tx, DEALS, deals.map((deal) => rowOf(deal, quick, now))),
    copyRows(tx, READERS, owned.map(({ id, responsibleId }) => ({
      employee_id: responsibleId, deal_id: id, why: 'responsible', may_edit: true,
    }))),
  ]);
}

function rowOf({ facts, stage, ...deal }: BornDeal, quick: QuickSale, now: string): object {
  const isOpen = stage.semantics === 'open';
  const touchedAt = isOpen ? deal.createdAt : stage.closedAt ?? deal.createdAt;
  return {
    id: deal.id, title: deal.title, pipeline_id: quick.pipelineId, stage_id: stage.stageId,
    is_open: isOpen, source_id: quick.sourceId, company_id: deal.companyId,
    responsible_id: deal.responsibleId, department_id: deal.departmentId,
    created_at: deal.createdAt, updated_at: touchedAt, last_activity_at: touchedAt,
    stage_changed_at: deal.createdAt, closed_at: isOpen ? null : stage.closedAt ?? now,
    lost_reason: stage.semantics === 'lost' ? stage.lostReason : null,
    comment: deal.comment, project_name: deal.projectName,
    end_customer_name: deal.endCustomerName, end_customer_inn: deal.endCustomerInn,
    address: deal.address, from_history: true, ...moneyRow(deal.id, facts),
    own_entity_id: deal.ownEntityId,
  };
}

function moneyRow(id: number, facts: DealMoneyFacts) {
  const money = moneyOf({ id, ownLinesKopecks: null, estimateKopecks: 0 }, facts);
  return {
    amount_kopecks: money.amountKopecks, amount_source: money.amountSource,
    paid_kopecks: money.paidKopecks, paid_percent: money.paidPercent, overpaid: money.overpaid,
    shipped_kopecks: money.shippedKopecks, shipped_percent: money.shippedPercent,
    overdue_kopecks: money.overdueKopecks, receivable_kopecks: money.receivableKopecks,
    expected_kopecks: money.expectedKopecks, next_pay_on: money.nextPayOn,
    deferred_until: money.deferredUntil, order_numbers: textArray(money.orderNumbers),
    other_currencies: money.otherCurrencies,
  };
}
