// The only way in for the money fields of a deal that 1C's documents tell: the payments module
// computes them from the rows, always from scratch, and nothing here adds to what was there before.
// What a deal without orders is worth follows its own lines, see own-amount.
import { coveredPercent, type Kopecks } from '#contract/money';
import type { Context } from '#platform/context';
import type { Tx } from '#platform/database';
import { changesBetween, type Changes } from '#platform/events';
import { isActivity } from './activity-due.ts';

/** Money of one deal as its documents give it. */
export type DealMoneyFacts = {
  dealId: number;
  /** Whether any order counts: then 1C owns the amount, else the deal's own lines or estimate. */
  hasOrders: boolean;
  ordersKopecks: Kopecks;
  paidKopecks: Kopecks;
  shippedKopecks: Kopecks;
  overdueKopecks: Kopecks;
  /** Shipped and not paid, order by order. */
  receivableKopecks: Kopecks;
  /** Stages of payment that money has not covered. */
  expectedKopecks: Kopecks;
  /** The earliest of their days. */
  nextPayOn: string | null;
  deferredUntil: string | null;
  orderNumbers: string[];
  otherCurrencies: { currency: string; amountKopecks: Kopecks; paidKopecks: Kopecks }[] | null;
};

type StoredMoney = {
  id: number;
  amountKopecks: number;
  amountSource: string;
  paidKopecks: number;
  paidPercent: number | null;
  overpaid: boolean;
  shippedKopecks: number;
  shippedPercent: number | null;
  overdueKopecks: number;
  receivableKopecks: number;
  expectedKopecks: number;
  nextPayOn: string | null;
  deferredUntil: string | null;
  orderNumbers: string[];
  otherCurrencies: unknown;
};

type LockedDeal = StoredMoney & { ownLinesKopecks: number | null; estimateKopecks: number };

/** What changed on one deal; empty changes are left out of the answer. */
export type MoneyChange = { dealId: number; changes: Changes };

/**
 * Locks deals in the order of their ids, so that two writers can never wait for each other.
 * Must run before the sums are read: whoever waited then sees what the other has committed.
 */
export async function lockDeals(tx: Tx, dealIds: number[]): Promise<LockedDeal[]> {
  // Apart from the reading: who waits for a lock gets the new row, but in a subquery of the same
  // statement the old lines.
  const lock = tx.query({
    name: 'deal-lock',
    text: 'select from deals.deal where id = any($1::bigint[]) order by id for update',
    values: [dealIds],
  });
  const read = tx.query<LockedDeal>({
    name: 'deal-lock-money',
    text: `
      select d.id, d.amount_kopecks as "amountKopecks", d.amount_source as "amountSource",
        d.paid_kopecks as "paidKopecks", d.paid_percent as "paidPercent", d.overpaid,
        d.shipped_kopecks as "shippedKopecks", d.shipped_percent as "shippedPercent",
        d.overdue_kopecks as "overdueKopecks", d.receivable_kopecks as "receivableKopecks",
        d.expected_kopecks as "expectedKopecks", d.next_pay_on as "nextPayOn",
        d.deferred_until as "deferredUntil",
        d.order_numbers as "orderNumbers", d.other_currencies as "otherCurrencies",
        d.estimate_kopecks as "estimateKopecks",
        (select sum(l.sum_kopecks + case when l.vat_included then 0 else l.vat_kopecks end)::bigint
          from deals.deal_line l where l.deal_id = d.id) as "ownLinesKopecks"
      from deals.deal d where d.id = any($1::bigint[]) order by d.id`,
    values: [dealIds],
  });
  const [{ rows }] = await Promise.all([read, lock]);
  return rows;
}

/** What a deal made by a person writes of these: nothing is paid yet of what it is worth. */
export const SHARES = 'paid_percent, shipped_percent';
export const shareAtBirth = (amountKopecks: Kopecks): number | null =>
  coveredPercent(0, amountKopecks);

export type Shares = {
  paidPercent: number | null; overpaid: boolean; shippedPercent: number | null;
};

/** How much of an amount has come and gone. */
export const sharesOf = (
  amount: Kopecks,
  { paidKopecks, shippedKopecks }: Pick<StoredMoney, 'paidKopecks' | 'shippedKopecks'>,
): Shares => ({
  paidPercent: coveredPercent(paidKopecks, amount),
  overpaid: paidKopecks > amount && paidKopecks > 0,
  shippedPercent: coveredPercent(shippedKopecks, amount),
});

type OwnSums = Pick<LockedDeal, 'id' | 'ownLinesKopecks' | 'estimateKopecks'>;

/** The money of a deal by its documents, else by its own lines, else by the estimate. */
export function moneyOf(deal: OwnSums, facts: DealMoneyFacts): StoredMoney {
  const source = facts.hasOrders ? 'onec' : deal.ownLinesKopecks !== null ? 'lines' : 'estimate';
  const amount = facts.hasOrders
    ? facts.ordersKopecks
    : deal.ownLinesKopecks ?? deal.estimateKopecks;
  const { paidPercent, overpaid, shippedPercent } = sharesOf(amount, facts);
  return {
    id: deal.id,
    amountKopecks: amount,
    amountSource: source,
    paidKopecks: facts.paidKopecks,
    paidPercent,
    overpaid,
    shippedKopecks: facts.shippedKopecks,
    shippedPercent,
    overdueKopecks: facts.overdueKopecks,
    receivableKopecks: facts.receivableKopecks,
    expectedKopecks: facts.expectedKopecks,
    nextPayOn: facts.nextPayOn,
    deferredUntil: facts.deferredUntil,
    orderNumbers: facts.orderNumbers,
    otherCurrencies: facts.otherCurrencies,
  };
}

/** Said by the documents and the other sums already: no news of their own in a history. */
const FOLLOWS = new Set(['receivableKopecks', 'expectedKopecks', 'nextPayOn']);

/**
 * A new day makes due what was not, and nobody has touched the deal: neither its version nor its
 * freshness moves.
 */
const isByClock = (ctx: Context, changes: Changes): boolean => ctx.source === 'system'
  && Object.keys(changes).every((field) => field === 'overdueKopecks' || FOLLOWS.has(field));

/** Stores the money of locked deals where it differs; tells what changed, for history. */
export async function applyDealMoney(
  tx: Tx, ctx: Context, locked: LockedDeal[], facts: DealMoneyFacts[],
): Promise<MoneyChange[]> {
  const byId = new Map(facts.map((row) => [row.dealId, row]));
  const changed: MoneyChange[] = [];
  const next: (StoredMoney & { isByClock: boolean })[] = [];
  for (const deal of locked) {
    const row = byId.get(deal.id);
    if (!row) continue;
    const money = moneyOf(deal, row);
    const changes = changesBetween(deal as unknown as Record<string, unknown>, money);
    if (Object.keys(changes).length === 0) continue;
    next.push({ ...money, isByClock: isByClock(ctx, changes) });
    const told = Object.entries(changes).filter(([field]) => !FOLLOWS.has(field));
    if (told.length > 0) changed.push({ dealId: deal.id, changes: Object.fromEntries(told) });
  }
  if (next.length > 0) await store(tx, ctx, next);
  return changed;
}

async function store(tx: Tx, ctx: Context, rows: object[]): Promise<void> {
  await tx.query({
    name: 'deal-store-money',
    text: `
      update deals.deal d set
        amount_kopecks = n."amountKopecks", amount_source = n."amountSource",
        paid_kopecks = n."paidKopecks", paid_percent = n."paidPercent", overpaid = n.overpaid,
        shipped_kopecks = n."shippedKopecks", shipped_percent = n."shippedPercent",
        overdue_kopecks = n."overdueKopecks", receivable_kopecks = n."receivableKopecks",
        expected_kopecks = n."expectedKopecks", next_pay_on = n."nextPayOn",
        deferred_until = n."deferredUntil",
        order_numbers = n."orderNumbers", other_currencies = n."otherCurrencies",
        updated_at = case when n."isByClock" or d.from_history and $3 then d.updated_at
          else $2::timestamptz end,
        last_activity_at = case when $4 then $2::timestamptz else d.last_activity_at end,
        version = d.version + case when n."isByClock" then 0 else 1 end
      from jsonb_to_recordset($1::jsonb) as n (id bigint, "amountKopecks" bigint,
        "amountSource" text, "paidKopecks" bigint, "paidPercent" smallint, overpaid boolean,
        "shippedKopecks" bigint, "shippedPercent" smallint, "overdueKopecks" bigint,
        "receivableKopecks" bigint, "expectedKopecks" bigint, "nextPayOn" date,
        "deferredUntil" date, "orderNumbers" text[], "otherCurrencies" jsonb,
        "isByClock" boolean)
      where d.id = n.id`,
    values: [JSON.stringify(rows), ctx.now(), ctx.source === 'import', isActivity(ctx)],
  });
}
