// What a company owes, is late with, has on credit and has paid ahead: one figure each over all its
// deals, whoever reads it, and no document behind it. Beside them the part that the reader's own
// lists show, so that a click leads to a list of the same sum.
import type { CompanyDebt } from '#contract/payments';
import { readCompany } from '#modules/customers';
import { visibleDeals } from '#modules/deals';
import { maySee } from '#platform/actor';
import { companyToday } from '#platform/company-time';
import type { Context } from '#platform/context';
import { prepared } from '#platform/prepared';
import { seesAdvancesOf } from './advance-catalogue.ts';
import { COMPANY_CURRENCY } from './dues.ts';

const HIDDEN: CompanyDebt = {
  debtKopecks: null, groupDebtKopecks: null, overdueKopecks: null, creditKopecks: null,
  advanceKopecks: null, seen: null, otherCurrencies: [],
};

type Row = {
  currency: string; debt: number; all: number; overdue: number; credit: number;
  seenDebt: number; seenOverdue: number;
};

const NOTHING = { debt: 0, all: 0, overdue: 0, credit: 0, seenDebt: 0, seenOverdue: 0 };

type AdvanceRow = { currency: string; kopecks: number; seen: number };

/** By currency; `seen` is what the reader's own list of payments adds up to. */
async function readAdvances(ctx: Context, companyId: number): Promise<AdvanceRow[]> {
  const visible = seesAdvancesOf(ctx, 1);
  const { rows } = await ctx.db.query<AdvanceRow>(prepared('company-advances', `
    select x.currency, sum(x.kopecks)::bigint as kopecks,
      coalesce(sum(x.kopecks) filter (where ${visible.sql}), 0)::bigint as seen
    from payments.advance x join customers.company d on d.id = x.company_id
    where x.company_id = $1 group by x.currency order by x.currency`,
  [companyId, ...visible.values]));
  return rows;
}

async function readDebts(ctx: Context, id: number, group: number[]): Promise<Row[]> {
  const visible = visibleDeals(ctx.actor, 'read', 3);
  const own = 'filter (where d.company_id = $2';
  const { rows } = await ctx.db.query<Row>(prepared('company-money', `
    select x.currency, coalesce(sum(x.receivable_kopecks), 0)::bigint as all,
      coalesce(sum(x.receivable_kopecks) ${own}), 0)::bigint as debt,
      coalesce(sum(x.uncovered_kopecks) ${own} and x.pay_on < $3::date), 0)::bigint as overdue,
      coalesce(sum(x.uncovered_kopecks) ${own} and x.pay_on >= $3::date
        and x.variant in ('credit', 'creditShift')), 0)::bigint as credit,
      coalesce(sum(x.receivable_kopecks) ${own} and d.seen), 0)::bigint as "seenDebt",
      coalesce(sum(x.uncovered_kopecks) ${own} and d.seen and x.pay_on < $3::date), 0)::bigint
        as "seenOverdue"
    from (
      select d.id, d.company_id, (${visible.sql}) as seen from deals.deal d
      where d.company_id = any($1::bigint[])
        and (d.receivable_kopecks > 0 or d.expected_kopecks > 0 or d.other_currencies is not null)
    ) d join payments.due x on x.deal_id = d.id
    group by x.currency order by x.currency`,
  [[id, ...group], id, companyToday(ctx.now()), ...visible.values]));
  return rows;
}

/** Null for whoever may not see sums. */
export async function companyMoney(ctx: Context, companyId: number): Promise<CompanyDebt> {
  const { id, group } = await readCompany(ctx, companyId);
  if (!maySee(ctx.actor, 'deal.money')) return HIDDEN;
  const [rows, advances] = await Promise.all([
    readDebts(ctx, id, group.map((member) => member.id)), readAdvances(ctx, id)]);
  const ofCurrency = (currency: string) => ({
    ...NOTHING, ...rows.find((row) => row.currency === currency),
    advance: advances.find((row) => row.currency === currency),
  });
  const { advance, ...roubles } = ofCurrency(COMPANY_CURRENCY);
  const others = new Set([...rows, ...advances].map(({ currency }) => currency));
  others.delete(COMPANY_CURRENCY);
  return {
    debtKopecks: roubles.debt,
    groupDebtKopecks: group.length > 1 ? roubles.all : null,
    overdueKopecks: roubles.overdue,
    creditKopecks: roubles.credit,
    advanceKopecks: advance?.kopecks ?? 0,
    seen: {
      debtKopecks: roubles.seenDebt, overdueKopecks: roubles.seenOverdue,
      advanceKopecks: advance?.seen ?? 0,
    },
    otherCurrencies: [...others].sort().map((currency) => {
      const { debt, overdue, advance: paid } = ofCurrency(currency);
      return {
        currency, debtKopecks: debt, overdueKopecks: overdue,
        advanceKopecks: paid?.kopecks ?? 0, seenAdvanceKopecks: paid?.seen ?? 0,
      };
    }).filter(({ debtKopecks, overdueKopecks, advanceKopecks }) =>
      debtKopecks > 0 || overdueKopecks > 0 || advanceKopecks !== 0),
  };
}
