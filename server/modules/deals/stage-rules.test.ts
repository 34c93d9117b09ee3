import assert from 'node:assert/strict';
import test, { before } from 'node:test';
import type { Db } from '#platform/database';
import { Refusal } from '#platform/refuse';
import { createTestDatabase } from '#test/database';
import {
  addCompany, addDeal, addDepartment, addPerson, type Person, seedPresets, stageId,
} from '#test/factory';
import {
  createDeal, editDeal, moveStage, readCard, setStageRules, transferDeal,
} from '#modules/deals';
import { cancelTask, completeTask } from '#modules/work';
import { decideApproval, withdrawApproval } from './decide-approval.ts';
import { movePipeline } from './pipelines/move-pipeline.ts';

let db: Db;
let manager: Person;
let head: Person;
let stranger: Person;
let admin: Person;
let won: number;
let invoiced: number;
let other: number;

before(async () => {
  ({ db } = await createTestDatabase());
  await seedPresets(db);
  const departmentId = await addDepartment(db);
  other = await addDepartment(db);
  manager = await addPerson(db, { departmentId });
  head = await addPerson(db, { departmentId, role: 'head', headOf: departmentId });
  stranger = await addPerson(db, { departmentId: other, role: 'head', headOf: other });
  admin = await addPerson(db, { departmentId: other, role: 'administrator' });
  won = await stageId(db, 'quick', 'won');
  invoiced = await stageId(db, 'quick', 'invoiced');
  await setStageRules(admin.ctx, { id: won, needsPayment: true });
  await setStageRules(admin.ctx, {
    id: invoiced, requiredFields: ['companyId', 'estimateKopecks', 'address'],
  });
});

const refusal = (code: string) => (error: unknown) =>
  error instanceof Refusal && error.code === code;

const tasksOf = async (id: number) => (await db.query<{ open: boolean; assignee: number }>(
  `select done_at is null and cancelled_at is null as open, assignee_id as assignee
   from work.task where entity = 'deal' and entity_id = $1 and kind = 'approval' order by id`,
  [id])).rows;

async function askedDeal(): Promise<{ id: number; approvalId: number }> {
  const id = await addDeal(manager);
  const { approval, version } = await moveStage(manager.ctx, { id, stageId: won, note: 'Ждут' });
  assert.equal(version, 1, 'a deal that was only asked for has not changed');
  assert.equal(approval?.askedOf.id, head.id);
  return { id, approvalId: approval!.id };
}

test('a stage names every field that it asks for and lets the filled deal in', async () => {
  const id = await addDeal(manager, { companyId: await addCompany(db) });
  await assert.rejects(moveStage(manager.ctx, { id, stageId: invoiced }), (error) => {
    assert.ok(error instanceof Refusal && error.code === 'stage.needsFields');
    assert.deepEqual(error.fields?.map(({ field }) => field), ['estimateKopecks', 'address']);
    assert.match(error.detail, /«Сумма», «Доставка»/);
    return true;
  });
  const full = await addDeal(manager, {
    companyId: await addCompany(db), estimateKopecks: 100, address: 'Пермь',
  });
  assert.equal((await moveStage(manager.ctx, { id: full, stageId: invoiced })).approval, null);
});

test('only known fields may be asked for, payment only where deals are won', async () => {
  const bad = [{ requiredFields: ['amountKopecks'] }, { needsPayment: true }];
  for (const rules of bad) {
    await assert.rejects(setStageRules(admin.ctx, { id: invoiced, ...rules }),
      refusal('field.invalid'));
  }
  await assert.rejects(setStageRules(head.ctx, { id: won, needsPayment: false }),
    refusal('right.missing'));
});

test('an unpaid deal waits for its head, whose word moves it as the head’s act', async () => {
  const { id, approvalId } = await askedDeal();
  const again = await moveStage(manager.ctx, { id, stageId: won });
  assert.equal(again.approval?.id, approvalId, 'asked twice is asked once');
  const card = await readCard(manager.ctx, id);
  assert.deepEqual([card.isOpen, card.approval?.mine, card.may.decide], [true, true, false]);
  for (const person of [manager, stranger]) {
    await assert.rejects(decideApproval(person.ctx, { id: approvalId, approve: true }),
      (error) => error instanceof Refusal);
  }
  await decideApproval(head.ctx, { id: approvalId, approve: true, answer: 'Заплатят' });
  const closed = await readCard(head.ctx, id);
  assert.deepEqual([closed.isOpen, closed.stageId, closed.approval], [false, won, null]);
  const { rows } = await db.query<{ actor: number }>(
    `select actor_id as actor from platform.event
     where entity_id = $1 and kind = 'deal.stageMoved'`, [id]);
  assert.deepEqual(rows, [{ actor: head.id }]);
  assert.deepEqual(await tasksOf(id), [{ open: false, assignee: head.id }]);
  await assert.rejects(decideApproval(head.ctx, { id: approvalId, approve: true }),
    refusal('record.changed'));
});

test('a request is due in working hours, and a tick is no answer to it', async () => {
  const { id } = await askedDeal();
  const { rows: [task] } = await db.query<{ id: number; due: string }>(
    `select id, due_at as due from work.task
     where entity = 'deal' and entity_id = $1 and kind = 'approval'`, [id]);
  assert.ok(Date.parse(task!.due) > head.ctx.now().getTime(), 'not late as soon as asked');
  for (const act of [completeTask, cancelTask]) {
    await assert.rejects(act(head.ctx, { entityAccess: {}, entityTitles: {} }, task!.id),
      refusal('task.wantsDecision'));
  }
  assert.deepEqual(await tasksOf(id), [{ open: true, assignee: head.id }]);
});

test('a refusal leaves the deal where it was; another way ends the request', async () => {
  const refused = await askedDeal();
  await decideApproval(head.ctx, { id: refused.approvalId, approve: false, answer: 'Рано' });
  assert.equal((await readCard(manager.ctx, refused.id)).isOpen, true);

  const ways: ((deal: { id: number; approvalId: number }) => Promise<unknown>)[] = [
    ({ approvalId }) => withdrawApproval(manager.ctx, { id: approvalId }),
    async ({ id }) =>
      moveStage(manager.ctx, { id, stageId: await stageId(db, 'quick', 'paid') }),
    ({ id }) => transferDeal(head.ctx, { id, departmentId: other, reason: 'Их клиент' }),
  ];
  for (const way of ways) {
    const deal = await askedDeal();
    await way(deal);
    assert.deepEqual((await tasksOf(deal.id)).map(({ open }) => open), [false]);
    await assert.rejects(decideApproval(admin.ctx, { id: deal.approvalId, approve: true }),
      refusal('record.changed'));
  }
});

test('of two answers at once one counts, and a head needs nobody’s leave', async () => {
  const { approvalId } = await askedDeal();
  const answers = await Promise.allSettled([true, false].map((approve) =>
    decideApproval(head.ctx, { id: approvalId, approve })));
  assert.equal(answers.filter(({ status }) => status === 'fulfilled').length, 1);
  const id = await addDeal(manager);
  assert.equal((await moveStage(head.ctx, { id, stageId: won })).approval, null);
});

test('a deal paid in full in every currency goes in by itself', async () => {
  const paid = await addDeal(manager, { estimateKopecks: 500 });
  await db.query('update deals.deal set paid_kopecks = 500 where id = $1', [paid]);
  assert.equal((await moveStage(manager.ctx, { id: paid, stageId: won })).approval, null);
  const inEuro = await addDeal(manager, { estimateKopecks: 500 });
  await db.query(
    `update deals.deal set paid_kopecks = 500, other_currencies =
       '[{"currency": "EUR", "amountKopecks": 5, "paidKopecks": 4}]' where id = $1`, [inEuro]);
  assert.ok((await moveStage(manager.ctx, { id: inEuro, stageId: won })).approval);
});

test('no door leads past a stage: birth in it, another pipeline, an emptied field', async () => {
  const needs = refusal('stage.needsFields');
  const full = { companyId: await addCompany(db), estimateKopecks: 100, address: 'Пермь' };
  await assert.rejects(createDeal(manager.ctx, { title: 'Сразу', stageId: invoiced }), needs);
  const { id } = await createDeal(manager.ctx, { title: 'Сразу', stageId: invoiced, ...full });
  for (const emptied of [{ address: null }, { address: '  ' }, { estimateKopecks: 0 },
    { companyId: null, comment: 'и ещё' }]) {
    await assert.rejects(editDeal(manager.ctx, { id, version: 1, ...emptied }), (error) => {
      assert.ok(refusal('field.invalid')(error));
      assert.equal((error as Refusal).fields?.[0]?.field, Object.keys(emptied)[0]);
      return true;
    });
  }
  await editDeal(manager.ctx, { id, version: 1, address: 'Омск', estimateKopecks: 200 });

  const first = await stageId(db, 'project', 'qualification');
  const project = await addDeal(manager, { stageId: first });
  const { pipelineId } = await readCard(manager.ctx, id);
  const there = (stage: number, deal: number) =>
    movePipeline(manager.ctx, { id: deal, pipelineId, stageId: stage });
  await assert.rejects(there(invoiced, project), needs);
  await editDeal(manager.ctx, { id: project, version: 1, ...full });
  assert.equal((await there(invoiced, project)).stageId, invoiced);

  const closed = await addDeal(manager, { stageId: first });
  await moveStage(manager.ctx, { id: closed, stageId: await stageId(db, 'project', 'won') });
  await assert.rejects(there(won, closed), refusal('stage.forbidden'), 'unpaid');
  await db.query(
    'update deals.deal set amount_kopecks = 1, paid_kopecks = 1 where id = $1', [closed]);
  assert.equal((await there(won, closed)).stageId, won);
});
