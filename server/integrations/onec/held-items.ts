// The quarantine as a person works with it: read, retry, map the manager, dismiss.
import type { HeldItem } from '#contract/exchange';
import type { OnecResult } from '#contract/onec';
import { linkEmployee } from '#modules/staff';
import type { Context } from '#platform/context';
import { inTransaction, one } from '#platform/database';
import { writeEvents } from '#platform/events';
import { refuse } from '#platform/refuse';
import type { Inbox } from './apply-items.ts';
import { receiveItems } from './receive-items.ts';
import { retryWaiting } from './retry-waiting.ts';

const COLUMNS = `q.id, q.ib, q.state, q.lane, q.type, q.uid, q.rev, q.code, q.reason, q.field,
  q.waits_for as "waitsFor", q.file, q.line, q.tries, q.received_at as "receivedAt",
  q.last_tried_at as "lastTriedAt", q.settled_at as "settledAt", q.settlement`;

const STATES = {
  open: `q.state <> 'settled'`,
  parked: `q.state = 'parked'`,
  rejected: `q.state = 'rejected'`,
  settled: `q.state = 'settled'`,
} as const;

type ListInput = { state?: keyof typeof STATES; before?: number; limit?: number };

export async function listHeld(
  ctx: Context, { state = 'open', before, limit = 50 }: ListInput,
): Promise<{ items: HeldItem[]; total: number }> {
  const [page, count] = await Promise.all([
    ctx.db.query<HeldItem>(
      `select ${COLUMNS} from onec.quarantine q
       where ${STATES[state]} and ($1::bigint is null or q.id < $1) order by q.id desc limit $2`,
      [before ?? null, limit]),
    one<{ total: number }>(ctx.db,
      `select count(*)::int as total from onec.quarantine q where ${STATES[state]}`),
  ]);
  return { items: page.rows, total: count?.total ?? 0 };
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

export const dismissHeld = (ctx: Context, id: number): Promise<void> =>
  settle(ctx, id, 'dismissed');

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
