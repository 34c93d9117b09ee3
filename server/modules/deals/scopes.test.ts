import assert from 'node:assert/strict';
import test, { before } from 'node:test';
import { type Actor, SYSTEM } from '#platform/actor';
import type { Db } from '#platform/database';
import { planSearch } from '#platform/search/plan';
import { Refusal } from '#platform/refuse';
import { createTestDatabase } from '#test/database';
import {
  addCompany, addDeal, addDepartment, addPerson, contextOf, type Person, seedPresets,
} from '#test/factory';
import {
  companyContext, dealSearchProvider, dealsGuards, dealTitles, editDeal, listDeals,
  readBoard, readCard, setParticipants,
} from '#modules/deals';
import { addReaders } from './readers.ts';
import { sees } from '#platform/visibility';

type Deal = { id: number; departmentId: number; readers: number[]; editors: number[]; sum: number };

let db: Db;
let companyId: number;
let pipelineId: number;
const deals: Deal[] = [];
const people: Record<string, Person> = {};
let subtree: number[] = [];

before(async () => {
  ({ db } = await createTestDatabase());
  await seedPresets(db);
  const top = await addDepartment(db, 'Насосное направление');
  const child = await addDepartment(db, 'Насосы', top);
  const other = await addDepartment(db, 'Сварка');
  subtree = [top, child];
  for (const [name, departmentId] of [['top', top], ['child', child], ['other', other]] as const) {
    people[name] = await addPerson(db, { departmentId, name });
  }
  people['head'] = await addPerson(db, { departmentId: top, role: 'head', headOf: top });
  people['director'] = await addPerson(db, { departmentId: other, role: 'director' });
  people['operator'] = await addPerson(db, { departmentId: other, role: 'operator' });
  people['engineer'] = await addPerson(db, { departmentId: other, role: 'engineer' });
  companyId = await addCompany(db, 'ООО «Завод»');
  const owners = [people['top']!, people['child']!, people['other']!];
  for (let index = 0; index < 12; index += 1) await makeDeal(owners[index % 3]!, index);
  const head = people['head'].actor;
  people['inDepartment'] = { ...people['child']!, ctx: contextOf(db, {
    ...people['child']!.actor,
    grants: new Map([...people['child']!.actor.grants, ['deal.read', 'department'],
      ['deal.edit', 'department']]),
  }) };
  assert.deepEqual([...head.subtreeIds].sort(), [...subtree].sort());
  const absent = people['child']!;
  people['deputy'] = actingFor(people['other']!, { actsFor: [absent.id] });
  people['deputyOfDepartment'] = actingFor(people['inDepartment'],
    { actsFor: [people['other']!.id] });
  people['program'] = actingFor(absent,
    { kind: 'key', employeeId: null, actsFor: [absent.id] });
});

const actingFor = (person: Person, more: Partial<Actor>): Person =>
  ({ ...person, ctx: contextOf(db, { ...person.ctx.actor, ...more }) });

async function makeDeal(owner: Person, index: number): Promise<void> {
  const sum = 1_000 + index;
  const id = await addDeal(owner, { companyId, estimateKopecks: sum, title: `Общая ${index}` });
  const { departmentId } = owner;
  const deal = { id, departmentId, readers: [owner.id], editors: [owner.id], sum };
  if (index < 3) {
    const guest = people[index === 0 ? 'other' : 'top']!;
    await setParticipants(owner.ctx, { id, employeeIds: [guest.id] });
    deal.readers.push(guest.id);
    deal.editors.push(guest.id);
  }
  if (index >= 9) {
    await addReaders(db as never, id, 'engineer', [people['engineer']!.id]);
    deal.readers.push(people['engineer']!.id);
  }
  pipelineId = (await readCard(owner.ctx, id)).pipelineId;
  deals.push(deal);
}

/** Who may see and edit what, said once more in plain words. */
type Rule = { reads: (deal: Deal) => boolean; edits: (deal: Deal) => boolean };
const RULES: Record<string, Rule> = {};
const ownBy = (name: string): Rule => ({
  reads: (deal) => deal.readers.includes(people[name]!.id),
  edits: (deal) => deal.editors.includes(people[name]!.id),
});
const either = (one: Rule, other: Rule): Rule => ({
  reads: (deal) => one.reads(deal) || other.reads(deal),
  edits: (deal) => one.edits(deal) || other.edits(deal),
});

before(() => {
  for (const name of ['top', 'child', 'other']) RULES[name] = ownBy(name);
  const below = (deal: Deal) => subtree.includes(deal.departmentId);
  RULES['head'] = { reads: below, edits: below };
  RULES['inDepartment'] = {
    reads: (deal) => deal.departmentId === people['child']!.departmentId
      || ownBy('child').reads(deal),
    edits: (deal) => deal.departmentId === people['child']!.departmentId
      || ownBy('child').edits(deal),
  };
  // Whoever acts for somebody has what is theirs beside what is their own.
  RULES['deputy'] = either(ownBy('other'), ownBy('child'));
  RULES['deputyOfDepartment'] = either(RULES['inDepartment'], ownBy('other'));
  RULES['program'] = ownBy('child');
  RULES['director'] = { reads: () => true, edits: () => false };
  RULES['operator'] = { reads: () => false, edits: () => false };
  RULES['engineer'] = { reads: ownBy('engineer').reads, edits: () => false };
});

const codeOf = (error: unknown) => (error instanceof Refusal ? error.code : String(error));
const outcome = (attempt: Promise<unknown>) => attempt.then(() => 'done', codeOf);
const ids = (list: { id: number }[]) => list.map((item) => item.id).sort((a, b) => a - b);

test('list, total, sums, board, search, card and edits agree on who sees what', async () => {
  for (const [name, rule] of Object.entries(RULES)) {
    const { ctx } = people[name]!;
    const expected = deals.filter(rule.reads);
    const seesMoney = !ctx.actor.hidden.has('deal.money');
    const page = await listDeals(ctx, {
      total: '1', limit: '100', ...(seesMoney ? { sums: 'amountKopecks' } : {}),
    });
    assert.deepEqual(ids(page.items), ids(expected), `list of ${name}`);
    assert.equal(page.total, expected.length, `total of ${name}`);
    const sum = expected.reduce((total, deal) => total + deal.sum, 0);
    if (seesMoney) assert.deepEqual(page.sums, { amountKopecks: sum }, `sums of ${name}`);
    const { columns } = await readBoard(ctx, { pipelineId });
    assert.deepEqual(ids(columns.flatMap((column) => column.items)), ids(expected), name);
    assert.equal(columns.reduce((total, column) => total + column.count, 0), expected.length);
    const amounts = columns.map((column) => column.amountKopecks);
    if (seesMoney) assert.equal(amounts.reduce((a, b) => a! + b!, 0), sum);
    else assert.ok(amounts.every((amount) => amount === null));
    const found = await dealSearchProvider.search(ctx, planSearch('общая')!, 100);
    assert.deepEqual(ids(found), ids(expected), `search of ${name}`);
    const titles = await dealTitles(ctx, deals.map((deal) => deal.id));
    assert.deepEqual([...titles.keys()].sort((a, b) => a - b), ids(expected));
    for (const deal of deals) {
      const visible = rule.reads(deal);
      assert.equal(await outcome(readCard(ctx, deal.id)), visible ? 'done' : 'record.missing');
      const edited = await outcome(editDeal(ctx, { id: deal.id, version: 1 }));
      const permitted = visible ? 'right.missing' : 'record.missing';
      assert.equal(edited, rule.edits(deal) ? 'done' : permitted, `${name} edits ${deal.id}`);
      if (visible) assert.equal((await readCard(ctx, deal.id)).may.edit, rule.edits(deal));
    }
  }
});

test('a company shows foreign deals without sum or stage, to operators by name', async () => {
  for (const [name, rule] of Object.entries(RULES)) {
    const { ctx } = people[name]!;
    const lines = await companyContext(ctx, companyId);
    assert.equal(lines.length, deals.filter((deal) => !rule.reads(deal)).length, name);
    for (const line of lines) {
      const naming = name === 'operator' ? ['number', 'title'] : [];
      assert.deepEqual(Object.keys(line).sort(),
        ['createdOn', 'department', 'isOpen', 'responsible', ...naming].sort());
    }
  }
  const buyer = await addPerson(db, { departmentId: subtree[0]!, role: 'buyer' });
  await assert.rejects(companyContext(buyer.ctx, companyId), { code: 'record.missing' },
    'a buyer reads suppliers: of a customer they do not even learn that there is one');
});

test('the stream decides like the list', async () => {
  const facts = await dealsGuards['deal']!.facts!(db, deals.map((deal) => deal.id));
  for (const [name, rule] of Object.entries(RULES)) {
    for (const deal of deals) {
      const seen = sees(people[name]!.ctx.actor, { entity: 'deal', action: 'read' },
        facts.get(deal.id)!);
      assert.equal(seen, rule.reads(deal), `${name} hears of ${deal.id}`);
    }
  }
});

test('whoever may not see money finds no trace of it', async () => {
  const { ctx } = people['engineer']!;
  const [seen] = deals.filter((deal) => deal.readers.includes(people['engineer']!.id));
  const card = await readCard(ctx, seen!.id);
  const { amountKopecks, paidKopecks, paidPercent, estimateKopecks, overdueKopecks } = card;
  for (const value of [amountKopecks, paidKopecks, paidPercent, estimateKopecks, overdueKopecks]) {
    assert.equal(value, null);
  }
  for (const query of [{ sort: 'amountKopecks' }, { sums: 'amountKopecks' },
    { filter: '{"amountKopecks":{"gt":0}}' }]) {
    const hidden = await outcome(listDeals(ctx, query));
    assert.equal(hidden, 'filter.invalid', JSON.stringify(query));
  }
  const unknown = await listDeals(ctx, { sort: 'noSuchField' }).catch((error: Refusal) => error);
  const hidden = await listDeals(ctx, { sort: 'amountKopecks' }).catch((error: Refusal) => error);
  assert.equal((hidden as Refusal).detail.replace('amountKopecks', 'noSuchField'),
    (unknown as Refusal).detail);
});

test('the program itself sees everything', async () => {
  const page = await listDeals({ ...people['top']!.ctx, actor: SYSTEM }, { total: '1' });
  assert.equal(page.total, deals.length);
});

test('a board column goes on in the list without a gap or a repetition', async () => {
  const { ctx } = people['director']!;
  const { columns } = await readBoard(ctx, { pipelineId, limit: 5, sort: '-createdAt' });
  const [column] = columns;
  const collected = [...column!.items];
  let cursor = column!.cursor;
  while (cursor) {
    const page = await listDeals(ctx,
      { filter: column!.filter, sort: '-createdAt', cursor, limit: '4' });
    collected.push(...page.items);
    cursor = page.cursor;
  }
  assert.equal(collected.length, column!.count);
  assert.deepEqual(ids(collected), ids(deals));
});
