// A figure of a report as a question to the list of deals: exactly the deals that it is made of, or
// null where a list of deals cannot ask so.
import type { MoneyReportName } from '#contract/money-reports';
import { dealsOfSum } from '../deals/sum-link.ts';

/** A filter and one more condition, as the address writes them. */
export function joinFilters(...filters: (string | null | undefined)[]): string {
  const parts = filters.filter((filter) => filter && filter !== '{}')
    .map((filter) => JSON.parse(filter as string) as object);
  if (parts.length < 2) return JSON.stringify(parts[0] ?? {});
  return JSON.stringify({ and: parts });
}

type ReportOfDeals = Exclude<MoneyReportName, 'advances' | 'deferrals'>;

const OF_DEALS: Record<ReportOfDeals, object> = {
  receivables: { receivableKopecks: { gt: 0 } },
  expected: { expectedKopecks: { gt: 0 } },
  partlyPaid: { notPaidInFull: { eq: true }, paidKopecks: { gt: 0 } },
  unshipped: { paidNotShipped: { eq: true } },
};

/** By clients parts are of whom their order names, and whole deals are of their own client. */
const CLIENT: Record<ReportOfDeals, string> = {
  receivables: 'debtor', expected: 'payer', partlyPaid: 'company', unshipped: 'company',
};

/** A deal has one sum, its stages have days of their own: a list of deals knows no such part. */
const OF_STAGES = /"(agedOn|payOn|variant|uncoveredKopecks|receivableKopecks)"/;

type Node = Record<string, unknown>;
type Asked = { company: Node[]; rest: Node[] };

/** Conditions that all hold, those of the client apart; null where it is asked another way. */
function split(filter: Node): Asked | null {
  const asked: Asked = { company: [], rest: [] };
  for (const [key, value] of Object.entries(filter)) {
    if (key === 'and') {
      for (const part of (value as Node[]).map(split)) {
        if (part === null) return null;
        asked.company.push(...part.company);
        asked.rest.push(...part.rest);
      }
    } else if (key === 'company') {
      asked.company.push(value as Node);
    } else if (JSON.stringify(value).includes('"company"')) {
      return null;
    } else {
      asked.rest.push({ [key]: value });
    }
  }
  return asked;
}

/**
 * The client of parts as a condition on deals. A deal may have parts of several: «not of A» and «of
 * A or B and of B or C» say less of a deal than of its parts. The client of a row is among those
 * that the report was narrowed to, so that beside it nothing more is said.
 */
function clientOf(conditions: Node[]): Node | null {
  const one = conditions.find((each) => 'eq' in each);
  if (one) return Object.keys(one).length === 1 ? { in: [one['eq']] } : null;
  const asked = conditions.find(({ empty }) => empty === true)
    ?? (conditions.length === 1 ? conditions.find((each) => 'in' in each) : undefined);
  return asked && Object.keys(asked).length === 1 ? asked : null;
}

export function dealsFilterOf(name: MoneyReportName, filter: string): string | null {
  if (name === 'advances' || name === 'deferrals' || OF_STAGES.test(filter)) return null;
  const base = JSON.stringify(OF_DEALS[name]);
  if (CLIENT[name] === 'company') return joinFilters(base, filter);
  const asked = split(JSON.parse(filter) as Node);
  if (asked === null) return null;
  if (asked.company.length === 0) return joinFilters(base, filter);
  const client = clientOf(asked.company);
  if (client === null) return null;
  return joinFilters(base, ...asked.rest.map((each) => JSON.stringify(each)),
    JSON.stringify({ [CLIENT[name]]: client }));
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
