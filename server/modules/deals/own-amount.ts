// The amount of a deal without counting orders: Σ of its own lines, else the manager's estimate.
// Goes through the one door for money, which knows that rule.
import type { Context } from '#platform/context';
import { one, type Tx } from '#platform/database';
import { type Changes, changesBetween } from '#platform/events';
import { applyDealMoney, lockDeals, sharesOf, type Shares } from './apply-money.ts';
import type { DealRow } from './deal-row.ts';
import type { DealColumn } from './update-deal.ts';

export type OwnAmount = { amountKopecks: number; version: number; changes: Changes };

/** Counts the amount anew after lines or estimate changed; what 1C owns is left alone. */
export async function refreshOwnAmount(
  tx: Tx, ctx: Context, dealId: number,
): Promise<OwnAmount> {
  const locked = await lockDeals(tx, [dealId]);
  const own = locked.filter((deal) => deal.amountSource !== 'onec');
  const facts = own.map((deal) => ({
    dealId,
    hasOrders: false,
    ordersKopecks: 0,
    paidKopecks: deal.paidKopecks,
    shippedKopecks: deal.shippedKopecks,
    overdueKopecks: deal.overdueKopecks,
    receivableKopecks: deal.receivableKopecks,
    expectedKopecks: deal.expectedKopecks,
    nextPayOn: deal.nextPayOn,
    deferredUntil: deal.deferredUntil,
    orderNumbers: deal.orderNumbers,
    otherCurrencies: deal.otherCurrencies as null,
  }));
  const [[changed], row] = await Promise.all([
    applyDealMoney(tx, ctx, own, facts),
    // Asked after the change, without waiting for it.
    one<{ amount: number; version: number }>(tx, {
      name: 'deal-amount',
      text: 'select amount_kopecks as amount, version from deals.deal where id = $1',
      values: [dealId],
    }),
  ]);
  return { amountKopecks: row!.amount, version: row!.version, changes: changed?.changes ?? {} };
}

type Worth = Shares & Pick<DealRow,
  'amountKopecks' | 'amountSource' | 'estimateKopecks' | 'paidKopecks' | 'shippedKopecks'>;

/**
 * The same of a locked deal whose lines are at hand: what its update writes beside, and what
 * history tells. `linesKopecks` is Σ of them, null without any.
 */
export function ownAmount(deal: Worth, linesKopecks: number | null): Omit<OwnAmount, 'version'> & {
  columns: Partial<Record<DealColumn, unknown>>;
} {
  const { amountKopecks, amountSource, paidKopecks, shippedKopecks } = deal;
  if (amountSource === 'onec') return { amountKopecks, changes: {}, columns: {} };
  const amount = linesKopecks ?? deal.estimateKopecks;
  const next = {
    amountKopecks: amount, amountSource: linesKopecks === null ? 'estimate' : 'lines',
    ...sharesOf(amount, { paidKopecks, shippedKopecks }),
  };
  return {
    amountKopecks: amount, changes: changesBetween(deal, next),
    columns: {
      amount_kopecks: next.amountKopecks, amount_source: next.amountSource,
      paid_percent: next.paidPercent, overpaid: next.overpaid,
      shipped_percent: next.shippedPercent,
    },
  };
}
