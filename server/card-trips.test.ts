// What an open card costs the database: how often the server has to wait for it.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import {
  createDeal, dealAccess, ensurePresets, readCard, replaceLines,
} from '#modules/deals';
import { readDealMoney } from '#modules/payments';
import { addComment, readTimeline } from '#modules/timeline';
import type { Context } from '#platform/context';
import { inTransaction, type Db } from '#platform/database';
import { createTestDatabase } from '#test/database';
import { contextOf, createPeople } from '#test/people';

/** performance.md: a card is read in at most so many waits. */
const TRIPS_MAX = 4;

let db: Db;
let manager: Context;
let id: number;

before(async () => {
  ({ db } = await createTestDatabase());
  await inTransaction(db, ensurePresets);
  manager = await contextOf(db, (await createPeople(db)).manager);
  id = (await createDeal(manager, { title: 'Станция' })).id;
  await replaceLines(manager, {
    id, version: 1,
    lines: Array.from({ length: 20 }, (_, at) =>
      ({ name: `Насос ${at}`, quantity: '1', price: '100', vatRate: '22' as const })),
  });
  for (let at = 0; at < 40; at += 1) {
    await addComment(manager, { deal: dealAccess },
      { entity: 'deal', entityId: id, body: `Слово ${at}` });
  }
});

/** Statements that run side by side are one wait. */
function counting(ctx: Context): { ctx: Context; waits: () => number } {
  let waits = 0;
  let running = 0;
  const query = async (...args: unknown[]): Promise<unknown> => {
    if (running === 0) waits += 1;
    running += 1;
    try {
      return await (ctx.db.query as (...all: unknown[]) => Promise<unknown>)(...args);
    } finally {
      running -= 1;
    }
  };
  const counted = new Proxy(ctx.db, {
    get: (target, key) => {
      if (key === 'query') return query;
      const value: unknown = Reflect.get(target, key);
      return typeof value === 'function' ? value.bind(target) as unknown : value;
    },
  });
  return { ctx: { ...ctx, db: counted }, waits: () => waits };
}

test('a card with its money and history is read in a handful of waits', async () => {
  const reads: Record<string, (ctx: Context) => Promise<unknown>> = {
    card: (ctx) => readCard(ctx, id),
    money: (ctx) => readDealMoney(ctx, id),
    history: (ctx) => readTimeline(ctx, { deal: dealAccess },
      { entity: 'deal', entityId: id, limit: 50 }),
  };
  const waits: Record<string, number> = {};
  for (const [name, read] of Object.entries(reads)) {
    const counted = counting(manager);
    await read(counted.ctx);
    waits[name] = counted.waits();
  }
  assert.deepEqual(waits, { card: 1, money: 1, history: 1 });
  const all = Object.values(waits).reduce((sum, each) => sum + each, 0);
  assert.ok(all <= TRIPS_MAX);
});

test('money read side by side with the right to it is still told to nobody else', async () => {
  const stranger = await strangerContext();
  await assert.rejects(readDealMoney(stranger, id), { code: 'record.missing' });
  await assert.rejects(
    readTimeline(stranger, { deal: dealAccess }, { entity: 'deal', entityId: id }),
    { code: 'record.missing' });
});

/** Somebody of another department. */
async function strangerContext(): Promise<Context> {
  const { rows } = await db.query<{ id: number; departmentId: number }>(
    `select e.id, e.department_id as "departmentId" from staff.employee e
       join platform.account a on a.id = e.account_id where a.login = 'stranger'`);
  return contextOf(db, { ...rows[0]!, login: 'stranger' });
}
