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

export const hasParts = (name: MoneyReportName): boolean =>
  isPartReport(name) || name === 'advances';

/** Columns share out the whole of a row, or are sums side by side. */
export const isShared = ({ columns }: MoneyReport): boolean =>
  columns.every(({ filter }) => filter !== null);
