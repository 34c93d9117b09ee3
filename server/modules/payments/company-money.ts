// What a company owes, is late with, has on credit and has paid ahead: one figure each over all
// orders in its name, whoever reads it, and no document behind it. Beside them the part that the
// reader's own lists show, so that a click leads to a list of the same sum.
import type { CompanyDebt } from '#contract/payments';
import { readCompany } from '#modules/customers';
import { visibleDeals } from '#modules/deals';
import { maySee } from '#platform/actor';
import { companyToday } from '#platform/company-time';
import type { Context } from '#platform/context';
import { prepared } from '#platform/prepared';
import { seesAdvancesOf } from './advance-catalogue.ts';
import { COMPANY_CURRENCY, ON_CREDIT } from './dues.ts';

const HIDDEN: CompanyDebt = {
  debtKopecks: null, groupDebtKopecks: null, overdueKopecks: null, creditKopecks: null,
  advanceKopecks: null, seen: null, otherCurrencies: [],
};

type Row = {
  currency: string; debt: number; all: number; overdue: number; credit: number;
  seenDebt: number; seenOverdue: number; seenCredit: number;
};

const NOTHING = {
  debt: 0, all: 0, overdue: 0, credit: 0, seenDebt: 0, seenOverdue: 0, seenCredit: 0,
};

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

const LATE = `x.pay_on < $3::date`;
const ON_TIME = `x.pay_on >= $3::date and ${ON_CREDIT}`;

async function readDebts(ctx: Context, id: number, group: number[]): Promise<Row[]> {
  const visible = visibleDeals(ctx.actor, 'read', 3);
  const sumOf = (column: string, condition: string) =>
    `coalesce(sum(x.${column}) filter (where x.company_id = $2 and ${condition}), 0)::bigint`;
  const part = (companyId: string) => `select x.*, ${companyId} as company_id,
      (${visible.sql}) as seen
    from payments.due x join deals.deal d on d.id = x.deal_id`;
  const { rows } = await ctx.db.query<Row>(prepared('company-money', `
    select x.currency, coalesce(sum(x.receivable_kopecks), 0)::bigint as all,
      ${sumOf('receivable_kopecks', 'true')} as debt,
      ${sumOf('uncovered_kopecks', LATE)} as overdue,
      ${sumOf('uncovered_kopecks', ON_TIME)} as credit,
      ${sumOf('receivable_kopecks', 'x.seen')} as "seenDebt",
      ${sumOf('uncovered_kopecks', `x.seen and ${LATE}`)} as "seenOverdue",
      ${sumOf('uncovered_kopecks', `x.seen and ${ON_TIME}`)} as "seenCredit"
    from (
      ${part('x.payer_id')} where x.payer_id = any($1::bigint[])
      union all
      ${part('d.company_id')} where d.company_id = any($1::bigint[]) and x.payer_id is null
        and (d.receivable_kopecks > 0 or d.expected_kopecks > 0 or d.other_currencies is not null)
    ) x
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
  const sumsOf = (currency: string) => {
    const row = rows.find((each) => each.currency === currency) ?? NOTHING;
    const advance = advances.find((each) => each.currency === currency);
    return {
      debtKopecks: row.debt, overdueKopecks: row.overdue, creditKopecks: row.credit,
      advanceKopecks: advance?.kopecks ?? 0,
      seen: {
        debtKopecks: row.seenDebt, overdueKopecks: row.seenOverdue,
        creditKopecks: row.seenCredit, advanceKopecks: advance?.seen ?? 0,
      },
    };
  };
  const others = new Set([...rows, ...advances].map(({ currency }) => currency));
  others.delete(COMPANY_CURRENCY);
  const all = rows.find(({ currency }) => currency === COMPANY_CURRENCY)?.all ?? 0;
  return {
    ...sumsOf(COMPANY_CURRENCY),
    groupDebtKopecks: group.length > 1 ? all : null,
    otherCurrencies: [...others].sort().map((currency) => ({ currency, ...sumsOf(currency) }))
      .filter(({ debtKopecks, overdueKopecks, creditKopecks, advanceKopecks }) =>
        debtKopecks > 0 || overdueKopecks > 0 || creditKopecks > 0 || advanceKopecks !== 0),
  };
}
