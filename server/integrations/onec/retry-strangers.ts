// A base that is let in, or whose epoch is confirmed, gets what was refused meanwhile.
import type { Inbox } from './apply-items.ts';
import { retryBatch, type Waiting } from './retry-waiting.ts';

const RETRY_BATCH = 200;

const isStrange = (alias: string): string => `${alias}.code in ('base.unknown', 'epoch.changed')`;

export async function retryStrangers(inbox: Inbox, baseId: number): Promise<void> {
  await inbox.db.query(
    `update onec.quarantine q set base_id = b.id from onec.base b
     where b.id = $1 and q.ib = b.ib and q.base_id is null and q.state <> 'settled'`, [baseId]);
  for (let after = 0; ;) {
    const { rows } = await inbox.db.query<Waiting>(
      `select q.id, q.raw from onec.quarantine q
       where q.base_id = $1 and q.state = 'rejected' and ${isStrange('q')}
         and q.id > $2 order by q.id limit ${RETRY_BATCH}`, [baseId, after]);
    const last = rows.at(-1);
    if (!last) return;
    after = last.id;
    await retryBatch(inbox, rows);
    await leaveToNewReason(inbox, rows);
  }
}

/**
 * What its base may not apply either waits for something else now, in a row of its own: nobody has
 * to look for an administrator who has let the base in already.
 */
async function leaveToNewReason(inbox: Inbox, rows: Waiting[]): Promise<void> {
  await inbox.db.query(
    `update onec.quarantine q set state = 'settled', settlement = 'superseded', settled_at = $2
     where q.id = any($1) and q.state = 'rejected' and ${isStrange('q')} and exists (
       select from onec.quarantine n
       where n.base_id = q.base_id and n.type = q.type and n.uid = q.uid and n.state <> 'settled'
         and not ${isStrange('n')} and coalesce(n.rev, 0) >= coalesce(q.rev, 0))`,
    [rows.map(({ id }) => id), inbox.now()]);
}
