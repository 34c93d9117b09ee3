// An inbox on a database of its own with one known base, and short ways to look at the result.
import { introduceBase, receiveItems, type Inbox } from '#integrations/onec';
import type { OnecResult } from '#contract/onec';
import { inTransaction, one, type Db } from '#platform/database';
import { ensurePresets } from '#modules/deals';
import { ensureDefaultRoles } from '#modules/staff';
import { createTestDatabase } from '#test/database';
import { TEST_EPOCH, TEST_IB, type WireItem } from './items.ts';

export type TestInbox = {
  db: Db;
  inbox: Inbox;
  /** Moves the clock of the inbox. */
  setNow: (iso: string) => void;
  send: (...items: unknown[]) => Promise<OnecResult[]>;
  statuses: (...items: unknown[]) => Promise<string[]>;
  drop: () => Promise<void>;
};

export async function openTestInbox(timeZone = 'Europe/Moscow'): Promise<TestInbox> {
  const database = await createTestDatabase();
  const { db } = database;
  let now = new Date('2026-03-10T12:00:00+03:00');
  await inTransaction(db, async (tx) => {
    await ensureDefaultRoles(tx);
    await ensurePresets(tx);
  });
  await introduceBase(db, { ib: TEST_IB, epoch: TEST_EPOCH, timeZone }, now);
  const inbox: Inbox = { db, now: () => now };
  const send = (...items: unknown[]) =>
    receiveItems(inbox, items.map((value) => ({ value, line: null })), { kind: 'push' });
  return {
    db, inbox, send,
    setNow: (iso) => { now = new Date(iso); },
    statuses: async (...items) => (await send(...items)).map((result) => result.status),
    drop: () => database.drop(),
  };
}

export type DealSums = {
  id: number; amount: number; paid: number; percent: number | null; overpaid: boolean;
  shipped: number; shippedPercent: number | null; deferredUntil: string | null; stage: string;
};

/** Money of the deal that an order belongs to. */
export async function dealOf(db: Db, orderUid: string): Promise<DealSums> {
  const row = await one<DealSums>(db,
    `select d.id, d.amount_kopecks as amount, d.paid_kopecks as paid, d.paid_percent as percent,
       d.overpaid, d.shipped_kopecks as shipped, d.shipped_percent as "shippedPercent",
       d.deferred_until as "deferredUntil", s.code as stage
     from payments.sales_order o join deals.deal d on d.id = o.deal_id
       join deals.stage s on s.id = d.stage_id
     where o.uid = $1`, [orderUid]);
  if (!row) throw new Error(`No deal for order ${orderUid}`);
  return row;
}

export type { WireItem };
