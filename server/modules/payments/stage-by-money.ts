// Which stage do the documents of a deal ask for? Pure; the settings of the pipeline decide.
import type { DealFacts } from './money-facts.ts';

export type StageRow = {
  id: number;
  position: number;
  semantics: 'open' | 'won' | 'lost';
  entersWhen: string | null;
};

export type DealStage = {
  stage: StageRow;
  stages: StageRow[];
  followsMoney: boolean;
  amountKopecks: number;
  paidKopecks: number;
  shippedKopecks: number;
};

export type StageTarget = { stage: StageRow; lostReason: string | null };

/** Days after which an order of history that was not won is put into the archive. */
const ARCHIVE_DAYS = 365;

type Sums = Pick<DealStage, 'amountKopecks' | 'paidKopecks' | 'shippedKopecks'>;

/** Conditions that hold, the furthest first. */
export function conditionsMet(sums: Sums, invoiced: boolean): string[] {
  const { amountKopecks: amount, paidKopecks: paid, shippedKopecks: shipped } = sums;
  const whole = amount > 0 && paid >= amount;
  const met: string[] = [];
  if (whole && shipped >= amount) met.push('completed');
  if (shipped > 0) met.push('shipping');
  if (whole) met.push('paid');
  if (paid > 0) met.push('partlyPaid');
  if (invoiced) met.push('invoiced');
  return met;
}

function stageFor(stages: StageRow[], met: string[]): StageRow | undefined {
  for (const condition of met) {
    const stage = stages.find((row) => row.entersWhen === condition);
    if (stage) return stage;
  }
  return undefined;
}

/** The stage of a deal that an order has just made, or that history is still filling. */
export function stageAtCreation(
  deal: DealStage, facts: DealFacts, daysOld: number, history: boolean,
): StageTarget | null {
  const lost = deal.stages.find((row) => row.semantics === 'lost');
  if (facts.allCancelled && lost) return { stage: lost, lostReason: 'Заказ отменён в 1С' };
  const first = deal.stages[0];
  const target = stageFor(deal.stages, conditionsMet(deal, facts.invoiced)) ?? first;
  if (history && daysOld > ARCHIVE_DAYS && target?.semantics !== 'won' && lost) {
    return { stage: lost, lostReason: 'архив 1С' };
  }
  return target ? { stage: target, lostReason: null } : null;
}

/** Where a deal at work moves: forward only, never out of won or lost; null when it stays. */
export function stageForward(deal: DealStage, facts: DealFacts): StageTarget | null {
  if (!deal.followsMoney || deal.stage.semantics !== 'open') return null;
  const target = stageFor(deal.stages, conditionsMet(deal, facts.invoiced));
  if (!target || target.position <= deal.stage.position) return null;
  return { stage: target, lostReason: null };
}
