// What was due yesterday is overdue today: sums of those deals follow the calendar. Due days stand
// in payments.due, so a new day touches the deals that had something due since the last one and no
// other, however long the server was down.
import { companyToday } from '#platform/company-time';
import { systemContext, type Context } from '#platform/context';
import { inTransaction, one, type Db } from '#platform/database';
import { writeEvents } from '#platform/events';
import { fillAdvances } from './fill-advances.ts';
import { fillDues } from './fill-dues.ts';
import { recountDues } from './recount-dues.ts';

const BATCH_DEALS = 500;

type Clock = { countedOn: string | null; fillBelow: number };

/** Moves the clock of overdue sums to today. Returns how many deals it has looked at. */
export async function refreshOverdue(db: Db, now: () => Date): Promise<number> {
  const ctx = systemContext(db, 'system', now);
  const clock = await one<Clock>(db, {
    name: 'due-clock',
    text: `select counted_on as "countedOn", fill_below as "fillBelow" from payments.due_clock`,
    values: [],
  });
  if (!clock) return 0;
  const counted = await countDay(db, ctx, clock.countedOn);
  await fillAdvances(db, ctx);
  await fillDues(db, ctx, clock.fillBelow);
  return counted;
}

async function countDay(db: Db, ctx: Context, countedOn: string | null): Promise<number> {
  const today = companyToday(ctx.now());
  if (countedOn !== null && countedOn >= today) return 0;
  const { rows } = await db.query<{ id: number }>({
    name: 'due-since',
    text: `select distinct deal_id as id from payments.due
      where pay_on < $1::date and pay_on >= coalesce($2::date, '-infinity') order by 1`,
    values: [today, countedOn],
  });
  let changed = 0;
  for (let start = 0; start < rows.length; start += BATCH_DEALS) {
    const ids = rows.slice(start, start + BATCH_DEALS).map((row) => row.id);
    changed += await inTransaction(db, (tx) => recountDues(tx, ctx, ids));
  }
  await inTransaction(db, async (tx) => {
    await tx.query('update payments.due_clock set counted_on = $1', [today]);
    if (changed === 0) return;
    // One for the day and for all: nobody has done anything to these deals, and a line in the
    // history of each would bury what people do. Open screens read their sums anew.
    await writeEvents(tx, ctx, [{
      kind: 'money.dayPassed', entity: 'money', entityId: 0, data: { on: today, deals: changed },
    }]);
  });
  return rows.length;
}
