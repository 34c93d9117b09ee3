// Money of a company that no order claims: payments minus their lines that name a document.
import { storeAdvances, type Advance } from '#modules/customers';
import type { Context } from '#platform/context';
import type { Tx } from '#platform/database';
import { COMPANY_CURRENCY } from './dues.ts';

/**
 * Companies of these payments as they are stored now, if the payment leaves anything unclaimed:
 * most are claimed whole by orders and say nothing of the advance, and a big customer has
 * thousands.
 */
export async function companiesOfPayments(
  tx: Tx, baseId: number, paymentUids: string[],
): Promise<string[]> {
  if (paymentUids.length === 0) return [];
  const { rows } = await tx.query<{ uid: string }>({
    name: 'payment-companies',
    text: `select distinct p.company_uid as uid from payments.payment
           p where p.base_id = $1 and p.uid = any($2::uuid[]) and p.company_uid is not null
             and p.total_kopecks <> (
               select coalesce(sum(l.sum_kopecks), 0) from payments.payment_line l
               where l.base_id = p.base_id and l.payment_uid = p.uid
                 and (l.order_uid is not null or l.invoice_uid is not null))`,
    values: [baseId, paymentUids],
  });
  return rows.map((row) => row.uid);
}

/** Recomputes the advance of companies from their payments; unknown companies wait for healing. */
export async function recomputeAdvances(
  tx: Tx, ctx: Context, baseId: number, companyUids: string[],
): Promise<void> {
  if (companyUids.length === 0) return;
  await tx.query({
    name: 'payment-company-lock',
    text: `
      select id from customers.company where id in (
        select company_id from customers.company_identity
        where base_id = $1 and uid = any($2::uuid[]))
      order by id for update`,
    values: [baseId, companyUids],
  });
  const { rows } = await tx.query<Advance>({
    name: 'payment-company-advances',
    text: `
      with wanted as (
        select distinct company_id from customers.company_identity
        where base_id = $1 and uid = any($2::uuid[])
      )
      select w.company_id as "companyId",
        coalesce(sum(p.total_kopecks - coalesce(l.kopecks, 0)), 0)::bigint as "advanceKopecks"
      from wanted w
        join customers.company_identity c on c.company_id = w.company_id
        left join payments.payment p on p.base_id = c.base_id and p.company_uid = c.uid
          and p.counts and p.currency = $3
        left join lateral (
          select sum(pl.sum_kopecks) as kopecks from payments.payment_line pl
          where pl.base_id = p.base_id and pl.payment_uid = p.uid
            and (pl.order_uid is not null or pl.invoice_uid is not null)
        ) l on true
      group by w.company_id`,
    values: [baseId, companyUids, COMPANY_CURRENCY],
  });
  await storeAdvances(tx, ctx, rows);
}
