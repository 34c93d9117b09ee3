// What a person does about a difference: asks 1C again, or agrees that 1C has deleted the object.
import type { Context } from '#platform/context';
import { inTransaction, one, type Tx } from '#platform/database';
import { writeEvents } from '#platform/events';
import { refuse } from '#platform/refuse';
import type { Inbox } from '../apply-items.ts';
import { typeOfCode } from '../object-types.ts';
import { receiveItems } from '../receive-items.ts';
import { doubtRevisions } from '../revisions.ts';
import { bodySha256 } from '../wire/canonical.ts';
import { touchMonths } from './month-states.ts';
import { findRun } from './runs.ts';

type Object = { type: number; uid: string; month: number; rev: number | null };

const ASK_MAX = 5_000;

async function leftObjects(tx: Tx, runId: number, uids?: string[]): Promise<Object[]> {
  const { rows } = await tx.query<Object>(
    `select o.type, o.uid, o.month, k.rev from onec.reconcile_object o
       left join onec.object k on k.base_id = o.base_id and k.type = o.type and k.uid = o.uid
     where o.reconcile_id = $1 and ($2::uuid[] is null and o.settled_at is null or o.uid = any($2))
     order by o.type, o.uid limit ${ASK_MAX}`, [runId, uids ?? null]);
  return rows;
}

/** Puts objects on the list that the next answer to 1C carries; our copy of them is doubted. */
export async function askAgain(
  tx: Tx, ctx: Context, baseId: number, objects: Object[],
): Promise<void> {
  for (const type of new Set(objects.map((object) => object.type))) {
    const known = objects.filter((object) => object.type === type && object.rev !== null);
    await doubtRevisions(tx, baseId, type, known.map(({ uid, rev }) => ({ uid, rev: rev! })));
  }
  await touchMonths(tx, baseId, objects);
  await tx.query(
    `insert into onec.resend (base_id, type, uid, asked_at, asked_by)
     select $1, k.type, k.uid, $4, $5 from unnest($2::smallint[], $3::uuid[]) as k (type, uid)
     on conflict (base_id, type, uid) do update
     set asked_at = excluded.asked_at, asked_by = excluded.asked_by, told_at = null`,
    [baseId, objects.map(({ type }) => type), objects.map(({ uid }) => uid), ctx.now(),
      ctx.actor.employeeId]);
}

export async function resendOfRun(
  ctx: Context, runId: number, uids?: string[],
): Promise<{ asked: number }> {
  return inTransaction(ctx.db, async (tx) => {
    const run = await findRun(tx, runId);
    if (!run) throw refuse('record.missing');
    const objects = await leftObjects(tx, runId, uids);
    await askAgain(tx, ctx, run.baseId, objects);
    await writeEvents(tx, ctx, [{
      kind: 'reconcile.resendAsked', entity: 'exchange', entityId: runId,
      data: { count: objects.length },
    }]);
    return { asked: objects.length };
  });
}

/** One object from its own page, whether a run has found it or not. */
export async function resendObject(ctx: Context, uid: string): Promise<{ asked: number }> {
  return inTransaction(ctx.db, async (tx) => {
    const { rows } = await tx.query<Object & { baseId: number }>(
      `select base_id as "baseId", type, uid, coalesce(month, 0) as month, rev
       from onec.object where uid = $1 and base_id in (select id from onec.base)`, [uid]);
    if (rows.length === 0) throw refuse('record.missing');
    for (const object of rows) await askAgain(tx, ctx, object.baseId, [object]);
    await writeEvents(tx, ctx, [{
      kind: 'reconcile.resendAsked', entity: 'exchange', entityId: 0,
      data: { count: rows.length, uid },
    }]);
    return { asked: rows.length };
  });
}

const LANES: Record<string, string> = {
  order: 'orders', invoice: 'orders', payment: 'money', shipment: 'money',
};

type Base = { ib: string; epoch: string };

/** As if 1C had sent the deletion: the same door, so sums, history and notices follow. */
export async function removeGone(
  ctx: Context, inbox: Inbox, runId: number, uids: string[],
): Promise<{ removed: number }> {
  const run = await findRun(ctx.db, runId);
  if (!run) throw refuse('record.missing');
  const base = await one<Base>(ctx.db, 'select ib, epoch from onec.base where id = $1',
    [run.baseId]);
  const { rows } = await ctx.db.query<Object>(
    `select o.type, o.uid, o.month, k.rev from onec.reconcile_object o
       join onec.object k on k.base_id = o.base_id and k.type = o.type and k.uid = o.uid
     where o.reconcile_id = $1 and o.fault = 'gone' and o.settled_at is null and not k.deleted
       and o.uid = any($2::uuid[])`, [runId, uids]);
  if (!base || rows.length === 0) return { removed: 0 };
  await inTransaction(ctx.db, async (tx) => {
    for (const type of new Set(rows.map((row) => row.type))) {
      await doubtRevisions(tx, run.baseId, type,
        rows.filter((row) => row.type === type).map(({ uid }) => ({ uid, rev: 1 })));
    }
    await writeEvents(tx, ctx, [{
      kind: 'reconcile.removed', entity: 'exchange', entityId: runId,
      data: { count: rows.length },
    }]);
  });
  const items = rows.map(({ type, uid }) => tombstone(base, typeOfCode(type) ?? '', uid, inbox));
  const results = await receiveItems(
    inbox, items.map((value) => ({ value, line: null })), { kind: 'retry' });
  return { removed: results.filter(({ status }) => status === 'applied').length };
}

function tombstone({ ib, epoch }: Base, type: string, uid: string, inbox: Inbox): object {
  return {
    v: 1, id: `reconcile:${uid}`, ib, epoch, lane: LANES[type] ?? 'refs', type, uid, rev: 1,
    op: 'delete', at: inbox.now().toISOString(), sha256: bodySha256({}), body: {},
  };
}
