// Parked items heal: when what they wait for arrives, by clock, and by a person's click.
import { applyItems, type Inbox } from './apply-items.ts';

type Waiting = { id: number; raw: string };

const RETRY_BATCH = 200;

/** Items that are parked are read from their raw text and go through the same inbox again. */
export async function retryWaiting(inbox: Inbox, waitsFor: string[]): Promise<number> {
  return retryRows(inbox, (limit, after) => inbox.db.query<Waiting>(
    `select id, raw from onec.quarantine
     where state = 'parked' and waits_for = any($1) and id > $2 order by id limit $3`,
    [waitsFor, after, limit]));
}

/** The reconciler of the clock: every parked item, whatever it waits for. */
export async function retryAllParked(inbox: Inbox): Promise<number> {
  return retryRows(inbox, (limit, after) => inbox.db.query<Waiting>(
    `select id, raw from onec.quarantine where state = 'parked' and id > $1
     order by id limit $2`, [after, limit]));
}

type ReadRows = (limit: number, after: number) => Promise<{ rows: Waiting[] }>;

async function retryRows(inbox: Inbox, read: ReadRows): Promise<number> {
  let applied = 0;
  for (let after = 0; ;) {
    const { rows } = await read(RETRY_BATCH, after);
    const last = rows.at(-1);
    if (!last) return applied;
    after = last.id;
    const items = rows.map((row) => ({ value: JSON.parse(row.raw) as unknown, line: null }));
    const { results } = await applyItems(inbox, items, { kind: 'retry' });
    applied += results.filter((result) => result.status === 'applied').length;
    await settleStale(inbox, rows.filter((_row, index) => {
      const status = results[index]?.status;
      return status === 'stale' || status === 'duplicate';
    }));
  }
}

/** A held item that a newer revision has overtaken waits for nothing any more. */
async function settleStale(inbox: Inbox, rows: Waiting[]): Promise<void> {
  if (rows.length === 0) return;
  await inbox.db.query(
    `update onec.quarantine set state = 'settled', settlement = 'stale', settled_at = $2
     where id = any($1) and state <> 'settled'`, [rows.map((row) => row.id), inbox.now()]);
}
