// Keeps one timer row per (deal, date): what waits, what was overtaken, what has fired for ever.
import { bringBackTask, settleTask } from '#modules/work';
import type { Context } from '#platform/context';
import type { Tx } from '#platform/database';
import { isAwaited, type Due } from './dues.ts';

export type DeferralFact = {
  dealId: number; deferredUntil: string | null; deferralArmed: boolean; dues: readonly Due[];
};

/**
 * Follows the deferral dates of deals. A date that is no longer current is superseded; a date that
 * comes back waits again unless it has fired. An armed date stays armed: 1C told of it in time.
 */
export async function syncDeferrals(
  tx: Tx, ctx: Context, facts: DeferralFact[],
): Promise<void> {
  if (facts.length === 0) return;
  const values = [
    facts.map((fact) => fact.dealId),
    facts.map((fact) => fact.deferredUntil),
    facts.map((fact) => fact.deferralArmed),
  ];
  const [, , turned] = await Promise.all([
    tx.query({
      name: 'deferral-supersede',
      text: `
        update payments.deferral f set state = 'superseded'
        from unnest($1::bigint[], $2::date[], $3::boolean[]) as n (deal_id, until, armed)
        where f.deal_id = n.deal_id and f.state = 'waiting'
          and f.deferred_until is distinct from n.until`,
      values,
    }),
    tx.query({
      name: 'deferral-wait',
      text: `
        insert into payments.deferral as f (deal_id, deferred_until, state, armed)
        select deal_id, until, 'waiting', armed
        from unnest($1::bigint[], $2::date[], $3::boolean[]) as n (deal_id, until, armed)
        where until is not null
        on conflict (deal_id, deferred_until) do update
        set armed = f.armed or excluded.armed,
          state = case when f.state = 'fired' then f.state else 'waiting' end
        where f.state = 'superseded' or f.armed <> (f.armed or excluded.armed)`,
      values,
    }),
    readTurned(tx, facts),
  ]);
  if (turned.length > 0) await turnTasks(tx, ctx, turned);
}

type Turned = { taskId: number; dealId: number; until: string; isAwaited: boolean };

/** Timers that have fired whose money has come or is awaited again. */
async function readTurned(tx: Tx, facts: DeferralFact[]): Promise<Turned[]> {
  const awaited = facts.flatMap(({ dealId, dues }) =>
    dues.filter(isAwaited).map(({ payOn }) => ({ dealId, payOn })));
  const { rows } = await tx.query<Turned>({
    name: 'deferral-tasks-turned',
    text: `
      select t.id as "taskId", f.deal_id as "dealId", f.deferred_until as until,
        n.deal_id is not null as "isAwaited"
      from payments.deferral f
        join work.task t on t.id = f.task_id
        left join (
          select distinct * from unnest($2::bigint[], $3::date[]) as n (deal_id, until)
        ) n on n.deal_id = f.deal_id and n.until = f.deferred_until
      where f.deal_id = any($1::bigint[]) and f.state = 'fired' and case
        when n.deal_id is null then t.done_at is null and t.cancelled_at is null
        else t.cancelled_at = f.dropped_at end
      order by t.id`,
    values: [
      facts.map(({ dealId }) => dealId), awaited.map(({ dealId }) => dealId),
      awaited.map(({ payOn }) => payOn),
    ],
  });
  return rows;
}

/**
 * The money came, or the date was moved, after its notice: nobody need be called any more, and the
 * task would only nag. When the payment is cancelled the same task comes back, and the head hears
 * as if it had been given now; not when a person took it up again meanwhile and closed it, which
 * the moment of its cancellation tells.
 */
async function turnTasks(tx: Tx, ctx: Context, turned: Turned[]): Promise<void> {
  for (const { taskId, isAwaited: isBack } of turned) {
    await (isBack ? bringBackTask(tx, ctx, taskId) : settleTask(tx, ctx, taskId, 'cancelled'));
  }
  await tx.query({
    name: 'deferral-turned',
    text: `
      update payments.deferral f set
        dropped_at = (select t.cancelled_at from work.task t where t.id = f.task_id),
        fired_at = case when n.back then $4 else f.fired_at end,
        head_notified_at = case when n.back then null else f.head_notified_at end
      from unnest($1::bigint[], $2::date[], $3::boolean[]) as n (deal_id, until, back)
      where f.deal_id = n.deal_id and f.deferred_until = n.until`,
    values: [
      turned.map(({ dealId }) => dealId), turned.map(({ until }) => until),
      turned.map(({ isAwaited: isBack }) => isBack), ctx.now(),
    ],
  });
}
