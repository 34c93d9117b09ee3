import assert from 'node:assert/strict';
import test, { before } from 'node:test';
import fc from 'fast-check';
import type { LineInput } from '#contract/deal-lines';
import { documentSums } from '#contract/line-sums';
import { VAT_RATES } from '#contract/vat';
import { systemContext } from '#platform/context';
import { type Db, inTransaction, joinTransaction, one } from '#platform/database';
import { Refusal } from '#platform/refuse';
import { createTestDatabase } from '#test/database';
import { addDeal, addDepartment, addPerson, type Person, seedPresets } from '#test/factory';
import {
  applyDealMoney, editDeal, fillEmptyFields, listDeals, lockDeals, readCard, refreshGroupReaders,
  replaceLines, setParticipants,
} from '#modules/deals';
import { setGroupOwners } from '#modules/catalog';
import { readLineLayout, saveLineLayout } from './line-layout.ts';

let db: Db;
let manager: Person;

before(async () => {
  ({ db } = await createTestDatabase());
  await seedPresets(db);
  manager = await addPerson(db, { departmentId: await addDepartment(db) });
});

const line = (more: Partial<LineInput> = {}): LineInput =>
  ({ name: 'Насос ЦНС', quantity: '1', price: '1000', vatRate: '22', ...more });

const is = (code: string, field?: string) => (error: unknown) => error instanceof Refusal
  && error.code === code && (field === undefined || error.fields?.[0]?.field === field);

test('lines make the amount; tax on top is added, tax inside is not', async () => {
  const id = await addDeal(manager, { estimateKopecks: 7 });
  const lines = [
    line({ quantity: '2', discountPercent: '10' }),
    line({ price: '0.01', vatIncluded: false, vatRate: '20', quantity: '100' }),
  ];
  const result = await replaceLines(manager.ctx, { id, version: 1, lines });
  assert.equal(result.amountKopecks, 180_000 + 100 + 20);
  const card = await readCard(manager.ctx, id);
  assert.equal(card.version, result.version);
  assert.deepEqual([card.amountSource, card.amountKopecks], ['lines', 180_120]);
  assert.deepEqual(card.lines.map((row) => row.sumKopecks), [180_000, 100]);
  const empty = await replaceLines(manager.ctx, { id, version: card.version, lines: [] });
  assert.equal(empty.amountKopecks, 7);
  assert.equal((await readCard(manager.ctx, id)).amountSource, 'estimate');
});

test('a specification of 600 lines is replaced whole and in order', async () => {
  const id = await addDeal(manager);
  const lines = Array.from({ length: 600 }, (_, index) => line({
    name: `Позиция ${index + 1}`, price: `${index}.${String(index % 100).padStart(2, '0')}`,
  }));
  const { amountKopecks } = await replaceLines(manager.ctx, { id, version: 1, lines });
  const card = await readCard(manager.ctx, id);
  assert.deepEqual(card.lines.map((row) => row.name), lines.map((row) => row.name));
  const sum = card.lines.reduce((total, row) => total + row.sumKopecks!, 0);
  assert.equal(amountKopecks, sum);
  const page = await listDeals(manager.ctx, { sums: 'amountKopecks', filter:
    JSON.stringify({ amountKopecks: { eq: sum } }) });
  assert.deepEqual(page.sums, { amountKopecks: sum });
});

test('added columns and keys of rows come back as they were sent', async () => {
  const id = await addDeal(manager);
  const columns = [
    { code: 'c1', name: 'Срок', type: 'date' as const },
    { code: 'c2', name: 'Вес, кг', type: 'number' as const },
  ];
  const lines = [line({ key: 'a-1', extra: { c1: '2026-12-01', c2: '1.5' } }), line()];
  const { version } = await replaceLines(manager.ctx, { id, version: 1, lines, columns });
  const card = await readCard(manager.ctx, id);
  assert.deepEqual(card.lineColumns, columns);
  assert.deepEqual(card.lines.map((row) => row.extra), [{ c1: '2026-12-01', c2: '1.5' }, {}]);
  assert.equal(card.lines[0]?.key, 'a-1');
  const tries: [string, Partial<LineInput>][] = [
    ['lines[0].extra.c1', { extra: { c1: 'завтра' } }],
    ['lines[0].extra.c9', { extra: { c9: 'нет такого' } }],
    ['lines[0].discountKopecks', { discountKopecks: 100_001 }],
  ];
  for (const [field, bad] of tries) {
    await assert.rejects(replaceLines(manager.ctx, { id, version, lines: [line(bad)] }),
      is('field.invalid', field));
  }
  await assert.rejects(
    replaceLines(manager.ctx, { id, version, lines: [line({ key: 'b' }), line({ key: 'b' })] }),
    is('field.invalid', 'lines[1].key'));
});

test('a line that is as it was is not written again', async () => {
  const id = await addDeal(manager);
  const stored = async () => (await readCard(manager.ctx, id)).lines
    .map(({ id: lineId, key, name }) => ({ id: lineId, key, name }));
  const lines = ['А', 'Б', 'В'].map((name, at) =>
    line({ name, key: `k${at}`, discountPercent: '5' }));
  let { version } = await replaceLines(manager.ctx, { id, version: 1, lines });
  const [a, b, c] = await stored();
  const changed = [lines[0]!, { ...lines[1]!, price: '2000' }, lines[2]!, line({ name: 'Г' })];
  ({ version } = await replaceLines(manager.ctx, { id, version, lines: changed }));
  const next = await stored();
  assert.deepEqual([next[0], next[2]], [a, c]);
  assert.notEqual(next[1]!.id, b!.id);
  assert.deepEqual(next.map(({ name }) => name), ['А', 'Б', 'В', 'Г']);
  assert.equal((await readCard(manager.ctx, id)).lines[1]!.sumKopecks, 190_000);
  ({ version } = await replaceLines(manager.ctx, { id, version, lines: lines.slice(1) }));
  assert.deepEqual((await stored()).map(({ key, name }) => [key, name]),
    [['k1', 'Б'], ['k2', 'В']]);
});

test('no line keeps a key that another one was sent with', async () => {
  const id = await addDeal(manager);
  const { version } = await replaceLines(manager.ctx,
    { id, version: 1, lines: [line({ name: 'А' }), line({ name: 'Б' })] });
  const [, second] = (await readCard(manager.ctx, id)).lines;
  await replaceLines(manager.ctx,
    { id, version, lines: [line({ name: 'А', key: second!.key }), line({ name: 'Б' })] });
  const keys = (await readCard(manager.ctx, id)).lines.map(({ key }) => key);
  assert.equal(keys[0], second!.key);
  assert.equal(new Set(keys).size, 2);
});

test('screen, API and SQL agree on random documents to the kopeck', async () => {
  const id = await addDeal(manager);
  let { version } = await readCard(manager.ctx, id);
  const decimal = (max: number, digits: number) => fc.integer({ min: 1, max: max * 10 ** digits })
    .map((parts) => (parts / 10 ** digits).toFixed(digits));
  const documents = fc.array(fc.record({
    name: fc.constant('Насос'), quantity: decimal(500, 3), price: decimal(100_000, 4),
    discountPercent: decimal(99, 4), vatRate: fc.constantFrom(...VAT_RATES),
    vatIncluded: fc.boolean(),
  }), { minLength: 1, maxLength: 30 });
  await fc.assert(fc.asyncProperty(documents, async (lines) => {
    const { totalKopecks, vatKopecks } = documentSums(lines);
    const done = await replaceLines(manager.ctx, { id, version, lines });
    ({ version } = done);
    assert.equal(done.amountKopecks, totalKopecks);
    const card = await readCard(manager.ctx, id);
    assert.equal(card.amountKopecks, totalKopecks);
    assert.equal(card.lines.reduce((sum, row) => sum + row.vatKopecks!, 0), vatKopecks);
    const sql = await one<{ total: number; exact: number }>(db, `
      select sum(sum_kopecks + case when vat_included then 0 else vat_kopecks end)::bigint as total,
        sum(round(quantity * price * (100 - discount_percent)) + case when vat_included then 0
          else round(round(quantity * price * (100 - discount_percent))
            * case vat_rate when 'none' then 0 else vat_rate::int end / 100) end)::bigint as exact
      from deals.deal_line where deal_id = $1`, [id]);
    assert.deepEqual(sql, { total: totalKopecks, exact: totalKopecks });
  }), { numRuns: 100 });
});

test('headings are kept in their place and count for nothing', async () => {
  const id = await addDeal(manager);
  const section: LineInput =
    { name: ' Раздел 1 ', quantity: '0', price: '0', vatRate: 'none', isSection: true };
  const done = await replaceLines(manager.ctx,
    { id, version: 1, lines: [section, line(), { ...section, quantity: '7', price: '9' }] });
  assert.equal(done.amountKopecks, 100_000);
  const { lines } = await readCard(manager.ctx, id);
  assert.deepEqual(lines.map(({ name, isSection, sumKopecks }) => [name, isSection, sumKopecks]),
    [['Раздел 1', true, 0], ['Насос ЦНС', false, 100_000], ['Раздел 1', true, 0]]);
  const { rows } = await db.query<{ count: number }>(`
    select (data->'changes'->'lines'->'new'->>'count')::int as count from platform.event
    where entity = 'deal' and entity_id = $1 and kind = 'deal.edited'`, [id]);
  assert.deepEqual(rows, [{ count: 1 }]);
});

test('what goods cost is told to those who may see margin, and to nobody else', async () => {
  const product = await one<{ id: number }>(db,
    `insert into catalog.product (name, cost_kopecks) values ('Вал', 700) returning id`);
  const id = await addDeal(manager);
  await replaceLines(manager.ctx, { id, version: 1, lines: [line({ productId: product!.id })] });
  const head = await addPerson(db,
    { departmentId: manager.departmentId, role: 'head', headOf: manager.departmentId });
  assert.equal((await readCard(head.ctx, id)).lines[0]?.costKopecks, 700);
  const { lines } = await readCard(manager.ctx, id);
  assert.equal(lines[0]?.costKopecks, null);
  assert.equal(lines[0]?.sumKopecks, 100_000);
});

test('a person keeps the columns of each pipeline apart', async () => {
  const first = await readLineLayout(manager.ctx, 'p1');
  assert.deepEqual(first.hidden, ['cost', 'margin', 'marginPercent']);
  await saveLineLayout(manager.ctx, 'p1', { hiddenOnec: ['Склад'] });
  await saveLineLayout(manager.ctx, 'p1', { known: [{ name: 'Срок', type: 'date' }] });
  assert.deepEqual(await readLineLayout(manager.ctx, 'p1'),
    { ...first, hiddenOnec: ['Склад'], known: [{ name: 'Срок', type: 'date' }] });
  assert.deepEqual(await readLineLayout(manager.ctx, 'lead'), first);
});

test('one bad line is named and nothing is stored', async () => {
  const id = await addDeal(manager);
  const tries: [string, Partial<LineInput>][] = [
    ['lines[1].quantity', { quantity: '0' }],
    ['lines[1].discountPercent', { discountPercent: '100.5' }],
    ['lines', { quantity: '999999999', price: '9999999999999' }],
  ];
  for (const [field, bad] of tries) {
    await assert.rejects(
      replaceLines(manager.ctx, { id, version: 1, lines: [line(), line(bad)] }),
      is('field.invalid', field));
  }
  assert.deepEqual((await readCard(manager.ctx, id)).lines, []);
});

test('lines that somebody replaced meanwhile are not overwritten', async () => {
  const id = await addDeal(manager);
  const both = await Promise.allSettled(['А', 'Б'].map((name) =>
    replaceLines(manager.ctx, { id, version: 1, lines: [line({ name })] })));
  assert.deepEqual(both.map((result) => result.status).sort(), ['fulfilled', 'rejected']);
  const lost = both.find((result) => result.status === 'rejected')!;
  assert.ok(is('record.changed', 'lines')(lost.reason));
  await editDeal(manager.ctx, { id, version: 1, comment: 'другое поле' });
});

test('from the first order the amount is 1C’s and the lines stay beside it', async () => {
  const id = await addDeal(manager);
  await inTransaction(db, async (tx) => {
    const locked = await lockDeals(tx, [id]);
    await applyDealMoney(tx, manager.ctx, locked, [{
      dealId: id, hasOrders: true, ordersKopecks: 500, paidKopecks: 100, shippedKopecks: 0,
      overdueKopecks: 0, receivableKopecks: 0, expectedKopecks: 0, nextPayOn: null,
      deferredUntil: null, orderNumbers: ['УТ-1'], otherCurrencies: null,
    }]);
  });
  const { amountKopecks } = await replaceLines(manager.ctx, { id, version: 2, lines: [line()] });
  assert.equal(amountKopecks, 500);
  const card = await readCard(manager.ctx, id);
  assert.deepEqual([card.amountSource, card.paidPercent, card.lines.length], ['onec', 20, 1]);
  const found = await listDeals(manager.ctx, { q: 'ут-1' });
  assert.deepEqual(found.items.map((item) => item.id), [id]);
});

test('product managers of the lines’ groups read the deal while the lines are there', async () => {
  const group = await one<{ id: number }>(db,
    `insert into catalog.product_group (name) values ('Насосы') returning id`);
  const product = await one<{ id: number }>(db,
    `insert into catalog.product (name, group_id) values ('ЦНС', $1) returning id`, [group!.id]);
  const owner = await addPerson(db, { departmentId: await addDepartment(db), role: 'product' });
  await db.query('insert into catalog.product_group_owner values ($1, $2)', [group!.id, owner.id]);
  const id = await addDeal(manager);
  const { version } = await replaceLines(
    manager.ctx, { id, version: 1, lines: [line({ productId: product!.id })] });
  assert.equal((await readCard(owner.ctx, id)).may.edit, false);
  const next = await addPerson(db, { departmentId: owner.departmentId, role: 'product' });
  await db.query('update catalog.product_group_owner set employee_id = $1', [next.id]);
  await refreshGroupReaders(db, group!.id);
  await assert.rejects(readCard(owner.ctx, id), is('record.missing'));
  await readCard(next.ctx, id);
  await replaceLines(manager.ctx, { id, version, lines: [line()] });
  await assert.rejects(readCard(next.ctx, id), is('record.missing'));
});

/** Until a statement of this database waits for the lock of another. */
async function somebodyWaits(): Promise<void> {
  const waits = () => one(db, `select from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`);
  while (!await waits());
}

test('a group that changes hands while its product comes in leaves no old reader', async () => {
  const departmentId = await addDepartment(db);
  const [before, after] = [
    await addPerson(db, { departmentId, role: 'product' }),
    await addPerson(db, { departmentId, role: 'product' }),
  ];
  const group = await one<{ id: number }>(db,
    `insert into catalog.product_group (name) values ('Станции') returning id`);
  const product = await one<{ id: number }>(db,
    `insert into catalog.product (name, group_id) values ('НС', $1) returning id`, [group!.id]);
  await setGroupOwners(systemContext(db, 'system'), { id: group!.id, employeeIds: [before.id] });
  const id = await addDeal(manager);
  const handOver = async () => {
    await setGroupOwners(systemContext(db, 'system'), { id: group!.id, employeeIds: [after.id] });
    await refreshGroupReaders(db, group!.id);
  };
  // The lines are written and not yet committed when the group gets another manager.
  const handed = await inTransaction(db, async (tx) => {
    const ctx = { ...manager.ctx, db: joinTransaction(tx) };
    await replaceLines(ctx, { id, version: 1, lines: [line({ productId: product!.id })] });
    const handing = handOver();
    await Promise.race([handing, somebodyWaits()]);
    return { handing };
  });
  await handed.handing;
  await readCard(after.ctx, id);
  await assert.rejects(readCard(before.ctx, id), is('record.missing'));
});

test('1C fills what is empty and never what a person wrote', async () => {
  const full = await addDeal(manager, { comment: 'наш' });
  const blank = await addDeal(manager);
  const nothing = {
    companyId: null, comment: null, projectName: null, endCustomerName: null,
    endCustomerInn: null, address: null,
    ownEntityId: null,
  };
  const fill = () => inTransaction(db, (tx) => fillEmptyFields(tx, manager.ctx, [
    { ...nothing, dealId: full, comment: 'из 1С' },
    { ...nothing, dealId: blank, comment: 'первый' },
    { ...nothing, dealId: blank, comment: 'второй', address: 'Тверь' },
  ], { quiet: false }));
  await fill();
  assert.equal((await readCard(manager.ctx, full)).comment, 'наш');
  const card = await readCard(manager.ctx, blank);
  assert.deepEqual([card.comment, card.address, card.version], ['первый', 'Тверь', 2]);
  await fill();
  assert.equal((await readCard(manager.ctx, blank)).version, 2);
  const { rows } = await db.query<{ data: unknown }>(
    `select data from platform.event where entity_id = $1 and kind = 'deal.edited'`, [blank]);
  assert.deepEqual(rows.map((row) => row.data), [{ version: 2, changes: {
    comment: { old: null, new: 'первый' }, address: { old: null, new: 'Тверь' },
  } }]);
});

test('participants work on the deal and leave it again', async () => {
  const id = await addDeal(manager);
  const guest = await addPerson(db, { departmentId: await addDepartment(db) });
  await setParticipants(manager.ctx, { id, employeeIds: [guest.id, guest.id] });
  const card = await readCard(guest.ctx, id);
  assert.deepEqual(card.participants, [{ id: guest.id, name: guest.actor.name }]);
  await editDeal(guest.ctx, { id, version: card.version, comment: 'я помог' });
  await setParticipants(manager.ctx, { id, employeeIds: [] });
  await assert.rejects(readCard(guest.ctx, id), is('record.missing'));
  await assert.rejects(setParticipants(manager.ctx, { id, employeeIds: [999_999] }),
    is('field.invalid', 'employeeIds'));
});
