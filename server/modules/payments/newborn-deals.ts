// Orders of history that no deal knows yet: their deals get ids before anything is written and are
// written last, with final sums and stages.
import { bearDeals, readQuickSale, reserveDealIds, type BornDeal } from '#modules/deals';
import type { OrderRow } from '#contract/onec-rows';
import { companyToday } from '#platform/company-time';
import { plainArray, textArray } from '#platform/copy-rows';
import type { Context } from '#platform/context';
import type { Tx } from '#platform/database';
import { syncDeferrals } from './deferral-timers.ts';
import { upsertsOf, type DocumentBatch, type DocumentChange } from './documents.ts';
import { settleReadersOfOrders } from './goods-readers.ts';
import { titleOf } from './link-orders.ts';
import { readMoneyFacts, type DealFacts } from './money-facts.ts';
import { newbornFacts, ordersNamedBefore } from './newborn-facts.ts';
import type { PaymentRules } from './payment-rules.ts';
import type { StageRow } from './stage-by-money.ts';
import { storeDues } from './store-dues.ts';
import { bornStage, readStages } from './recompute-deals.ts';

export type Newborn = {
  /** Deal id by uid of the order. */
  dealIds: ReadonlyMap<string, number>;
  /** Those that earlier documents name already, see `ordersNamedBefore`. */
  named: ReadonlySet<string>;
};

const NOBODY: Newborn = { dealIds: new Map(), named: new Set() };

/** Gives ids to the deals of new orders of history; nothing is written yet. */
export async function reserveNewborn(tx: Tx, batch: DocumentBatch): Promise<Newborn> {
  if (!batch.history) return NOBODY;
  const orders = upsertsOf(batch.documents, 'order')
    .filter(({ row, stored }) => !stored && row.crmDealId === null);
  if (orders.length === 0) return NOBODY;
  // By code unit: digits need no alphabet, which took longer than the rest of this.
  orders.sort((a, b) => (a.row.date < b.row.date ? -1 : Number(a.row.date > b.row.date)));
  const uids = orders.map(({ row }) => row.uid);
  const [ids, named] = await Promise.all([
    reserveDealIds(tx, orders.length), ordersNamedBefore(tx, batch, new Set(uids)),
    // The order names a deal that stands below it in this very transaction.
    tx.query('set constraints payments.sales_order_deal_fk deferred'),
  ]);
  return { dealIds: new Map(uids.map((uid, index) => [uid, ids[index] as number])), named };
}

/** Whether a document touches no deal but newborn ones: then the tables need not be asked. */
export function staysWithin(
  newborn: ReadonlyMap<string, number>, change: DocumentChange,
): boolean {
  if (change.stored || change.op === 'delete') return false;
  switch (change.type) {
    case 'order': return newborn.has(change.uid);
    case 'invoice': return change.row.orderUid !== null && newborn.has(change.row.orderUid);
    case 'payment': return change.row.lines.every(({ orderUid, invoiceUid }) =>
      (orderUid === null ? invoiceUid === null : newborn.has(orderUid)));
    case 'shipment': return change.row.lines.every(({ orderUid }) =>
      orderUid === null || newborn.has(orderUid));
  }
}

type Origin = {
  uid: string; companyId: number | null; responsibleId: number | null;
  departmentId: number | null; createdAt: string; ownEntityId: number | null;
  settledAt: string | null;
};

/** Naive moments of the last payment or shipment by uid of the order. */
type Settled = ReadonlyMap<string, string | null>;

/** Who and when, as the exchange has mapped it. */
async function readOrigins(
  tx: Tx, batch: DocumentBatch, orders: OrderRow[], settled: Settled,
): Promise<Map<string, Origin>> {
  const listOf = (value: (row: OrderRow) => string | null) => plainArray(orders.map(value));
  const { rows } = await tx.query<Origin>({
    name: 'orders-origins',
    text: `
      select k.uid, c.company_id as "companyId", i.employee_id as "responsibleId",
        e.department_id as "departmentId", k.ordered_at at time zone $6 as "createdAt",
        k.settled_at at time zone $6 as "settledAt", a.own_entity_id as "ownEntityId"
      from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::timestamp[], $7::text[],
          $8::timestamp[])
          as k (uid, company_uid, manager_uid, ordered_at, organization, settled_at)
        left join customers.own_entity_alias a on a.name = k.organization
        left join customers.company_identity c on c.base_id = $1 and c.uid = k.company_uid
        left join staff.employee_identity i on i.base_id = $1 and i.uid = k.manager_uid
        left join staff.employee e on e.id = i.employee_id`,
    values: [
      batch.baseId, listOf(({ uid }) => uid), listOf(({ companyUid }) => companyUid),
      listOf(({ managerUid }) => managerUid), listOf(({ date }) => date), batch.timeZone,
      textArray(orders.map((row) => row.organization)),
      listOf(({ uid }) => settled.get(uid) ?? null),
    ],
  });
  return new Map(rows.map((row) => [row.uid, row]));
}

type Settling = { batch: DocumentBatch; newborn: Newborn; rules: PaymentRules };

/** Without the facts of deals that earlier documents name: those are read from the tables. */
export type Birth = Settling & {
  orders: OrderRow[];
  origins: ReadonlyMap<string, Origin>;
  counted: DealFacts[];
  quick: Awaited<ReturnType<typeof readQuickSale>>;
  stages: StageRow[];
  today: string;
};

/** What newborn deals will be made of, asked for while their documents are being stored. */
export async function prepareNewborn(
  tx: Tx, ctx: Context, settling: Settling,
): Promise<Birth | null> {
  const { batch, newborn: { dealIds, named }, rules } = settling;
  if (dealIds.size === 0) return null;
  const today = companyToday(ctx.now());
  const orders = upsertsOf(batch.documents, 'order').map(({ row }) => row)
    .filter(({ uid }) => dealIds.has(uid));
  const counted = newbornFacts(orders.filter(({ uid }) => !named.has(uid)), dealIds,
    { batch, rules, today });
  const settled = new Map(counted.map(({ orderUid, settledAtLocal }) =>
    [orderUid, settledAtLocal]));
  const [origins, quick, stages] = await Promise.all([
    readOrigins(tx, batch, orders, settled), readQuickSale(tx), readStages(tx),
  ]);
  return {
    ...settling, orders, origins, quick, today, stages: stages.get(quick.pipelineId) ?? [],
    counted: counted.map(({ orderUid, settledAtLocal: _local, ...fact }) => {
      const { createdAt: orderedAt, settledAt } = origins.get(orderUid) as Origin;
      return { ...fact, orderedAt, settledAt };
    }),
  };
}

/** Writes the deals whose orders and other documents of the batch are in the tables. */
export async function bearNewborn(tx: Tx, ctx: Context, birth: Birth | null): Promise<void> {
  if (!birth) return;
  const { batch, newborn: { dealIds, named }, origins, quick } = birth;
  const ids = [...named].map((uid) => dealIds.get(uid) as number);
  const facts = [...birth.counted, ...ids.length === 0 ? []
    : await readMoneyFacts(tx, ids, birth.today, batch.timeZone)];
  const factsOf = new Map(facts.map((fact) => [fact.dealId, fact]));
  const place = { stages: birth.stages, zone: batch.timeZone, rules: birth.rules };
  const deals = birth.orders.map((row): BornDeal => {
    const id = dealIds.get(row.uid) as number;
    const { uid: _uid, settledAt: _settledAt, ...origin } = origins.get(row.uid) as Origin;
    const fact = factsOf.get(id) as DealFacts;
    const active = row.lines.filter((line) => !line.cancelled);
    return {
      id, ...origin, title: titleOf(active[0]?.name || null, active.length, row.number),
      comment: row.comment, projectName: row.projectName,
      endCustomerName: row.endCustomerName, endCustomerInn: row.endCustomerInn,
      address: row.address, facts: fact, stage: bornStage(ctx, fact, place),
    };
  });
  await Promise.all([
    bearDeals(tx, ctx, quick, deals),
    storeDues(tx, facts.filter((fact) => fact.dues.length > 0)),
    syncDeferrals(tx, ctx, facts.filter((fact) => fact.deferredUntil !== null)),
    settleReadersOfOrders(tx, batch.baseId, [...dealIds.keys()]),
  ]);
}
