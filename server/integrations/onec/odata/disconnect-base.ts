// Ends a connection over OData: nobody asks the base any more and the password is gone. What it has
// brought stays with its history, and the same base may be connected again under its name.
import type { Context } from '#platform/context';
import { inTransaction, one } from '#platform/database';
import { writeEvents, type Changes } from '#platform/events';
import { refuse } from '#platform/refuse';
import { clearAlarms } from '../alarms.ts';
import { VANISHED_ALARM } from './poll-window.ts';

type Ended = { ib: string; url: string; login: string; plan: string | null; sinceOn: string };

/** A poll under way ends by itself: without the row it finds nothing to write into. */
export async function disconnectOdata(ctx: Context, baseId: number): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const ended = await one<Ended>(tx, `
      delete from onec.odata_link l using onec.base b
      where l.base_id = $1 and b.id = l.base_id
      returning b.ib, l.url, l.login, l.plan, l.since_on as "sinceOn"`, [baseId]);
    if (!ended) throw refuse('record.missing');
    // Its silence is what was wanted; a connection made anew turns the watch on again.
    await tx.query('update onec.base set watched = false where id = $1', [baseId]);
    await clearAlarms(tx, baseId, VANISHED_ALARM, { by: ctx.actor.employeeId, now: ctx.now() });
    const { ib, ...settings } = ended;
    await writeEvents(tx, ctx, [{
      kind: 'exchange.odataDisconnected', entity: 'exchange', entityId: baseId,
      data: { base: ib, changes: endedChanges(settings) },
    }]);
  });
}

const endedChanges = (settings: Omit<Ended, 'ib'>): Changes =>
  Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== null)
    .map(([name, value]) => [`odata.${name}`, { old: value, new: null }]));
