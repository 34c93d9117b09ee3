// What the address of «Деньги» holds: which report, by what, narrowed how, and the open figure.
import { known, textOf } from '../../lists/list-search.ts';

export type MoneySearch = {
  report?: string;
  by?: string;
  /** JSON of the filter grammar. */
  filter?: string;
  /** The figure whose list is open: its filter. */
  cell?: string;
  currency?: string;
};

export const readMoneySearch = (search: Record<string, unknown>): MoneySearch => known({
  report: textOf(search.report), by: textOf(search.by), filter: textOf(search.filter),
  cell: textOf(search.cell), currency: textOf(search.currency),
});
