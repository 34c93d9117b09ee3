// Keeps one timer row per (deal, date): what waits, what was overtaken, what has fired for ever.
import type { Tx } from '#platform/database';

export type DeferralFact = {
  dealId: number; deferredUntil: string | null; deferralArmed: boolean;
};

/**
 * Follows the deferral dates of deals. A date that is no longer current is superseded; a date that
 * comes back waits again unless it has fired. An armed date stays armed: 1C told of it in time.
 */
export async function syncDeferrals(tx: Tx, facts: DeferralFact[]): Promise<void> {
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
}
