// Settled commands are kept for a while; of each deal the last word that 1C got is kept for good,
// for it says what 1C knows.
import type { Db } from '#platform/database';

const KEPT_DAYS = 90;

export async function dropOldCommands(db: Db, now: Date): Promise<number> {
  const { rowCount } = await db.query(`
    delete from commands.command c
    where c.state not in ('waiting', 'refused')
      and c.settled_at < $1::timestamptz - make_interval(days => ${KEPT_DAYS})
      and (c.type not like 'deal.%' or exists (select from commands.command n
        where n.object_key = c.object_key and n.base_id = c.base_id and n.seq > c.seq
          and n.state = 'done'))`, [now]);
  return rowCount ?? 0;
}
