// What was due yesterday is overdue today: sums of those deals follow the calendar. Due days stand
// in payments.due, so a new day touches the deals that had something due since the last one and no
// other, however long the server was down. Deals from before that table are filled here once.
import { applyDealMoney, lockDeals } from '#modules/deals';
import { companyToday } from '#platform/company-time';
import { systemContext, type Context } from '#platform/context';
import { inTransaction, one, type Db, type Tx } from '#platform/database';
import { writeEvents } from '#platform/events';
import { readMoneyFacts } from './money-facts.ts';
import { storeDues } from './store-dues.ts';

const BATCH_DEALS = 500;
/** A run ends within its minute; the next one goes on where it stopped. */
const RUN_MS_MAX = 45_000;

type Clock = { countedOn: string | null; fillBelow: number };

/** Moves the clock of overdue sums to today. Returns how many deals it has looked at. */
export async function refreshOverdue(db: Db, now: () => Date): Promise<number> {
  const ctx = systemContext(db, 'system', now);
  const today = companyToday(now());
  const clock = await one<Clock>(db, {
    name: 'due-clock',
    text: `select counted_on as "countedOn", fill_below as "fillBelow" from payments.due_clock`,
    values: [],
  });
  if (!clock) return 0;
  if (clock.fillBelow > 1) await fillOld(db, ctx, clock.fillBelow);
  if (clock.countedOn !== null && clock.countedOn >= today) return 0;
  const { rows } = await db.query<{ id: number }>({
    name: 'due-since',
    text: `select distinct deal_id as id from payments.due
      where pay_on < $1::date and pay_on >= coalesce($2::date, '-infinity') order by 1`,
    values: [today, clock.countedOn],
  });
  for (let start = 0; start < rows.length; start += BATCH_DEALS) {
    const ids = rows.slice(start, start + BATCH_DEALS).map((row) => row.id);
    await inTransaction(db, (tx) => recount(tx, ctx, ids, 'clock'));
  }
  await db.query('update payments.due_clock set counted_on = $1', [today]);
  return rows.length;
}

/** Deals of before, from the newest down: their sums were never counted. */
async function fillOld(db: Db, ctx: Context, below: number): Promise<void> {
  const startedAt = performance.now();
  for (let next = below; next > 1 && performance.now() - startedAt < RUN_MS_MAX;) {
    const { rows } = await db.query<{ id: number }>({
      name: 'due-fill-ids',
      text: `select id from deals.deal where id < $1 order by id desc limit ${BATCH_DEALS}`,
      values: [next],
    });
    const ids = rows.map((row) => row.id).reverse();
    next = ids[0] ?? 1;
    await inTransaction(db, async (tx) => {
      if (ids.length > 0) await recount(tx, ctx, ids, 'quiet');
      await tx.query('update payments.due_clock set fill_below = $1', [next]);
    });
  }
}

async function recount(
  tx: Tx, ctx: Context, ids: number[], how: 'clock' | 'quiet',
): Promise<void> {
  const locked = await lockDeals(tx, ids);
  const facts = await readMoneyFacts(tx, ids, companyToday(ctx.now()));
  const changed = await applyDealMoney(tx, ctx, locked, facts);
  await storeDues(tx, facts);
  if (how === 'quiet') return;
  await writeEvents(tx, ctx, changed.map(({ dealId, changes }) => ({
    kind: 'deal.moneyChanged', entity: 'deal', entityId: dealId, data: { changes, by: 'clock' },
  })));
}
