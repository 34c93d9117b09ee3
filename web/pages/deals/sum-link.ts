// The way from a figure to the deals that it is the sum of: the list shows the field as a column
// and its exact sum above, the largest first.
import type { DealsSearch } from './deals-search.ts';
import { payerSums, WHOLE_OF } from './payer-sums.ts';

const SHOWN = ['paidKopecks', 'balanceKopecks', 'shippedKopecks', 'toShipKopecks',
  'receivableKopecks', 'overdueKopecks', 'expectedKopecks'];

/** A deal of several payers counts with the part of those whom the filter names. */
export function dealsOfSum(filter: string, whole: string): DealsSearch {
  const sum = payerSums(filter).find((each) => WHOLE_OF[each] === whole) ?? whole;
  const measure = SHOWN.includes(whole) ? [sum] : [];
  return {
    filter, sum, sort: `-${whole}`,
    columns: ['number', 'title', 'company', 'stage', 'amountKopecks', ...measure, 'paidPercent',
      'shippedPercent', 'responsible'].join(','),
  };
}
