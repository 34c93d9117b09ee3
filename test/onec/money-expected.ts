// The figures of each face by the oracle: what a deal, a client, a report and a list must say.
import { addDays } from '#platform/clock';
import type { moneyTruth, OrderTruth } from './money-oracle.ts';

export type Truth = ReturnType<typeof moneyTruth>;
export type Deal = {
  id: number; departmentId: number | null; companyId: number | null; responsibleId: number | null;
  pipelineId: number; stageId: number; isOpen: boolean;
  /** Of a deal that has no order of 1C. */
  ownKopecks: number;
  orderUids: string[];
};
/** A row of the schedule that waits or is owed. */
export type DueTruth = {
  deal: Deal; orderUid: string; companyUid: string | null; currency: string;
  variant: string | null; payOn: string | null; since: string | null; open: number; owed: number;
};

export const total = (parts: readonly number[]): number =>
  parts.reduce((all, part) => all + part, 0);

const percent = (part: number, whole: number): number | null => {
  if (whole <= 0) return null;
  if (part <= 0) return 0;
  return part >= whole ? 100 : Number(BigInt(part) * 100n / BigInt(whole));
};

const isCredit = (variant: string | null) => variant === 'credit' || variant === 'creditShift';

export function duesOfDeals(truth: Truth, deals: Deal[]): DueTruth[] {
  return deals.flatMap((deal) => ordersOf(truth, deal).flatMap((order) => {
    const owedOn = (position: number) => order.owed.find((part) => part.position === position);
    const { uid: orderUid, companyUid, currency } = order;
    const of = { deal, orderUid, companyUid, currency };
    const staged = order.stages.filter(({ open }) => open > 0).map((stage) => ({
      ...of, variant: stage.variant, payOn: stage.payOn, open: stage.open,
      since: stage.payOn ?? owedOn(stage.position)?.since ?? null,
      owed: owedOn(stage.position)?.sum ?? 0,
    }));
    const beyond = owedOn(0);
    return beyond ? [...staged, {
      ...of, variant: null, payOn: null, open: 0, since: beyond.since, owed: beyond.sum,
    }] : staged;
  }));
}

export const ordersOf = (truth: Truth, { orderUids }: Deal): OrderTruth[] =>
  orderUids.flatMap((uid) => truth.orders.get(uid) ?? []);

export function dealFigures(truth: Truth, deal: Deal, today: string) {
  const orders = ordersOf(truth, deal);
  const own = orders.filter(({ currency }) => currency === 'RUB');
  const sum = (of: (order: OrderTruth) => number) => total(own.map(of));
  const dues = duesOfDeals(truth, [deal]);
  const rub = dues.filter(({ currency }) => currency === 'RUB');
  const amount = orders.length > 0 ? sum((order) => order.amount) : deal.ownKopecks;
  const [paid, shipped] = [sum((order) => order.paid), sum((order) => order.shipped)];
  const first = (days: (string | null)[]) =>
    days.filter((day) => day !== null).toSorted()[0] ?? null;
  const others = [...new Set(orders.map(({ currency }) => currency))]
    .filter((currency) => currency !== 'RUB').toSorted().map((currency) => {
      const ofIt = orders.filter((order) => order.currency === currency);
      return {
        currency, amountKopecks: total(ofIt.map((order) => order.amount)),
        paidKopecks: total(ofIt.map((order) => order.paid)),
      };
    });
  return {
    amount, paid, shipped, paidPercent: percent(paid, amount),
    shippedPercent: percent(shipped, amount), overpaid: paid > 0 && paid > amount,
    balance: Math.max(0, amount - paid),
    overdue: total(rub.filter(({ payOn }) => payOn !== null && payOn < today)
      .map(({ open }) => open)),
    receivable: total(rub.map(({ owed }) => owed)),
    expected: total(rub.map(({ open }) => open)),
    nextPayOn: first(rub.filter(({ open }) => open > 0).map(({ payOn }) => payOn)),
    deferredUntil: first(dues.filter(({ open, variant }) => open > 0 && isCredit(variant))
      .map(({ payOn }) => payOn)),
    others,
  };
}

/** What a report sums up: a row of it belongs to a key of each kind of rows and to a column. */
export type Cell = {
  sum: number; counted: string; company: number | null; department: number | null;
  responsible: number | null; day: string | null; column: string;
};

const ageColumn = (since: string | null, today: string): string => {
  if (since === null) return 'noDate';
  if (since > today) return 'notDue';
  const limits: [number, string][] = [[30, 'to30'], [60, 'to60'], [90, 'to90']];
  return limits.find(([days]) => since >= addDays(today, -days))?.[1] ?? 'over90';
};

const timeColumn = (payOn: string | null, today: string): string => {
  if (payOn === null) return 'noDate';
  if (payOn < today) return 'overdue';
  const weekday = (new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7;
  const sunday = addDays(today, 6 - weekday);
  if (payOn <= sunday) return 'thisWeek';
  if (payOn <= addDays(sunday, 7)) return 'nextWeek';
  return payOn <= addDays(sunday, 28) ? 'weeks' : 'later';
};

const kindColumn = (variant: string | null): string =>
  (isCredit(variant) ? 'credit' : variant ?? '');

/** Our companies by their guids of 1C. */
export type Payers = ReadonlyMap<string, number>;

/** Who owes is whom the order names; the deal's client where 1C names nobody we know. */
export const payerOf = ({ deal, companyUid }: DueTruth, payers: Payers): number | null =>
  payers.get(companyUid ?? '') ?? deal.companyId;

const place = ({ id, departmentId, responsibleId }: Deal) =>
  ({ counted: String(id), department: departmentId, responsible: responsibleId });

export function reportCells(
  name: 'receivables' | 'deferrals' | 'expected', dues: DueTruth[],
  { today, byTime, currency, payers }:
  { today: string; byTime: boolean; currency: string; payers: Payers },
): Cell[] {
  const own = dues.filter((due) => due.currency === currency);
  if (name === 'receivables') {
    return own.filter(({ owed }) => owed > 0).map((due) => ({
      ...place(due.deal), company: payerOf(due, payers), sum: due.owed, day: due.since,
      column: ageColumn(due.since, today),
    }));
  }
  return own.filter(({ open, variant }) => open > 0 && (name === 'expected' || isCredit(variant)))
    .map((due) => ({
      ...place(due.deal), company: payerOf(due, payers), sum: due.open, day: due.payOn,
      column: !byTime ? timeColumn(due.payOn, today)
        : name === 'expected' ? kindColumn(due.variant) : 'sum',
    }));
}
