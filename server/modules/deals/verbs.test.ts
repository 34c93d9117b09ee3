import assert from 'node:assert/strict';
import test, { before } from 'node:test';
import type { Db } from '#platform/database';
import { Refusal } from '#platform/refuse';
import { createTestDatabase } from '#test/database';
import {
  addCompany, addDeal, addDepartment, addPerson, type Person, seedPresets, stageId,
} from '#test/factory';
import { editDeal, listDeals, moveStage, readCard } from '#modules/deals';

let db: Db;
let department: number;
let manager: Person;
let colleague: Person;

before(async () => {
  ({ db } = await createTestDatabase());
  await seedPresets(db);
  department = await addDepartment(db);
  manager = await addPerson(db, { departmentId: department });
  colleague = await addPerson(db, { departmentId: department });
});

function refusal(code: string, field?: string): (error: unknown) => boolean {
  return (error) => error instanceof Refusal && error.code === code
    && (field === undefined || error.fields?.[0]?.field === field);
}

type Data = { version: number; act: string; changes: Record<string, unknown> };

const eventsOf = async (id: number) => (await db.query<{ kind: string; data: Data }>(
  'select kind, data from platform.event where entity_id = $1 order by id', [id])).rows;

test('a new deal is its author’s, in the first stage, with its estimate as amount', async () => {
  const companyId = await addCompany(db);
  const id = await addDeal(manager, { title: '  Насос  ', companyId, estimateKopecks: 150_000 });
  const card = await readCard(manager.ctx, id);
  assert.equal(card.title, 'Насос');
  assert.equal(card.number, `С-${id}`);
  assert.equal(card.responsible?.id, manager.id);
  assert.equal(card.department?.id, department);
  assert.equal(card.stageId, await stageId(db, 'quick', 'request'));
  assert.deepEqual([card.amountKopecks, card.amountSource], [150_000, 'estimate']);
  assert.deepEqual(card.may, {
    edit: true, transfer: false, seeMoney: true, seeLines: true, decide: false,
  });
  const page = await listDeals(manager.ctx, { total: '1', sums: 'amountKopecks' });
  assert.deepEqual([page.total, page.sums], [1, { amountKopecks: 150_000 }]);
  assert.equal(page.items[0]?.company?.id, companyId);
});

test('every edited field leaves old and new in history, references with names', async () => {
  const id = await addDeal(manager);
  const before = await readCard(manager.ctx, id);
  const { version } = await editDeal(manager.ctx, {
    id, version: 1, title: 'Станция', responsibleId: colleague.id, estimateKopecks: 500,
  });
  const last = (await eventsOf(id)).at(-1);
  assert.equal(last?.kind, 'deal.edited');
  assert.equal(last?.data.version, version);
  assert.deepEqual(last?.data.changes, {
    title: { old: before.title, new: 'Станция' },
    responsibleId: {
      old: { id: manager.id, name: manager.actor.name },
      new: { id: colleague.id, name: colleague.actor.name },
    },
    estimateKopecks: { old: 0, new: 500 },
    amountKopecks: { old: 0, new: 500 },
    paidPercent: { old: null, new: 0 },
    shippedPercent: { old: null, new: 0 },
  });
  await assert.rejects(readCard(manager.ctx, id), refusal('record.missing'));
  assert.equal((await readCard(colleague.ctx, id)).version, version);
});

test('edits of different fields merge, of the same one the later is refused by name', async () => {
  const id = await addDeal(manager);
  await editDeal(manager.ctx, { id, version: 1, comment: 'первый' });
  const { version } = await editDeal(manager.ctx, { id, version: 1, projectName: 'Завод' });
  assert.equal(version, 3);
  await assert.rejects(
    editDeal(manager.ctx, { id, version: 1, comment: 'второй', address: 'Тверь' }),
    refusal('record.changed', 'comment'));
  const card = await readCard(manager.ctx, id);
  assert.deepEqual([card.comment, card.projectName, card.address], ['первый', 'Завод', null]);
  await assert.rejects(editDeal(manager.ctx, { id, version: 9, comment: 'x' }),
    refusal('record.changed'));
});

test('of ten who edit one field at once exactly one wins', async () => {
  const id = await addDeal(manager);
  const results = await Promise.allSettled(Array.from({ length: 10 }, (_, index) =>
    editDeal(manager.ctx, { id, version: 1, title: `Вариант ${index}` })));
  const won = results.filter((result) => result.status === 'fulfilled');
  assert.equal(won.length, 1);
  for (const result of results) {
    if (result.status === 'rejected') assert.ok(refusal('record.changed', 'title')(result.reason));
  }
  assert.equal((await readCard(manager.ctx, id)).version, 2);
});

test('of ten who edit different fields at once all win', async () => {
  const id = await addDeal(manager);
  const fields = ['comment', 'projectName', 'endCustomerName', 'address', 'title'];
  await Promise.all(fields.map((field) =>
    editDeal(manager.ctx, { id, version: 1, [field]: `= ${field}` })));
  const card = await readCard(manager.ctx, id) as unknown as Record<string, string>;
  for (const field of fields) assert.equal(card[field], `= ${field}`);
});

test('what does not exist is refused by its field', async () => {
  const id = await addDeal(manager);
  const foreign = await addPerson(db, { departmentId: await addDepartment(db) });
  const tries: [string, object][] = [
    ['companyId', { companyId: 999_999 }], ['responsibleId', { responsibleId: 999_999 }],
    ['responsibleId', { responsibleId: foreign.id }], ['title', { title: '   ' }],
    ['endCustomerInn', { endCustomerInn: '7707083894' }], ['sourceId', { sourceId: 999 }],
  ];
  for (const [field, body] of tries) {
    await assert.rejects(editDeal(manager.ctx, { id, version: 1, ...body }),
      refusal('field.invalid', field), field);
  }
  assert.equal((await readCard(manager.ctx, id)).version, 1);
});

test('of two who move one deal the second hears who moved it where', async () => {
  const id = await addDeal(manager);
  const [request, invoiced, paid] = await Promise.all(
    ['request', 'invoiced', 'paid'].map((code) => stageId(db, 'quick', code)));
  const from = (fromStageId: number, stage: number) =>
    moveStage(manager.ctx, { id, stageId: stage, fromStageId });
  await from(request!, invoiced!);
  await assert.rejects(from(request!, paid!), (error: Refusal) => {
    assert.equal(error.code, 'record.changed');
    assert.match(error.detail, /теперь «.+» — /);
    assert.equal(error.fields?.[0]?.field, 'stageId');
    return true;
  });
  assert.equal((await readCard(manager.ctx, id)).stageId, invoiced);
  // Both want the same: that is no quarrel.
  assert.equal((await from(request!, invoiced!)).previousStageId, invoiced);
  await from(invoiced!, paid!);
  const both = await Promise.allSettled([request!, invoiced!].map((to) => from(paid!, to)));
  assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
});

test('stages: anywhere within the pipeline, lost with a reason, back only into work', async () => {
  const id = await addDeal(manager);
  const [request, paid, won, lost, foreign] = await Promise.all([
    stageId(db, 'quick', 'request'), stageId(db, 'quick', 'paid'), stageId(db, 'quick', 'won'),
    stageId(db, 'quick', 'lost'), stageId(db, 'project', 'tender'),
  ]);
  const move = (stage: number, lostReason?: string) =>
    moveStage(manager.ctx, { id, stageId: stage, ...(lostReason ? { lostReason } : {}) });
  assert.deepEqual(await move(paid), { version: 2, previousStageId: request, approval: null });
  await assert.rejects(move(foreign), refusal('stage.forbidden'));
  await assert.rejects(move(lost), refusal('field.invalid', 'lostReason'));
  await move(lost, 'Дорого');
  const closed = await readCard(manager.ctx, id);
  assert.deepEqual([closed.isOpen, closed.lostReason], [false, 'Дорого']);
  assert.ok(closed.closedAt);
  await assert.rejects(move(won), refusal('stage.forbidden'));
  assert.equal((await move(request)).previousStageId, lost);
  const open = await readCard(manager.ctx, id);
  assert.deepEqual([open.isOpen, open.closedAt, open.lostReason], [true, null, null]);
  const last = (await eventsOf(id)).at(-1);
  assert.equal(last?.data.act, 'reopen');
  assert.deepEqual(last?.data.changes['lostReason'], { old: 'Дорого', new: null });
  assert.deepEqual(await move(request), { version: 4, previousStageId: request, approval: null });
});
