// Does the database show what plain arithmetic over the fake base says? An oracle that shares no
// code with the exchange.
import { coveredPercent } from '#contract/money';
import type { Db } from '#platform/database';
import { truth, type OrderTruth } from '../onec-fake/sums.ts';
import type { FakeBase } from '../onec-fake/base.ts';

type DealSums = {
  amount: number; paid: number; shipped: number; paidPercent: number | null;
  shippedPercent: number | null;
};

export type SumCheck = { compared: number; wrong: string[] };

/** Compares deals of one order each, and the applied revision of every object. */
export async function checkSums(db: Db, base: FakeBase): Promise<SumCheck> {
  const { orders, objects } = truth(base);
  const deals = await dealsByOrder(db);
  const wrong: string[] = [];
  let compared = 0;
  for (const order of orders.values()) {
    if (!order.counts) continue;
    compared += 1;
    const [want, have] = [JSON.stringify(expected(order)), JSON.stringify(deals.get(order.uid))];
    if (want !== have) wrong.push(`${order.number}: expected ${want}, stored ${have}`);
  }
  const { rows } = await db.query<{ uid: string; rev: number; deleted: boolean; sha256: string }>(
    `select uid, rev, deleted, encode(sha256, 'hex') as sha256 from onec.object`);
  const stored = new Map(rows.map((row) => [row.uid, row]));
  for (const [uid, { type, rev, sha256, tombstone }] of objects) {
    const have = stored.get(uid);
    if (have?.rev === rev && have.sha256 === sha256 && have.deleted === tombstone) continue;
    wrong.push(`${type} ${uid}: revision ${rev} expected, ${have?.rev ?? 'nothing'} applied`);
  }
  if (stored.size !== objects.size) wrong.push(`${stored.size} objects instead of ${objects.size}`);
  return { compared, wrong };
}

async function dealsByOrder(db: Db): Promise<Map<string, DealSums>> {
  const { rows } = await db.query<DealSums & { uid: string }>(`
    select o.uid, d.amount_kopecks as amount, d.paid_kopecks as paid,
      d.shipped_kopecks as shipped, d.paid_percent as "paidPercent",
      d.shipped_percent as "shippedPercent"
    from payments.sales_order o join deals.deal d on d.id = o.deal_id
    where (select count(*) from payments.sales_order s where s.deal_id = o.deal_id) = 1`);
  return new Map(rows.map(({ uid, ...sums }) => [uid, sums]));
}

function expected(order: OrderTruth): DealSums {
  const { totalKopecks: amount, paidKopecks: paid, shippedKopecks: shipped } = order;
  return {
    amount, paid, shipped,
    paidPercent: coveredPercent(paid, amount), shippedPercent: coveredPercent(shipped, amount),
  };
}
