// What a report is read from: stages that wait, deals as they stand, or payments nobody claims.
import { isPartReport, type MoneyReportName } from '#contract/money-reports';
import { visibleDeals } from '#modules/deals';
import type { Context } from '#platform/context';
import { allOf, type Fragment } from '#platform/listing/fragment';
import { ADVANCES, seenAdvances } from './advance-catalogue.ts';
import { DEALS, DUES, type Place } from './due-catalogue.ts';

type Seen = (ctx: Context, options: { forFile?: boolean }) => Fragment;

export type Ground = {
  place: Place;
  /** What the figure beside a row counts. */
  counted: string;
  seen: Seen;
  /** Each row is in one currency; deals are in the company's and keep others apart. */
  hasCurrency: boolean;
};

export const seenDeals: Seen = (ctx, { forFile }) =>
  allOf([visibleDeals(ctx.actor), ...(forFile ? [visibleDeals(ctx.actor, 'export')] : [])]);

const STAGES: Ground = {
  place: DUES, counted: 'count(distinct x.deal_id)', seen: seenDeals, hasCurrency: true,
};
const WHOLE_DEALS: Ground = {
  place: DEALS, counted: 'count(*)', seen: seenDeals, hasCurrency: false,
};
const PAYMENTS: Ground = {
  place: ADVANCES, counted: 'count(*)', seen: seenAdvances, hasCurrency: true,
};

export const groundOf = (name: MoneyReportName): Ground => {
  if (name === 'advances') return PAYMENTS;
  return isPartReport(name) ? STAGES : WHOLE_DEALS;
};
