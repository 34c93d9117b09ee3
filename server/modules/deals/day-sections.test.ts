import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { DaySection } from '#contract/day';
import { inTransaction, type Db, type NamedQuery } from '#platform/database';
import type { Context } from '#platform/context';
import { createTask, readDay, type NewTask } from '#modules/work';
import { createTestDatabase } from '#test/database';
import { addDeal, addDepartment, addPerson, TEST_NOW, type Person } from '#test/factory';
import { fillManyDeals, type ManyDeals } from '#test/many-deals';
import { refreshIdleBefore } from './activity-due.ts';
import { daySections } from './day-sections.ts';

const SOURCES = [...daySections.dated, ...daySections.quiet];
const YESTERDAY = '2026-11-22T10:00:00Z';

let db: Db;
let many: ManyDeals;
let manager: Person;

before(async () => {
  ({ db } = await createTestDatabase());
  many = await fillManyDeals(db, { deals: 20_000, open: 4_000 });
  await refreshIdleBefore(db, TEST_NOW);
  manager = await addPerson(db, { departmentId: await addDepartment(db) });
  await db.query(
    `insert into work.task (title, entity, entity_id, assignee_id, due_at, done_at)
     select 'Сделано', 'deal', d.id, d.responsible_id, d.created_at, d.created_at
     from deals.deal d where not d.is_open`);
  await db.query('analyze work.task');
});

const addTask = (task: Partial<NewTask>) => inTransaction(db, (tx) =>
  createTask(tx, manager.ctx, { title: 'Позвонить', assigneeId: manager.id, ...task }));

async function dayOf(ctx: Context, query = {}): Promise<Record<string, DaySection>> {
  const { sections } = await readDay(ctx, SOURCES, query);
  return Object.fromEntries(sections.map((section) => [section.code, section]));
}

test('overdue tasks stand by money at stake times days late', async () => {
  const dear = await addDeal(manager, { title: 'Станция', estimateKopecks: 500_000_000 });
  const cheap = await addDeal(manager, { title: 'Шланг', estimateKopecks: 20_000_000 });
  await addTask({ title: 'Дешёвое', entity: 'deal', entityId: cheap, dueAt: YESTERDAY });
  await addTask({
    title: 'Дорогое', entity: 'deal', entityId: dear, dueAt: '2026-11-23T08:00:00Z',
  });
  await addTask({ title: 'Давнее без сделки', dueAt: '2026-09-01T10:00:00Z' });
  await addTask({ title: 'Вечером', dueAt: '2026-11-23T15:00:00Z' });
  const { overdue, today, noAction } = await dayOf(manager.ctx);
  assert.deepEqual(overdue!.items.map((row) => row.title),
    ['Дорогое', 'Давнее без сделки', 'Дешёвое']);
  assert.equal(overdue!.total, 3);
  assert.equal(overdue!.sumKopecks, 520_000_000);
  assert.deepEqual(overdue!.items.map((row) => row.why),
    ['Срок был в 11:00', 'Просрочено на 83 дня', 'Просрочено на 1 день']);
  assert.deepEqual(today!.items.map((row) => [row.title, row.why]), [['Вечером', 'До 18:00']]);
  assert.equal(noAction!.total, 0);
});

test('a deal without a task stands in one section only', async () => {
  const id = await addDeal(manager, { title: 'Тихая' });
  assert.equal((await dayOf(manager.ctx))['noAction']!.items[0]!.entityId, id);
  await db.query(`update deals.deal set last_activity_at = '2026-11-10T10:00:00Z' where id = $1`,
    [id]);
  const { stuck, noAction } = await dayOf(manager.ctx);
  assert.equal(noAction!.total, 0);
  assert.equal(stuck!.items[0]!.why, 'Без движения 8 дней, «Заявка»');
});

test('a head sees the day of their people, a colleague does not', async () => {
  const boss = await addPerson(db,
    { departmentId: manager.departmentId, role: 'head', headOf: manager.departmentId });
  const byPerson = await dayOf(boss.ctx, { employeeId: manager.id });
  const byDepartment = await dayOf(boss.ctx, { departmentId: manager.departmentId });
  assert.equal(byPerson['overdue']!.total, 3);
  assert.equal(byDepartment['overdue']!.total, 3);
  const colleague = await addPerson(db, { departmentId: manager.departmentId });
  await assert.rejects(dayOf(colleague.ctx, { employeeId: manager.id }),
    { code: 'record.missing' });
  await assert.rejects(dayOf(many.manager.ctx, { departmentId: manager.departmentId }),
    { code: 'record.missing' });
});

test('no section reads a whole table', async () => {
  for (const who of ['manager', 'head', 'director'] as const) {
    const { ctx } = many[who];
    const query = async (asked: string | NamedQuery, values?: unknown[]) => {
      const given = typeof asked === 'string' ? { text: asked, values: values ?? [] } : asked;
      const { rows } = await db.query<Record<string, string>>(
        `explain ${given.text}`, given.values);
      const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
      assert.doesNotMatch(plan, /Seq Scan on (deal|task|deal_reader) /, `${who}\n${plan}`);
      return db.query(asked, values);
    };
    await readDay({ ...ctx, db: { ...db, query } as Db }, SOURCES, {});
  }
});
