// What sells in the demo company and how far each sale has come: the plan of a quarter, day by day.
import { addDays } from '#platform/clock';
import type { Chance } from './random.ts';

/** How far a sale gets in the end. */
export type Outcome = 'request' | 'invoiced' | 'partlyPaid' | 'paid' | 'shipping' | 'completed'
  | 'cancelled';

export type PlannedSale = {
  orderedOn: string;
  outcome: Outcome;
  /** Part of the money comes later than the goods. */
  deferredUntil: string | null;
  invoicedOn: string;
  firstPaidOn: string;
  shippedOn: string;
  lastPaidOn: string;
  overpaid: boolean;
};

const RECENT_DAYS = 20;

/** Old sales are mostly over, fresh ones are at every stage. */
function outcomeOf(chance: Chance, ageDays: number): Outcome {
  const roll = chance.next();
  if (ageDays > RECENT_DAYS) {
    if (roll < 0.80) return 'completed';
    if (roll < 0.88) return 'cancelled';
    if (roll < 0.94) return 'shipping';
    return 'partlyPaid';
  }
  if (roll < 0.22) return 'request';
  if (roll < 0.48) return 'invoiced';
  if (roll < 0.66) return 'partlyPaid';
  if (roll < 0.80) return 'paid';
  return roll < 0.94 ? 'shipping' : 'completed';
}

/** Days are business dates; nothing lies after `today` except a deferral. */
export function planSale(chance: Chance, orderedOn: string, ageDays: number): PlannedSale {
  const outcome = outcomeOf(chance, ageDays);
  const after = (date: string, most: number) => addDays(date, chance.between(0, most));
  const invoicedOn = after(orderedOn, 1);
  const firstPaidOn = after(invoicedOn, 4);
  const shippedOn = after(firstPaidOn, 6);
  const deferred = outcome === 'shipping' && chance.hit(0.6);
  return {
    orderedOn, outcome, invoicedOn, firstPaidOn, shippedOn,
    lastPaidOn: after(shippedOn, 10),
    deferredUntil: deferred ? addDays(orderedOn, chance.between(14, 60)) : null,
    overpaid: outcome === 'completed' && chance.hit(0.01),
  };
}
