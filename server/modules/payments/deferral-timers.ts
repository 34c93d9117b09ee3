// Keeps one timer row per (deal, date): what waits, what was overtaken, what has fired for ever.
import { settleTask } from '#modules/work';
import type { Context } from '#platform/context';
import type { Tx } from '#platform/database';
import type { Due } from './dues.ts';

export type DeferralFact = {
  dealId: number; deferredUntil: string | null; deferralArmed: boolean; dues: readonly Due[];
};

/** Money of a deferral is still awaited: of the open part x. */
export const AWAITED = `x.uncovered_kopecks > 0 and x.variant in ('credit', 'creditShift')`;

const isAwaited = ({ variant, uncoveredKopecks }: Due): boolean =>
  uncoveredKopecks > 0 && (variant === 'credit' || variant === 'creditShift');

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
  await tx.query({
    name: 'deferral-supersede',
    text: `
      update payments.deferral f set state = 'superseded'
      from unnest($1::bigint[], $2::date[], $3::boolean[]) as n (deal_id, until, armed)
      where f.deal_id = n.deal_id and f.state = 'waiting'
        and f.deferred_until is distinct from n.until`,
    values,
  });
  await tx.query({
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
  });
  await dropTasks(tx, ctx, facts);
}

/**
 * The money came, or the date was moved, after its notice: nobody need be called any more, and the
 * task would only nag.
 */
async function dropTasks(tx: Tx, ctx: Context, facts: DeferralFact[]): Promise<void> {
  const awaited = facts.flatMap(({ dealId, dues }) =>
    dues.filter(isAwaited).map(({ payOn }) => ({ dealId, payOn })));
  const { rows } = await tx.query<{ id: number }>({
    name: 'deferral-needless-tasks',
    text: `
      select t.id from payments.deferral f join work.task t on t.id = f.task_id
      where f.deal_id = any($1::bigint[]) and f.state = 'fired'
        and t.done_at is null and t.cancelled_at is null
        and (f.deal_id, f.deferred_until) not in (
          select * from unnest($2::bigint[], $3::date[]) as n (deal_id, until)
          where until is not null)
      order by t.id`,
    values: [
      facts.map(({ dealId }) => dealId), awaited.map(({ dealId }) => dealId),
      awaited.map(({ payOn }) => payOn),
    ],
  });
  for (const { id } of rows) await settleTask(tx, ctx, id, 'cancelled');
}
