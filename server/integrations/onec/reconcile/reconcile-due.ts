// By the clock: every night each live base is compared, and a run that nobody moves on is ended.
import { systemContext } from '#platform/context';
import { inTransaction } from '#platform/database';
import type { Inbox } from '../apply-items.ts';
import { askReconcile } from './ask-reconcile.ts';
import { countOwnSide } from './count-own-side.ts';
import { finishRun, leftOf, type Run } from './runs.ts';

/** A base that has been silent for longer has nobody to answer. */
const LIVE_HOURS = 36;

/** Runs a year of nights would fill the history with; the newest stay. */
const RUNS_KEPT_DAYS = 180;

export async function reconcileNightly(inbox: Inbox): Promise<void> {
  const ctx = systemContext(inbox.db, 'system', inbox.now);
  const { rows } = await inbox.db.query<{ id: number }>(
    `select id from onec.base where accepted and pending_epoch is null
       and last_contact_at > $1::timestamptz - interval '${LIVE_HOURS} hours'
       -- Over OData its poller answers; one that is switched off or deleted answers nothing, and
       -- «Обмен с сайтом» has no sums at all.
       and epoch <> 'commerceml' and (epoch not like 'odata-%' or exists (
         select from onec.odata_link l where l.base_id = base.id and l.enabled))`,
    [inbox.now()]);
  for (const { id } of rows) await askReconcile(ctx, { baseId: id, reason: 'nightly' });
  await forgetOldRuns(inbox);
}

async function forgetOldRuns(inbox: Inbox): Promise<void> {
  await inbox.db.query(
    `with old as (
       delete from onec.reconcile where finished_at < $1::timestamptz - interval '${
         RUNS_KEPT_DAYS} days' returning id
     ), months as (
       delete from onec.reconcile_month m using old where m.reconcile_id = old.id
     ), days as (
       delete from onec.reconcile_day d using old where d.reconcile_id = old.id
     )
     delete from onec.reconcile_object o using old where o.reconcile_id = old.id`, [inbox.now()]);
}

const REASONS = {
  waiting: 'База 1С не прислала контрольные суммы за сутки: проверьте, что обмен в ней включён.',
  counting: 'Свою сторону посчитать не удалось: причина в журнале сервера.',
};

/** Ends what stands still: a comparison after a quarter of an hour, a wish after a day. */
export async function endStaleRuns(inbox: Inbox): Promise<void> {
  const ctx = systemContext(inbox.db, 'system', inbox.now);
  const { rows } = await inbox.db.query<Run>(
    `select id, base_id as "baseId", state, reason, scope, created_at as "createdAt",
       prepared_at as "preparedAt"
     from onec.reconcile
     where state = 'comparing' and touched_at < $1::timestamptz - interval '15 minutes'
       and not exists (select from onec.reconcile_object o where o.reconcile_id = reconcile.id
         and o.settled_at > $1::timestamptz - interval '15 minutes')
       or state = 'waiting' and touched_at < $1::timestamptz - interval '1 day'
       or state = 'counting' and touched_at < $1::timestamptz - interval '10 minutes'`,
    [inbox.now()]);
  for (const run of rows) {
    // Its job was lost or has run out of tries: once more from here before giving up.
    if (run.state === 'counting' && await countsNow(inbox, run)) continue;
    const error = run.state === 'comparing' ? null : REASONS[run.state as keyof typeof REASONS];
    await inTransaction(inbox.db, async (tx) =>
      finishRun(tx, ctx, run, { left: await leftOf(tx, run.id), error }));
  }
}

async function countsNow(inbox: Inbox, run: Run): Promise<boolean> {
  try {
    await countOwnSide(inbox, run.id);
    return true;
  } catch {
    return false;
  }
}
