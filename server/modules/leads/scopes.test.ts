// The row «leads» of the table of rights, walked: who lists, counts, opens, finds and searches
// what, and that phones are not even guessed by those who may not see them.
import assert from 'node:assert/strict';
import test, { before } from 'node:test';
import type { Db } from '#platform/database';
import { planSearch } from '#platform/search/plan';
import { Refusal } from '#platform/refuse';
import { sees } from '#platform/visibility';
import { createTestDatabase } from '#test/database';
import {
  addCompany, addDepartment, addLead, addPerson, type Person, seedPresets,
} from '#test/factory';
import {
  convertLead, editLead, leadSearchProvider, leadsGuards, leadTitles, listLeads, readBoard,
  readCard, readRelated,
} from '#modules/leads';
import { readCallers } from './related.ts';

let db: Db;
let companyId: number;
const people: Record<string, Person> = {};
/** Names of leads → their ids. */
const leads: Record<string, number> = {};

const PHONE = '+78123334455';

before(async () => {
  ({ db } = await createTestDatabase());
  await seedPresets(db);
  const centre = await addDepartment(db, 'Коллцентр');
  const sales = await addDepartment(db, 'Продажи');
  const pumps = await addDepartment(db, 'Насосы', sales);
  const welding = await addDepartment(db, 'Сварка');
  const hire = async (name: string, departmentId: number, role: string, headOf?: number) => {
    people[name] = await addPerson(db, {
      departmentId, role, name, ...(headOf ? { headOf } : {}),
    });
  };
  await hire('operator', centre, 'operator');
  await hire('colleague', centre, 'operator');
  await hire('manager', pumps, 'manager');
  await hire('welder', welding, 'manager');
  await hire('head', sales, 'head', sales);
  await hire('marketer', welding, 'marketer');
  for (const role of ['director', 'accountant', 'engineer', 'buyer', 'administrator']) {
    await hire(role, welding, role);
  }
  companyId = await addCompany(db);
  const shared = { companyId, phones: [PHONE], companyName: 'ООО «Общее»' };
  leads['centre'] = await addLead(people['operator']!, { title: 'Обращение центра', ...shared });
  leads['passed'] = await addLead(people['operator']!, { title: 'Обращение передано', ...shared });
  leads['pumps'] = await addLead(people['manager']!, { title: 'Обращение насосов', ...shared });
  leads['welding'] = await addLead(people['welder']!, { title: 'Обращение сварки', ...shared });
  await convertLead(people['operator']!.ctx, {
    id: leads['passed'], version: 1, employeeId: people['manager']!.id,
  });
});

const ALL = ['centre', 'passed', 'pumps', 'welding'];
/** Who reads which leads, and which of them they may edit. */
const RIGHTS: Record<string, { reads: string[]; edits: string[] }> = {
  operator: { reads: ['centre', 'passed'], edits: ['centre', 'passed'] },
  colleague: { reads: ['centre', 'passed'], edits: ['centre', 'passed'] },
  manager: { reads: ['passed', 'pumps'], edits: ['pumps'] },
  head: { reads: ['passed', 'pumps'], edits: ['pumps'] },
  welder: { reads: ['welding'], edits: ['welding'] },
  marketer: { reads: ALL, edits: [] },
  director: { reads: ALL, edits: [] },
  accountant: { reads: ALL, edits: [] },
  administrator: { reads: ALL, edits: ALL },
  engineer: { reads: [], edits: [] },
  buyer: { reads: [], edits: [] },
};

const isRefusal = (error: unknown) => error instanceof Refusal;

for (const [name, { reads, edits }] of Object.entries(RIGHTS)) {
  test(`${name} reads ${reads.join(', ') || 'nothing'}, edits ${edits.join(', ') || 'nothing'}`,
    async () => {
      const { ctx, actor } = people[name]!;
      const ids = reads.map((each) => leads[each]!).sort();
      const page = await listLeads(ctx, { total: '1', q: 'обращение' });
      assert.deepEqual(page.items.map((item) => item.id).sort(), ids);
      assert.equal(page.total, ids.length);
      const board = await readBoard(ctx, {});
      assert.equal(board.columns.reduce((sum, column) => sum + column.count, 0), ids.length);
      const found = await leadSearchProvider.search(ctx, planSearch('обращение')!, 10);
      assert.deepEqual(found.map((hit) => hit.id).sort(), ids);
      assert.equal((await leadTitles(ctx, Object.values(leads))).size, ids.length);
      const facts = await leadsGuards['lead']!.facts!(db, Object.values(leads));
      const { right } = leadsGuards['lead']!;
      const streamed = [...facts].filter(([, fact]) => sees(actor, right, fact));
      assert.deepEqual(streamed.map(([id]) => id).sort(), ids);
      for (const each of ALL) {
        const id = leads[each]!;
        const card = await readCard(ctx, id).catch(() => null);
        assert.equal(card !== null, reads.includes(each), each);
        assert.equal(card?.may.edit ?? false, edits.includes(each), each);
        if (edits.includes(each)) continue;
        await assert.rejects(editLead(ctx, { id, version: 1, comment: 'чужое' }), isRefusal);
        await assert.rejects(
          convertLead(ctx, { id, version: 1, employeeId: ctx.actor.employeeId! }), isRefusal);
      }
    });
}

test('a marketer sees no phone and no address, and cannot find a lead by one', async () => {
  const { ctx } = people['marketer']!;
  const card = await readCard(ctx, leads['centre']!);
  assert.deepEqual([card.phones, card.emails, card.reaches], [[], [], []]);
  const { total } = await listLeads(ctx, { q: '3334455', total: '1' });
  assert.equal(total, 0);
  await assert.rejects(
    listLeads(ctx, { filter: '{"phone":{"contains":"3334455"}}' }), /Неизвестное поле/);
  const hits = await leadSearchProvider.search(ctx, planSearch('3334455')!, 6);
  assert.deepEqual(hits, []);
});

test('context tells that others deal with the caller, and to operators what about', async () => {
  const mine = await readRelated(people['manager']!.ctx, leads['pumps']!);
  const foreign = mine.filter((row) => row.entity === 'lead' && row.id === null);
  assert.equal(foreign.length, 2);
  assert.ok(foreign.every((row) =>
    row.number === null && row.title === null && row.department && row.responsible));
  const routed = await readRelated(people['operator']!.ctx, leads['centre']!);
  const told = routed.filter((row) => row.entity === 'lead' && row.id === null);
  assert.deepEqual(told.map((row) => row.title).sort(), ['Обращение насосов', 'Обращение сварки']);
  const deal = routed.find((row) => row.entity === 'deal');
  assert.deepEqual([deal?.id, deal?.title, deal?.by], [null, 'Обращение передано', 'company']);
  const marketing = await readRelated(people['marketer']!.ctx, leads['centre']!);
  assert.ok(marketing.every((row) => row.entity === 'lead' && row.id !== null));
});

test('the same is told while a caller is written down, but not without phones', async () => {
  const typed = { phones: ['8 812 333-44-55', '812 3'], emails: ['не почта'] };
  const mine = await readCallers(people['manager']!.ctx, typed);
  assert.ok(mine.every(({ by }) => by === 'reach'));
  assert.equal(mine.filter(({ entity }) => entity === 'lead').length, 4);
  assert.ok(mine.filter(({ id }) => id === null)
    .every(({ number, title, department }) => !number && !title && department));
  assert.deepEqual(await readCallers(people['marketer']!.ctx, typed), []);
  assert.deepEqual(await readCallers(people['manager']!.ctx, { phones: ['812'], emails: [] }), []);
});
