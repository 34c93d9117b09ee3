// A base that is let in, or whose epoch is confirmed, gets what was refused meanwhile.
import type { Inbox } from './apply-items.ts';
import { retryBatch, type Waiting } from './retry-waiting.ts';

const RETRY_BATCH = 200;

export async function retryStrangers(inbox: Inbox, baseId: number): Promise<void> {
  await inbox.db.query(
    `update onec.quarantine q set base_id = b.id from onec.base b
     where b.id = $1 and q.ib = b.ib and q.base_id is null and q.state <> 'settled'`, [baseId]);
  for (let after = 0; ;) {
    const { rows } = await inbox.db.query<Waiting>(
      `select id, raw from onec.quarantine
       where base_id = $1 and state = 'rejected' and code in ('base.unknown', 'epoch.changed')
         and id > $2 order by id limit ${RETRY_BATCH}`, [baseId, after]);
    const last = rows.at(-1);
    if (!last) return;
    after = last.id;
    await retryBatch(inbox, rows);
  }
}
