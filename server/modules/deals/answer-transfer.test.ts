import assert from 'node:assert/strict';
import test, { before } from 'node:test';
import type { Context } from '#platform/context';
import { inTransaction, type Db, one } from '#platform/database';
import { Refusal } from '#platform/refuse';
import { createTestDatabase } from '#test/database';
import { addDeal, addDepartment, addPerson, type Person, seedPresets } from '#test/factory';
import {
  acceptByTask, acceptTransfer, editDeal, moveStage, readCard, returnTransfer,
  tellHeadsOfTransfers, transferDeal,
} from '#modules/deals';
import { createTask } from '#modules/work';
import { dealChain, listTransfers, transferOutlook } from './read-transfers.ts';

let db: Db;
let pumps: number;
let welding: number;
let giver: Person;
let head: Person;
let receiver: Person;
let foreignHead: Person;
let stranger: Person;
let admin: Person;

before(async () => {
  ({ db } = await createTestDatabase());
  await seedPresets(db);
  pumps = await addDepartment(db, 'Насосы');
  welding = await addDepartment(db, 'Сварка');
  giver = await addPerson(db, { departmentId: pumps });
  head = await addPerson(db, { departmentId: pumps, role: 'head', headOf: pumps });
  receiver = await addPerson(db, { departmentId: welding });
  foreignHead = await addPerson(db, { departmentId: welding, role: 'head', headOf: welding });
  stranger = await addPerson(db, { departmentId: welding });
  admin = await addPerson(db, { departmentId: await addDepartment(db), role: 'administrator' });
});

const is = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;
const give = (id: number, more: object = {}) => transferDeal(head.ctx,
  { id, departmentId: welding, employeeId: receiver.id, reason: 'Нужна сварка', ...more });

async function given(more: object = {}): Promise<number> {
  const id = await addDeal(giver);
  await give(id, more);
  return id;
}

const told = async (person: Person, id: number) => (await db.query<{ kind: string }>(
  'select kind from work.notification where employee_id = $1 and entity_id = $2 order by id',
  [person.id, id])).rows.map(({ kind }) => kind);

const addTask = (person: Person, id: number, title: string) => inTransaction(db, (tx) =>
  createTask(tx, person.ctx, {
    title, entity: 'deal', entityId: id, assigneeId: person.id,
  }));

const assigneeOf = async (taskId: number) => (await one<{ who: number }>(db,
  'select assignee_id as who from work.task where id = $1', [taskId]))?.who;

test('the receiver accepts: the task is done, the giver is told once, repeats are refused',
  async () => {
    const id = await given();
    const card = await readCard(receiver.ctx, id);
    assert.equal(card.transfer?.mayAnswer, true);
    assert.equal((await readCard(giver.ctx, id)).transfer?.mayAnswer, false);
    await assert.rejects(acceptTransfer(giver.ctx, id), is('right.missing'));
    await assert.rejects(acceptTransfer(stranger.ctx, id), is('record.missing'));
    await acceptTransfer(receiver.ctx, id);
    const after = await readCard(receiver.ctx, id);
    assert.deepEqual([after.transfer, after.nextTask], [null, null]);
    assert.deepEqual(await told(giver, id), ['deal.transferAccepted']);
    await assert.rejects(acceptTransfer(receiver.ctx, id), is('record.changed'));
    const [step] = await dealChain(giver.ctx, id);
    assert.equal(step?.state, 'accepted');
    assert.equal(step?.settledBy?.id, receiver.id);
  });

test('whoever gave the deal away is named, and whose it was', async () => {
  const { transfer } = await readCard(receiver.ctx, await given());
  assert.deepEqual([transfer?.by?.id, transfer?.from?.id], [head.id, giver.id]);
});

test('a ticked task is an acceptance, however often the job comes', async () => {
  const id = await given();
  const task = (await readCard(receiver.ctx, id)).nextTask!;
  await db.query('update work.task set done_at = now(), done_by = $2 where id = $1',
    [task.id, receiver.id]);
  for (let times = 0; times < 2; times += 1) await acceptByTask(admin.ctx, task.id);
  assert.equal((await dealChain(giver.ctx, id))[0]?.settledBy?.id, receiver.id);
  assert.deepEqual(await told(giver, id), ['deal.transferAccepted']);
});

test('a return brings deal and tasks back with its reason, and the receiver reads no more',
  async () => {
    const id = await addDeal(giver);
    const task = await addTask(giver, id, 'Позвонить');
    await give(id);
    assert.equal(await assigneeOf(task.id), receiver.id);
    await assert.rejects(returnTransfer(receiver.ctx, { id, reason: ' ' }), is('field.invalid'));
    await returnTransfer(receiver.ctx, { id, reason: 'Это насос' });
    const card = await readCard(giver.ctx, id);
    assert.deepEqual([card.department?.id, card.responsible?.id], [pumps, giver.id]);
    assert.equal(card.may.edit, true);
    assert.equal(await assigneeOf(task.id), giver.id);
    assert.deepEqual(await told(giver, id), ['deal.transferReturned']);
    await assert.rejects(readCard(receiver.ctx, id), is('record.missing'));
    const [step] = await dealChain(giver.ctx, id);
    assert.deepEqual([step?.state, step?.returnReason], ['returned', 'Это насос']);
    const giverRow = await one(db, `select from deals.deal_reader
      where deal_id = $1 and why = 'giver'`, [id]);
    assert.equal(giverRow, undefined);
  });

test('open tasks stay or are cancelled when the giver says so', async () => {
  for (const fate of ['keep', 'cancel'] as const) {
    const id = await addDeal(giver);
    const task = await addTask(giver, id, `Дело ${fate}`);
    assert.equal((await transferOutlook(head.ctx, id)).openTasks, 1);
    await give(id, { tasks: fate });
    const row = await one<{ who: number; gone: boolean }>(db, `select assignee_id as who,
      cancelled_at is not null as gone from work.task where id = $1`, [task.id]);
    assert.deepEqual(row, { who: giver.id, gone: fate === 'cancel' });
  }
});

test('a deal given on without an answer: the first question is void, the chain stays', async () => {
  const id = await given();
  await transferDeal(foreignHead.ctx, { id, departmentId: pumps, reason: 'Всё же насос' });
  const states = (await dealChain(head.ctx, id)).map(({ state }) => state);
  assert.deepEqual(states, ['waiting', 'superseded']);
  const open = await db.query(`select from work.task where entity_id = $1
    and kind = 'acceptance' and done_at is null and cancelled_at is null`, [id]);
  assert.equal(open.rowCount, 1);
});

test('after the term the head of the receiving department is told once', async () => {
  const id = await given();
  const at = (hours: number) => () => new Date(giver.ctx.now().getTime() + hours * 3_600_000);
  await tellHeadsOfTransfers(db, at(3.9));
  assert.deepEqual(await told(foreignHead, id), []);
  await Promise.all([1, 2, 3].map(() => tellHeadsOfTransfers(db, at(4.1))));
  await tellHeadsOfTransfers(db, at(30));
  assert.deepEqual(await told(foreignHead, id), ['deal.transferLate']);
  const accepted = await given();
  await acceptTransfer(receiver.ctx, accepted);
  await tellHeadsOfTransfers(db, at(30));
  assert.deepEqual(await told(foreignHead, accepted), []);
});

test('«переданные мной» shows the giver and their head what became of each', async () => {
  const id = await given();
  const seen = async (ctx: Context, side: 'given' | 'received') =>
    (await listTransfers(ctx, { side, limit: '1000', total: '1' })).items
      .find(({ deal }) => deal.id === id);
  assert.equal((await seen(giver.ctx, 'given'))?.state, 'waiting');
  assert.equal((await seen(head.ctx, 'given'))?.to.employee?.id, receiver.id);
  assert.equal((await seen(receiver.ctx, 'received'))?.deal.isOpen, true);
  assert.equal((await seen(foreignHead.ctx, 'received'))?.from.employee?.id, giver.id);
  assert.equal(await seen(stranger.ctx, 'received'), undefined);
  assert.equal(await seen(receiver.ctx, 'given'), undefined);
});

/** Everything that must hold whatever order two people came in. */
async function assertWhole(id: number): Promise<void> {
  const card = await readCard(admin.ctx, id);
  const chain = await dealChain(admin.ctx, id);
  assert.ok(chain.filter(({ state }) => state === 'waiting').length <= 1);
  const responsible = await db.query<{ id: number }>(`select employee_id as id
    from deals.deal_reader where deal_id = $1 and why = 'responsible'`, [id]);
  assert.deepEqual(responsible.rows.map((row) => row.id),
    card.responsible ? [card.responsible.id] : []);
  const open = await db.query<{ id: number }>(`select assignee_id as id from work.task
    where entity_id = $1 and kind = 'acceptance' and done_at is null and cancelled_at is null`,
  [id]);
  const waiting = chain.filter(({ state, to }) => state === 'waiting' && to.employee !== null);
  assert.deepEqual(open.rows.map((row) => row.id), waiting.map(({ to }) => to.employee!.id));
  const versions = await db.query<{ version: number }>(`select (data->>'version')::int as version
    from platform.event where entity = 'deal' and entity_id = $1 and data ? 'version'
    order by id`, [id]);
  const numbers = versions.rows.map((row) => row.version);
  assert.deepEqual(numbers, numbers.toSorted((a, b) => a - b));
  assert.equal(new Set(numbers).size, numbers.length);
}

test('two transfers, a transfer and a stage, an answer and a transfer at once: one order of both',
  async () => {
    const third = await addDepartment(db, 'Станки');
    const pairs: ((id: number, stageId: number) => Promise<unknown>[])[] = [
      (id) => [give(id), transferDeal(admin.ctx, { id, departmentId: third, reason: 'Станок' })],
      (id, stageId) => [give(id), moveStage(giver.ctx, { id, stageId: stageId + 1 })],
      (id) => [give(id), editDeal(giver.ctx, { id, version: 1, comment: 'в тот же миг' })],
    ];
    for (const pair of pairs) {
      for (let round = 0; round < 4; round += 1) {
        const id = await addDeal(giver);
        const { stageId } = await readCard(giver.ctx, id);
        const done = await Promise.allSettled(pair(id, stageId));
        assert.ok(done.some(({ status }) => status === 'fulfilled'));
        await assertWhole(id);
      }
    }
    for (let round = 0; round < 4; round += 1) {
      const id = await given();
      const done = await Promise.allSettled([
        acceptTransfer(receiver.ctx, id), returnTransfer(receiver.ctx, { id, reason: 'нет' }),
        transferDeal(foreignHead.ctx, { id, departmentId: third, reason: 'дальше' }),
      ]);
      assert.ok(done.some(({ status }) => status === 'fulfilled'));
      await assertWhole(id);
    }
  });
