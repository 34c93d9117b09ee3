// What a change of a deal costs the wire: how often the server writes to its database.
import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { before, test } from 'node:test';
import { createDeal, editDeal, ensurePresets, moveStage, replaceLines } from '#modules/deals';
import type { Context } from '#platform/context';
import { inTransaction, one, type Db } from '#platform/database';
import { createTestDatabase } from '#test/database';
import { contextOf, createPeople } from '#test/people';

let db: Db;
let manager: Context;
let id: number;
const writes: string[][] = [];

/** Every write of every connection is noted with the texts that went out in it. */
function watchWrites(): void {
  const seen = new WeakSet<Socket>();
  const connect = db.connect.bind(db) as (...asked: unknown[]) => ReturnType<Db['connect']>;
  db.connect = async (...asked: unknown[]) => {
    // The pool itself asks with a callback, for statements without a transaction.
    if (asked.length > 0) return connect(...asked);
    const client = await connect();
    const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
    if (seen.has(stream)) return client;
    seen.add(stream);
    const [write, writev] = [stream._write.bind(stream), stream._writev!.bind(stream)];
    stream._write = (chunk, encoding, done) => {
      writes.push([String(chunk)]);
      write(chunk, encoding, done);
    };
    stream._writev = (chunks, done) => {
      writes.push(chunks.map(({ chunk }) => String(chunk)));
      writev(chunks, done);
    };
    return client;
  };
}

before(async () => {
  ({ db } = await createTestDatabase());
  await inTransaction(db, ensurePresets);
  manager = await contextOf(db, (await createPeople(db)).manager);
  id = (await createDeal(manager, { title: 'Станция' })).id;
  watchWrites();
});

async function writesOf(act: () => Promise<unknown>): Promise<string[][]> {
  writes.length = 0;
  await act();
  return [...writes];
}

async function version(): Promise<number> {
  const row = await one<{ version: number }>(
    db, 'select version from deals.deal where id = $1', [id]);
  return row!.version;
}

test('a stage is moved, a field edited and a line added in three writes each', async () => {
  const next = await one<{ id: number }>(db, `
    select s.id from deals.stage s join deals.deal d on d.pipeline_id = s.pipeline_id
    where d.id = $1 and s.id <> d.stage_id and s.semantics = 'open' order by s.position limit 1`,
  [id]);
  const seen = await version();
  const line = { name: 'Насос', quantity: '1', price: '100', vatRate: '22' as const };
  const moved = await writesOf(() => moveStage(manager, { id, stageId: next!.id }));
  const edited = await writesOf(() =>
    editDeal(manager, { id, version: seen + 1, comment: 'Ждут' }));
  const replaced = await writesOf(() =>
    replaceLines(manager, { id, version: seen + 2, lines: [line] }));
  for (const sent of [moved, edited, replaced]) {
    assert.equal(sent.length, 3);
    assert.match(sent[0]!.join(' '), /begin.*deal-row-/s);
    assert.match(sent[1]!.join(' '), /deal-update-.*event-write/s);
    // Nobody asks apart which base of 1C hears of it.
    assert.doesNotMatch(sent.flat().join(' '), /commands-deal-receiver/);
    assert.match(sent[2]!.join(' '), /commit/);
  }
  assert.equal(await version(), seen + 3);
});

test('what fails within one write takes all of it back and says why', async () => {
  const seen = await version();
  await assert.rejects(inTransaction(db, async (tx) => {
    await Promise.all([
      tx.query('update deals.deal set version = version + 1 where id = $1', [id]),
      tx.query(`insert into platform.event (at, kind) values (now(), null)`),
      tx.query('update deals.deal set version = version + 1 where id = $1', [id]),
    ]);
  }), { code: '23502' });
  assert.equal(await version(), seen);
});
