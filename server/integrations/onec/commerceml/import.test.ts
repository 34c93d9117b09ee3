import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { before } from 'node:test';
import { fileURLToPath } from 'node:url';
import { inTransaction, type Db } from '#platform/database';
import { ensurePresets } from '#modules/deals';
import { createTestDatabase } from '#test/database';
import type { Inbox } from '../apply-items.ts';
import { introduceBase } from '../bases.ts';
import { importCommerceml } from './import.ts';

const FILES = ['catalogue-2.07.xml', 'offers-2.09.xml', 'orders-1251.xml', 'container-3.1.xml']
  .map((name) => fileURLToPath(new URL(`./fixtures/${name}`, import.meta.url)));

let db: Db;
let inbox: Inbox;

before(async () => {
  ({ db } = await createTestDatabase());
  await inTransaction(db, (tx) => ensurePresets(tx));
  inbox = { db, now: () => new Date('2026-11-23T09:00:00Z') };
});

async function count(table: string): Promise<number> {
  const { rows } = await db.query<{ n: number }>(`select count(*) as n from ${table}`);
  return rows[0]!.n;
}

test('files become companies, products, orders and deals; again they change nothing', async () => {
  const first = await importCommerceml(inbox, FILES);
  assert.deepEqual(first.map((one) => one.complete), [true, true, true, true]);
  const { rows: orders } = await db.query<{ number: string; total_kopecks: number }>(
    'select number, total_kopecks from payments.sales_order order by number');
  assert.deepEqual(orders.map((row) => [row.number, row.total_kopecks]), [
    ['1051', 1_220_000], ['17', 50_000], ['УТ-000777', 146_400],
  ]);
  assert.equal(await count('deals.deal'), 3);
  assert.equal(await count('customers.company'), 2);
  assert.deepEqual(first[2]!.quarantined.map((one) => one.line), [58, 71]);
  assert.equal(await count('onec.quarantine'), 4);
  const { rows: events } = await db.query<{ kind: string }>('select kind from platform.event');
  assert.deepEqual(new Set(events.map((event) => event.kind)), new Set(['history.loaded']));

  const again = await importCommerceml(inbox, FILES);
  const outcomes = again.flatMap((one) => Object.keys(one.objects));
  assert.ok(outcomes.every((key) => key.endsWith('.unchanged')), outcomes.join());
  assert.equal(await count('deals.deal'), 3);
  assert.equal(await count('onec.quarantine'), 4, 'the same bad records are held once');
});

test('a changed order moves its deal, a base that pushes itself is left alone', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'commerceml-'));
  const path = join(folder, 'orders.xml');
  writeFileSync(path, `<КоммерческаяИнформация><Документ><Ид>1051</Ид><Номер>1051</Номер>
    <Дата>2026-11-19</Дата><ХозОперация>Заказ товара</ХозОперация><Роль>Продавец</Роль><Товары>
    <Товар><Ид>x</Ид><Количество>1</Количество><Сумма>5</Сумма></Товар></Товары></Документ>
    </КоммерческаяИнформация>`);
  const [summary] = await importCommerceml(inbox, [path]);
  assert.equal(summary!.objects['order.applied'], 1);
  const { rows } = await db.query<{ total_kopecks: number }>(
    `select total_kopecks from payments.sales_order where number = '1051'`);
  assert.deepEqual(rows.map((row) => row.total_kopecks), [500]);
  await introduceBase(db, { ib: 'ut11', epoch: 'e1' }, inbox.now());
  await assert.rejects(importCommerceml(inbox, [path], { base: 'ut11' }), /присылает данные сама/);
});
