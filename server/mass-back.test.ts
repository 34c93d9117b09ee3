// What a stage asks of many rows is given once, deadlines are cells, and the way back of mass work:
// two acts over the same rows in either order, and nothing that others have changed since.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createCompany, editCompany, readCompany } from '#modules/customers';
import { createDeal, editDeal, readCard, setStageRules } from '#modules/deals';
import { createField } from '#modules/fields';
import { createLead, readCard as readLead } from '#modules/leads';
import { createTask } from '#modules/work';
import type { Context } from '#platform/context';
import { inTransaction, one, type Db } from '#platform/database';
import { startQueues, type Jobs } from '#platform/jobs';
import { undoJob } from '#platform/mass/finish-job';
import { listRows, readJob } from '#platform/mass/read-job';
import { retryJob } from '#platform/mass/retry-job';
import { runJob } from '#platform/mass/run-job';
import { MASS_QUEUE, startJob } from '#platform/mass/start-job';
import type { MassStart } from '#contract/mass';
import { createTestDatabase } from '#test/database';
import { leadStageId, seedPresets, stageId } from '#test/factory';
import { contextOf, createPeople, type People } from '#test/people';
import { massDeps } from './mass.ts';

let db: Db;
let jobs: Jobs;
let people: People;
let admin: Context;
let manager: Context;

before(async () => {
  ({ db } = await createTestDatabase());
  people = await createPeople(db);
  await seedPresets(db);
  admin = await contextOf(db, people.admin);
  manager = await contextOf(db, people.manager);
  jobs = await startQueues(db, MASS_QUEUE);
});
after(() => jobs.stop());

const deps = () => massDeps(db, () => new Date());
const forever = new AbortController().signal;

async function worked(ctx: Context, { id }: { id: number }) {
  await runJob(deps(), id, forever);
  return readJob(ctx, deps(), id);
}

const work = async (ctx: Context, start: Omit<MassStart, 'selection'> & { ids?: number[] }) => {
  const { ids = [], ...rest } = start;
  return worked(ctx, await startJob(ctx, deps(), { ...rest, selection: { ids } }));
};

const back = async (ctx: Context, id: number) => worked(ctx, await undoJob(ctx, deps(), id));
const again = async (ctx: Context, id: number) => worked(ctx, await retryJob(ctx, deps(), { id }));

const typed = (noun: MassStart['noun'], ids: number[], cells: Record<string, string>) =>
  work(manager, {
    noun, action: 'cells', input: {}, rows: ids.map((id) => ({ id, input: { cells } })),
  });

test('a lost stage typed into cells asks for its reason and fields once; one undo for all',
  async () => {
    await createField(admin, {
      entity: 'deal', kind: 'text', name: 'Кому проиграли', code: 'rival',
    });
    const lost = await stageId(db, 'quick', 'lost');
    await setStageRules(admin, { id: lost, requiredFields: ['custom.rival', 'projectName'] });
    const ids: number[] = [];
    for (const projectName of ['Свой', null]) {
      ids.push((await createDeal(manager, {
        title: 'Проигранная', ...(projectName ? { projectName } : {}),
      })).id);
    }
    const before = (await readCard(manager, ids[0]!)).stageId;
    const name = (await one<{ name: string }>(db,
      'select name from deals.stage where id = $1', [lost]))!.name;
    const first = await typed('deals', ids, { stage: name, comment: 'Ушли' });
    assert.deepEqual([first.counts.refused, first.mayRetry, first.asks],
      [2, true, { rows: 2, fields: ['lostReason'] }]);

    const asked = { lostReason: 'Дорого' };
    const second = await worked(manager, await retryJob(manager, deps(), { id: first.id, asked }));
    assert.deepEqual(second.asks, { rows: 2, fields: ['custom.rival', 'projectName'] });
    await assert.rejects(retryJob(manager, deps(), {
      id: first.id, asked: { fields: { paidKopecks: 5 } },
    }), { code: 'field.invalid' }, 'an answer is checked before anything begins');
    const third = await worked(manager, await retryJob(manager, deps(), {
      id: first.id,
      asked: { ...asked, fields: { projectName: 'Общий', custom: { rival: 'Сосед' } } },
    }));
    assert.deepEqual([third.counts.done, third.asks, third.mayRetry], [2, null, false]);
    const cards = await Promise.all(ids.map((id) => readCard(manager, id)));
    assert.deepEqual(cards.map((card) =>
      [card.isOpen, card.lostReason, card.projectName, card.comment, card.custom['rival']]),
    [[false, 'Дорого', 'Свой', 'Ушли', 'Сосед'], [false, 'Дорого', 'Общий', 'Ушли', 'Сосед']],
    'what a deal has of its own is not typed over');

    assert.equal((await back(manager, first.id)).counts.done, 2);
    const [own, empty] = await Promise.all(ids.map((id) => readCard(manager, id)));
    assert.deepEqual([own!.stageId, own!.projectName, own!.comment, own!.custom['rival'] ?? null],
      [before, 'Свой', null, null]);
    assert.deepEqual([empty!.isOpen, empty!.projectName, empty!.lostReason], [true, null, null]);
    await setStageRules(admin, { id: lost, requiredFields: [] });
  });

test('a stage of leads is a cell, and asks as well', async () => {
  const { id } = await createLead(manager, { title: 'Лид' });
  const spam = await leadStageId(db, 'spam');
  await db.query('update leads.stage set needs_reason = true where id = $1', [spam]);
  const name = (await one<{ name: string }>(db,
    'select name from leads.stage where id = $1', [spam]))!.name;
  const job = await typed('leads', [id], { stage: name });
  assert.deepEqual(job.asks, { rows: 1, fields: ['lostReason'] });
  await worked(manager, await retryJob(manager, deps(), {
    id: job.id, asked: { lostReason: 'Реклама' },
  }));
  assert.equal((await readLead(manager, id)).isOpen, false);
  assert.equal((await back(manager, job.id)).counts.done, 1);
  assert.equal((await readLead(manager, id)).isOpen, true);
});

test('deadlines are cells: of a task, and of the next action of a deal', async () => {
  const { id } = await createDeal(manager, { title: 'Со сроком' });
  const none = await typed('deals', [id], { nextTaskAt: '31.01.2030' });
  assert.equal(none.counts.refused, 1, 'there is no task to move');
  const dueAt = '2030-01-10T09:00:00.000Z';
  const taskId = (await inTransaction(db, (tx) => createTask(tx, manager, {
    title: 'Позвонить', assigneeId: people.manager.id, dueAt, entity: 'deal', entityId: id,
  }))).id;
  const at = async () => (await one<{ at: Date | string | null }>(db,
    'select due_at as at from work.task where id = $1', [taskId]))!.at;
  const is = async (moment: string | null) => assert.equal(
    await at() === null ? null : new Date((await at())!).toISOString(), moment);

  const moved = await typed('deals', [id], { nextTaskAt: '31.01.2030 14:30' });
  assert.equal(moved.counts.done, 1);
  await is('2030-01-31T11:30:00.000Z');
  const same = await typed('deals', [id], { nextTaskAt: '2030-01-31T11:30:00Z' });
  assert.equal(same.counts.unchanged, 1);
  const own = await typed('tasks', [taskId], { dueAt: '01.02.2030' });
  await is('2030-02-01T15:00:00.000Z');
  const early = await back(manager, moved.id);
  assert.equal(early.counts.refused, 1, 'somebody has moved it since');
  assert.equal((await back(manager, own.id)).counts.done, 1);
  assert.equal((await again(manager, early.id)).counts.done, 1);
  await is(dueAt);
  const wrong = await typed('tasks', [taskId], { dueAt: 'когда-нибудь' });
  const { items } = await listRows(manager, { id: wrong.id });
  assert.match(items[0]!.reason ?? '', /нужен срок/);
  await typed('deals', [id], { nextTaskAt: '' });
  await is(null);
});

test('a company without a responsible goes back to none, and to no department', async () => {
  const { id } = await createCompany(admin, { name: 'ООО «Ничей»' });
  await db.query(`update customers.company set responsible_id = null, department_id = null
    where id = $1`, [id]);
  const given = await work(admin, {
    noun: 'companies', action: 'assign', input: { employeeId: people.manager.id }, ids: [id] });
  assert.equal((await readCompany(admin, id)).department?.id, people.pumps);
  assert.equal((await back(admin, given.id)).counts.done, 1);
  const card = await readCompany(admin, id);
  assert.deepEqual([card.responsible, card.department], [null, null]);
});

async function twice(
  secondId = people.stranger.id,
): Promise<{ id: number; first: number; second: number }> {
  const { id } = await createCompany(admin, { name: `ООО «Дважды ${Math.random()}»` });
  const assign = async (employeeId: number) => (await work(admin, {
    noun: 'companies', action: 'assign', input: { employeeId }, ids: [id] })).id;
  return {
    id, first: await assign(people.manager.id), second: await assign(secondId),
  };
}

test('two acts over the same rows come back in either order', async () => {
  const whose = async (id: number) => {
    const { responsible, department } = await readCompany(admin, id);
    return [responsible?.id ?? null, department?.id ?? null];
  };
  const last = await twice();
  const was = [people.admin.id, people.admin.departmentId];
  await back(admin, last.second);
  assert.deepEqual(await whose(last.id), [people.manager.id, people.pumps]);
  await back(admin, last.first);
  assert.deepEqual(await whose(last.id), was);

  const early = await twice();
  const undo = await back(admin, early.first);
  assert.deepEqual([undo.counts.refused, undo.mayRetry], [1, true]);
  assert.deepEqual(await whose(early.id), [people.stranger.id, people.compressors],
    'what came later stays');
  await back(admin, early.second);
  assert.equal((await again(admin, undo.id)).counts.done, 1);
  assert.deepEqual(await whose(early.id), was);
  await assert.rejects(again(admin, undo.id), { code: 'field.invalid' });

  const within = await twice(people.colleague.id);
  await back(admin, within.first);
  assert.deepEqual(await whose(within.id), [people.colleague.id, people.pumps],
    'a department does not go back without its person');
});

test('of two fields only what nobody has touched goes back, and it is said', async () => {
  const { id } = await createDeal(manager, { title: 'Пополам' });
  const job = await typed('deals', [id], { projectName: 'Склад', address: 'Казань' });
  const { version } = await readCard(manager, id);
  await editDeal(manager, { id, version, address: 'Уфа' });
  const undo = await back(manager, job.id);
  assert.equal(undo.counts.done, 1);
  const card = await readCard(manager, id);
  assert.deepEqual([card.projectName, card.address], [null, 'Уфа']);
  const { items: [row] } = await listRows(manager, { id: undo.id });
  assert.match(row!.reason ?? '', /остались/);

  const { id: companyId } = await createCompany(admin, { name: 'ООО «Правка»' });
  const kinds = await work(admin, {
    noun: 'companies', action: 'edit', input: { relations: ['dealer'] }, ids: [companyId] });
  const company = await readCompany(admin, companyId);
  await editCompany(admin, { id: companyId, version: company.version, relations: ['partner'] });
  assert.equal((await back(admin, kinds.id)).counts.refused, 1);
  assert.deepEqual((await readCompany(admin, companyId)).relations, ['partner']);
});

test('who has lost the right takes nothing back, before the undo begins and in its midst',
  async () => {
    const head = await contextOf(db, people.head);
    const { id } = await createDeal(manager, { title: 'Чужими руками' });
    const assigned = await work(head, {
      noun: 'deals', action: 'assign', input: { employeeId: people.colleague.id }, ids: [id] });
    const begun = await undoJob(head, deps(), assigned.id);
    const { rows } = await db.query<{ roleId: number }>(
      'delete from staff.employee_role where employee_id = $1 returning role_id as "roleId"',
      [people.head.id]);
    const barred = await contextOf(db, people.head);
    const undo = await worked(head, begun);
    assert.deepEqual([undo.counts.refused, undo.counts.done], [1, 0]);
    assert.equal((await readCard(manager, id).catch(() => null)), null, 'it stays given away');

    await db.query('delete from platform.mass_job where id = $1', [undo.id]);
    assert.equal((await readJob(barred, deps(), assigned.id)).mayUndo, false, 'no dead button');
    await assert.rejects(undoJob(barred, deps(), assigned.id), { code: 'right.missing' });
    await db.query('insert into staff.employee_role (employee_id, role_id) values ($1, $2)',
      [people.head.id, rows[0]!.roleId]);
    assert.equal((await back(head, assigned.id)).counts.done, 1);
    assert.equal((await readCard(manager, id)).responsible?.id, people.manager.id);
  });
