// Sums that follow the calendar: a new day makes due what was not, and nobody has touched the deal.
// So neither its version nor its freshness moves; what is overdue is told in its history.
import type { Tx } from '#platform/database';
import { lockDeals, type DealMoneyFacts, type MoneyChange } from './apply-money.ts';

export type TimedSums = Pick<DealMoneyFacts,
  'dealId' | 'overdueKopecks' | 'receivableKopecks' | 'expectedKopecks' | 'nextPayOn'>;

/** `read` gets the sums once the deals are locked. Returns what is newly overdue or no longer. */
export async function retimeMoney(
  tx: Tx, dealIds: number[], read: (ids: number[]) => Promise<TimedSums[]>,
): Promise<MoneyChange[]> {
  const locked = await lockDeals(tx, dealIds);
  const before = new Map(locked.map((deal) => [deal.id, deal]));
  const sums = (await read(locked.map(({ id }) => id))).filter((sum) => {
    const deal = before.get(sum.dealId);
    return deal && (deal.overdueKopecks !== sum.overdueKopecks || deal.nextPayOn !== sum.nextPayOn
      || deal.receivableKopecks !== sum.receivableKopecks
      || deal.expectedKopecks !== sum.expectedKopecks);
  });
  if (sums.length === 0) return [];
  await tx.query({
    name: 'deal-retime-money',
    text: `
      update deals.deal d set overdue_kopecks = n."overdueKopecks",
        receivable_kopecks = n."receivableKopecks", expected_kopecks = n."expectedKopecks",
        next_pay_on = n."nextPayOn"
      from jsonb_to_recordset($1::jsonb) as n ("dealId" bigint, "overdueKopecks" bigint,
        "receivableKopecks" bigint, "expectedKopecks" bigint, "nextPayOn" date)
      where d.id = n."dealId"`,
    values: [JSON.stringify(sums)],
  });
  return sums.flatMap(({ dealId, overdueKopecks }) => {
    const old = before.get(dealId)!.overdueKopecks;
    return old === overdueKopecks ? []
      : [{ dealId, changes: { overdueKopecks: { old, new: overdueKopecks } } }];
  });
}
