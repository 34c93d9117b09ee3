// Follows a change of the setting «only after the bank confirmed»: payments that no longer stand
// where the rule puts them are turned in batches, with the money of their deals and companies. In
// the rest of the time it finds one empty index.
import { systemContext, type Context } from '#platform/context';
import { inTransaction, type Db, type Tx } from '#platform/database';
import { writeEvents } from '#platform/events';
import { settleAdvances } from './company-advances.ts';
import { readPaymentRules } from './payment-rules.ts';
import { recomputeDeals } from './recompute-deals.ts';
import { touchedDeals } from './references.ts';

const BATCH_PAYMENTS = 500;
/** A run ends within its minute; the next one goes on where it stopped. */
const RUN_MS_MAX = 45_000;

type Turned = { baseId: number; uid: string };

/** Turns payments until none stands wrong. Returns how many it has turned. */
export async function settleConfirmations(db: Db, now: () => Date): Promise<number> {
  const ctx = systemContext(db, 'system', now);
  const startedAt = performance.now();
  let total = 0;
  while (performance.now() - startedAt < RUN_MS_MAX) {
    const turned = await inTransaction(db, (tx) => turnBatch(tx, ctx));
    total += turned;
    if (turned < BATCH_PAYMENTS) break;
  }
  return total;
}

async function turnBatch(tx: Tx, ctx: Context): Promise<number> {
  const { bankConfirmedOnly } = await readPaymentRules(tx);
  const { rows } = await tx.query<Turned>({
    // Two texts, so that each is a scan of its own partial index.
    name: `payment-turn-${bankConfirmedOnly ? 'off' : 'on'}`,
    text: `
      with wrong as (
        select base_id, uid from payments.payment
        where kind = 'bank' and not bank_confirmed and posted and not deleted and not gone
          and ${bankConfirmedOnly ? 'counts' : 'not counts'}
        order by base_id, uid limit $1 for update
      )
      update payments.payment p set counts = not p.counts
      from wrong w where p.base_id = w.base_id and p.uid = w.uid
      returning p.base_id as "baseId", p.uid`,
    values: [BATCH_PAYMENTS],
  });
  for (const baseId of new Set(rows.map((row) => row.baseId))) {
    const uids = rows.filter((row) => row.baseId === baseId).map((row) => row.uid);
    await recount(tx, ctx, baseId, uids);
  }
  return rows.length;
}

async function recount(tx: Tx, ctx: Context, baseId: number, uids: string[]): Promise<void> {
  const documents = uids.map((uid) => ({ uid, type: 'payment' as const }));
  const touched = await touchedDeals(tx, { baseId, documents });
  const deals = [...new Set(touched.map(({ dealId }) => dealId))].sort((a, b) => a - b);
  const changed = await recomputeDeals(tx, ctx, deals, { created: new Set(), history: false });
  await writeEvents(tx, ctx, changed.map(({ dealId, changes }) => ({
    kind: 'deal.moneyChanged', entity: 'deal', entityId: dealId,
    data: { changes, by: 'setting' },
  })));
  await settleAdvances(tx, ctx, baseId, uids);
}
