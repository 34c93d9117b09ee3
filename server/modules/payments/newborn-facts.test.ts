// The money of a deal of history by two ways: counted from its batch and read from the tables.
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { STAGE_VARIANTS, type OrderRow } from '#contract/onec-rows';
import { ensurePresets } from '#modules/deals';
import { ensureDefaultRoles } from '#modules/staff';
import { systemContext } from '#platform/context';
import { inTransaction, type Tx } from '#platform/database';
import { createTestDatabase } from '#test/database';
import { applyDocuments } from './apply-documents.ts';
import type { DocumentBatch, DocumentChange, DocumentType } from './documents.ts';
import { readMoneyFacts } from './money-facts.ts';
import { newbornFacts, ordersNamedBefore } from './newborn-facts.ts';
import { readPaymentRules } from './payment-rules.ts';

const ZONE = 'Europe/Moscow';
const NOW = '2026-03-15T09:00:00Z';
const TODAY = '2026-03-15';

const uidOf = (type: string, number: number) =>
  `00000000-0000-4000-800${type.length % 10}-${String(number).padStart(12, '0')}`;
const [ORDER, INVOICE, PAYMENT, SHIPMENT] = ['order', 'invoice!', 'pay', 'ship'] as const;

// Few guids, days and sums, so that documents meet.
const order = fc.integer({ min: 1, max: 4 }).map((number) => uidOf(ORDER, number));
const invoice = fc.integer({ min: 1, max: 4 }).map((number) => uidOf(INVOICE, number));
const day = fc.integer({ min: 1, max: 28 })
  .map((number) => `2026-03-${String(number).padStart(2, '0')}`);
const sum = fc.integer({ min: -2, max: 9 });
const currency = fc.constantFrom('RUB', 'RUB', 'EUR');
const likely = fc.constantFrom(true, true, true, false);
const rarely = fc.constantFrom(false, false, false, true);
const header = {
  number: fc.constantFrom('', 'A-1'), date: day.map((text) => `${text}T10:00:00`), posted: likely,
  deleted: rarely, companyUid: fc.constant(null), extra: fc.constant({}),
  /** Physically deleted in 1C, if it has ever come. */
  gone: rarely,
};

const line = {
  lineUid: '1', productUid: null, article: null, name: 'Насос', characteristic: null,
  quantity: '1', unit: null, price: null, discountPercent: null, sumKopecks: 5, vatRate: null,
  vatSumKopecks: 0, vatIncluded: true, shipOn: null, cost: null, extra: {},
};
const orders = fc.record({
  ...header, currency, totalKopecks: fc.integer({ min: 0, max: 9 }),
  status: fc.constantFrom(null, 'Закрыт'),
  lines: fc.array(rarely.map((cancelled) => ({ ...line, cancelled })), { maxLength: 2 }),
  stages: fc.array(fc.record({
    variant: fc.constantFrom(...STAGE_VARIANTS), payOn: fc.option(day), percent: fc.constant(null),
    sumKopecks: fc.integer({ min: 0, max: 9 }),
  }), { maxLength: 4 }),
}).map((row) => ({
  ...row, endCustomerName: null, endCustomerInn: null, organization: null, managerUid: null,
  managerName: null, crmDealId: null, comment: null, projectName: null, address: null,
  tenderNo: null, dealerContact: null,
}));
const invoices = fc.record({
  ...header, cancelled: rarely, orderUid: fc.option(order), currency,
  totalKopecks: sum, dueOn: fc.constant(null),
});
const payments = fc.record({
  ...header, kind: fc.constantFrom('bank', 'cash'), direction: fc.constant('in'),
  bankConfirmed: likely, bankOn: fc.constant(null), currency, totalKopecks: sum,
  purpose: fc.constant(null),
  lines: fc.array(fc.record({
    orderUid: fc.option(order), invoiceUid: fc.option(invoice), sumKopecks: sum,
    extra: fc.constant({}),
  }), { maxLength: 3 }),
});
const shipments = fc.record({
  ...header, kind: fc.constant('shipment'), totalKopecks: sum,
  lines: fc.array(fc.record({
    orderUid: fc.option(order), lineUid: fc.constant('1'), quantity: fc.constant('1'),
    sumKopecks: sum, extra: fc.constant({}),
  }), { maxLength: 3 }),
});

type Rows = { [type in DocumentType]: object[] };
const some = (rows: fc.Arbitrary<object>, minLength = 0) =>
  fc.array(rows, { minLength, maxLength: 4 });

/** Rows get their guids by place: those of the earlier batch may come again in the later one. */
const documents = (from: number) => fc.record({
  order: some(orders, from), invoice: some(invoices), payment: some(payments),
  shipment: some(shipments),
});
const PREFIX: Record<DocumentType, string> = {
  order: ORDER, invoice: INVOICE, payment: PAYMENT, shipment: SHIPMENT,
};

function batchOf(rows: Rows, stored: ReadonlySet<string>): DocumentBatch {
  const changes = (Object.keys(rows) as DocumentType[]).flatMap((type) =>
    rows[type].map((row, index) => {
      const uid = uidOf(PREFIX[type], index + 1);
      const known = { type, uid, knownOn: TODAY, stored: stored.has(`${type} ${uid}`) };
      const isGone = known.stored && (row as { gone: boolean }).gone;
      return (isGone ? { op: 'delete', ...known }
        : { op: 'upsert', ...known, row: { ...row, uid } }) as DocumentChange;
    }));
  return { baseId: 1, timeZone: ZONE, history: true, documents: changes };
}

type Row = Record<string, unknown>;

/** Whole deals as they were written, by the names of their facts. */
async function storedMoney(tx: Tx, ids: number[]): Promise<Row[]> {
  const { rows } = await tx.query<Row>(
    `select id as "dealId", paid_kopecks as "paidKopecks", shipped_kopecks as "shippedKopecks",
       overdue_kopecks as "overdueKopecks", receivable_kopecks as "receivableKopecks",
       expected_kopecks as "expectedKopecks", next_pay_on as "nextPayOn",
       deferred_until as "deferredUntil", order_numbers as "orderNumbers",
       other_currencies as "otherCurrencies"
     from deals.deal where id = any($1::bigint[]) order by id`, [ids]);
  return rows;
}

async function compare(tx: Tx, earlier: DocumentBatch, batch: DocumentBatch): Promise<void> {
  const ctx = systemContext({} as never, 'import', () => new Date(NOW));
  await applyDocuments(tx, ctx, earlier);
  const rows = batch.documents.flatMap((change) =>
    (change.type === 'order' && change.op === 'upsert' ? [change.row as OrderRow] : []));
  const named = await ordersNamedBefore(tx, batch, new Set(rows.map(({ uid }) => uid)));
  await applyDocuments(tx, ctx, batch);
  const { rows: links } = await tx.query<{ uid: string; id: number }>(
    'select uid, deal_id as id from payments.sales_order order by deal_id');
  const facts = await readMoneyFacts(tx, links.map(({ id }) => id), TODAY, ZONE);
  const written = await storedMoney(tx, links.map(({ id }) => id));
  assert.deepEqual(written, facts.sort((a, b) => a.dealId - b.dealId).map((fact) =>
    Object.fromEntries(Object.keys(written[0] as Row).map((key) => [key, (fact as Row)[key]]))));
  const counted = newbornFacts(rows.filter(({ uid }) => !named.has(uid)),
    new Map(links.map(({ uid, id }) => [uid, id])),
    { batch, rules: await readPaymentRules(tx), today: TODAY });
  for (const { orderUid: _uid, settledAtLocal, ...own } of counted) {
    const { orderedAt: _at, settledAt, ...read } = facts.find(({ dealId }) =>
      dealId === own.dealId)!;
    assert.deepEqual(own, read);
    // Moscow has had no other time since 2014.
    assert.equal(settledAtLocal && new Date(`${settledAtLocal}+03:00`).getTime(),
      settledAt && Date.parse(settledAt));
  }
}

test('money of new deals is the same counted from a batch and read from the tables', async () => {
  const { db, drop } = await createTestDatabase();
  await inTransaction(db, async (tx) => {
    await ensureDefaultRoles(tx);
    await ensurePresets(tx);
  });
  const undo = new Error('undo');
  await fc.assert(fc.asyncProperty(documents(0), documents(1), async (before, rows) => {
    const earlier = batchOf({ ...before, order: [] }, new Set());
    const stored = new Set(earlier.documents.map(({ type, uid }) => `${type} ${uid}`));
    await inTransaction(db, async (tx) => {
      await compare(tx, earlier, batchOf(rows as Rows, stored));
      throw undo;
    }).catch((error: unknown) => { if (error !== undo) throw error; });
  }), { numRuns: 25 });
  await drop();
});
