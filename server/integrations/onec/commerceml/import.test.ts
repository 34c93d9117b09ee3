import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { before } from 'node:test';
import { fileURLToPath } from 'node:url';
import { inTransaction, one, type Db } from '#platform/database';
import { ensurePresets } from '#modules/deals';
import { convertLead, ensureLeadPresets } from '#modules/leads';
import { ensureDefaultRoles } from '#modules/staff';
import { createTestDatabase } from '#test/database';
import { addDepartment, addPerson } from '#test/factory';
import type { Inbox } from '../apply-items.ts';
import { introduceBase } from '../bases.ts';
import { importCommerceml } from './import.ts';

const FILES = ['catalogue-2.07.xml', 'offers-2.09.xml', 'orders-1251.xml', 'container-3.1.xml']
  .map((name) => fileURLToPath(new URL(`./fixtures/${name}`, import.meta.url)));

let db: Db;
let inbox: Inbox;

before(async () => {
  ({ db } = await createTestDatabase());
  await inTransaction(db, async (tx) => {
    await ensureDefaultRoles(tx);
    await ensurePresets(tx);
    await ensureLeadPresets(tx);
  });
  inbox = { db, now: () => new Date('2026-11-23T09:00:00Z') };
});

async function count(table: string): Promise<number> {
  const { rows } = await db.query<{ n: number }>(`select count(*) as n from ${table}`);
  return rows[0]!.n;
}

test('files become companies, products, orders, deals and leads; again the same', async () => {
  const first = await importCommerceml(inbox, FILES);
  assert.deepEqual(first.map((one) => one.complete), [true, true, true, true]);
  const { rows: orders } = await db.query<{ number: string; total_kopecks: number }>(
    'select number, total_kopecks from payments.sales_order order by number');
  assert.deepEqual(orders.map((row) => [row.number, row.total_kopecks]), [
    ['УТ-000777', 146_400],
  ]);
  assert.equal(await count('deals.deal'), 1);
  assert.equal(await count('customers.company'), 1);
  const { rows: leads } = await db.query(
    `select l.title, l.channel, s.code as stage, l.estimate_kopecks as sum,
       l.trace->>'siteNumber' as number,
       (select count(*)::int from leads.line n where n.lead_id = l.id) as lines,
       (select count(*)::int from leads.line n where n.lead_id = l.id and n.product_id is not null)
         as known
     from leads.lead l join leads.stage s on s.id = l.stage_id order by l.id`);
  assert.deepEqual(leads, [
    { title: 'Заказ с сайта № 1051', channel: 'site', stage: 'new', sum: 1_220_000,
      number: '1051', lines: 2, known: 0 },
    { title: 'Заказ с сайта № 17', channel: 'site', stage: 'new', sum: 50_000, number: '17',
      lines: 1, known: 1 },
  ]);
  assert.deepEqual(first[2]!.quarantined.map((one) => one.line), [58, 71]);
  assert.equal(await count('onec.quarantine'), 4);
  const { rows: events } = await db.query<{ kind: string }>('select kind from platform.event');
  assert.deepEqual(new Set(events.map((event) => event.kind)),
    new Set(['history.loaded', 'lead.created']), 'orders are history, a request is news');

  const { rows: nested } = await db.query<{ name: string; parent: string }>(`
    select g.name, p.name as parent from catalog.product_group g
      join catalog.product_group p on p.id = g.parent_id`);
  assert.deepEqual(nested, [{ name: 'Насосы центробежные', parent: 'Насосы' }]);
  // A person's order of groups stays until 1C says something new of it.
  await db.query('update catalog.product_group set parent_id = null');

  const again = await importCommerceml(inbox, FILES);
  const outcomes = again.flatMap((one) => Object.keys(one.objects));
  // An answer about an order that is not here changes nothing, the first time as the second.
  const isSame = (key: string) => key.endsWith('.unchanged') || key === 'orderState.unknown';
  assert.ok(outcomes.every(isSame), outcomes.join());
  assert.deepEqual([await count('deals.deal'), await count('leads.lead')], [1, 2]);
  assert.equal(await count('onec.quarantine'), 4, 'the same bad records are held once');
  const { rows: kept } = await db.query('select from catalog.product_group where parent_id > 0');
  assert.equal(kept.length, 0);
});

type OrderOf = { id: string; sum: string; onecNumber?: string };

function fileOf({ id, sum, onecNumber }: OrderOf): string {
  const path = join(mkdtempSync(join(tmpdir(), 'commerceml-')), 'orders.xml');
  const numbered = onecNumber === undefined ? '' : `<ЗначенияРеквизитов><ЗначениеРеквизита>
    <Наименование>Номер по 1С</Наименование><Значение>${onecNumber}</Значение>
    </ЗначениеРеквизита></ЗначенияРеквизитов>`;
  writeFileSync(path, `<КоммерческаяИнформация><Документ><Ид>${id}</Ид><Номер>${id}</Номер>
    <Дата>2026-11-19</Дата><ХозОперация>Заказ товара</ХозОперация><Роль>Продавец</Роль><Товары>
    <Товар><Ид>x</Ид><Количество>1</Количество><Сумма>${sum}</Сумма></Товар></Товары>${numbered}
    </Документ></КоммерческаяИнформация>`);
  return path;
}

test('a changed order moves its deal, a base that pushes itself is left alone', async () => {
  await importCommerceml(inbox, [fileOf({ id: '2001', sum: '7', onecNumber: 'УТ-2001' })]);
  const path = fileOf({ id: '2001', sum: '5', onecNumber: 'УТ-2001' });
  const [summary] = await importCommerceml(inbox, [path]);
  assert.equal(summary!.objects['order.applied'], 1);
  const { rows } = await db.query<{ total_kopecks: number }>(
    `select total_kopecks from payments.sales_order where number = 'УТ-2001'`);
  assert.deepEqual(rows.map((row) => row.total_kopecks), [500]);
  await introduceBase(db, { ib: 'ut11', epoch: 'e1' }, inbox.now());
  await assert.rejects(
    importCommerceml(inbox, [path], { base: 'ut11' }), /присылает данные сама/);
});

test('a changed site order is told; numbered by 1C it joins the deal of its lead', async () => {
  await importCommerceml(inbox, [fileOf({ id: '3001', sum: '7' })]);
  const [changed] = await importCommerceml(inbox, [fileOf({ id: '3001', sum: '9' })]);
  assert.equal(changed!.objects['lead.changed'], 1);
  assert.match(changed!.notices[0]!.reason, /изменился на сайте/);
  const [again] = await importCommerceml(inbox, [fileOf({ id: '3001', sum: '9' })]);
  assert.deepEqual([again!.objects['lead.unchanged'], again!.notices.length], [1, 0]);

  const departmentId = await addDepartment(db);
  const seller = await addPerson(db, { departmentId, role: 'administrator' });
  const lead = (await one<{ id: number; version: number }>(db,
    `select id, version from leads.lead where title = 'Заказ с сайта № 3001'`))!;
  const { deal } = await convertLead(seller.ctx, { ...lead, employeeId: seller.id });
  await importCommerceml(inbox, [fileOf({ id: '3001', sum: '9', onecNumber: 'УТ-3001' })]);
  const order = await one<{ dealId: number }>(db,
    `select deal_id as "dealId" from payments.sales_order where number = 'УТ-3001'`);
  assert.equal(order?.dealId, deal.id);
});
