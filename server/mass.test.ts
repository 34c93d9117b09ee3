// Mass work from start to undo: per-row rights and results, one notification for each receiver,
// a killed worker, and nothing that another person has changed since is taken back.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { after, before, test } from 'node:test';
import type { Refusal } from '#platform/refuse';
import { createDeal, editDeal, moveStage, readCard, transferDeal } from '#modules/deals';
import type { Context } from '#platform/context';
import { startQueues, type Jobs } from '#platform/jobs';
import { cancelJob, undoJob } from '#platform/mass/finish-job';
import { listJobs, listRows, readJob } from '#platform/mass/read-job';
import { runJob } from '#platform/mass/run-job';
import { MASS_QUEUE, startJob } from '#platform/mass/start-job';
import type { Db } from '#platform/database';
import { createTestDatabase, type TestDatabase } from '#test/database';
import { addCompany, seedPresets, stageId } from '#test/factory';
import { contextOf, createPeople, type People } from '#test/people';
import { massDeps } from './mass.ts';

let database: TestDatabase;
let db: Db;
let jobs: Jobs;
let people: People;
let head: Context;
let manager: Context;

before(async () => {
  database = await createTestDatabase();
  ({ db } = database);
  people = await createPeople(db);
  await seedPresets(db);
  head = await contextOf(db, people.head);
  manager = await contextOf(db, people.manager);
  // Only enqueues: each test runs the work itself, when it wants.
  jobs = await startQueues(db, MASS_QUEUE);
});
after(() => jobs.stop());

const deps = () => massDeps(db, () => new Date());
const forever = new AbortController().signal;

async function makeDeals(count: number, title: string): Promise<number[]> {
  const ids: number[] = [];
  for (let index = 0; index < count; index += 1) {
    ids.push((await createDeal(manager, { title: `${title} ${index}` })).id);
  }
  return ids;
}

async function start(
  ctx: Context, action: string, input: Record<string, unknown>, ids: number[],
): Promise<number> {
  const job = await startJob(ctx, deps(), { noun: 'deals', action, input, selection: { ids } });
  return job.id;
}

async function done(ctx: Context, action: string, input: Record<string, unknown>, ids: number[]) {
  const id = await start(ctx, action, input, ids);
  await runJob(deps(), id, forever);
  return readJob(ctx, deps(), id);
}

const rowsOf = async (ctx: Context, id: number) => (await listRows(ctx, { id })).items;
const notices = async (employeeId: number) => (await db.query<{ title: string; body: string }>(
  'select title, body from work.notification where employee_id = $1 order by id',
  [employeeId])).rows;

test('a transfer of many: refusals by row, one notice, and everything taken back', async () => {
  const ids = await makeDeals(4, 'Насос');
  // The head gave this one away before: it is still read, and no longer to be given.
  const foreign = ids[3]!;
  await transferDeal(head, { id: foreign, departmentId: people.compressors, reason: 'Их клиент' });
  const input = {
    departmentId: people.compressors, employeeId: people.stranger.id, reason: 'Компрессорная',
  };
  const job = await done(head, 'transfer', input, ids);
  assert.equal(job.state, 'finished');
  assert.deepEqual(job.counts,
    {
      total: 4, waiting: 0, done: 3, refused: 1, failed: 0, unchanged: 0, skipped: 0,
    });
  const refused = (await rowsOf(head, job.id)).filter((row) => row.status === 'refused');
  assert.deepEqual(refused.map((row) => row.recordId), [foreign]);
  assert.match(refused[0]!.reason ?? '', /передали.+для чтения.+ведёт отдел «Компрессоры»/);
  const [told, ...more] = (await notices(people.stranger.id));
  assert.equal(more.length, 0, 'one notification for three deals');
  assert.match(told!.title, /передали сделок: 3/);
  const stranger = await contextOf(db, people.stranger);
  assert.equal((await readCard(stranger, ids[0]!)).responsible?.id, people.stranger.id);

  // The receiver has already renamed one and passed another on inside of the department.
  const { version } = await readCard(stranger, ids[1]!);
  await editDeal(stranger, { id: ids[1]!, version, title: 'Уже моя' });
  const undo = await undoJob(head, deps(), job.id);
  await runJob(deps(), undo.id, forever);
  const after = await readJob(head, deps(), undo.id);
  assert.equal(after.counts.done, 3);
  const back = await readCard(manager, ids[1]!);
  assert.deepEqual([back.department?.id, back.responsible?.id, back.title],
    [people.pumps, people.manager.id, 'Уже моя']);
  await assert.rejects(readCard(stranger, ids[0]!), { code: 'record.missing' });
  const { rows } = await db.query(`select from work.task where kind = 'acceptance'
    and assignee_id = $1 and cancelled_at is null`, [people.stranger.id]);
  assert.equal(rows.length, 0, 'the questions to accept are gone');
  assert.equal((await undoJob(head, deps(), job.id)).id, undo.id, 'taken back once');
});

test('an edit is taken back only where nobody has changed the field since', async () => {
  const ids = await makeDeals(3, 'Правка');
  const job = await done(manager, 'edit', { projectName: 'Склад' }, ids);
  assert.equal(job.counts.done, 3);
  const { version } = await readCard(manager, ids[0]!);
  await editDeal(manager, { id: ids[0]!, version, projectName: 'Цех' });
  const { id } = await undoJob(manager, deps(), job.id);
  await runJob(deps(), id, forever);
  const rows = await rowsOf(manager, id);
  assert.deepEqual(new Map(rows.map((row) => [row.recordId, row.status])),
    new Map(ids.map((dealId, index) => [dealId, index === 0 ? 'refused' : 'done'])));
  assert.equal((await readCard(manager, ids[0]!)).projectName, 'Цех');
  assert.equal((await readCard(manager, ids[1]!)).projectName, null);
  const again = await done(manager, 'edit', { projectName: 'Цех' }, [ids[0]!]);
  assert.equal(again.counts.unchanged, 1);
});

test('stages move as one by one: the forbidden is refused, the rest comes back', async () => {
  const ids = await makeDeals(3, 'Стадия');
  const lost = await stageId(db, 'quick', 'lost');
  const won = await stageId(db, 'quick', 'won');
  await moveStage(manager, { id: ids[2]!, stageId: won });
  const { rows: [reason] } = await db.query<{ id: number; name: string }>(
    `select id, name from deals.loss_reason where not needs_text and archived_at is null
       and pipeline_id is null order by id limit 1`);
  const job = await done(manager, 'moveStage', { stageId: lost, lossReasonId: reason!.id }, ids);
  assert.equal((await readCard(manager, ids[1]!)).lostReason, reason!.name);
  assert.equal(job.counts.done, 2);
  assert.equal(job.counts.refused, 1);
  const { id } = await undoJob(manager, deps(), job.id);
  await runJob(deps(), id, forever);
  const card = await readCard(manager, ids[0]!);
  assert.deepEqual([card.isOpen, card.lostReason], [true, null]);
});

test('a deal that somebody moved after the act was asked for stays there, and the row says so',
  async () => {
    const ids = await makeDeals(2, 'Опередили');
    const [paid, invoiced] = await Promise.all(
      ['paid', 'invoiced'].map((code) => stageId(db, 'quick', code)));
    const job = await start(manager, 'moveStage', { stageId: paid! }, ids);
    await moveStage({ ...head, now: () => new Date(Date.now() + 5) },
      { id: ids[0]!, stageId: invoiced! });
    await runJob(deps(), job, forever);
    const rows = await rowsOf(manager, job);
    assert.deepEqual(rows.map(({ status }) => status).sort(), ['done', 'refused']);
    assert.match(rows.find(({ status }) => status === 'refused')!.reason!, /Соколова Анна/);
    assert.equal((await readCard(manager, ids[0]!)).stageId, invoiced);
    // Two acts of one person, the second asked for before the first is done: the second counts.
    const [one, two] = [await start(manager, 'moveStage', { stageId: invoiced! }, [ids[1]!]),
      await start(manager, 'moveStage', { stageId: paid! }, [ids[1]!])];
    const later = { ...deps(), now: () => new Date(Date.now() + 5) };
    for (const id of [one, two]) await runJob(later, id, forever);
    assert.equal((await readCard(manager, ids[1]!)).stageId, paid);
  });

test('whoever gives own deals to a colleague may take them back, though they see them no more',
  async () => {
    const ids = await makeDeals(2, 'Отдам');
    const job = await done(manager, 'assign', { employeeId: people.colleague.id }, ids);
    assert.equal(job.counts.done, 2);
    await assert.rejects(readCard(manager, ids[0]!), { code: 'record.missing' });
    const { id } = await undoJob(manager, deps(), job.id);
    await runJob(deps(), id, forever);
    assert.equal((await readCard(manager, ids[0]!)).responsible?.id, people.manager.id);
  });

test('tasks are added to each deal and cancelled by the undo', async () => {
  const ids = await makeDeals(2, 'Задачи');
  const job = await done(head, 'addTask', { title: 'Позвонить' }, ids);
  const open = async () => (await db.query(`select from work.task where title = 'Позвонить'
    and assignee_id = $1 and cancelled_at is null`, [people.manager.id])).rows.length;
  assert.equal(await open(), 2);
  const { id } = await undoJob(head, deps(), job.id);
  await runJob(deps(), id, forever);
  assert.equal(await open(), 0);
});

test('what 1C owns, unknown fields and foreign rights stop a job before it begins', async () => {
  const ids = await makeDeals(1, 'Запрет');
  await assert.rejects(start(head, 'edit', { paidKopecks: 5 }, ids), { code: 'field.readOnly' });
  await assert.rejects(start(head, 'edit', { noSuch: 5 }, ids), { code: 'field.invalid' });
  await assert.rejects(start(head, 'constructor', {}, ids),
    (error: Refusal) => error.fields?.[0]?.field === 'action');
  await assert.rejects(start(head, 'edit', {}, ids), { code: 'field.invalid' });
  await assert.rejects(start(manager, 'transfer',
    { departmentId: people.compressors, reason: 'Нет права' }, ids), { code: 'right.missing' });
  const stranger = await contextOf(db, people.stranger);
  await assert.rejects(start(stranger, 'edit', { comment: 'Взлом' }, ids),
    { code: 'field.invalid' }, 'invisible deals are no deals');
  const job = await done(head, 'edit', { comment: 'Можно' }, ids);
  await assert.rejects(readJob(stranger, deps(), job.id), { code: 'record.missing' });
  assert.equal((await listJobs(stranger, deps())).items.length, 0);
});

test('all of a view: by its filter, with what came into it before the start only', async () => {
  await makeDeals(3, 'По отбору');
  const filter = JSON.stringify({ title: { startsWith: 'По отбору' } });
  const job = await startJob(manager, deps(), {
    noun: 'deals', action: 'edit', input: { address: 'Казань' }, selection: { filter },
  });
  await makeDeals(1, 'По отбору');
  await runJob(deps(), job.id, forever);
  assert.equal((await readJob(manager, deps(), job.id)).counts.done, 3);
});

test('a company gets another responsible in the same way', async () => {
  const first = await addCompany(db);
  const second = await addCompany(db);
  const admin = await contextOf(db, people.admin);
  const { id } = await startJob(admin, deps(), {
    noun: 'companies', action: 'assign', input: { employeeId: people.manager.id },
    selection: { ids: [first, second] },
  });
  await runJob(deps(), id, forever);
  assert.equal((await readJob(admin, deps(), id)).counts.done, 2);
});

test('killed workers and two at once do no row twice and lose none', { timeout: 90_000 },
  async () => {
    const ids = await makeDeals(120, 'Гибель');
    const id = await start(manager, 'edit', { endCustomerName: 'АО «Итог»' }, ids);
    const left = async () => (await readJob(manager, deps(), id)).counts.waiting;
    for (let kills = 0; kills < 3 && await left() > 0; kills += 1) {
      const seen = await left();
      const worker = spawn(process.execPath, ['test/mass-worker.ts', database.url, String(id)]);
      while (worker.exitCode === null && await left() > Math.max(0, seen - 15)) {
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      worker.kill('SIGKILL');
    }
    await Promise.all([runJob(deps(), id, forever), runJob(deps(), id, forever)]);
    const job = await readJob(manager, deps(), id);
    assert.deepEqual([job.state, job.counts.done], ['finished', 120]);
    const { rows } = await db.query<{ count: number }>(
      `select count(*) from platform.event where kind = 'deal.edited'
         and entity_id = any($1::bigint[]) and data->'changes' ? 'endCustomerName'
       group by entity_id`, [ids]);
    assert.deepEqual(rows.map((row) => row.count), Array.from({ length: 120 }, () => 1));
  });

test('cancelling leaves what is done and skips the rest', async () => {
  const ids = await makeDeals(3, 'Стоп');
  const id = await start(manager, 'edit', { comment: 'Не успеет' }, ids);
  const job = await cancelJob(manager, deps(), id);
  assert.deepEqual([job.state, job.counts.skipped], ['cancelled', 3]);
  await runJob(deps(), id, forever);
  assert.equal((await readCard(manager, ids[0]!)).comment, null);
});

test('a task is given to nobody who is dismissed, and is not lost with a dismissed responsible',
  async () => {
    const [theirs, mine] = await makeDeals(2, 'Ничья');
    const { version } = await readCard(manager, theirs!);
    await editDeal(head, { id: theirs!, version, responsibleId: people.colleague.id });
    await db.query('update staff.employee set dismissed_at = now() where id = $1',
      [people.colleague.id]);
    const named = await done(head, 'addTask',
      { title: 'Позвонить', assigneeId: people.colleague.id }, [mine!]);
    assert.deepEqual([named.counts.done, named.counts.refused], [0, 1]);
    const each = await done(head, 'addTask', { title: 'Позвонить' }, [theirs!, mine!]);
    assert.deepEqual([each.counts.done, each.counts.refused], [1, 1]);
    const refused = (await rowsOf(head, each.id)).find((row) => row.status === 'refused');
    assert.deepEqual([refused?.recordId, /уволен/.test(refused?.reason ?? '')], [theirs, true]);
    await db.query('update staff.employee set dismissed_at = null where id = $1',
      [people.colleague.id]);
  });

test('a program without a person hears the same of work that is there or not', async () => {
  const [id] = await makeDeals(1, 'Чужая работа');
  const job = await done(manager, 'edit', { comment: 'Моё' }, [id!]);
  const program: Context = { ...head, actor: { ...head.actor, employeeId: null } };
  for (const each of [job.id, 999_999]) {
    await assert.rejects(readJob(program, deps(), each), { code: 'right.missing' });
  }
});
