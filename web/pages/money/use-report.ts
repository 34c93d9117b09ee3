import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { advancesList } from '#contract/advances';
import {
  duePartsList, isPartReport, MONEY_REPORTS, moneyReport, ROWS_OF_REPORT,
} from '#contract/money-reports';
import type { MoneyReport, MoneyReportName, ReportRows } from '#contract/money-reports';
import { keyOf, queryClient, routeQuery } from '../../api/query.ts';
import { useChanges } from '../../api/stream.ts';
import { useThrottled } from '../../api/use-throttled.ts';
import { dealsOfSum } from '../deals/sum-link.ts';
import type { MoneySearch } from './money-search.ts';

/** A push of 1C may bring hundreds of changes: a report is read anew at most so often. */
const REFRESH_MS = 1500;

export type ReportView = {
  name: MoneyReportName;
  by: ReportRows;
  search: MoneySearch;
  change: (patch: Partial<MoneySearch>) => void;
};

/** What the address asks for; what it does not know it takes for the first. */
export function useReportView(): ReportView {
  const search: MoneySearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const name = MONEY_REPORTS.find((report) => report === search.report) ?? 'receivables';
  const by = ROWS_OF_REPORT[name].find((rows) => rows === search.by) ?? ROWS_OF_REPORT[name][0]!;
  return {
    name, by, search,
    change: (patch) => void navigate({ to: '.', search: { ...search, ...patch } as never }),
  };
}

export const reportQuery = ({ by, search: { filter, currency } }: ReportView) => ({
  by, ...(filter ? { filter } : {}), ...(currency ? { currency } : {}),
});

export function useReport(view: ReportView) {
  const refresh = useThrottled(() => {
    void queryClient.invalidateQueries({ queryKey: keyOf(moneyReport) });
    void queryClient.invalidateQueries({ queryKey: keyOf(duePartsList) });
    void queryClient.invalidateQueries({ queryKey: keyOf(advancesList) });
  }, REFRESH_MS);
  useChanges('deal', null, refresh);
  useChanges('money', null, refresh);
  // An advance is of a company and of no deal.
  useChanges('company', null, refresh);
  return useQuery(
    routeQuery(moneyReport, { params: { report: view.name }, query: reportQuery(view) }));
}

/** A filter and one more condition, as the address writes them. */
export function joinFilters(...filters: (string | null | undefined)[]): string {
  const parts = filters.filter((filter) => filter && filter !== '{}')
    .map((filter) => JSON.parse(filter as string) as object);
  if (parts.length < 2) return JSON.stringify(parts[0] ?? {});
  return JSON.stringify({ and: parts });
}

/** The same deals as a filter of their list; null where a list of deals cannot say it. */
const OF_DEALS: Record<Exclude<MoneyReportName, 'advances'>, object> = {
  receivables: { receivableKopecks: { gt: 0 } },
  deferrals: { deferredUntil: { empty: false } },
  expected: { expectedKopecks: { gt: 0 } },
  partlyPaid: { notPaidInFull: { eq: true }, paidKopecks: { gt: 0 } },
  unshipped: { paidNotShipped: { eq: true } },
};

/** A deal has one sum, its stages have days of their own: a list of deals knows no such part. */
const OF_STAGES = /"(agedOn|payOn|variant)"/;

export function dealsFilterOf(name: MoneyReportName, filter: string): string | null {
  if (name === 'advances' || name === 'deferrals' || OF_STAGES.test(filter)) return null;
  return joinFilters(JSON.stringify(OF_DEALS[name]), filter);
}

/** Fields of deals that the columns of a report over deals are sums of. */
const SUM_OF: Record<string, string> = {
  amount: 'amountKopecks', paid: 'paidKopecks', balance: 'balanceKopecks',
  shipped: 'shippedKopecks', left: 'toShipKopecks', receivables: 'receivableKopecks',
  expected: 'expectedKopecks',
};

/** The address of the list behind a figure: by the key of its column, or the name of its report. */
export const dealsSearchOf = (filter: string, key: string) =>
  dealsOfSum(filter, SUM_OF[key] ?? 'amountKopecks');

export const hasParts = (name: MoneyReportName): boolean =>
  isPartReport(name) || name === 'advances';

/** Columns share out the whole of a row, or are sums side by side. */
export const isShared = ({ columns }: MoneyReport): boolean =>
  columns.every(({ filter }) => filter !== null);
