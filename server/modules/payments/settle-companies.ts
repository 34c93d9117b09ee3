// After companies of 1C were linked, merged or parted: whose their debts and payments are now.
import type { Tx } from '#platform/database';
import { type AdvanceContext, recomputeAdvances } from './company-advances.ts';
import { settlePayers } from './settle-payers.ts';

export async function settleCompanies(
  tx: Tx, ctx: AdvanceContext, baseId: number, companyUids: string[],
): Promise<void> {
  if (companyUids.length === 0) return;
  await settlePayers(tx, baseId, companyUids);
  await recomputeAdvances(tx, ctx, baseId, companyUids);
}
