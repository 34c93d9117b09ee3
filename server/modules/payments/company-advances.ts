// Money that no order claims: payments minus their lines that name a document. Each such payment
// is a row of payments.advance, the advance of a company is their sum.
import { storeAdvances, type Advance } from '#modules/customers';
import type { Context } from '#platform/context';
import type { Tx } from '#platform/database';
import { writeEvents } from '#platform/events';
import type { DocumentChange } from './documents.ts';
import { COMPANY_CURRENCY } from './dues.ts';

export type AdvanceContext = Context & {
  /** History is being loaded or sums are filled in: no event is written. */
  quiet?: boolean;
};

/** What of a payment (alias p) its lines leave to nobody. */
const UNCLAIMED = `p.total_kopecks - coalesce((
  select sum(l.sum_kopecks) from payments.payment_line l
  where l.base_id = p.base_id and l.payment_uid = p.uid
    and (l.order_uid is not null or l.invoice_uid is not null)), 0)`;

/** Whether a payment leaves something to its company, or may have left it: hardly any does. */
export function mayBeAdvance(change: DocumentChange): boolean {
  if (change.type !== 'payment') return false;
  if (change.stored || change.op === 'delete') return true;
  const { totalKopecks, lines } = change.row;
  return totalKopecks !== lines.reduce((sum, { orderUid, invoiceUid, sumKopecks }) =>
    (orderUid === null && invoiceUid === null ? sum : sum + sumKopecks), 0);
}

/**
 * Counts these payments anew and sums up the companies that had or have something of them. Most
 * payments are claimed whole, before and after, and end at the first question.
 */
export async function settleAdvances(
  tx: Tx, ctx: AdvanceContext, baseId: number, paymentUids: string[],
): Promise<void> {
  if (paymentUids.length === 0) return;
  const { rows } = await tx.query<{ uid: string; companyId: number }>({
    name: 'advance-touched',
    text: `
      select a.payment_uid as uid, a.company_id as "companyId" from payments.advance a
      where a.base_id = $1 and a.payment_uid = any($2::uuid[])
      union
      select p.uid, c.company_id from payments.payment p
        join customers.company_identity c on c.base_id = p.base_id and c.uid = p.company_uid
      where p.base_id = $1 and p.uid = any($2::uuid[]) and p.counts and ${UNCLAIMED} <> 0`,
    values: [baseId, paymentUids],
  });
  if (rows.length === 0) return;
  const companies = [...new Set(rows.map(({ companyId }) => companyId))].sort((a, b) => a - b);
  // Whoever waits for another's payment of the same company then sums up both. No stronger: a deal
  // that names the company holds its key, and two senders would wait for each other.
  await tx.query({
    name: 'advance-company-lock',
    text: `select from customers.company where id = any($1::bigint[]) order by id
      for no key update`,
    values: [companies],
  });
  await storeRows(tx, baseId, [...new Set(rows.map(({ uid }) => uid))]);
  await sumUp(tx, ctx, companies);
}

/** A payment that went to another company keeps its row under the other owner. */
async function storeRows(tx: Tx, baseId: number, uids: string[]): Promise<void> {
  await tx.query({
    name: 'advance-store',
    text: `
      with open as materialized (
        select p.base_id, p.uid, c.company_id, p.currency, p.paid_at::date as paid_on,
          ${UNCLAIMED} as kopecks
        from payments.payment p
          join customers.company_identity c on c.base_id = p.base_id and c.uid = p.company_uid
        where p.base_id = $1 and p.uid = any($2::uuid[]) and p.counts
      ), gone as (
        delete from payments.advance a
        where a.base_id = $1 and a.payment_uid = any($2::uuid[]) and not exists (
          select from open where open.uid = a.payment_uid and open.kopecks <> 0)
      )
      insert into payments.advance as a
        (base_id, payment_uid, company_id, currency, paid_on, kopecks)
      select base_id, uid, company_id, currency, paid_on, kopecks from open where kopecks <> 0
      on conflict on constraint advance_pk do update
      set (company_id, currency, paid_on, kopecks)
        = row (excluded.company_id, excluded.currency, excluded.paid_on, excluded.kopecks)
      where (a.company_id, a.currency, a.paid_on, a.kopecks) is distinct from
        (excluded.company_id, excluded.currency, excluded.paid_on, excluded.kopecks)`,
    values: [baseId, uids],
  });
}

async function sumUp(tx: Tx, ctx: AdvanceContext, companyIds: number[]): Promise<void> {
  const { rows } = await tx.query<Advance>({
    name: 'advance-sums',
    text: `
      select c.id as "companyId", coalesce(sum(a.kopecks), 0)::bigint as "advanceKopecks"
      from unnest($1::bigint[]) as c (id)
        left join payments.advance a on a.company_id = c.id and a.currency = $2
      group by c.id`,
    values: [companyIds, COMPANY_CURRENCY],
  });
  const changed = await storeAdvances(tx, ctx, rows);
  if (ctx.quiet) return;
  await writeEvents(tx, ctx, changed.map(({ id, old, next }) => ({
    kind: 'company.advanceChanged', entity: 'company', entityId: id,
    data: { changes: { advanceKopecks: { old, new: next } } },
  })));
}

/** Payments of these companies of 1C go to whose they are now. */
export async function recomputeAdvances(
  tx: Tx, ctx: AdvanceContext, baseId: number, companyUids: string[],
): Promise<void> {
  const { rows } = await tx.query<{ uid: string }>({
    name: 'advance-payments',
    text: `
      select p.uid from payments.payment p
        join customers.company_identity c on c.base_id = p.base_id and c.uid = p.company_uid
        left join payments.advance a on a.base_id = p.base_id and a.payment_uid = p.uid
      where p.base_id = $1 and p.company_uid = any($2::uuid[])
        and (a.company_id is distinct from c.company_id)
        and (a.company_id is not null or p.counts and ${UNCLAIMED} <> 0)`,
    values: [baseId, companyUids],
  });
  await settleAdvances(tx, ctx, baseId, rows.map(({ uid }) => uid));
}
