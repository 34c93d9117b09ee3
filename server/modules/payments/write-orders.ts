// Stores order snapshots: the header is replaced, its lines and payment stages are replaced whole.
import type { OrderRow } from '#contract/onec-rows';
import type { Tx } from '#platform/database';
import { emptyAsNull, excluded } from './columns.ts';
import { storedUids, type DocumentBatch, type Upserted } from './documents.ts';

function headerOf({ row, knownOn }: Upserted<'order'>, dealId: number | null) {
  const active = row.lines.filter((line) => !line.cancelled);
  return {
    uid: row.uid,
    deal_id: dealId,
    number: row.number,
    ordered_at: row.date,
    posted: row.posted,
    deleted: row.deleted,
    company_uid: row.companyUid,
    manager_uid: row.managerUid,
    manager_name: row.managerName,
    organization: row.organization,
    currency: row.currency,
    total_kopecks: row.totalKopecks,
    lines_kopecks: active.reduce(
      (sum, line) => sum + line.sumKopecks + (line.vatIncluded ? 0 : line.vatSumKopecks), 0),
    status: row.status,
    crm_deal_id: row.crmDealId,
    comment: row.comment,
    project_name: row.projectName,
    end_customer_name: row.endCustomerName,
    end_customer_inn: row.endCustomerInn,
    address: row.address,
    tender_no: row.tenderNo,
    dealer_contact: row.dealerContact,
    all_cancelled: row.lines.length > 0 && active.length === 0,
    extra: emptyAsNull(row.extra),
    known_on: knownOn,
  };
}

const linesOf = (row: OrderRow) => row.lines.map((line, index) => ({
  order_uid: row.uid,
  position: index + 1,
  line_uid: line.lineUid,
  product_uid: line.productUid,
  article: line.article,
  name: line.name,
  characteristic: line.characteristic,
  unit: line.unit,
  quantity: line.quantity,
  price: line.price,
  discount_percent: line.discountPercent,
  sum_kopecks: line.sumKopecks,
  vat_rate: line.vatRate,
  vat_kopecks: line.vatSumKopecks,
  vat_included: line.vatIncluded,
  cancelled: line.cancelled,
  ship_on: line.shipOn,
  cost: line.cost,
  extra: emptyAsNull(line.extra),
}));

const stagesOf = (row: OrderRow) => row.stages.map((stage, index) => ({
  order_uid: row.uid,
  position: index + 1,
  variant: stage.variant,
  pay_on: stage.payOn,
  percent: stage.percent,
  sum_kopecks: stage.sumKopecks,
}));

const HEADER = `uid, number, ordered_at, posted, deleted, company_uid, manager_uid, manager_name,
  organization, currency, total_kopecks, lines_kopecks, status, crm_deal_id, comment,
  project_name, end_customer_name, end_customer_inn, address, tender_no, dealer_contact,
  all_cancelled, extra, known_on`;

const LINE = `order_uid, position, line_uid, product_uid, article, name, characteristic, unit,
  quantity, price, discount_percent, sum_kopecks, vat_rate, vat_kopecks, vat_included, cancelled,
  ship_on, cost, extra`;

async function clearParts(tx: Tx, baseId: number, uids: string[]): Promise<void> {
  if (uids.length === 0) return;
  const values = [baseId, uids];
  await tx.query({
    name: 'order-lines-clear',
    text: 'delete from payments.order_line where base_id = $1 and order_uid = any($2::uuid[])',
    values,
  });
  await tx.query({
    name: 'order-stages-clear',
    text: 'delete from payments.payment_stage where base_id = $1 and order_uid = any($2::uuid[])',
    values,
  });
}

/** `dealIds` are of new orders only: a link that is there is never overwritten here. */
export async function writeOrders(
  tx: Tx, batch: DocumentBatch, orders: Upserted<'order'>[], dealIds: ReadonlyMap<string, number>,
): Promise<void> {
  if (orders.length === 0) return;
  const { baseId, history } = batch;
  await tx.query({
    name: 'order-write',
    text: `
      insert into payments.sales_order as o (base_id, backfilled, gone, deal_id, ${HEADER})
      select $1, $2, false, deal_id, ${HEADER}
      from json_populate_recordset(null::payments.sales_order, $3::json)
      on conflict (base_id, uid) do update set
        (backfilled, gone, ${HEADER}) = row (excluded.backfilled, excluded.gone,
          ${excluded(HEADER)})`,
    values: [baseId, history, JSON.stringify(orders.map((order) =>
      headerOf(order, dealIds.get(order.row.uid) ?? null)))],
  });
  await clearParts(tx, baseId, storedUids(orders));
  await tx.query({
    name: 'order-lines-write',
    text: `
      insert into payments.order_line (base_id, ${LINE}) select $1, ${LINE}
      from json_populate_recordset(null::payments.order_line, $2::json)`,
    values: [baseId, JSON.stringify(orders.flatMap(({ row }) => linesOf(row)))],
  });
  await tx.query({
    name: 'order-stages-write',
    text: `
      insert into payments.payment_stage
        (base_id, order_uid, position, variant, pay_on, percent, sum_kopecks)
      select $1, order_uid, position, variant, pay_on, percent, sum_kopecks
      from json_populate_recordset(null::payments.payment_stage, $2::json)`,
    values: [baseId, JSON.stringify(orders.flatMap(({ row }) => stagesOf(row)))],
  });
}
