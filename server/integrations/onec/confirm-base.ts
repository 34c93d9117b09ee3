// A person decides: let a base in, take its new epoch, clear an alarm.
import { takeDeals } from '#modules/commands';
import type { Context } from '#platform/context';
import { inTransaction, one, type Tx } from '#platform/database';
import { writeEvents } from '#platform/events';
import { refuse } from '#platform/refuse';
import { clearAlarms } from './alarms.ts';
import { beginRun, finishRun, leftOf, openRun } from './reconcile/runs.ts';

/**
 * The exchange goes on with the new epoch. A restored base counts revisions on from an older
 * number, so its first word about each object stands; the digest finds what differs besides.
 */
export async function confirmEpoch(
  ctx: Context, baseId: number, epoch: string,
): Promise<number> {
  return inTransaction(ctx.db, async (tx) => {
    const base = await lockPending(tx, baseId, epoch);
    // The clock of the database, as applied_at is: the two are compared.
    await tx.query(
      `update onec.base set epoch = $2, pending_epoch = null, epoch_since = clock_timestamp()
       where id = $1`, [baseId, epoch]);
    await clearAlarms(tx, baseId, 'epoch.changed', { by: ctx.actor.employeeId });
    await writeEvents(tx, ctx, [{
      kind: 'exchange.epochConfirmed', entity: 'exchange', entityId: baseId,
      data: { changes: { epoch: { old: base.epoch, new: epoch } } },
    }]);
    await closeOpenRun(tx, ctx, baseId);
    // Everything of both sides is compared by itself; its report is shown to whoever confirmed.
    const run = await beginRun(tx, ctx, { baseId, epoch, reason: 'epoch', state: 'counting' });
    return run.id;
  });
}

/** The base with the epoch that a person has seen and decides about. */
async function lockPending(tx: Tx, baseId: number, epoch: string): Promise<{ epoch: string }> {
  const base = await one<{ epoch: string; pendingEpoch: string | null }>(tx,
    `select epoch, pending_epoch as "pendingEpoch" from onec.base where id = $1 for update`,
    [baseId]);
  if (!base) throw refuse('record.missing');
  if (base.pendingEpoch !== epoch) {
    throw refuse('record.changed', 'База прислала уже другую эпоху: обновите экран.');
  }
  return base;
}

/**
 * It was a copy: commands and nightly reconciliations of the known epoch go on. A copy that still
 * speaks raises the alarm again.
 */
export async function refuseEpoch(ctx: Context, baseId: number, epoch: string): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    await lockPending(tx, baseId, epoch);
    await tx.query('update onec.base set pending_epoch = null where id = $1', [baseId]);
    await clearAlarms(tx, baseId, 'epoch.changed', { by: ctx.actor.employeeId });
    await writeEvents(tx, ctx, [{
      kind: 'exchange.epochRefused', entity: 'exchange', entityId: baseId, data: { epoch },
    }]);
  });
}

/** What was compared under the former epoch says nothing any more. */
async function closeOpenRun(tx: Tx, ctx: Context, baseId: number): Promise<void> {
  const open = await openRun(tx, baseId);
  if (!open) return;
  await finishRun(tx, ctx, open, {
    left: await leftOf(tx, open.id), error: 'Сменилась эпоха базы: сверка начата заново.',
  });
}

export async function acceptBase(ctx: Context, baseId: number): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const { rowCount } = await tx.query(
      'update onec.base set accepted = true where id = $1', [baseId]);
    if (!rowCount) throw refuse('record.missing');
    await clearAlarms(tx, baseId, 'base.waits', { by: ctx.actor.employeeId });
    await writeEvents(tx, ctx, [{
      kind: 'exchange.baseAccepted', entity: 'exchange', entityId: baseId,
    }]);
  });
}

/** Event exchange.dealsTaken. Only a base that asks for commands may get deals. */
export async function chooseDealReceiver(ctx: Context, baseId: number): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    if (!await takeDeals(tx, baseId)) throw refuse('record.missing');
    await writeEvents(tx, ctx, [{
      kind: 'exchange.dealsTaken', entity: 'exchange', entityId: baseId,
    }]);
  });
}

export async function watchBase(ctx: Context, baseId: number, watched: boolean): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const before = await one<{ watched: boolean }>(tx,
      'select watched from onec.base where id = $1 for update', [baseId]);
    if (!before) throw refuse('record.missing');
    await tx.query('update onec.base set watched = $2 where id = $1', [baseId, watched]);
    await writeEvents(tx, ctx, [{
      kind: 'exchange.baseWatched', entity: 'exchange', entityId: baseId,
      data: { changes: { watched: { old: before.watched, new: watched } } },
    }]);
  });
}

export async function clearAlarm(ctx: Context, alarmId: number): Promise<void> {
  const { rowCount } = await ctx.db.query(
    `update onec.alarm set cleared_at = $2, cleared_by = $3
     where id = $1 and cleared_at is null`, [alarmId, ctx.now(), ctx.actor.employeeId]);
  if (!rowCount) throw refuse('record.missing');
}
