import assert from 'node:assert/strict';
import test, { before } from 'node:test';
import { changeCalendarYear, resetCalendarYear } from '#platform/calendar-years';
import { type Db, one } from '#platform/database';
import { Refusal } from '#platform/refuse';
import { createTestDatabase } from '#test/database';
import {
  addCompany, addDeal, addDepartment, addPerson, type Person, seedPresets, TEST_NOW,
} from '#test/factory';
import {
  editDeal, listDeals, moveStage, readBoard, readCard, replaceLines, retimeAcceptances,
  setParticipants, transferDeal,
} from '#modules/deals';

let db: Db;
let pumps: number;
let welding: number;
let giver: Person;
let head: Person;
let receiver: Person;
let foreignHead: Person;

before(async () => {
  ({ db } = await createTestDatabase());
  await seedPresets(db);
  pumps = await addDepartment(db, 'Насосы');
  welding = await addDepartment(db, 'Сварка');
  giver = await addPerson(db, { departmentId: pumps });
  head = await addPerson(db, { departmentId: pumps, role: 'head', headOf: pumps });
  receiver = await addPerson(db, { departmentId: welding });
  foreignHead = await addPerson(db, { departmentId: welding, role: 'head', headOf: welding });
});

const is = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;

const LINE = { name: 'Аппарат', quantity: '2', price: '100.50', vatRate: '22' as const };

test('a transfer keeps everything and changes only whose the deal is', async () => {
  const companyId = await addCompany(db);
  const id = await addDeal(giver, { companyId, comment: 'срочно' });
  await replaceLines(giver.ctx, { id, version: 1, lines: [LINE] });
  const before = await readCard(giver.ctx, id);
  await transferDeal(head.ctx,
    { id, departmentId: welding, employeeId: receiver.id, reason: 'Нужна сварка' });
  const after = await readCard(receiver.ctx, id);
  const { department, responsible, version, updatedAt, may, nextTask, transfer } = before;
  const changed = { department, responsible, version, updatedAt, may, nextTask, transfer };
  assert.deepEqual({ ...after, ...changed }, before);
  assert.deepEqual([after.department?.id, after.responsible?.id], [welding, receiver.id]);
  assert.equal(after.nextTask?.kind, 'acceptance');
  // 12:00 in Moscow and four working hours.
  assert.equal(new Date(after.nextTask!.dueAt!).toISOString(), '2026-11-23T13:00:00.000Z');
  const history = await db.query<{ kind: string }>(
    `select kind from platform.event where entity = 'deal' and entity_id = $1 order by id`, [id]);
  assert.deepEqual(history.rows.map((row) => row.kind),
    ['deal.created', 'deal.edited', 'task.created', 'deal.transferred']);
  const record = await one<Record<string, unknown>>(db,
    'select * from deals.transfer where deal_id = $1', [id]);
  assert.equal(record?.['from_employee_id'], giver.id);
  assert.equal(record?.['created_by'], head.id);
  assert.equal(record?.['reason'], 'Нужна сварка');
  assert.ok(record?.['task_id']);
});

test('the giver and their head read on, but no longer work on it', async () => {
  const id = await addDeal(giver);
  await transferDeal(head.ctx, { id, departmentId: welding, employeeId: receiver.id, reason: 'x' });
  for (const person of [giver, head]) {
    const card = await readCard(person.ctx, id);
    const { edit, transfer, seeMoney, seeLines } = card.may;
    assert.deepEqual([edit, transfer, seeMoney, seeLines], [false, false, true, true]);
    const page = await listDeals(person.ctx, { filter: JSON.stringify({ responsible:
      { eq: receiver.id } }) });
    assert.ok(page.items.some((item) => item.id === id));
    const { columns } = await readBoard(person.ctx, { pipelineId: card.pipelineId });
    const shown = columns.flatMap(({ items }) => items).find((item) => item.id === id);
    assert.equal(shown?.mayEdit, false, 'the board must not let it be dragged');
    const tries = [
      () => editDeal(person.ctx, { id, version: card.version, title: 'x' }),
      () => moveStage(person.ctx, { id, stageId: card.stageId + 1 }),
      () => replaceLines(person.ctx, { id, version: card.version, lines: [] }),
      () => setParticipants(person.ctx, { id, employeeIds: [giver.id] }),
      () => transferDeal(person.ctx, { id, departmentId: pumps, reason: 'назад' }),
    ];
    for (const attempt of tries) await assert.rejects(attempt, is('right.missing'));
  }
});

test('without a person the deal goes to the head, who is told once', async () => {
  const id = await addDeal(giver);
  await transferDeal(head.ctx, { id, departmentId: welding, reason: 'x' });
  assert.equal((await readCard(foreignHead.ctx, id)).responsible?.id, foreignHead.id);
  const told = await db.query(
    `select from work.notification where employee_id = $1 and entity_id = $2`,
    [foreignHead.id, id]);
  assert.equal(told.rowCount, 1);
});

test('a department without a head takes the deal with nobody responsible', async () => {
  const empty = await addDepartment(db);
  const id = await addDeal(giver);
  await transferDeal(head.ctx, { id, departmentId: empty, reason: 'x' });
  const card = await readCard(head.ctx, id);
  assert.deepEqual([card.department?.id, card.responsible], [empty, null]);
});

test('streams reach those who saw the deal before', async () => {
  const id = await addDeal(giver);
  await transferDeal(head.ctx, { id, departmentId: welding, reason: 'x' });
  const event = await one<{ visible_before: unknown }>(db,
    `select visible_before from platform.event
     where kind = 'deal.transferred' and entity_id = $1`, [id]);
  assert.deepEqual(event?.visible_before, { departmentId: pumps, readerIds: [giver.id] });
});

test('nobody transfers what is not theirs, nor to nowhere', async () => {
  const id = await addDeal(giver);
  const to = { id, departmentId: welding, reason: 'x' };
  await assert.rejects(transferDeal(giver.ctx, to), is('right.missing'));
  await assert.rejects(transferDeal(foreignHead.ctx, to), is('record.missing'));
  await assert.rejects(transferDeal(head.ctx, { ...to, departmentId: 999 }), is('field.invalid'));
  await assert.rejects(transferDeal(head.ctx, { ...to, employeeId: giver.id }),
    is('field.invalid'));
  await assert.rejects(transferDeal(head.ctx, { ...to, reason: '  ' }), is('field.invalid'));
  await assert.rejects(
    transferDeal(head.ctx, { ...to, departmentId: pumps, employeeId: giver.id }),
    is('field.invalid'));
});

test('a changed calendar moves the term of a waiting acceptance and its task, not a moved one',
  async () => {
    const ids = [await addDeal(giver), await addDeal(giver)];
    for (const id of ids) {
      await transferDeal(head.ctx,
        { id, departmentId: welding, employeeId: receiver.id, reason: 'Календарь' });
    }
    const moved = (await readCard(receiver.ctx, ids[1]!)).nextTask!;
    const own = '2026-11-27T09:00:00.000Z';
    await db.query('update work.task set due_at = $2 where id = $1', [moved.id, own]);
    const admin = await addPerson(db, { departmentId: pumps, role: 'administrator' });
    const days = [{ date: '2026-11-23', type: 'dayOff' as const }];
    await changeCalendarYear(admin.ctx, { year: 2026, days });
    assert.ok(await retimeAcceptances(db, () => TEST_NOW) >= 2);
    const dueOf = async (id: number) =>
      new Date((await readCard(receiver.ctx, id)).nextTask!.dueAt!).toISOString();
    // Four working hours of the next day, from nine in Moscow.
    assert.equal(await dueOf(ids[0]!), '2026-11-24T10:00:00.000Z');
    assert.equal(await dueOf(ids[1]!), own);
    assert.equal(new Date((await readCard(receiver.ctx, ids[1]!)).transfer!.acceptUntil!)
      .toISOString(), '2026-11-24T10:00:00.000Z');
    assert.equal(await retimeAcceptances(db, () => TEST_NOW), 0, 'twice changes nothing');
    await resetCalendarYear(admin.ctx, 2026);
  });
