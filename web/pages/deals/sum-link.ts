// The way from a figure to the deals that it is the sum of: the list shows the field as a column
// and its exact sum above, the largest first.
import type { DealsSearch } from './deals-search.ts';

const SHOWN = ['paidKopecks', 'balanceKopecks', 'shippedKopecks', 'toShipKopecks',
  'receivableKopecks', 'overdueKopecks', 'expectedKopecks'];

export function dealsOfSum(filter: string, sum: string): DealsSearch {
  const measure = SHOWN.includes(sum) ? [sum] : [];
  return {
    filter, sum, sort: `-${sum}`,
    columns: ['number', 'title', 'company', 'stage', 'amountKopecks', ...measure, 'paidPercent',
      'shippedPercent', 'responsible'].join(','),
  };
}
