// Parked items heal: when what they wait for arrives, by clock, and by a person's click.
import { applyItems, type Inbox, type RawItem } from './apply-items.ts';

export type Waiting = { id: number; raw: string };

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
    applied += await retryBatch(inbox, rows);
  }
}

/** Applies held items once more; returns how many were applied. */
export async function retryBatch(inbox: Inbox, rows: Waiting[]): Promise<number> {
  const readable: Waiting[] = [];
  const items: RawItem[] = [];
  const unreadable: Waiting[] = [];
  for (const row of rows) {
    try {
      items.push({ value: JSON.parse(row.raw), line: null });
      readable.push(row);
    } catch {
      unreadable.push(row);
    }
  }
  const { results } = await applyItems(inbox, items, { kind: 'retry' });
  const withStatus = (...wanted: string[]) =>
    readable.filter((_row, index) => wanted.includes(results[index]?.status ?? ''));
  await settleStale(inbox, withStatus('stale', 'duplicate'));
  // What is refused now waits for a person or a resend, and the clock must not try it for ever.
  await reject(inbox, readable.flatMap(({ id }, index) => {
    const { status, code, text } = results[index] ?? {};
    return status === 'rejected' ? [{ id, code: code ?? '', text: text ?? '' }] : [];
  }));
  await reject(inbox, unreadable.map(({ id }) => ({
    id, code: 'field.invalid', text: 'Исходный текст сохранён не целиком: пришлите объект ещё раз',
  })));
  return withStatus('applied').length;
}

async function reject(
  inbox: Inbox, rows: { id: number; code: string; text: string }[],
): Promise<void> {
  if (rows.length === 0) return;
  await inbox.db.query(
    `update onec.quarantine q set state = 'rejected', waits_for = null, last_tried_at = $2,
       code = n.code, reason = n.text
     from jsonb_to_recordset($1::jsonb) as n (id bigint, code text, text text)
     where q.id = n.id and q.state = 'parked'`, [JSON.stringify(rows), inbox.now()]);
}

/** A held item that a newer revision has overtaken waits for nothing any more. */
async function settleStale(inbox: Inbox, rows: Waiting[]): Promise<void> {
  if (rows.length === 0) return;
  await inbox.db.query(
    `update onec.quarantine set state = 'settled', settlement = 'stale', settled_at = $2
     where id = any($1) and state <> 'settled'`, [rows.map((row) => row.id), inbox.now()]);
}
