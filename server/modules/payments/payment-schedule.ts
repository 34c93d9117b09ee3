// Plan against fact of a payment schedule: money covers stages in the order of their dates.
import type { DealMoney } from '#contract/payments';

export type StageState = DealMoney['orders'][number]['stages'][number];
export type StageMoney = Pick<StageState, 'variant' | 'payOn' | 'sumKopecks'>;

/** Stages must stand in the order of their dates; `paidKopecks` is what the order has received. */
export function stageStates(
  stages: StageMoney[], paidKopecks: number, today: string,
): StageState[] {
  let left = Math.max(0, paidKopecks);
  return stages.map((stage) => {
    const coveredKopecks = Math.min(left, Math.max(0, stage.sumKopecks));
    left -= coveredKopecks;
    return { ...stage, coveredKopecks, state: stateOf(stage, coveredKopecks, today) };
  });
}

function stateOf(stage: StageMoney, covered: number, today: string): StageState['state'] {
  if (covered >= stage.sumKopecks) return 'covered';
  if (stage.payOn !== null && stage.payOn < today) return 'overdue';
  return covered > 0 ? 'partly' : 'waiting';
}
