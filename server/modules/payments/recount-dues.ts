// The open parts of deals and the sums that follow from them, counted anew from the documents.
import { applyDealMoney, lockDeals } from '#modules/deals';
import { companyToday } from '#platform/company-time';
import type { Context } from '#platform/context';
import type { Tx } from '#platform/database';
import { readMoneyFacts } from './money-facts.ts';
import { storeDues } from './store-dues.ts';

/** Returns how many deals have other sums than before. */
export async function recountDues(tx: Tx, ctx: Context, ids: number[]): Promise<number> {
  const locked = await lockDeals(tx, ids);
  const facts = await readMoneyFacts(tx, ids, companyToday(ctx.now()));
  const changed = await applyDealMoney(tx, ctx, locked, facts);
  await storeDues(tx, facts);
  return changed.length;
}
