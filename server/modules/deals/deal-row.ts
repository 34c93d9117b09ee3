// One deal at hand: invisible and missing look the same, visible but not permitted is a refusal.
import type { Action } from '#contract/rights';
import type { Context } from '#platform/context';
import { one, type Queryable, type Tx } from '#platform/database';
import { prepared } from '#platform/prepared';
import { refuse } from '#platform/refuse';
import type { RawValues } from '#modules/fields';
import { visibleDeals } from './visibility.ts';

export type DealRow = {
  id: number;
  number: string;
  title: string;
  pipelineId: number;
  stageId: number;
  stageChangedAt: string;
  isOpen: boolean;
  departmentId: number | null;
  responsibleId: number | null;
  companyId: number | null;
  contactId: number | null;
  sourceId: number | null;
  amountKopecks: number;
  amountSource: 'onec' | 'lines' | 'estimate';
  estimateKopecks: number;
  paidKopecks: number;
  shippedKopecks: number;
  comment: string | null;
  projectName: string | null;
  endCustomerName: string | null;
  endCustomerInn: string | null;
  address: string | null;
  lostReason: string | null;
  closedAt: string | null;
  custom: RawValues;
  version: number;
};

const COLUMNS = `
  d.id, d.number, d.title, d.pipeline_id as "pipelineId", d.stage_id as "stageId",
  d.stage_changed_at as "stageChangedAt", d.is_open as "isOpen",
  d.department_id as "departmentId",
  d.responsible_id as "responsibleId", d.company_id as "companyId",
  d.contact_id as "contactId", d.source_id as "sourceId", d.amount_kopecks as "amountKopecks",
  d.amount_source as "amountSource", d.estimate_kopecks as "estimateKopecks",
  d.paid_kopecks as "paidKopecks", d.shipped_kopecks as "shippedKopecks", d.comment,
  d.project_name as "projectName", d.end_customer_name as "endCustomerName",
  d.end_customer_inn as "endCustomerInn", d.address, d.lost_reason as "lostReason",
  d.closed_at as "closedAt", d.custom, d.version`;

type Judged = DealRow & { visible: boolean; permitted: boolean };

async function readDeal(
  on: Queryable, ctx: Context, id: number, how: { action: Action; lock: boolean },
): Promise<DealRow> {
  const read = visibleDeals(ctx.actor, 'read', 1);
  const act = visibleDeals(ctx.actor, how.action, 1 + read.values.length);
  const row = await one<Judged>(on, prepared('deal-row', `
    select ${COLUMNS}, coalesce(${read.sql}, false) as visible,
      coalesce(${act.sql}, false) as permitted
    from deals.deal d where d.id = $1${how.lock ? ' for update of d' : ''}`,
  [id, ...read.values, ...act.values]));
  if (!row?.visible) throw refuse('record.missing');
  if (!row.permitted) throw refuse('right.missing');
  const { visible: _visible, permitted: _permitted, ...deal } = row;
  return deal;
}

/** The deal, or 'record.missing' / 'right.missing'. */
export function requireDeal(
  ctx: Context, on: Queryable, id: number, action: Action = 'read',
): Promise<DealRow> {
  return readDeal(on, ctx, id, { action, lock: false });
}

/** The same, locked until the transaction ends: what verbs begin with. */
export function lockDeal(
  tx: Tx, ctx: Context, id: number, action: Action = 'edit',
): Promise<DealRow> {
  return readDeal(tx, ctx, id, { action, lock: true });
}
