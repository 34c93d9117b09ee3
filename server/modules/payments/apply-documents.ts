// One batch of 1C documents becomes rows, deals, sums, timers, stages and history. Everything
// happens in the caller's transaction; the caller has locked every uid that the batch names.
import { noteOwnNames } from '#modules/customers';
import type { MoneyChange } from '#modules/deals';
import type { Context } from '#platform/context';
import type { Tx } from '#platform/database';
import { readClosedDeals, tellOfClosedDeals } from './closed-deals.ts';
import { mayBeAdvance, settleAdvances } from './company-advances.ts';
import { writeDocumentEvents } from './document-events.ts';
import { uidsOf, upsertsOf, type DocumentBatch, type DocumentType } from './documents.ts';
import { settleReadersOfOrders } from './goods-readers.ts';
import { linkOrders } from './link-orders.ts';
import {
  bearNewborn, prepareNewborn, reserveNewborn, staysWithin, type Newborn,
} from './newborn-deals.ts';
import { readPaymentRules, type PaymentRules } from './payment-rules.ts';
import { recomputeDeals } from './recompute-deals.ts';
import { touchedDeals, type Touch } from './references.ts';
import { readStates } from './document-states.ts';
import { writeOrders } from './write-orders.ts';
import { markGone, writeInvoices, writePayments, writeShipments } from './write-money.ts';

const TYPES: DocumentType[] = ['order', 'invoice', 'payment', 'shipment'];

type Settled = { newborn: Newborn; rules: PaymentRules };

async function writeRows(
  tx: Tx, batch: DocumentBatch, { newborn, rules }: Settled,
): Promise<void> {
  const { documents, baseId } = batch;
  // Asked for at once: while PostgreSQL stores one table the rows of the next are put together.
  await Promise.all([
    writeOrders(tx, batch, upsertsOf(documents, 'order'), newborn.dealIds),
    writeInvoices(tx, batch, upsertsOf(documents, 'invoice')),
    writePayments(tx, batch, upsertsOf(documents, 'payment'), rules),
    writeShipments(tx, batch, upsertsOf(documents, 'shipment')),
  ]);
  const deleted = documents.filter((change) => change.op === 'delete');
  for (const type of TYPES) await markGone(tx, baseId, type, uidsOf(deleted, type));
}

function dealsOf(...touches: Touch[][]): number[] {
  const ids = new Set(touches.flat().map((touch) => touch.dealId));
  return [...ids].sort((a, b) => a - b);
}

/** Applies documents, each uid at most once. Same input twice leaves the same rows. */
export async function applyDocuments(
  tx: Tx, ctx: Context, batch: DocumentBatch,
): Promise<MoneyChange[]> {
  if (batch.documents.length === 0) return [];
  const { baseId, documents, history } = batch;
  const known = { ...batch, documents: documents.filter((change) => change.stored) };
  const before = await touchedDeals(tx, known);
  const statesBefore = history ? new Map() : await readStates(tx, known);
  const [newborn, rules] = await Promise.all([
    reserveNewborn(tx, batch), readPaymentRules(tx),
    noteOwnNames(tx, ctx, upsertsOf(documents, 'order').map(({ row }) => row.organization)),
  ]);
  const [birth] = await Promise.all([
    prepareNewborn(tx, ctx, { batch, newborn, rules }), writeRows(tx, batch, { newborn, rules }),
  ]);
  await bearNewborn(tx, ctx, birth);
  const orders = upsertsOf(documents, 'order')
    .map(({ row }) => row.uid).filter((uid) => !newborn.dealIds.has(uid));
  const created = await linkOrders(tx, ctx, batch, orders);
  const wider = documents.filter((change) => !staysWithin(newborn.dealIds, change));
  const after = await touchedDeals(tx, { ...batch, documents: wider });
  const deals = dealsOf(before, after);
  const closed = history ? [] : await readClosedDeals(tx, deals);
  const changed = await recomputeDeals(tx, ctx, deals, {
    created: new Set(created), history, timeZone: batch.timeZone,
  });
  await settleReadersOfOrders(tx, baseId, orders);
  await settleAdvances(tx, { ...ctx, quiet: history }, baseId,
    documents.filter(mayBeAdvance).map(({ uid }) => uid));
  if (!history) {
    const statesAfter = await readStates(tx, batch);
    await writeDocumentEvents(tx, ctx, {
      documents, touches: [...before, ...after], statesBefore, statesAfter, changed,
    });
    await tellOfClosedDeals(tx, ctx, closed, {
      documents, before, after, statesBefore, statesAfter,
    });
  }
  return changed;
}
