// One stream applied twice: in order into one database, disturbed into another.
import { introduceBase, receiveItems, type Inbox } from '#integrations/onec';
import type { OnecResult } from '#contract/onec';
import type { Db } from '#platform/database';
import { createTestDatabase } from '#test/database';
import { seedPresets } from '#test/factory';
import type { FakeItem } from '../onec-fake/base.ts';
import { corruptSome, duplicate, shuffle } from '../onec-fake/disturb.ts';
import { createRandom, type Random } from '../onec-fake/random.ts';
import { stream } from '../onec-fake/stream.ts';
import { doubledNotices, exchangeState, type ExchangeState } from './exchange-state.ts';

export type Convergence = {
  inOrder: ExchangeState;
  disturbed: ExchangeState;
  doubled: unknown[];
  refused: number;
};

/** The stream's own time is in March 2026; late enough for its deferrals to be due. */
const NOW = new Date('2026-06-01T07:00:00Z');
const BATCH_MAX = 200;

export async function openInbox(): Promise<{ inbox: Inbox; drop: () => Promise<void> }> {
  const database = await createTestDatabase();
  await seedPresets(database.db);
  return { inbox: { db: database.db, now: () => NOW }, drop: () => database.drop() };
}

export async function introduce(db: Db, item: FakeItem): Promise<void> {
  await introduceBase(db, { ib: item.ib, epoch: item.epoch, timeZone: 'Europe/Moscow' }, NOW);
}

async function send(inbox: Inbox, items: FakeItem[]): Promise<OnecResult[]> {
  return receiveItems(inbox, items.map((value) => ({ value, line: null })), { kind: 'push' });
}

export async function sendInOrder(inbox: Inbox, items: FakeItem[]): Promise<void> {
  for (let at = 0; at < items.length; at += BATCH_MAX) {
    await send(inbox, items.slice(at, at + BATCH_MAX));
  }
}

/** Sends in random batches; what is refused for its hash comes again whole, later. */
async function sendDisturbed(
  inbox: Inbox, items: FakeItem[], random: Random,
): Promise<number> {
  const whole = new Map(items.map((item) => [item.id, item]));
  let queue = corruptSome(random, shuffle(random, duplicate(random, items, 0.3)), 0.01);
  let refused = 0;
  while (queue.length > 0) {
    const batch = queue.slice(0, random.int(1, BATCH_MAX));
    queue = queue.slice(batch.length);
    const results = await send(inbox, batch);
    for (const [index, result] of results.entries()) {
      const item = batch[index];
      if (result.status !== 'rejected' || !item) continue;
      refused += 1;
      queue.push(whole.get(item.id) ?? item);
    }
  }
  return refused;
}

export async function converge(seed: number, count: number): Promise<Convergence> {
  const { items } = stream(seed, count);
  const first = items[0];
  if (!first) throw new Error('The fake base wrote nothing');
  const straight = await openInbox();
  const crooked = await openInbox();
  try {
    for (const { inbox } of [straight, crooked]) await introduce(inbox.db, first);
    await sendInOrder(straight.inbox, items);
    const refused = await sendDisturbed(crooked.inbox, items, createRandom(seed + 1_000));
    return {
      inOrder: await exchangeState(straight.inbox.db),
      disturbed: await exchangeState(crooked.inbox.db),
      doubled: await doubledNotices(crooked.inbox.db),
      refused,
    };
  } finally {
    await straight.drop();
    await crooked.drop();
  }
}

