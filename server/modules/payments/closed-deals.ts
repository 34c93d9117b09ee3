// A deal that is closed and gets an order or money is not reopened: its head is told, once for
// each document, and decides.
import { decimalFromKopecks } from '#contract/money';
import { loadActingStaff, whoActsForDepartment } from '#modules/staff';
import { notify } from '#modules/work';
import { companyToday } from '#platform/company-time';
import type { Context } from '#platform/context';
import type { Tx } from '#platform/database';
import type { DocumentState } from './document-states.ts';
import type { DocumentChange } from './documents.ts';
import type { Touch } from './references.ts';

export type ClosedDeal = { id: number; number: string; title: string; departmentId: number | null };

/** Those of the deals that are closed, before this batch may close any. */
export async function readClosedDeals(tx: Tx, dealIds: number[]): Promise<ClosedDeal[]> {
  if (dealIds.length === 0) return [];
  const { rows } = await tx.query<ClosedDeal>({
    name: 'deals-closed',
    text: `select id, number, title, department_id as "departmentId" from deals.deal
           where id = any($1::bigint[]) and not is_open`,
    values: [dealIds],
  });
  return rows;
}

export type Arrival = {
  documents: DocumentChange[];
  before: Touch[];
  after: Touch[];
  statesBefore: Map<string, DocumentState>;
  statesAfter: Map<string, DocumentState>;
};

const NAMES: Record<string, string> = { order: 'заказ', payment: 'оплата' };
const pairOf = ({ uid, dealId }: Touch) => `${dealId} ${uid}`;

/** Orders and incoming payments that count for a deal now and did not before. */
function gained(arrival: Arrival): (Touch & { type: string; state: DocumentState })[] {
  const { documents, before, after, statesBefore, statesAfter } = arrival;
  const typeOf = new Map(documents.map(({ uid, type }) => [uid, type]));
  const had = new Set(before.filter(({ uid }) => statesBefore.get(uid)?.state === 'posted')
    .map(pairOf));
  return after.flatMap((touch) => {
    const type = typeOf.get(touch.uid) ?? '';
    const state = statesAfter.get(touch.uid);
    const counts = state?.state === 'posted' && (type === 'order' || state.kopecks > 0);
    return counts && type in NAMES && !had.has(pairOf(touch)) ? [{ ...touch, type, state }] : [];
  });
}

export async function tellOfClosedDeals(
  tx: Tx, ctx: Context, closed: ClosedDeal[], arrival: Arrival,
): Promise<void> {
  const byId = new Map(closed.map((deal) => [deal.id, deal]));
  const news = gained(arrival).filter(({ dealId }) => byId.has(dealId));
  if (news.length === 0) return;
  const staff = await loadActingStaff(tx);
  const today = companyToday(ctx.now());
  await notify(tx, ctx, news.flatMap(({ uid, dealId, type, state }) => {
    const deal = byId.get(dealId) as ClosedDeal;
    const head = whoActsForDepartment(staff, deal.departmentId, today);
    if (!head) return [];
    const sum = `${decimalFromKopecks(state.kopecks)} ${state.currency}`;
    return [{
      employeeId: head.employeeId,
      kind: 'deal.closedGained',
      title: `По закрытой сделке ${deal.number}: ${NAMES[type]} ${state.number} на ${sum}`,
      body: `${deal.title}. Сделка не открыта заново: решите, что с ней делать.`,
      entity: 'deal',
      entityId: dealId,
      onceKey: `closed-deal:${dealId}:${uid}`,
    }];
  }));
}
