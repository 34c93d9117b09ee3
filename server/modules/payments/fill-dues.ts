// Deals from before payments.due are filled here once, in the background. What is settled has no
// open part, so the documents are first read through for orders that have one; reading the facts of
// every deal one batch after another took 5 s for 500 deals of a cold base of 2.4 million.
import type { Context } from '#platform/context';
import { inTransaction, type Db } from '#platform/database';
import { recountDues } from './recount-dues.ts';

const BATCH_DEALS = 500;
/** A run ends within its minute; the next one goes on where it stopped. */
const RUN_MS_MAX = 45_000;
/** As long as a batch takes, so long the disk is left to the people: at most half of it is ours. */
const REST_SHARE = 1;

// Nothing is written by this statement, so that it has no transaction id: the readers of events
// wait for whoever has one. One core is enough for it, the other is for the people.
const OPEN_DEALS = `
  with paid as (
    select x.base_id, x.uid, x.currency, sum(x.sum_kopecks) as kopecks
    from (
      select l.base_id, coalesce(l.order_uid, i.order_uid) as uid, p.currency, l.sum_kopecks
      from payments.payment_line l
        join payments.payment p on p.base_id = l.base_id and p.uid = l.payment_uid and p.counts
        left join payments.invoice i on l.order_uid is null and i.base_id = l.base_id
          and i.uid = l.invoice_uid and not i.gone
    ) x
    where x.uid is not null group by x.base_id, x.uid, x.currency
  ), shipped as (
    select l.base_id, l.order_uid as uid, sum(l.sum_kopecks) as kopecks
    from payments.shipment_line l
      join payments.shipment s on s.base_id = l.base_id and s.uid = l.shipment_uid and s.counts
    where l.order_uid is not null group by l.base_id, l.order_uid
  ), planned as (
    select t.base_id, t.order_uid as uid, sum(t.sum_kopecks) as kopecks
    from payments.payment_stage t group by t.base_id, t.order_uid
  )
  select distinct o.deal_id as id
  from payments.sales_order o
    left join paid on paid.base_id = o.base_id and paid.uid = o.uid
      and paid.currency = o.currency
    left join shipped on shipped.base_id = o.base_id and shipped.uid = o.uid
    left join planned on planned.base_id = o.base_id and planned.uid = o.uid
  where o.counts and o.deal_id < $1
    and greatest(coalesce(planned.kopecks, 0), coalesce(shipped.kopecks, 0))
      > coalesce(paid.kopecks, 0)`;

/** Names the deals to be filled; whatever comes later is counted as it comes. */
async function listOpenDeals(db: Db, below: number): Promise<void> {
  const ids = await inTransaction(db, async (tx) => {
    await tx.query(`set local max_parallel_workers_per_gather = 0`);
    // In the order of an index over random guids each row is a reading of its own.
    await tx.query(`set local enable_mergejoin = off`);
    const { rows } = await tx.query<{ id: number }>(OPEN_DEALS, [below]);
    return rows.map(({ id }) => id);
  });
  await inTransaction(db, async (tx) => {
    await tx.query(
      `insert into payments.due_unfilled (deal_id)
       select d.id from deals.deal d where d.id = any($1::bigint[]) on conflict do nothing`, [ids]);
    await tx.query('update payments.due_clock set fill_below = 0');
  });
}

async function fillBatch(db: Db, ctx: Context): Promise<number> {
  return inTransaction(db, async (tx) => {
    const { rows } = await tx.query<{ id: number }>({
      name: 'due-fill-take',
      text: `
        delete from payments.due_unfilled where deal_id in (
          select deal_id from payments.due_unfilled order by deal_id desc
          limit ${BATCH_DEALS} for update skip locked)
        returning deal_id as id`,
      values: [],
    });
    const ids = rows.map(({ id }) => id).sort((a, b) => a - b);
    if (ids.length > 0) await recountDues(tx, ctx, ids);
    return ids.length;
  });
}

/** Fills the newest first, quietly; `below` is the id under which deals have not been listed. */
export async function fillDues(db: Db, ctx: Context, below: number): Promise<void> {
  if (below > 1) await listOpenDeals(db, below);
  const startedAt = performance.now();
  let written = 0;
  while (performance.now() - startedAt < RUN_MS_MAX) {
    const batchAt = performance.now();
    const filled = await fillBatch(db, ctx);
    written += filled;
    if (filled < BATCH_DEALS) {
      // The few filled deals of very many are no reason for autovacuum: without fresh statistics
      // they are none to the planner, and reports are nested loops (own deferrals: 1,900 ms).
      if (written > 0) await db.query('analyze deals.deal, payments.due');
      return;
    }
    const restMs = (performance.now() - batchAt) * REST_SHARE;
    await new Promise((done) => { setTimeout(done, restMs); });
  }
}
