// Plan against fact of a payment schedule: money covers stages in the order of their dates, and a
// stage is covered on the day of the payment that brings the last kopeck of it.
import type { DealMoney } from '#contract/payments';
import { dayNumber } from '#platform/clock';

export type StageState = DealMoney['orders'][number]['stages'][number];
export type StageMoney = Pick<StageState, 'variant' | 'payOn' | 'sumKopecks'>;

/** A part of a payment that counts for the order; money that goes back is negative. */
export type Received = { on: string | null; sumKopecks: number };

/** Stages in the order of their dates, payments in the order of theirs. */
export function stageStates(
  stages: StageMoney[], payments: Received[], today: string,
): StageState[] {
  let left = Math.max(0, payments.reduce((sum, part) => sum + part.sumKopecks, 0));
  let due = 0;
  return stages.map((stage) => {
    const sum = Math.max(0, stage.sumKopecks);
    const coveredKopecks = Math.min(left, sum);
    left -= coveredKopecks;
    due += sum;
    const isCovered = coveredKopecks >= sum;
    const coveredOn = isCovered ? reachedOn(payments, due) : null;
    return {
      ...stage, coveredKopecks, coveredOn,
      daysLate: daysLate(stage.payOn, isCovered ? coveredOn : today),
      state: stateOf(stage, coveredKopecks, today),
    };
  });
}

/** Since when the money of the order has stood at `kopecks` or more without a break. */
function reachedOn(payments: Received[], kopecks: number): string | null {
  let sum = 0;
  let since: string | null = null;
  let isReached = kopecks <= 0;
  for (const { on, sumKopecks } of payments) {
    sum += sumKopecks;
    if (sum < kopecks) isReached = false;
    else if (!isReached) {
      isReached = true;
      since = on;
    }
  }
  return isReached ? since : null;
}

function daysLate(payOn: string | null, until: string | null): number {
  if (payOn === null || until === null) return 0;
  return Math.max(0, dayNumber(until.slice(0, 10)) - dayNumber(payOn));
}

function stateOf(stage: StageMoney, covered: number, today: string): StageState['state'] {
  if (covered >= stage.sumKopecks) return 'covered';
  if (stage.payOn !== null && stage.payOn < today) return 'overdue';
  return covered > 0 ? 'partly' : 'waiting';
}
