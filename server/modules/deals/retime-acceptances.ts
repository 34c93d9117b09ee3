// The calendar, the hours or the zone have changed: deals that wait to be accepted have their term
// counted anew from the moment they were passed.
import { companySchedule } from '#platform/company-time';
import { systemContext } from '#platform/context';
import { inTransaction, type Db } from '#platform/database';
import { addWorkingTime } from '#platform/working-time';
import { retimeTask } from '#modules/work';
import { WAITING } from './transfer-row.ts';

type Waiting = {
  id: number; createdAt: string; hours: number; acceptUntil: string; taskId: number | null;
};

/** Returns how many terms have moved; a head who was told of a late one is not told twice. */
export async function retimeAcceptances(db: Db, now: () => Date): Promise<number> {
  const ctx = systemContext(db, 'system', now);
  return inTransaction(db, async (tx) => {
    const { rows } = await tx.query<Waiting>(
      `select t.id, t.created_at as "createdAt", t.accept_hours as hours,
         t.accept_until as "acceptUntil", t.task_id as "taskId"
       from deals.transfer t
       where ${WAITING} and t.accept_hours is not null and t.accept_until is not null
         and t.head_told_at is null
       order by t.id for update of t`);
    let moved = 0;
    for (const { id, createdAt, hours, acceptUntil, taskId } of rows) {
      const to = addWorkingTime(companySchedule(), new Date(createdAt), hours * 60);
      if (to.getTime() === Date.parse(acceptUntil)) continue;
      await tx.query('update deals.transfer set accept_until = $2 where id = $1', [id, to]);
      if (taskId !== null) await retimeTask(tx, ctx, { id: taskId, from: acceptUntil, to });
      moved += 1;
    }
    return moved;
  });
}
