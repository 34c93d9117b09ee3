// Mass work of every noun: the same rights and refusals by row, cells written as a sheet is
// pasted, a row that the program fails on, and everything taken back.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { MassNoun, MassStart } from '#contract/mass';
import { createProduct } from '#modules/catalog';
import { createContact, mergeRecords, readCompany } from '#modules/customers';
import { createDeal, listDeals, readCard } from '#modules/deals';
import { createLead, readCard as readLead } from '#modules/leads';
import { createTask } from '#modules/work';
import type { Context } from '#platform/context';
import { inTransaction, one, type Db } from '#platform/database';
import { startQueues, type Jobs } from '#platform/jobs';
import { defineAction, type MassDeps } from '#platform/mass/actions';
import { undoJob } from '#platform/mass/finish-job';
import { finishSmall } from '#platform/mass/finish-small';
import { listJobs, listRows, readJob } from '#platform/mass/read-job';
import { runJob } from '#platform/mass/run-job';
import { MASS_QUEUE, startJob } from '#platform/mass/start-job';
import { createTestDatabase, type TestDatabase } from '#test/database';
import { addCompany, leadStageId, seedPresets } from '#test/factory';
import { contextOf, createPeople, type People } from '#test/people';
import { massDeps, SUBJECTS } from './mass.ts';

let database: TestDatabase;
let db: Db;
let jobs: Jobs;
let people: People;
let admin: Context;
let head: Context;
let manager: Context;
let stranger: Context;

before(async () => {
  database = await createTestDatabase();
  ({ db } = database);
  people = await createPeople(db);
  await seedPresets(db);
  admin = await contextOf(db, people.admin);
  head = await contextOf(db, people.head);
  manager = await contextOf(db, people.manager);
  stranger = await contextOf(db, people.stranger);
  jobs = await startQueues(db, MASS_QUEUE);
});
after(() => jobs.stop());

const deps = (): MassDeps => massDeps(db, () => new Date());
const forever = new AbortController().signal;

type Work = Pick<MassStart, 'noun' | 'action' | 'input'> & { ids?: number[] };

async function done(
  ctx: Context, { noun, action, input, ids = [] }: Work, rows?: MassStart['rows'],
) {
  const job = await startJob(ctx, deps(), {
    noun, action, input, selection: { ids }, ...(rows ? { rows } : {}),
  });
  await runJob(deps(), job.id, forever);
  return readJob(ctx, deps(), job.id);
}

async function back(ctx: Context, id: number) {
  const undo = await undoJob(ctx, deps(), id);
  await runJob(deps(), undo.id, forever);
  return readJob(ctx, deps(), undo.id);
}

const valueOf = async (relation: string, column: string, id: number) =>
  (await one<{ value: unknown }>(db, `select ${column} as value from ${relation} where id = $1`,
    [id]))!.value;

const taskOf = (ctx: Context, title: string, assigneeId: number) =>
  inTransaction(db, async (tx) => (await createTask(tx, ctx, {
    title, assigneeId, dueAt: '2026-12-10T09:00:00Z',
  })).id);

test('leads: topic and closing for many, and back; a lead that was passed on is refused',
  async () => {
    const ids: number[] = [];
    for (const title of ['Один', 'Два']) ids.push((await createLead(manager, { title })).id);
    const topic = (await one<{ id: number }>(db,
      `select id from leads.topic where not needs_text order by id limit 1`))!.id;
    const edit = await done(manager, {
      noun: 'leads', action: 'edit', input: { topicId: topic }, ids });
    assert.equal(edit.counts.done, 2);
    assert.equal((await readLead(manager, ids[0]!)).topic?.id, topic);
    const spam = await leadStageId(db, 'spam');
    const passed = await leadStageId(db, 'passed');
    const refused = await done(manager, {
      noun: 'leads', action: 'moveStage', input: { stageId: passed }, ids });
    assert.deepEqual([refused.counts.done, refused.counts.refused], [0, 2]);
    const closed = await done(manager, {
      noun: 'leads', action: 'moveStage', input: { stageId: spam, lostReason: 'Реклама' }, ids });
    assert.equal(closed.counts.done, 2);
    assert.equal((await back(manager, closed.id)).counts.done, 2);
    assert.equal((await back(manager, edit.id)).counts.done, 2);
    const lead = await readLead(manager, ids[0]!);
    assert.deepEqual([lead.isOpen, lead.topic], [true, null]);
    await assert.rejects(done(manager, {
      noun: 'leads', action: 'assign', input: { employeeId: people.colleague.id }, ids }),
    { code: 'request.invalid' }, 'a lead stays with its operator');
  });

test('contacts, companies and products: fields, tags, an attribute, and back', async () => {
  const company = await addCompany(db, 'ООО «Север»');
  const { id: contact } = await createContact(admin, { name: 'Иванов Пётр' });
  const moved = await done(admin, {
    noun: 'contacts', action: 'edit', input: { companyId: company, position: 'Инженер' },
    ids: [contact] });
  assert.equal(moved.counts.done, 1);
  assert.equal(await valueOf('customers.contact', 'company_id', contact), company);
  await back(admin, moved.id);
  assert.equal(await valueOf('customers.contact', 'company_id', contact), null);

  await done(admin, {
    noun: 'companies', action: 'tag', input: { add: ['Нефть'] }, ids: [company] });
  const tagged = await done(admin, {
    noun: 'companies', action: 'tag', input: { add: ['ВИП'], remove: ['нефть'] }, ids: [company] });
  assert.deepEqual((await readCompany(admin, company)).tags, ['ВИП']);
  await back(admin, tagged.id);
  assert.deepEqual((await readCompany(admin, company)).tags, ['Нефть']);

  const { id: product } = await createProduct(admin, {
    name: 'Насос', ownAttributes: { Вес: '12 кг' } });
  const set = await done(admin, {
    noun: 'products', action: 'setAttribute', input: { name: 'Цвет', value: 'синий' },
    ids: [product] });
  assert.deepEqual(await valueOf('catalog.product', 'own_attributes', product),
    { Вес: '12 кг', Цвет: 'синий' });
  await back(admin, set.id);
  assert.deepEqual(await valueOf('catalog.product', 'own_attributes', product), { Вес: '12 кг' });
});

test('tasks: done for many, another assignee, another day; one told once', async () => {
  const ids = [await taskOf(manager, 'Позвонить', people.manager.id),
    await taskOf(manager, 'Написать', people.manager.id)];
  const closed = await done(manager, {
    noun: 'tasks', action: 'close', input: { state: 'done' }, ids });
  assert.equal(closed.counts.done, 2);
  assert.equal((await back(manager, closed.id)).counts.done, 2);
  const given = await done(manager, {
    noun: 'tasks', action: 'assign', input: { employeeId: people.colleague.id }, ids });
  assert.equal(given.counts.done, 2);
  const { rows } = await db.query(
    `select from work.notification where employee_id = $1 and kind = 'task.assigned'`,
    [people.colleague.id]);
  assert.equal(rows.length, 1);
  const later = await done(manager, {
    noun: 'tasks', action: 'edit', input: { dueAt: '2027-01-11T09:00:00Z' }, ids });
  assert.equal(later.counts.done, 2);
  assert.equal((await back(manager, later.id)).counts.done, 2);
  assert.equal((await back(manager, given.id)).counts.done, 2);
  assert.equal(await valueOf('work.task', 'assignee_id', ids[0]!), people.manager.id);
});

test('cells pasted as text: names and sums are understood, each row has its own answer and undo',
  async () => {
    const company = await addCompany(db, 'ООО «Ёлка»', '7707083893');
    const ids: number[] = [];
    for (const title of ['А', 'Б', 'В']) ids.push((await createDeal(manager, { title })).id);
    const rows = [
      {
        stage: 'счет выставлен', company: '7707083893', estimateKopecks: '1 234,50 ₽',
        comment: 'Из таблицы',
      },
      { stage: 'Нет такой', company: 'ооо «елка»' },
      { responsible: 'Орлова Мария', title: 'Новое имя' },
    ].map((cells, index) => ({ id: ids[index]!, input: { cells } }));
    const job = await done(head, { noun: 'deals', action: 'cells', input: {} }, rows);
    assert.deepEqual([job.counts.done, job.counts.refused], [2, 1]);
    const { items } = await listRows(head, { id: job.id, status: 'refused' });
    assert.match(items[0]!.reason ?? '', /такой стадии/);
    const first = await readCard(head, ids[0]!);
    assert.deepEqual([first.company?.id, first.estimateKopecks, first.comment],
      [company, 123_450, 'Из таблицы']);
    assert.equal((await readCard(head, ids[1]!)).company, null, 'a refused row is left whole');
    assert.equal((await readCard(head, ids[2]!)).responsible?.id, people.colleague.id);
    assert.equal((await back(head, job.id)).counts.done, 2);
    const after = await readCard(head, ids[0]!);
    assert.deepEqual([after.company, after.estimateKopecks, after.stageId],
      [null, 0, (await readCard(head, ids[1]!)).stageId]);
    assert.equal((await readCard(head, ids[2]!)).responsible?.id, people.manager.id);
  });

test('cells of 1C and columns that nobody edits are refused before anything begins', async () => {
  const { id } = await createDeal(manager, { title: 'Замок' });
  const write = (cells: object) => done(manager, { noun: 'deals', action: 'cells', input: {} },
    [{ id, input: { cells } }]);
  await assert.rejects(write({ title: 'Другой', paidKopecks: '5' }), { code: 'field.readOnly' });
  await assert.rejects(write({ createdAt: '01.01.2026' }), { code: 'field.invalid' });
  await assert.rejects(write({ constructor: 'x' }), { code: 'field.invalid' });
  await assert.rejects(write({}), { code: 'field.invalid' });
  assert.equal((await readCard(manager, id)).title, 'Замок');
});

test('a few cells are written before the answer, and one alone is no job to look after',
  async () => {
    const { id } = await createDeal(manager, { title: 'Сразу' });
    const started = await startJob(manager, deps(), {
      noun: 'deals', action: 'cells', input: {}, selection: {},
      rows: [{ id, input: { cells: { title: 'Теперь' } } }],
    });
    const job = await finishSmall(manager, deps(), started);
    assert.deepEqual([job.state, job.counts.done], ['finished', 1]);
    assert.equal((await readCard(manager, id)).title, 'Теперь');
    const { items } = await listJobs(manager, deps());
    assert.ok(items.every((each) => each.id !== job.id));
  });

test('a row that the program fails on ends as such, its neighbours and the job are done',
  async () => {
    const ids: number[] = [];
    for (let index = 0; index < 5; index += 1) {
      ids.push((await createDeal(manager, { title: `Яд ${index}` })).id);
    }
    let tries = 0;
    const reported: unknown[] = [];
    const edit = SUBJECTS['deals']!.actions['edit']!;
    const poisoned: MassDeps = {
      ...deps(),
      report: (error) => reported.push(error),
      subjects: {
        ...SUBJECTS,
        deals: {
          ...SUBJECTS['deals']!,
          actions: {
            edit: defineAction<object, never>({
              title: edit.title, right: edit.right, input: edit.input,
              run: async (ctx, id, input) => {
                if (id !== ids[2]) return edit.run(ctx, id, input as never);
                tries += 1;
                await ctx.db.query('select 1 / 0');
                return { status: 'done' };
              },
            }),
          },
        },
      },
    };
    const { id } = await startJob(manager, poisoned, {
      noun: 'deals', action: 'edit', input: { comment: 'Соседи' }, selection: { ids },
    });
    await runJob(poisoned, id, forever);
    const job = await readJob(manager, poisoned, id);
    assert.deepEqual([job.state, job.counts.done, job.counts.failed, job.counts.waiting],
      ['finished', 4, 1, 0]);
    assert.equal(tries, 3);
    assert.equal(reported.length, 3);
    const [row] = (await listRows(manager, { id, status: 'failed' })).items;
    assert.match(row!.reason ?? '', /Программа не смогла/);
    assert.equal((await readCard(manager, ids[2]!)).comment, null);
  });

test('what one does not see or may not change stays as it is, of every noun', async () => {
  const contact = (await createContact(head, {
    name: 'Чужой', responsibleId: people.head.id })).id;
  const task = await taskOf(manager, 'Чужое дело', people.manager.id);
  const lead = (await createLead(manager, { title: 'Чужой лид' })).id;
  const { id: product } = await createProduct(admin, { name: 'Общий' });
  const unseen: [MassNoun, string, object, number][] = [
    ['tasks', 'close', { state: 'done' }, task],
    ['tasks', 'cells', { cells: { title: 'Взлом' } }, task],
    ['leads', 'edit', { comment: 'Взлом' }, lead],
    ['leads', 'cells', { cells: { title: 'Взлом' } }, lead],
  ];
  for (const [noun, action, input, id] of unseen) {
    await assert.rejects(done(stranger, { noun, action, input: { ...input }, ids: [id] }),
      { code: 'field.invalid' }, `${noun}.${action}`);
  }
  await assert.rejects(done(stranger, {
    noun: 'products', action: 'edit', input: { unit: 'шт' }, ids: [product] }),
  { code: 'right.missing' });
  const job = await done(stranger, {
    noun: 'contacts', action: 'edit', input: { position: 'Взлом' }, ids: [contact] });
  assert.deepEqual([job.counts.done, job.counts.refused], [0, 1], 'read by all, edited by its own');
});

test('a filter by a company that became another one finds what the survivor has', async () => {
  const survivor = await addCompany(db, 'ООО «Осталась»');
  const loser = await addCompany(db, 'ООО «Ушла»');
  const last = await addCompany(db, 'ООО «Последняя»');
  const { id } = await createDeal(manager, { title: 'Слияние', companyId: survivor });
  const merge = async (survivorId: number, loserId: number) => {
    const versions = await Promise.all([survivorId, loserId].map(async (each) =>
      Number(await valueOf('customers.company', 'version', each))));
    await mergeRecords(admin, { followers: [] }, {
      entity: 'company', survivorId, loserId, take: [], header: null,
      survivorVersion: versions[0]!, loserVersion: versions[1]!,
    } as never);
  };
  await merge(survivor, loser);
  const found = async (filter: object) => (await listDeals(manager, {
    filter: JSON.stringify(filter) })).items.map((deal) => deal.id);
  assert.deepEqual(await found({ company: { eq: loser } }), [id]);
  await merge(last, survivor);
  await db.query('update deals.deal set company_id = $2 where id = $1', [id, last]);
  assert.deepEqual(await found({ company: { in: [loser, 999_999] } }), [id], 'over two merges');
  assert.deepEqual(await found({ company: { eq: survivor } }), [id]);
});
