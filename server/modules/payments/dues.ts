// What an order still waits for and what it is owed, from its schedule, payments and shipments.
// Money covers stages in the order of their dates; goods shipped beyond the money are owed, and the
// debt lies on the stages that money has not reached, the earliest first. Pure.
import type { DealMoney } from '#contract/payments';

export type Variant = DealMoney['orders'][number]['stages'][number]['variant'];

/** An order with something open, its stages in the order of their dates, shipments by date. */
export type OpenOrder = {
  baseId: number;
  uid: string;
  currency: string;
  paidKopecks: number;
  shippedKopecks: number;
  stages: { position: number; variant: Variant; payOn: string | null; sumKopecks: number }[];
  shipments: { on: string | null; sumKopecks: number }[];
};

/** One row of payments.due. */
export type Due = {
  baseId: number;
  orderUid: string;
  position: number;
  variant: Variant | null;
  payOn: string | null;
  agedOn: string | null;
  currency: string;
  uncoveredKopecks: number;
  receivableKopecks: number;
};

/** Paid on credit, and its money not come yet: of the open part `x` of payments.due. */
export const ON_CREDIT = `x.variant in ('credit', 'creditShift')`;
export const AWAITED = `x.uncovered_kopecks > 0 and ${ON_CREDIT}`;

export const isAwaited = ({ variant, uncoveredKopecks }: Due): boolean =>
  uncoveredKopecks > 0 && (variant === 'credit' || variant === 'creditShift');

/** The earliest day until which money is put off; null when none is. */
export const awaitedOn = (dues: readonly Due[]): string | null =>
  dues.reduce<string | null>((first, due) => (isAwaited(due) && due.payOn !== null
    && (first === null || due.payOn < first) ? due.payOn : first), null);

/** The company's currency; sums in others are kept apart, never converted. */
export const COMPANY_CURRENCY = 'RUB';

/**
 * The day since which more has been shipped than the money pays, without a break: what came back
 * and went again is owed since it went again. Judged at the end of each day.
 */
function unpaidSince({ shipments, paidKopecks }: OpenOrder): string | null {
  let shipped = 0;
  let since: string | null = null;
  let isOwed = false;
  for (const [index, { on, sumKopecks }] of shipments.entries()) {
    shipped += sumKopecks;
    if (shipments[index + 1]?.on === on) continue;
    if (shipped > paidKopecks && !isOwed) since = on;
    isOwed = shipped > paidKopecks;
  }
  return since;
}

export function duesOf(order: OpenOrder): Due[] {
  const { baseId, uid: orderUid, currency } = order;
  let money = Math.max(0, order.paidKopecks);
  let owed = Math.max(0, order.shippedKopecks - order.paidKopecks);
  const shippedOn = owed > 0 ? unpaidSince(order) : null;
  const dues: Due[] = [];
  for (const { position, variant, payOn, sumKopecks } of order.stages) {
    const sum = Math.max(0, sumKopecks);
    const uncoveredKopecks = sum - Math.min(sum, money);
    money -= Math.min(sum, money);
    if (uncoveredKopecks === 0) continue;
    const receivableKopecks = Math.min(uncoveredKopecks, owed);
    owed -= receivableKopecks;
    dues.push({
      baseId, orderUid, currency, position, variant, payOn, uncoveredKopecks, receivableKopecks,
      agedOn: payOn ?? (receivableKopecks > 0 ? shippedOn : null),
    });
  }
  if (owed > 0) {
    dues.push({
      baseId, orderUid, currency, position: 0, variant: null, payOn: null, agedOn: shippedOn,
      uncoveredKopecks: 0, receivableKopecks: owed,
    });
  }
  return dues;
}

export type DueSums = {
  overdueKopecks: number;
  receivableKopecks: number;
  expectedKopecks: number;
  nextPayOn: string | null;
};

/** Sums of a deal in the company's currency as of `today`. */
export function sumsOfDues(dues: readonly Due[], today: string): DueSums {
  const own = dues.filter(({ currency }) => currency === COMPANY_CURRENCY);
  const days = own.filter((due) => due.payOn !== null && due.uncoveredKopecks > 0)
    .map((due) => due.payOn as string);
  const total = (part: (due: Due) => number) => own.reduce((sum, due) => sum + part(due), 0);
  return {
    overdueKopecks: total((due) =>
      (due.payOn !== null && due.payOn < today ? due.uncoveredKopecks : 0)),
    receivableKopecks: total((due) => due.receivableKopecks),
    expectedKopecks: total((due) => due.uncoveredKopecks),
    nextPayOn: days.reduce<string | null>(
      (least, day) => (least === null || day < least ? day : least), null),
  };
}
