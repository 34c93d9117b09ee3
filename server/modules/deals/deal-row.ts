// One deal at hand: invisible and missing look the same, visible but not permitted is a refusal.
import type { Action } from '#contract/rights';
import { can } from '#platform/actor';
import type { Context } from '#platform/context';
import { one, type Queryable, type Tx } from '#platform/database';
import { prepared } from '#platform/prepared';
import { type Refusal, refuse } from '#platform/refuse';
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
  if (!row.permitted) throw await refuseReading(on, ctx, row, how.action);
  const { visible: _visible, permitted: _permitted, ...deal } = row;
  return deal;
}

/** Who may do it with other deals hears why not with this one: it is read, others keep it. */
async function refuseReading(
  on: Queryable, ctx: Context, deal: DealRow, action: Action,
): Promise<Refusal> {
  if (!can(ctx.actor, 'deal', action)) return refuse('right.missing');
  const why = await one<{ department: string | null; keeper: string | null; given: boolean }>(on, {
    name: 'deal-kept-by',
    text: `
      select (select name from staff.department where id = d.department_id) as department,
        (select name from staff.employee where id = d.responsible_id) as keeper,
        exists (select from deals.deal_reader r
          where r.deal_id = d.id and r.employee_id = $2 and r.why = 'giver') as given
      from deals.deal d where d.id = $1`,
    values: [deal.id, ctx.actor.employeeId],
  });
  const place = [why?.department && `отдел «${why.department}»`, why?.keeper]
    .filter(Boolean).join(', ');
  return refuse('right.missing', `${why?.given ? 'Сделку передали, и вам она осталась для чтения'
    : 'Вам эта сделка только для чтения'}${place ? `. Её ведёт ${place}` : ''}.`);
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
