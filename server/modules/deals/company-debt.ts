// What a company owes: one figure over all its deals, whoever reads it, and no document behind it.
import type { CompanyDebt } from '#contract/deals';
import { readCompany } from '#modules/customers';
import { maySee } from '#platform/actor';
import type { Context } from '#platform/context';
import { one } from '#platform/database';

/** Shipped and not paid, in roubles; null for whoever may not see sums. */
export async function companyDebt(ctx: Context, companyId: number): Promise<CompanyDebt> {
  const { id, group } = await readCompany(ctx, companyId);
  if (!maySee(ctx.actor, 'deal.money')) return { debtKopecks: null, groupDebtKopecks: null };
  const row = await one<{ debt: number; all: number }>(ctx.db, {
    name: 'company-debt',
    text: `
      select coalesce(sum(d.shipped_kopecks - d.paid_kopecks), 0)::bigint as all,
        coalesce(sum(d.shipped_kopecks - d.paid_kopecks)
          filter (where d.company_id = $2), 0)::bigint as debt
      from deals.deal d
      where d.company_id = any($1::bigint[]) and d.shipped_kopecks > d.paid_kopecks
        and d.currency = 'RUB'`,
    values: [[id, ...group.map((member) => member.id)], id],
  });
  return { debtKopecks: row!.debt, groupDebtKopecks: group.length > 1 ? row!.all : null };
}
