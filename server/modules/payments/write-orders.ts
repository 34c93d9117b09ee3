// Stores order snapshots: the header is replaced, its lines and payment stages are replaced whole.
import { columnsOf, copyRows } from '#platform/copy-rows';
import type { Tx } from '#platform/database';
import { excluded } from './columns.ts';
import { orderHeader, orderLines, orderStages } from './document-rows.ts';
import { storedUids, type DocumentBatch, type Upserted } from './documents.ts';

type Write = { batch: DocumentBatch; dealIds: ReadonlyMap<string, number> };

const headerOf = ({ row, knownOn }: Upserted<'order'>, { batch, dealIds }: Write) => ({
  base_id: batch.baseId, backfilled: batch.history, deal_id: dealIds.get(row.uid) ?? null,
  known_on: knownOn, ...orderHeader(row),
});

const HEADER = `uid, number, ordered_at, posted, deleted, company_uid, manager_uid, manager_name,
  organization, currency, total_kopecks, lines_kopecks, status, crm_deal_id, comment,
  project_name, end_customer_name, end_customer_inn, address, tender_no, dealer_contact,
  all_cancelled, extra, known_on`;

const NEW_ORDERS = {
  table: 'payments.sales_order',
  columns: columnsOf(`base_id, backfilled, gone, deal_id, ${HEADER}`),
};

const LINES = {
  table: 'payments.order_line',
  columns: columnsOf(`base_id, order_uid, position, line_uid, product_uid, article, name,
    characteristic, unit, quantity, price, discount_percent, sum_kopecks, vat_rate, vat_kopecks,
    vat_included, cancelled, ship_on, cost, extra`),
};

const STAGES = {
  table: 'payments.payment_stage',
  columns: columnsOf('base_id, order_uid, position, variant, pay_on, percent, sum_kopecks'),
};

async function clearParts(tx: Tx, baseId: number, uids: string[]): Promise<void> {
  if (uids.length === 0) return;
  const values = [baseId, uids];
  await Promise.all([
    tx.query({
      name: 'order-lines-clear',
      text: 'delete from payments.order_line where base_id = $1 and order_uid = any($2::uuid[])',
      values,
    }),
    tx.query({
      name: 'order-stages-clear',
      text: `delete from payments.payment_stage
        where base_id = $1 and order_uid = any($2::uuid[])`,
      values,
    }),
  ]);
}

async function replaceHeaders(tx: Tx, headers: object[]): Promise<void> {
  if (headers.length === 0) return;
  await tx.query({
    name: 'order-write',
    text: `
      insert into payments.sales_order as o (base_id, backfilled, gone, deal_id, ${HEADER})
      select base_id, backfilled, gone, deal_id, ${HEADER}
      from json_populate_recordset(null::payments.sales_order, $1::json)
      on conflict (base_id, uid) do update set
        (backfilled, gone, ${HEADER}) = row (excluded.backfilled, excluded.gone,
          ${excluded(HEADER)})`,
    values: [JSON.stringify(headers)],
  });
}

/** `dealIds` are of new orders only: a link that is there is never overwritten here. */
export async function writeOrders(
  tx: Tx, batch: DocumentBatch, orders: Upserted<'order'>[], dealIds: ReadonlyMap<string, number>,
): Promise<void> {
  if (orders.length === 0) return;
  const { baseId } = batch;
  const headersOf = (some: Upserted<'order'>[]) =>
    some.map((order) => headerOf(order, { batch, dealIds }));
  await Promise.all([
    copyRows(tx, NEW_ORDERS, headersOf(orders.filter(({ stored }) => !stored))),
    replaceHeaders(tx, headersOf(orders.filter(({ stored }) => stored))),
    clearParts(tx, baseId, storedUids(orders)),
    copyRows(tx, LINES, orders.flatMap(({ row }) => orderLines(baseId, row))),
    copyRows(tx, STAGES, orders.flatMap(({ row }) => orderStages(baseId, row))),
  ]);
}
