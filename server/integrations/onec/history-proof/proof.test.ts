// The proof of a load: what the file carries against the rows, month by month. Every kind of fault
// is planted, and each must be seen in its month and in the list behind it.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { HistoryProof, ProofObject } from '#contract/history-proof';
import { DEMO_PASSWORD } from '#modules/staff';
import { one } from '#platform/database';
import { signIn, startTestApp, type TestApp } from '#test/app';
import { invoiceBody, item, orderBody, paymentBody, shipmentBody, uid } from '#test/onec/items';
import { createPeople } from '#test/people';
import { importHistory } from '../import-history.ts';
import { receiveItems } from '../receive-items.ts';
import { countProof } from './count-proof.ts';

let world: TestApp;
let folder: string;
const cookies = new Map<string, string>();
const inbox = () => ({ db: world.db, now: () => new Date() });

before(async () => {
  world = await startTestApp();
  await createPeople(world.db);
  folder = mkdtempSync(join(tmpdir(), 'verstak-proof-'));
  for (const login of ['admin', 'manager']) {
    cookies.set(login, await signIn(world.url, login, DEMO_PASSWORD));
  }
});
after(async () => {
  await world.close();
  rmSync(folder, { recursive: true });
});

const ask = (path: string, init: RequestInit = {}, login = 'admin') =>
  fetch(`${world.url}/api/exchange/history-files/${path}`, {
    ...init, headers: { cookie: cookies.get(login)! },
  });

async function proofOf(id: number): Promise<HistoryProof> {
  const response = await ask(`${id}/proof`);
  assert.equal(response.status, 200);
  return await response.json() as HistoryProof;
}

const monthOf = ({ months }: HistoryProof, type: string, month: string) => {
  const { type: _type, month: _month, ...figures } = months.find((each) =>
    each.type === type && each.month === month) ?? assert.fail(`no ${type} in ${month}`);
  return figures;
};

async function objectsOf(id: number, type: string, month: string): Promise<ProofObject[]> {
  const response = await ask(`${id}/proof-objects?type=${type}&month=${month}`);
  assert.equal(response.status, 200);
  return ((await response.json()) as { items: ProofObject[] }).items;
}

const LANE = { lane: 'backfill' } as const;
const MARCH = '2024-03-05T10:00:00';
const APRIL = '2024-04-05T10:00:00';

const LINES = [
  item('order', uid(1), 1, orderBody('100.00', { number: 'УТ-1', date: MARCH }), LANE),
  item('order', uid(2), 1, orderBody('200.50', { number: 'УТ-2', date: MARCH }), LANE),
  item('order', uid(3), 1, orderBody('300.00', { number: 'УТ-3', date: APRIL }), LANE),
  // The same order once more, corrected: an object is what was said of it last.
  item('order', uid(3), 2, orderBody('310.00', { number: 'УТ-3', date: MARCH }), LANE),
  item('order', uid(4), 1, orderBody('400.00', { number: 'УТ-4', date: APRIL }), LANE),
  item('order', uid(4), 2, {}, { ...LANE, op: 'delete' }),
  item('invoice', uid(11), 1, invoiceBody('100.00', uid(1), { date: MARCH }), LANE),
  item('payment', uid(21), 1,
    paymentBody('60.00', [{ orderUid: uid(1), sum: '60.00' }], { number: 'П-21', date: MARCH }),
    LANE),
  item('payment', uid(22), 1,
    paymentBody('40.00', [{ orderUid: uid(1), sum: '40.00' }], { number: 'П-22', date: MARCH }),
    LANE),
  item('payment', uid(23), 1, paymentBody('7.00', [{ orderUid: uid(2), sum: '7.00' }],
    { direction: 'out', number: 'П-23', date: APRIL }), LANE),
  item('shipment', uid(31), 1, shipmentBody(uid(1), '100.00', { date: MARCH }), LANE),
  // Refused: a flipped bit of the body.
  { ...item('payment', uid(24), 1,
    paymentBody('5.00', [{ orderUid: uid(1), sum: '5.00' }], { date: APRIL }), LANE),
  sha256: '0'.repeat(64) },
];

const calm = { missing: 0, waiting: 0, differs: 0, newer: 0 };
const orders = { count: 3, sumKopecks: 61_050 };
const paid = { count: 2, sumKopecks: 10_000 };
const shipped = { count: 1, sumKopecks: 10_000 };
let id: number;

test('a load proves itself; what was refused is said and waits', async () => {
  const path = join(folder, 'доказательство.ndjson');
  writeFileSync(path, LINES.map((line) => `${JSON.stringify(line)}\n`).join(''));
  const summary = await importHistory(inbox(), path);
  id = (await one<{ id: number }>(
    world.db, 'select max(id) as id from onec.history_file'))!.id;
  const first = await proofOf(id);
  assert.equal(first.isCounting, false);
  assert.ok(first.provedAt);
  assert.deepEqual(monthOf(first, 'order', '2024-03'), { said: orders, held: orders, ...calm });
  assert.deepEqual(monthOf(first, 'payment', '2024-03'), { said: paid, held: paid, ...calm });
  assert.deepEqual(monthOf(first, 'shipment', '2024-03'),
    { said: shipped, held: shipped, ...calm });
  assert.deepEqual(monthOf(first, 'payment', '2024-04'), {
    said: { count: 2, sumKopecks: 1_200 }, held: { count: 1, sumKopecks: 700 }, ...calm, waiting: 1,
  });
  const [held] = await objectsOf(id, 'payment', '2024-04');
  assert.deepEqual([held?.uid, held?.fault, held?.line], [uid(24), 'waiting', LINES.length]);
  assert.match(held?.heldItem?.reason ?? '', /контрольной суммой/);
  assert.deepEqual(summary.proof, { months: first.months.length, differ: 1 });
});

test('faults inside Verstak that no counter of the load knows of are named', async () => {
  await world.db.query(
    'delete from payments.payment_line where payment_uid = $1', [uid(22)]);
  await world.db.query('delete from payments.payment where uid = $1', [uid(22)]);
  await world.db.query(
    'update payments.sales_order set total_kopecks = total_kopecks + 1 where uid = $1', [uid(2)]);
  await world.db.query(
    'update payments.invoice set invoiced_at = $2 where uid = $1', [uid(11), APRIL]);
  await receiveItems(inbox(), [{ line: null, value: item('order', uid(1), 5,
    orderBody('150.00', { number: 'УТ-1', date: MARCH })) }], { kind: 'push' });
  await countProof(inbox(), id);
  const second = await proofOf(id);
  assert.deepEqual(monthOf(second, 'payment', '2024-03'), {
    said: paid, held: { count: 1, sumKopecks: 6_000 }, ...calm, missing: 1,
  });
  const [gone] = await objectsOf(id, 'payment', '2024-03');
  assert.deepEqual([gone?.uid, gone?.fault, gone?.saidKopecks, gone?.heldKopecks, gone?.line],
    [uid(22), 'missing', 4_000, null, 9]);
  assert.deepEqual([gone?.name, gone?.on], ['П-22', '2024-03-05'],
    'what is not here is looked for in 1C by what the file called it');
  assert.deepEqual(monthOf(second, 'order', '2024-03'), {
    said: orders, held: { count: 3, sumKopecks: 66_051 }, ...calm, differs: 1, newer: 1,
  });
  assert.deepEqual((await objectsOf(id, 'order', '2024-03')).map((each) =>
    [each.name, each.fault, each.saidKopecks, each.heldKopecks, each.heldRev]), [
    ['УТ-2', 'differs', 20_050, 20_051, 1], ['УТ-1', 'newer', 10_000, 15_000, 5],
  ]);
  assert.deepEqual(monthOf(second, 'invoice', '2024-03'), {
    said: shipped, held: shipped, ...calm, differs: 1,
  });

  const workbook = await ask(`${id}/proof-file`);
  assert.equal(workbook.status, 200);
  assert.match(workbook.headers.get('content-type') ?? '', /spreadsheetml/);
  assert.ok((await workbook.arrayBuffer()).byteLength > 1_000);
});

test('the proof is asked for by those who may, and a job counts it', async () => {
  assert.equal((await ask(`${id}/proof`, {}, 'manager')).status, 403);
  assert.equal((await ask(`${id}/proofs`, { method: 'POST' }, 'manager')).status, 403);
  assert.equal((await ask('99999/proofs', { method: 'POST' })).status, 404);
  const before = await proofOf(id);
  assert.equal((await ask(`${id}/proofs`, { method: 'POST' })).status, 204);
  for (let tries = 0; tries < 400; tries += 1) {
    const now = await proofOf(id);
    if (!now.isCounting && now.provedAt !== before.provedAt) return;
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
  assert.fail('it was not counted');
});
