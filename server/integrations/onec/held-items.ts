// The quarantine as a person works with it: read, retry, map the manager, dismiss.
import type { HeldItem } from '#contract/exchange';
import type { OnecResult } from '#contract/onec';
import { linkEmployee } from '#modules/staff';
import type { Context } from '#platform/context';
import { inTransaction, one } from '#platform/database';
import { writeEvents } from '#platform/events';
import { refuse } from '#platform/refuse';
import type { Inbox } from './apply-items.ts';
import { isHeldRecord, retryRecord } from './commerceml/retry-record.ts';
import { receiveItems } from './receive-items.ts';
import { retryBatch, retryWaiting } from './retry-waiting.ts';

// Out of the text by a pattern: what is held may be no JSON at all. Lines have no number.
const NAME = `coalesce(substring(q.raw from '"number"\\s*:\\s*"([^"\\\\]{1,60})"'),
  case when q.type in ('company', 'contact', 'product', 'employee')
    then substring(q.raw from '"name"\\s*:\\s*"([^"\\\\]{1,60})"') end)`;

const COLUMNS = `q.id, q.ib, q.state, q.lane, q.type, q.uid, ${NAME} as name, q.rev,
  q.code, q.reason, q.field,
  q.waits_for as "waitsFor", q.file, q.line, q.tries, q.received_at as "receivedAt",
  q.last_tried_at as "lastTriedAt", q.settled_at as "settledAt", q.settlement`;

const STATES = {
  open: `q.state <> 'settled'`,
  parked: `q.state = 'parked'`,
  rejected: `q.state = 'rejected'`,
  settled: `q.state = 'settled'`,
} as const;

type ListInput = {
  state?: keyof typeof STATES; code?: string; before?: number; limit?: number;
};
type Page = { items: HeldItem[]; total: number; codes: { code: string; count: number }[] };

export async function listHeld(
  ctx: Context, { state = 'open', code, before, limit = 50 }: ListInput,
): Promise<Page> {
  const [page, codes] = await Promise.all([
    ctx.db.query<HeldItem>(
      `select ${COLUMNS} from onec.quarantine q
       where ${STATES[state]} and ($1::bigint is null or q.id < $1)
         and ($3::text is null or q.code = $3)
       order by q.id desc limit $2`,
      [before ?? null, limit, code ?? null]),
    ctx.db.query<{ code: string; count: number }>(
      `select q.code, count(*)::int as count from onec.quarantine q
       where ${STATES[state]} group by q.code order by count(*) desc, q.code`),
  ]);
  const counted = codes.rows.filter((row) => code === undefined || row.code === code);
  return {
    items: page.rows, codes: codes.rows,
    total: counted.reduce((sum, { count }) => sum + count, 0),
  };
}

type HeldRow = HeldItem & { raw: string; baseId: number | null };

export async function readHeld(ctx: Context, id: number): Promise<HeldRow> {
  const row = await one<HeldRow>(ctx.db,
    `select ${COLUMNS}, q.raw, q.base_id as "baseId" from onec.quarantine q where q.id = $1`,
    [id]);
  if (!row) throw refuse('record.missing');
  return row;
}

async function settle(
  ctx: Context, id: number, settlement: 'applied' | 'dismissed' | 'stale',
): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    await tx.query(
      `update onec.quarantine set state = 'settled', settlement = $2, settled_at = $3,
         settled_by = $4 where id = $1 and state <> 'settled'`,
      [id, settlement, ctx.now(), ctx.actor.employeeId]);
    await writeEvents(tx, ctx, [{
      kind: 'exchange.itemSettled', entity: 'exchange', entityId: id, data: { settlement },
    }]);
  });
}

/** Sends the raw text through the inbox once more. */
export async function retryHeld(ctx: Context, inbox: Inbox, id: number): Promise<OnecResult> {
  const held = await readHeld(ctx, id);
  if (held.state === 'settled') throw refuse('record.changed', 'Объект уже разобран.');
  if (isHeldRecord(held)) return retryHeldRecord(ctx, inbox, held);
  let value: unknown;
  try {
    value = JSON.parse(held.raw);
  } catch {
    const text = 'Исходный текст не разбирается: дождитесь повтора из 1С.';
    return { id: '', status: 'rejected', text };
  }
  const [result] = await receiveItems(inbox, [{ value, line: held.line }], { kind: 'retry' });
  if (!result) throw new Error('The inbox gave no result');
  if (['applied', 'stale', 'duplicate'].includes(result.status)) {
    await settle(ctx, id, result.status === 'applied' ? 'applied' : 'stale');
  }
  return result;
}

async function retryHeldRecord(ctx: Context, inbox: Inbox, held: HeldRow): Promise<OnecResult> {
  const result = await retryRecord(inbox, held);
  if (result.status !== 'rejected') {
    await settle(ctx, held.id, 'applied');
    return result;
  }
  await ctx.db.query(
    'update onec.quarantine set tries = tries + 1, last_tried_at = $2 where id = $1',
    [held.id, ctx.now()]);
  return result;
}

export const dismissHeld = (ctx: Context, id: number): Promise<void> =>
  settle(ctx, id, 'dismissed');

/** The same act over many; a retry that is refused again stays where it is. */
export async function settleMany(
  ctx: Context, inbox: Inbox, { act, ids }: { act: 'retry' | 'dismiss'; ids: number[] },
): Promise<{ done: number; left: number }> {
  const { rows } = await ctx.db.query<{ id: number; raw: string }>(
    `select id, raw from onec.quarantine where id = any($1::bigint[]) and state <> 'settled'
     order by id`, [ids]);
  if (act === 'retry') await retryBatch(inbox, rows);
  return inTransaction(ctx.db, async (tx) => {
    if (act === 'dismiss') {
      await tx.query(
        `update onec.quarantine set state = 'settled', settlement = 'dismissed', settled_at = $2,
           settled_by = $3 where id = any($1::bigint[]) and state <> 'settled'`,
        [ids, ctx.now(), ctx.actor.employeeId]);
    }
    const after = await one<{ left: number }>(tx,
      `select count(*)::int as left from onec.quarantine
       where id = any($1::bigint[]) and state <> 'settled'`, [ids]);
    const left = after?.left ?? 0;
    await writeEvents(tx, ctx, [{
      kind: 'exchange.itemsSettled', entity: 'exchange', entityId: 0,
      data: { act, count: rows.length - left, left },
    }]);
    return { done: rows.length - left, left };
  });
}

/** Maps the manager a parked item waits for; heals every item that waits for the same one. */
export async function mapManager(
  ctx: Context, inbox: Inbox, id: number, employeeId: number,
): Promise<{ healed: number }> {
  const held = await readHeld(ctx, id);
  const uid = held.waitsFor?.startsWith('manager:') ? held.waitsFor.slice(8) : null;
  const { baseId } = held;
  if (!uid || baseId === null) {
    throw refuse('field.invalid', 'Этот объект ждёт не менеджера.');
  }
  await inTransaction(ctx.db, (tx) => linkEmployee(tx, ctx, { baseId, uid, employeeId }));
  return { healed: await retryWaiting(inbox, [`manager:${uid}`]) };
}
