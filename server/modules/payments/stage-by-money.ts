// Which stage do the documents of a deal ask for? Pure; the settings of the pipeline decide.
import type { DealFacts } from './money-facts.ts';
import { statusKey, type PaymentRules } from './payment-rules.ts';

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

type Sums = Pick<DealStage, 'amountKopecks' | 'paidKopecks' | 'shippedKopecks'>;

type Paid = Pick<Sums, 'amountKopecks' | 'paidKopecks'>;
type Stated = Pick<DealFacts, 'invoiced' | 'otherCurrencies' | 'othersShipped'>;

/** Conditions that hold, the furthest first: something in any currency, the whole in each. */
export function conditionsMet(deal: Sums, facts: Stated): string[] {
  const sums: Paid[] = [deal, ...facts.otherCurrencies ?? []];
  const isPaid = sums.some(({ amountKopecks }) => amountKopecks > 0)
    && sums.every(({ amountKopecks, paidKopecks }) => paidKopecks >= amountKopecks);
  const { some, whole } = facts.othersShipped ?? { some: false, whole: true };
  const holds: [condition: string, isMet: boolean][] = [
    ['completed', isPaid && whole && deal.shippedKopecks >= deal.amountKopecks],
    ['shipping', some || deal.shippedKopecks > 0],
    ['paid', isPaid],
    ['partlyPaid', sums.some(({ paidKopecks }) => paidKopecks > 0)],
    ['invoiced', facts.invoiced],
  ];
  return holds.flatMap(([condition, isMet]) => (isMet ? [condition] : []));
}

function stageFor(stages: StageRow[], met: string[]): StageRow | undefined {
  for (const condition of met) {
    const stage = stages.find((row) => row.entersWhen === condition);
    if (stage) return stage;
  }
  return undefined;
}

const CANCELLED = 'Заказ отменён в 1С';
const ARCHIVED = 'архив 1С';
const STATED = 'Статус в 1С: ';

/** Whether a reason of a lost deal, or the absence of one, is none that a person gave. */
export const isSaidBy1c = (reason: string | null): boolean =>
  reason === null || [CANCELLED, ARCHIVED].includes(reason) || reason.startsWith(STATED);

/** `daysOld` is asked of few: hardly any order of history is open. */
export type Birth = { daysOld: () => number; history: boolean; rules: PaymentRules };

/**
 * The stage of a deal that an order has just made, or that history is still filling. What an
 * administrator has said of the order's status in 1C goes before what the documents say.
 */
export function stageAtCreation(
  deal: DealStage, facts: DealFacts, { daysOld, history, rules }: Birth,
): StageTarget | null {
  const lost = deal.stages.find((row) => row.semantics === 'lost');
  if (facts.allCancelled && lost) return { stage: lost, lostReason: CANCELLED };
  const first = deal.stages[0];
  const target = stageOfStatus(deal.stages, facts.status, rules)
    ?? stageFor(deal.stages, conditionsMet(deal, facts)) ?? first;
  if (!target) return null;
  if (history && target.semantics === 'open' && lost && daysOld() > rules.archiveDays) {
    return { stage: lost, lostReason: ARCHIVED };
  }
  const isLost = target.semantics === 'lost';
  return { stage: target, lostReason: isLost ? `${STATED}${facts.status}` : null };
}

/** A stage that is gone or of another pipeline says nothing. */
function stageOfStatus(
  stages: StageRow[], status: string | null, rules: PaymentRules,
): StageRow | undefined {
  if (!status) return undefined;
  const id = rules.stageByStatus.get(statusKey(status));
  return stages.find((row) => row.id === id);
}

/** Where a deal at work moves: forward only, never out of won or lost; null when it stays. */
export function stageForward(deal: DealStage, facts: DealFacts): StageTarget | null {
  if (!deal.followsMoney || deal.stage.semantics !== 'open') return null;
  const target = stageFor(deal.stages, conditionsMet(deal, facts));
  if (!target || target.position <= deal.stage.position) return null;
  return { stage: target, lostReason: null };
}
