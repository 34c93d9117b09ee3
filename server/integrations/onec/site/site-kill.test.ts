// kill -9 while a file of a session is being taken: nothing lost, nothing twice. At full size by
// `npm run prove -- site-kill`.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import test from 'node:test';
import { one, type Db } from '#platform/database';
import { createTestDatabase } from '#test/database';
import { addDepartment, addPerson, seedPresets } from '#test/factory';
import { answerXml, catalogueXml, encodeCml } from '#test/onec-fake/site-files';
import { meetBase } from '../commerceml/meet-base.ts';
import { createAccount } from './accounts.ts';
import { receiveChunk } from './receive-chunk.ts';
import { openSession, touchSession, type OpenSession } from './sessions.ts';

const KILLS = Number(process.env['VERSTAK_SITE_KILLS'] ?? 1);
const PRODUCTS = Number(process.env['VERSTAK_SITE_PRODUCTS'] ?? 1500);
const WORKER = new URL('../../../../test/onec/site-worker.ts', import.meta.url).pathname;

async function openTestSession(db: Db): Promise<OpenSession> {
  await seedPresets(db);
  const departmentId = await addDepartment(db);
  const { ctx } = await addPerson(db, { departmentId, role: 'administrator' });
  const account = await createAccount(ctx,
    { login: 'obmen', password: 'obmen-s-saitom-1', ib: 'site' });
  await meetBase({ db, now: () => new Date() }, 'site');
  const visitor = { accountId: account.id, kind: 'catalog', address: '::1', userAgent: null };
  const token = await openSession(db, visitor as Parameters<typeof openSession>[1], new Date());
  return (await touchSession(db, token, new Date()))!;
}

const bytesDone = async (db: Db): Promise<number> => (await one<{ bytes: number }>(db,
  `select coalesce(max(bytes_done), 0) as bytes from onec.history_file
   where state = 'running'`))!.bytes;

test(`${KILLS} × kill -9 while ${PRODUCTS} products are taken: each is there once`, async (t) => {
  const { db, url } = await createTestDatabase();
  const uploadsDir = mkdtempSync(join(tmpdir(), 'verstak-site-kill-'));
  t.after(() => rmSync(uploadsDir, { recursive: true, force: true }));
  const session = await openTestSession(db);
  const door = { db, uploadsDir, now: () => new Date() };
  const send = (name: string, text: string) => receiveChunk(
    door, session, name, Readable.from([encodeCml(text, 'windows-1251')]));
  await send('import0_1.xml', catalogueXml({ products: PRODUCTS }));
  await send('orders.xml', answerXml({ id: '77', number: 'УТ-77', total: '500.00', paid: '100' }));
  await db.query(`update onec.history_file set state = 'queued', touched_at = now()`);

  const words = [WORKER, url, uploadsDir, String(session.accountId)];
  const start = (): ChildProcess =>
    spawn(process.execPath, words, { stdio: ['ignore', 'ignore', 'inherit'] });
  for (let kill = 0; kill < KILLS; kill += 1) {
    const worker = start();
    // Asked for at once: a worker that was quicker than the kill has ended already.
    const exited = once(worker, 'exit');
    const before = await bytesDone(db);
    while (await bytesDone(db) === before && worker.exitCode === null) await sleep(10);
    worker.kill('SIGKILL');
    await exited;
  }
  const last = start();
  const [code] = await once(last, 'exit') as [number];
  assert.equal(code, 0);
  const counts = await one(db, `select
    (select count(*)::int from catalog.product) as products,
    (select count(*)::int from catalog.product_identity) as known,
    (select count(*)::int from payments.sales_order) as orders,
    (select count(*)::int from deals.deal) as deals,
    (select sum(paid_kopecks)::int from deals.deal) as paid,
    (select count(*)::int from onec.history_file where state = 'done') as files`);
  assert.deepEqual(counts, {
    products: PRODUCTS, known: PRODUCTS, orders: 1, deals: 1, paid: 10_000, files: 2,
  });
  assert.deepEqual(readdirSync(join(uploadsDir, 'commerceml')), [], 'pieces are gone');
});
