// The list behind a figure of a report: stages of payment one by one, with their deals.
import type { DuePart, PartReport } from '#contract/money-reports';
import type { FieldInfo, ListQuery } from '#contract/listing';
import { dayNumber } from '#platform/clock';
import { companyToday } from '#platform/company-time';
import type { Context } from '#platform/context';
import { fieldInfos } from '#platform/listing/catalogue';
import { allOf } from '#platform/listing/fragment';
import { runList, type ListPage } from '#platform/listing/run-list';
import { listFrame } from '#platform/listing/subject';
import type { ReportOptions } from './ask-report.ts';
import { DUE_CATALOGUE, DUES } from './due-catalogue.ts';
import { COMPANY_CURRENCY } from './dues.ts';
import { REPORTS } from './report-definitions.ts';
import { seenDeals } from './report-grounds.ts';
import { requireMoney } from './run-report.ts';
import { PAYER } from './settle-payers.ts';

const named = (relation: string, id: string) =>
  `(select json_build_object('id', n.id, 'name', n.name) from ${relation} n where n.id = ${id})`;

const COLUMNS = `x.id,
  json_build_object('id', d.id, 'number', d.number, 'title', d.title) as deal,
  ${named('customers.company', PAYER)} as company,
  ${named('staff.employee', 'd.responsible_id')} as responsible,
  ${named('staff.department', 'd.department_id')} as department,
  coalesce((select o.number from payments.sales_order o
    where o.base_id = x.base_id and o.uid = x.order_uid), '') as "orderNumber",
  x.variant, x.pay_on as "payOn", x.aged_on as "agedOn", x.currency,
  x.uncovered_kopecks as "uncoveredKopecks", x.receivable_kopecks as "receivableKopecks"`;

export function dueFieldInfos(ctx: Context): FieldInfo[] {
  requireMoney(ctx);
  return fieldInfos(DUE_CATALOGUE, ctx.actor.hidden);
}

export type DueQuery = ListQuery & { currency?: string | undefined };

export async function listDues(
  ctx: Context, report: PartReport, { currency, ...query }: DueQuery, options: ReportOptions = {},
): Promise<ListPage<DuePart>> {
  requireMoney(ctx);
  const visibility = allOf([
    seenDeals(ctx, options), { sql: REPORTS[report].base, values: [] },
    { sql: 'x.currency = $1', values: [currency ?? COMPANY_CURRENCY] },
  ]);
  const source = { ...DUES, columns: COLUMNS, visibility };
  const page = await runList<DuePart>(ctx.db, source, query, listFrame(ctx));
  const today = dayNumber(companyToday(ctx.now()));
  return {
    ...page,
    items: page.items.map((part) => ({
      ...part,
      daysLate: part.agedOn === null ? 0 : Math.max(0, today - dayNumber(part.agedOn)),
    })),
  };
}
