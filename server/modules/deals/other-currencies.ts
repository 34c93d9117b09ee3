// Where a deal keeps its sums in currencies that are not ours.
import type { Apart } from '#platform/listing/sums-apart';

/** A view brings joins of clients, whose alias is one letter. */
export const OTHER_CURRENCIES: Apart = {
  where: 'd.other_currencies is not null',
  join: `cross join lateral jsonb_to_recordset(d.other_currencies)
    as other (currency text, "amountKopecks" bigint, "paidKopecks" bigint)`,
  currency: 'other.currency',
  sums: { amountKopecks: 'other."amountKopecks"', paidKopecks: 'other."paidKopecks"' },
  words: { field: 'inCurrencies', of: 'amountKopecks' },
};
