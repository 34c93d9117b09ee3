import assert from 'node:assert/strict';
import test, { before } from 'node:test';
import type { LeadCard } from '#contract/leads';
import { createOwnEntity } from '#modules/customers';
import { readCard as readDeal } from '#modules/deals';
import { type Db, one } from '#platform/database';
import { Refusal } from '#platform/refuse';
import { createTestDatabase } from '#test/database';
import {
  addCompany, addDepartment, addLead, addPerson, leadStageId, type Person, seedPresets, TEST_NOW,
} from '#test/factory';
import {
  acceptLead, convertLead, createLead, editLead, listLeads, moveStage, readCard, readRelated,
  readTopics, returnLead, saveTopics, settleAcceptances,
} from '#modules/leads';
import { editStage } from './edit-stage.ts';
import { replaceLines } from './lines.ts';

let db: Db;
let centre: number;
let pumps: number;
let operator: Person;
let seller: Person;
let deputy: Person;
let head: Person;
let admin: Person;

before(async () => {
  ({ db } = await createTestDatabase());
  await seedPresets(db);
  centre = await addDepartment(db, 'Коллцентр');
  pumps = await addDepartment(db, 'Насосы');
  operator = await addPerson(db, { departmentId: centre, role: 'operator', name: 'Оператор' });
  seller = await addPerson(db, { departmentId: pumps, name: 'Продавец' });
  deputy = await addPerson(db, { departmentId: pumps, name: 'Заместитель' });
  head = await addPerson(db, { departmentId: pumps, role: 'head', headOf: pumps });
  admin = await addPerson(db, { departmentId: centre, role: 'administrator' });
});

const is = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;
const inField = (field: string) => (error: unknown) =>
  error instanceof Refusal && error.fields?.[0]?.field === field;
const kindsOf = async (id: number) => (await db.query<{ kind: string }>(
  `select kind from platform.event where entity = 'lead' and entity_id = $1 order by id`, [id]))
  .rows.map((row) => row.kind);
const stageOf = (card: LeadCard, stages: Record<string, number>) =>
  Object.keys(stages).find((code) => stages[code] === card.stageId);
const stages = async () => Object.fromEntries((await db.query<{ code: string; id: number }>(
  'select code, id from leads.stage')).rows.map(({ code, id }) => [code, id]));

test('a lead keeps what was heard, its phones in one form with extensions', async () => {
  const id = await addLead(operator, {
    personName: 'Сергей', companyName: 'Волгоцемент', channel: 'call',
    phones: ['8 (812) 123-45-67 доб. 12', '+7 921 000 00 01'], emails: ['Zakaz@Zavod.example'],
    trace: { did: '+78125550111', utm: { source: 'yandex' } },
  });
  const card = await readCard(operator.ctx, id);
  assert.deepEqual(card.reaches.map((reach) => reach.display),
    ['+7 812 123-45-67 доб. 12', '+7 921 000-00-01', 'zakaz@zavod.example']);
  assert.equal(card.number, `Л-${id}`);
  assert.deepEqual(card.trace, { did: '+78125550111', utm: { source: 'yandex' } });
  assert.equal(stageOf(card, await stages()), 'working');
  assert.equal(card.responsible?.id, operator.id);
  assert.ok(card.firstResponseAt);
  await assert.rejects(createLead(operator.ctx, { title: 'Х', phones: ['нет'] }),
    inField('phones[0]'));
});

test('«Другое» demands words, other topics do not', async () => {
  const other = (await readTopics(db)).find((topic) => topic.needsText)!;
  await assert.rejects(createLead(operator.ctx, { title: 'Х', topicId: other.id }),
    inField('topicText'));
  const id = await addLead(operator, { topicId: other.id, topicText: 'Аренда крана' });
  const { version } = await readCard(operator.ctx, id);
  await assert.rejects(editLead(operator.ctx, { id, version, topicText: ' ' }),
    inField('topicText'));
});

test('edits of different fields both stay, the same field is refused by its name', async () => {
  const id = await addLead(operator, { phones: ['+7 921 000 00 01'] });
  await editLead(operator.ctx, { id, version: 1, personName: 'Анна' });
  await editLead(admin.ctx, { id, version: 1, phones: ['+7 921 000 00 02'] });
  await assert.rejects(editLead(admin.ctx, { id, version: 1, personName: 'Ольга' }),
    (error: unknown) => is('record.changed')(error) && inField('personName')(error));
  const card = await readCard(operator.ctx, id);
  assert.deepEqual([card.personName, card.phones], ['Анна', ['+79210000002']]);
  const { rows } = await db.query<{ data: { changes: object } }>(
    `select data from platform.event where kind = 'lead.edited' and entity_id = $1
     order by id desc limit 1`, [id]);
  assert.deepEqual(rows[0]!.data.changes,
    { phones: { old: '+7 921 000-00-01', new: '+7 921 000-00-02' } });
});

test('people close a lead and take it back; passed stages are not reached by a move', async () => {
  const id = await addLead(operator);
  const spam = await leadStageId(db, 'spam');
  await moveStage(operator.ctx, { id, stageId: spam, lostReason: 'Реклама' });
  const closed = await readCard(operator.ctx, id);
  assert.deepEqual([closed.isOpen, closed.lostReason], [false, 'Реклама']);
  await assert.rejects(
    convertLead(operator.ctx, { id, version: closed.version, employeeId: seller.id }),
    is('stage.forbidden'));
  const working = await leadStageId(db, 'working');
  await assert.rejects(moveStage(operator.ctx, { id, stageId: spam, fromStageId: working })
    .then(() => moveStage(operator.ctx, { id, stageId: working, fromStageId: working })),
  is('record.changed'));
  await moveStage(operator.ctx, { id, stageId: working, fromStageId: spam });
  for (const code of ['passed', 'converted']) {
    await assert.rejects(moveStage(operator.ctx, { id, stageId: await leadStageId(db, code) }),
      is('stage.forbidden'));
  }
});

test('a closing stage asks for words when administrators say so, no other stage does', async () => {
  const spam = await leadStageId(db, 'spam');
  await assert.rejects(editStage(operator.ctx, { id: spam, needsReason: true }),
    is('right.missing'));
  await assert.rejects(
    editStage(admin.ctx, { id: await leadStageId(db, 'working'), needsReason: true }),
    inField('needsReason'));
  assert.equal((await editStage(admin.ctx, { id: spam, needsReason: true })).needsReason, true);
  const id = await addLead(operator);
  await assert.rejects(moveStage(operator.ctx, { id, stageId: spam, lostReason: '  ' }),
    inField('lostReason'));
  await moveStage(operator.ctx, { id, stageId: spam, lostReason: 'Рассылка' });
  assert.equal((await readCard(operator.ctx, id)).lostReason, 'Рассылка');
  await editStage(admin.ctx, { id: spam, needsReason: false });
});

test('the deal goes to the chosen person with everything, the lead stays', async () => {
  const companyId = await addCompany(db);
  const id = await addLead(operator, {
    title: 'Насос для скважины', companyId, estimateKopecks: 5_000, phones: ['+79210000009'],
    comment: 'Перезвонить утром', trace: { utm: { campaign: 'насосы' } },
    lines: [{ name: 'Насос', quantity: '2', price: '100.50', vatRate: '22' }],
  });
  const done = await convertLead(operator.ctx, {
    id, version: 1, employeeId: seller.id, newContact: { name: 'Сергей Петров' },
  });
  assert.deepEqual([done.employee.id, done.why, done.created, done.department.id],
    [seller.id, 'self', true, pumps]);
  const deal = await readDeal(seller.ctx, done.deal.id);
  assert.deepEqual([deal.responsible?.id, deal.title, deal.company?.id, deal.amountKopecks],
    [seller.id, 'Насос для скважины', companyId, 20_100]);
  assert.equal(deal.contact?.name, 'Сергей Петров');
  const carried = await one<{ trace: object }>(db,
    'select trace from deals.deal where id = $1', [deal.id]);
  assert.deepEqual(carried?.trace, { utm: { campaign: 'насосы' } });
});

test('lines are taxed as whoever sells for the department charges', async () => {
  await createOwnEntity(admin.ctx, { name: 'Общая система' });
  const { id: reduced } = await createOwnEntity(admin.ctx,
    { name: 'Упрощённая', vatRegime: 'usn5', departmentIds: [pumps] });
  const line = { quantity: '1', price: '105', vatRate: '22' as const };
  const id = await addLead(operator, { lines: [{ ...line, name: 'Насос' },
    { ...line, name: 'Вывоз', vatRate: '0' }] });
  assert.equal((await readCard(operator.ctx, id)).vatRegime, 'vat');
  const { deal } = await convertLead(operator.ctx, { id, version: 1, employeeId: seller.id });
  const { lines, ownEntity, vatRegime } = await readDeal(seller.ctx, deal.id);
  assert.deepEqual([ownEntity?.id, vatRegime], [reduced, 'usn5']);
  assert.deepEqual(lines.map(({ vatRate, vatKopecks }) => [vatRate, vatKopecks]),
    [['5', 500], ['0', 0]]);
  assert.equal((await readCard(operator.ctx, id)).vatRegime, 'usn5', 'the deal sells for it now');
  await db.query('delete from customers.own_entity_department');
});

test('lines of a lead are a sheet that goes on into the deal with its columns', async () => {
  const id = await addLead(operator);
  const columns = [{ code: 'c1', name: 'Срок', type: 'text' as const }];
  const first = await readCard(operator.ctx, id);
  await replaceLines(operator.ctx, {
    id, version: first.version, columns, lines: [
      { name: 'Раздел', quantity: '0', price: '0', vatRate: 'none', isSection: true, key: 's' },
      {
        name: 'Насос', quantity: '2', price: '100', vatRate: '22', discountKopecks: 5_000,
        key: 'a', extra: { c1: '6 недель' },
      },
    ],
  });
  const lead = await readCard(operator.ctx, id);
  assert.deepEqual(lead.lineColumns, columns);
  assert.deepEqual(lead.lines.map(({ key, sumKopecks, costKopecks }) =>
    [key, sumKopecks, costKopecks]), [['s', 0, null], ['a', 15_000, null]]);
  const { deal } = await convertLead(operator.ctx,
    { id, version: lead.version, employeeId: seller.id });
  const { lines, lineColumns, amountKopecks } = await readDeal(seller.ctx, deal.id);
  assert.deepEqual(lineColumns, columns);
  assert.deepEqual(lines.map(({ name, isSection, extra }) => [name, isSection, extra]),
    [['Раздел', true, {}], ['Насос', false, { c1: '6 недель' }]]);
  assert.equal(amountKopecks, 15_000);
  await assert.rejects(replaceLines(operator.ctx, {
    id, version: (await readCard(operator.ctx, id)).version, columns: [...columns, ...columns],
    lines: [],
  }), inField('columns'));
});

test('the receiver sees the lead, is told and asked; the operator keeps it', async () => {
  const id = await addLead(operator);
  const done = await convertLead(operator.ctx, { id, version: 1, employeeId: seller.id });
  const lead = await readCard(seller.ctx, id);
  assert.deepEqual([lead.responsible?.id, lead.department?.id, lead.transferredTo?.id,
    lead.transferredDepartment?.id], [operator.id, centre, seller.id, pumps]);
  assert.equal(stageOf(lead, await stages()), 'passed');
  assert.deepEqual([lead.may.edit, lead.may.answer], [false, true]);
  assert.deepEqual([lead.nextTask?.kind, lead.nextTask?.title],
    ['acceptance', `Принять обращение ${lead.number}: ${lead.title}`]);
  const told = await one<{ title: string }>(db,
    `select title from work.notification where employee_id = $1 and kind = 'lead.passed'
     order by id desc limit 1`, [seller.id]);
  assert.equal(told?.title, `Вам передали обращение Л-${id}`);
  // The department is a snapshot: the person's later move does not rewrite it.
  const operators = await readCard(operator.ctx, id);
  assert.deepEqual([operators.passings[0]?.deal.number, operators.passings[0]?.deal.mayOpen],
    [done.deal.number, false]);
});

test('converting twice at once makes one deal; one more is asked for by name', async () => {
  const id = await addLead(operator);
  const convert = () => convertLead(operator.ctx, { id, version: 1, employeeId: seller.id });
  const [first, second] = await Promise.all([convert(), convert()]);
  assert.equal(first.deal.id, second.deal.id);
  assert.deepEqual([first.created, second.created].sort(), [false, true]);
  const { version } = await readCard(operator.ctx, id);
  const more = await convertLead(operator.ctx,
    { id, version, employeeId: deputy.id, another: true });
  assert.notEqual(more.deal.id, first.deal.id);
  assert.equal((await readCard(operator.ctx, id)).passings.length, 2);
});

test('an absent person gives way to a deputy, a dismissed one to the head', async () => {
  await db.query(
    `update staff.employee set deputy_id = $2, absent_from = '2026-11-20',
       absent_until = '2026-11-30' where id = $1`, [seller.id, deputy.id]);
  const id = await addLead(operator);
  const done = await convertLead(operator.ctx, { id, version: 1, employeeId: seller.id });
  assert.deepEqual([done.employee.id, done.asked.id, done.why],
    [deputy.id, seller.id, 'deputy']);
  const told = await one<{ body: string }>(db,
    `select body from work.notification where employee_id = $1 order by id desc limit 1`,
    [deputy.id]);
  assert.match(told!.body, /^Вместо: Продавец\. /);
  await db.query(
    `update staff.employee set deputy_id = null, absent_from = null, absent_until = null
     where id = $1`, [seller.id]);
  const gone = await addPerson(db, { departmentId: pumps });
  await db.query('update staff.employee set dismissed_at = $2 where id = $1', [gone.id, TEST_NOW]);
  const next = await addLead(operator);
  const other = await convertLead(operator.ctx, { id: next, version: 1, employeeId: gone.id });
  assert.deepEqual([other.employee.id, other.why, other.department.id],
    [head.id, 'head', pumps]);
});

test('«не моё» sends the lead back with its reason, and its deal is lost by it', async () => {
  const id = await addLead(operator);
  const { deal } = await convertLead(operator.ctx, { id, version: 1, employeeId: seller.id });
  await assert.rejects(returnLead(deputy.ctx, { id, reason: 'Не я' }), is('record.missing'));
  await assert.rejects(returnLead(seller.ctx, { id, reason: '  ' }), inField('reason'));
  await returnLead(seller.ctx, { id, reason: 'Это компрессоры' });
  const lead = await readCard(operator.ctx, id);
  assert.equal(stageOf(lead, await stages()), 'working');
  assert.deepEqual([lead.transferredTo, lead.nextTask, lead.passings[0]?.returnReason],
    [null, null, 'Это компрессоры']);
  const lost = await readDeal(seller.ctx, deal.id);
  assert.deepEqual([lost.isOpen, lost.lostReason], [false, 'Не моё: Это компрессоры']);
  const told = await one<{ body: string }>(db,
    `select body from work.notification where employee_id = $1 and kind = 'lead.returned'`,
    [operator.id]);
  assert.equal(told?.body, 'Продавец: Это компрессоры');
  await assert.rejects(readCard(seller.ctx, id), is('record.missing'));
  const again = await convertLead(operator.ctx,
    { id, version: lead.version, employeeId: deputy.id });
  assert.notEqual(again.deal.id, deal.id);
  assert.deepEqual((await kindsOf(id)).filter((kind) => kind.startsWith('lead.')),
    ['lead.created', 'lead.passed', 'lead.returned', 'lead.passed']);
});

test('the receiver takes it by a button or by doing the task', async () => {
  const converted = await leadStageId(db, 'converted');
  const first = await addLead(operator);
  await convertLead(operator.ctx, { id: first, version: 1, employeeId: seller.id });
  await acceptLead(seller.ctx, first);
  await acceptLead(seller.ctx, first);
  const taken = await readCard(operator.ctx, first);
  assert.deepEqual([taken.stageId, taken.isOpen, taken.nextTask], [converted, false, null]);
  const second = await addLead(operator);
  await convertLead(operator.ctx, { id: second, version: 1, employeeId: seller.id });
  await settleAcceptances(db, () => TEST_NOW, second);
  assert.equal((await readCard(operator.ctx, second)).isOpen, true);
  await db.query(
    `update work.task set done_at = $2, done_by = $3
     where entity = 'lead' and entity_id = $1`, [second, TEST_NOW, seller.id]);
  await settleAcceptances(db, () => TEST_NOW, second);
  assert.equal((await readCard(operator.ctx, second)).stageId, converted);
});

test('a salesperson converts a lead to themselves only, and is not asked to accept', async () => {
  const id = await addLead(seller);
  await assert.rejects(
    convertLead(seller.ctx, { id, version: 1, employeeId: deputy.id }), is('right.missing'));
  const companyId = await addCompany(db);
  const { deal } = await convertLead(seller.ctx, {
    id, version: 1, employeeId: seller.id, companyId, title: 'Насос для цеха',
  });
  const lead = await readCard(seller.ctx, id);
  assert.equal((await readDeal(seller.ctx, deal.id)).title, 'Насос для цеха');
  // Its own deal is no other work with the same client.
  const related = await readRelated(seller.ctx, id);
  assert.deepEqual(related.filter(({ entity }) => entity === 'deal'), []);
  assert.equal(stageOf(lead, await stages()), 'converted');
  assert.equal(lead.nextTask, null);
});

test('a lead is not given to others by a field: only within the right to pass', async () => {
  const id = await addLead(seller, { title: 'Свой' });
  const give = async (by: Person, responsibleId: number) =>
    editLead(by.ctx, { id, version: (await readCard(by.ctx, id)).version, responsibleId });
  await assert.rejects(give(seller, operator.id), is('right.missing'));
  await assert.rejects(give(seller, deputy.id), is('right.missing'));
  await give(head, deputy.id);
  await give(deputy, deputy.id);
  await assert.rejects(give(head, operator.id), is('right.missing'));
  const heard = await addLead(operator, { title: 'Услышан' });
  await editLead(operator.ctx, { id: heard, version: 1, responsibleId: admin.id });
  assert.equal((await readCard(admin.ctx, heard)).responsible?.id, admin.id);
});

test('administrators edit the topics; a removed one stays in old leads', async () => {
  const before = (await readTopics(db)).filter((topic) => !topic.archived);
  const [first] = before;
  const id = await addLead(operator, { topicId: first!.id });
  await assert.rejects(saveTopics(operator.ctx, { topics: [] }), is('right.missing'));
  const saved = await saveTopics(admin.ctx, {
    topics: [...before.slice(1), { name: 'Аренда', needsText: false }],
  });
  assert.ok(saved.some((topic) => topic.name === 'Аренда' && !topic.archived));
  assert.equal((await readCard(operator.ctx, id)).topic?.id, first!.id);
  await assert.rejects(addLead(operator, { topicId: first!.id }), inField('topicId'));
  const back = await saveTopics(admin.ctx, { topics: [{ name: first!.name, needsText: false }] });
  assert.equal(back.find((topic) => topic.name === first!.name)?.id, first!.id);
});

test('the list finds by phone, title and company, and tells the exact number', async () => {
  const id = await addLead(operator, {
    title: 'Редкостная вакуумная машина', companyName: 'Уралхимдеталь', phones: ['+73432222333'],
  });
  for (const q of ['2222333', 'вакуумной машины', 'уралхимд', `Л-${id}`, 'eхимд']) {
    const { total } = await listLeads(operator.ctx, { q, total: '1' });
    assert.equal(total, q === 'eхимд' ? 0 : 1, q);
  }
});
