// The list behind an advance: payments that no order claims, one by one.
import type { AdvancePart } from '#contract/advances';
import type { FieldInfo, ListQuery } from '#contract/listing';
import { dayNumber } from '#platform/clock';
import { companyToday } from '#platform/company-time';
import type { Context } from '#platform/context';
import { fieldInfos } from '#platform/listing/catalogue';
import { allOf } from '#platform/listing/fragment';
import { runList, type ListPage } from '#platform/listing/run-list';
import { listFrame } from '#platform/listing/subject';
import { ADVANCE_CATALOGUE, ADVANCES, seenAdvances } from './advance-catalogue.ts';
import type { ReportOptions } from './ask-report.ts';
import { COMPANY_CURRENCY } from './dues.ts';
import { requireMoney } from './run-report.ts';

const named = (relation: string, id: string) =>
  `(select json_build_object('id', n.id, 'name', n.name) from ${relation} n where n.id = ${id})`;

const COLUMNS = `x.id, json_build_object('id', d.id, 'name', d.name) as company,
  ${named('staff.employee', 'd.responsible_id')} as responsible,
  ${named('staff.department', 'd.department_id')} as department,
  p.number, p.kind, p.direction, x.paid_on as "paidOn", p.purpose, x.currency,
  p.total_kopecks as "totalKopecks", x.kopecks`;

export type AdvanceQuery = ListQuery & { currency?: string | undefined };

export function advanceFieldInfos(ctx: Context): FieldInfo[] {
  requireMoney(ctx);
  return fieldInfos(ADVANCE_CATALOGUE, ctx.actor.hidden);
}

export async function listAdvances(
  ctx: Context, { currency, ...query }: AdvanceQuery, options: ReportOptions = {},
): Promise<ListPage<AdvancePart>> {
  requireMoney(ctx);
  const visibility = allOf([
    seenAdvances(ctx, options),
    { sql: 'x.currency = $1', values: [currency ?? COMPANY_CURRENCY] },
  ]);
  const source = { ...ADVANCES, columns: COLUMNS, visibility };
  const page = await runList<AdvancePart>(ctx.db, source, query, listFrame(ctx));
  const today = dayNumber(companyToday(ctx.now()));
  return {
    ...page,
    items: page.items.map((part) => ({
      ...part, days: part.paidOn === null ? 0 : Math.max(0, today - dayNumber(part.paidOn)),
    })),
  };
}
