// Rows of a batch are done at once: what one of them spoils, finds or makes comes out as if each
// had been done alone, in the order of the file.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { after, before, test } from 'node:test';
import { completeInn } from '#contract/requisites';
import { createContact, readContact } from '#modules/customers';
import { IMPORT_QUEUE, listRows } from '#modules/imports';
import type { Context } from '#platform/context';
import { type Db, inTransaction, joinTransaction, type Tx, watched } from '#platform/database';
import { type Jobs, startQueues } from '#platform/jobs';
import { createTestDatabase } from '#test/database';
import { addDepartment, addPerson, seedPresets } from '#test/factory';
import { checked, run } from '#test/import-file';
import { importDeps } from './imports.ts';

let db: Db;
let ctx: Context;
let jobs: Jobs;
const uploadsDir = mkdtempSync(join(tmpdir(), 'verstak-at-once-'));

before(async () => {
  ({ db } = await createTestDatabase());
  await seedPresets(db);
  const departmentId = await addDepartment(db);
  ({ ctx } = await addPerson(db, { departmentId, role: 'administrator' }));
  jobs = await startQueues(db, IMPORT_QUEUE);
});
after(async () => {
  await jobs.stop();
  rmSync(uploadsDir, { recursive: true, force: true });
});

const deps = () => importDeps(db, () => new Date(), { uploadsDir });
const rowsOf = async (id: number) => (await listRows(ctx, { id, limit: 500 })).items;
const inn = (index: number) => completeInn(String(200_000_000 + index));

test('one row that the database refuses takes nothing from its neighbours', async () => {
  const tags = Array.from({ length: 31 }, (_, index) => `метка ${index}`).join('; ');
  const sheet = [['Название', 'ИНН', 'Метки'],
    ...Array.from({ length: 50 }, (_, index) =>
      [`ООО «Сосед ${index}»`, inn(index), index === 20 ? tags : 'одна'])];
  const { id } = await checked(ctx, deps(), { noun: 'companies', rows: sheet });
  const tried = await rowsOf(id);
  assert.deepEqual(tried.filter(({ status }) => status !== 'create').map(({ line }) => line), [22]);
  await run(ctx, deps(), id);
  const done = await rowsOf(id);
  assert.equal(done.filter(({ status }) => status === 'created').length, 49);
  assert.equal(new Set(done.map(({ recordId }) => recordId)).size, 50);
  const { rows: [made] } = await db.query<{ count: number; events: number }>(`
    select count(*), (select count(*) from platform.event where kind = 'company.created') as events
    from customers.company where name like 'ООО «Сосед %'`);
  assert.deepEqual(made, { count: 49, events: 49 });
});

test('a company that another row of the batch has just made is no second time made', async () => {
  const { id } = await checked(ctx, deps(), {
    noun: 'companies', key: 'name', rows: [['Название', 'ИНН', 'Адрес'],
      ['ООО «Первая»', inn(900), 'Казань'], ['ООО «Вторая»', inn(900), 'Омск'],
      ['ООО «Третья»', null, 'Уфа']],
  });
  await run(ctx, deps(), id);
  const rows = await rowsOf(id);
  assert.deepEqual(rows.map(({ status }) => status), ['created', 'error', 'created']);
  assert.match(rows[1]!.problems[0]!.reason, /«Первая»/);
});

test('two rows that come to one person by two phones both change them', async () => {
  const { id: contactId } = await createContact(ctx, {
    name: 'Орлова Вера', phones: ['8 912 111-22-01', '8 912 111-22-02'],
  });
  const { id } = await checked(ctx, deps(), {
    noun: 'contacts', key: 'reach', mode: 'update', rows: [['Телефон', 'Должность', 'E-mail'],
      ['8 912 111-22-01', 'Инженер', null], ['8 912 111-22-02', null, 'orlova@zavod.ru']],
  });
  await run(ctx, deps(), id);
  assert.deepEqual((await rowsOf(id)).map(({ status }) => status), ['updated', 'updated']);
  const card = await readContact(ctx, contactId);
  assert.deepEqual([card.position, card.reaches.some(({ value }) => value === 'orlova@zavod.ru')],
    ['Инженер', true]);
});

test('statements of one transaction that go out together come back each to its own', async () => {
  const answers = await inTransaction(db, async (tx) => {
    const together = await Promise.allSettled([
      tx.query<{ at: number }>({ name: 'at', text: 'select $1::int as at', values: [1] }),
      tx.query<{ at: number }>({ name: 'at', text: 'select $1::int as at', values: [2] }),
      tx.query('savepoint part'), tx.query('select 1 / 0'), tx.query('select 3'),
      tx.query('rollback to savepoint part'),
    ]);
    const { rows: [last] } = await tx.query<{ at: number }>('select 4 as at');
    return [...together.map((each) => (each.status === 'fulfilled' ? 'done' : 'failed')), last!.at];
  });
  assert.deepEqual(answers, ['done', 'done', 'done', 'failed', 'failed', 'done', 4]);
});

test('of statements asked for at once the first to fail says why', async () => {
  const heardLate = (tx: Tx) => tx.query('select 1 / 0').catch(async (error: unknown) => {
    await setImmediate();
    throw error;
  });
  await assert.rejects(
    inTransaction(db, (tx) => Promise.all([heardLate(tx), tx.query('select 1')])),
    { code: '22012' });
});

test('what a failed part has left behind is not done', async () => {
  const late = Promise.withResolvers<void>();
  const name = (tx: Tx, text: string) =>
    tx.query('update staff.department set name = $1 where parent_id is null', [text]);
  await inTransaction(db, async (tx) => {
    await name(tx, 'Один');
    const part = inTransaction(joinTransaction(tx), (own) => Promise.all([
      late.promise.then(() => name(own, 'Два')), Promise.reject(new Error('Refused')),
    ]));
    await assert.rejects(part, /Refused/);
    late.resolve();
    await setImmediate();
  });
  const { rows } = await db.query('select name from staff.department where parent_id is null');
  assert.deepEqual(rows.map((row) => row['name']), ['Один']);
});

test('a transaction whose failure was swallowed does not pass for done', async () => {
  await assert.rejects(inTransaction(db, (tx) => tx.query('select 1 / 0').catch(() => null)),
    { code: '22012' });
});

test('reading leaves nothing behind, a lock or a write does', async () => {
  const written = await inTransaction(db, async (tx) => {
    const told: boolean[] = [];
    for (const text of [
      'select 1', 'select id from staff.employee for update',
      'with x as (select 1) select * from x',
      'update staff.employee set name = name where false',
    ]) {
      const own = watched(tx);
      await own.tx.query(text);
      told.push(own.hasWritten());
    }
    return told;
  });
  assert.deepEqual(written, [false, true, false, true]);
});
