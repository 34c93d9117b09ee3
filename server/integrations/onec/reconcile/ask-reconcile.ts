// A person, the night or a confirmed epoch wants both sides compared: our own is counted first.
import type { Reconcile } from '#contract/reconcile';
import type { Context } from '#platform/context';
import { inTransaction, one } from '#platform/database';
import { refuse } from '#platform/refuse';
import { EPOCH } from '../commerceml/meet-base.ts';
import { readRun } from './read-runs.ts';
import { beginRun, type Reason, type Run } from './runs.ts';

type Base = { id: number; epoch: string; accepted: boolean; pendingEpoch: string | null };

export const STOPPED = 'Обмен с базой остановлен: сначала подтвердите её на экране обмена.';

const NO_SUMS = '«Обмен с сайтом» не присылает контрольных сумм: такую базу сверить нельзя. '
  + 'Выгрузите документы из 1С ещё раз.';

type Asked = { baseId: number; reason: Reason; scope?: Run['scope'] };

/** The open run when there is one already. */
export async function askReconcile(ctx: Context, asked: Asked): Promise<Reconcile> {
  const run = await inTransaction(ctx.db, async (tx) => {
    const base = await one<Base>(tx,
      `select id, epoch, accepted, pending_epoch as "pendingEpoch" from onec.base where id = $1`,
      [asked.baseId]);
    if (!base) throw refuse('record.missing');
    if (!base.accepted || base.pendingEpoch !== null) throw refuse('record.changed', STOPPED);
    if (base.epoch === EPOCH) throw refuse('record.changed', NO_SUMS);
    return beginRun(tx, ctx, { ...asked, epoch: base.epoch, state: 'counting' });
  });
  return readRun(ctx.db, run.id);
}
