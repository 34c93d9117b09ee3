// An import from the file to the way back: what a trial promises the run does, by the rules of a
// single edit; nothing is doubled by a killed worker and nothing that others changed is taken back.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { after, before, test } from 'node:test';
import { readXlsx } from 'hucre/xlsx';
import { createCompany, editCompany, readCompany, readContact } from '#modules/customers';
import { createDeal, readCard } from '#modules/deals';
import {
  cancelImport, errorFile, listImports, listRows, readImport, startCheck, startRun, startUndo,
  workImport,
} from '#modules/imports';
import type { Context } from '#platform/context';
import type { Db } from '#platform/database';
import type { Refusal } from '#platform/refuse';
import type { TestDatabase } from '#test/database';
import { FOREVER, openImportDesk, rowsOfImport, type ImportDesk } from '#test/import-desk';
import { checked, run, undo, upload, xlsxOf } from '#test/import-file';
import { contextOf, type People } from '#test/people';

let desk: ImportDesk;
let database: TestDatabase;
let db: Db;
let people: People;
let head: Context;
let admin: Context;

before(async () => {
  desk = await openImportDesk();
  ({ people, database, database: { db } } = desk);
  head = await contextOf(db, people.head);
  admin = await contextOf(db, people.admin);
});
after(() => desk.close());

const deps = () => desk.deps();
const nextInn = () => desk.nextInn();
const rowsOf = rowsOfImport;

test('companies: a trial writes nothing, the run does what it said, undo brings all back',
  async () => {
    const [known, fresh, foreign] = [nextInn(), nextInn(), nextInn()];
    const { id: companyId } = await createCompany(head, {
      name: 'ООО «Старый адрес»', inn: known, address: 'Пермь', phones: ['8 342 200-00-01'],
    });
    // Another department's company: everybody reads it, a head of pumps does not edit it.
    const stranger = await contextOf(db, people.stranger);
    await createCompany(stranger, { name: 'ООО «Чужая»', inn: foreign });
    const before = await readCompany(head, companyId);
    const made = await checked(head, deps(), { noun: 'companies', rows: [
      ['Клиенты отдела на 1 ноября'],
      ['Наименование', 'ИНН', 'Юр. адрес', 'Тел.', 'Менеджер'],
      ['ООО «Новый»', Number(fresh), 'Казань', '8 (843) 200-00-02; +7 900 111-22-33', 'Петров И.'],
      ['ООО «Старый адрес»', known, 'Омск', '8 (342) 200-00-01', null],
      ['ООО «Опечатка»', '7707083894', null, '+7 99', 'Никто'],
      ['ООО «Чужая»', foreign, 'Тула', null, null],
      ['ООО «Повтор»', fresh, null, null, null],
      [null, null, null, null, 'Петров Иван'],
    ] });
    assert.deepEqual(made.settings.columns, ['name', 'inn', 'address', 'phones', 'responsible']);
    assert.equal(made.settings.headerRow, 2);
    const trial = await readImport(head, deps(), made.id);
    assert.equal(trial.state, 'checked');
    assert.deepEqual(
      [trial.counts.create, trial.counts.update, trial.counts.error], [1, 1, 4]);
    const rows = await rowsOf(head, made.id);
    assert.deepEqual(rows.map(({ line, status }) => [line, status]), [
      [3, 'create'], [4, 'update'], [5, 'error'], [6, 'error'], [7, 'error'], [8, 'error']]);
    assert.deepEqual(rows[1]!.changes, [{ label: 'Адрес', old: 'Пермь', new: 'Омск' }]);
    assert.match(rows[2]!.problems[0]!.reason, /Контрольная цифра/);
    assert.deepEqual(rows[2]!.problems.map(({ label }) => label),
      ['ИНН', 'Ответственный', 'Телефон'], 'all that is wrong is said at once');
    assert.match(rows[3]!.problems[0]!.reason, /нет прав/);
    assert.match(rows[4]!.problems[0]!.reason, /строке 3/);
    assert.deepEqual(rows[5]!.problems[0], { label: 'Название', reason: 'Не заполнено.' });
    assert.equal((await readCompany(head, companyId)).address, 'Пермь', 'a trial writes nothing');

    await run(head, deps(), made.id);
    const done = await readImport(head, deps(), made.id);
    assert.deepEqual([done.state, done.counts.created, done.counts.updated, done.counts.error],
      ['finished', 1, 1, 4]);
    const created = (await rowsOf(head, made.id))[0]!;
    const card = await readCompany(head, created.recordId!);
    assert.equal(card.inn, fresh);
    assert.equal(card.responsible?.id, people.manager.id);
    assert.deepEqual(card.reaches.map(({ value }) => value), ['+78432000002', '+79001112233']);
    assert.equal((await readCompany(head, companyId)).address, 'Омск');
    const { rows: events } = await db.query<{ source: string; actor: number }>(
      `select source, actor_id as actor from platform.event
       where kind = 'company.created' and entity_id = $1`, [created.recordId]);
    assert.deepEqual(events, [{ source: 'import', actor: people.head.id }]);

    await undo(head, deps(), made.id);
    const back = await readImport(head, deps(), made.id);
    assert.deepEqual([back.state, back.counts.undone, back.counts.kept], ['undone', 2, 0]);
    const after = await readCompany(head, companyId);
    const bare = ({ version: _v, updatedAt: _u, ...rest }: typeof after) => rest;
    assert.deepEqual(bare(after), bare(before));
    assert.ok((await readCompany(head, created.recordId!)).deletedAt, 'created is gone');
  });

test('what others have gone on with is kept, with a reason for each row', async () => {
  const [one, two, three] = [nextInn(), nextInn(), nextInn()];
  const made = await checked(head, deps(), { noun: 'companies', rows: [
    ['Название', 'ИНН', 'Адрес'],
    ['ООО «Со сделкой»', one, 'Казань'], ['ООО «Правленая»', two, 'Казань'],
    ['ООО «Нетронутая»', three, 'Казань'],
  ] });
  await run(head, deps(), made.id);
  const [deal, edited] = await rowsOf(head, made.id);
  await createDeal(head, { title: 'Насос', companyId: deal!.recordId! });
  await editCompany(head, { id: edited!.recordId!, version: 1, address: 'Уфа' });
  await undo(head, deps(), made.id);
  const rows = await rowsOf(head, made.id);
  assert.deepEqual(rows.map((row) => row.undo), ['kept', 'kept', 'undone']);
  assert.match(rows[0]!.undoReason ?? '', /сделки/);
  assert.match(rows[1]!.undoReason ?? '', /меняли/);

  const again = await checked(head, deps(), { noun: 'companies', rows: [
    ['ИНН', 'Адрес', 'Полное наименование'], [two, 'Тверь', 'Полное имя'],
  ], mode: 'update' });
  await run(head, deps(), again.id);
  const { version } = await readCompany(head, edited!.recordId!);
  await editCompany(head, { id: edited!.recordId!, version, address: 'Сочи' });
  await undo(head, deps(), again.id);
  const [row] = await rowsOf(head, again.id);
  assert.deepEqual([row!.undo, row!.undoReason],
    ['undone', 'Осталось, с тех пор изменили: Адрес.']);
  const card = await readCompany(head, edited!.recordId!);
  assert.deepEqual([card.address, card.fullName], ['Сочи', null]);
});

test('contacts: several people on one number are asked about, names may stand in three columns',
  async () => {
    const inn = nextInn();
    const { id: companyId } = await createCompany(head, { name: 'АО «Связь»', inn });
    const sheet = [
      ['Фамилия', 'Имя', 'Отчество', 'Должность', 'ИНН', 'Мобильный', 'E-mail'],
      ['Белов', 'Пётр', 'Ильич', 'Инженер', inn, '8 912 000-11-22', 'belov@svyaz.ru'],
      ['Белова', 'Анна', null, null, inn, '8 912 000-11-22', null],
      ['Сидоров', 'Олег', null, null, '1', '8 912', 'oleg@'],
    ];
    const made = await checked(head, deps(), { noun: 'contacts', rows: sheet, key: 'nameReach' });
    assert.deepEqual(made.settings.columns, ['lastName', 'name', 'middleName', 'position',
      'companyInn', 'phones', 'emails']);
    await run(head, deps(), made.id);
    const rows = await rowsOf(head, made.id);
    assert.deepEqual(rows.map(({ status }) => status), ['created', 'created', 'error']);
    const card = await readContact(head, rows[0]!.recordId!);
    assert.deepEqual([card.name, card.company?.id], ['Белов Пётр Ильич', companyId]);
    const byNumber = await checked(head, deps(), {
      noun: 'contacts', key: 'reach', mode: 'both',
      rows: [['ФИО', 'Телефон'], ['Белов П. И.', '8 912 000-11-22']],
    });
    assert.match((await rowsOf(head, byNumber.id))[0]!.problems[0]!.reason, /несколько/);
    await undo(head, deps(), made.id);
    assert.ok((await readContact(head, rows[0]!.recordId!)).deletedAt, 'created is gone');
  });

test('deals: open ones only, by the words of the file; undo leaves no trace of a created one',
  async () => {
    const inn = nextInn();
    await createCompany(head, { name: 'ООО «Тендер»', inn });
    const mine = await createDeal(head, { title: 'Уже есть' });
    const made = await checked(head, deps(), { noun: 'deals', rows: [
      ['Номер', 'Сделка', 'ИНН', 'Этап', 'Ответственный', 'Сумма, руб'],
      [null, 'Насосная станция', inn, 'Тендер подан', 'Петров Иван', '1 234 567,89'],
      [mine.number, 'Переименована', inn, null, null, null],
      [null, 'Закрытая', inn, 'Отказ', null, null],
      ['С-999999999', 'Нет такой', inn, null, null, null],
    ], mode: 'both', key: 'number' });
    const rows = await rowsOf(head, made.id);
    assert.deepEqual(rows.map(({ status }) => status), ['create', 'update', 'error', 'error'],
      JSON.stringify(rows.map(({ problems }) => problems)));
    await run(head, deps(), made.id);
    const [created] = await rowsOf(head, made.id);
    const card = await readCard(head, created!.recordId!);
    assert.deepEqual([card.estimateKopecks, card.responsible?.id, card.company?.name],
      [123_456_789, people.manager.id, 'ООО «Тендер»']);
    const { rows: told } = await db.query(
      'select from work.notification where employee_id = $1', [people.manager.id]);
    assert.equal(told.length, 0, 'nobody is told of what was agreed long ago');
    await undo(head, deps(), made.id);
    await assert.rejects(readCard(head, created!.recordId!), { code: 'record.missing' });
    assert.equal((await readCard(head, mine.id)).title, 'Уже есть');
  });

test('an import is its author’s: no right, no import; no rows of others, no way back for them',
  async () => {
    const manager = await contextOf(db, people.manager);
    const bytes = await xlsxOf([['Название'], ['ООО «Тайна»']]);
    await assert.rejects(upload(manager, deps(), { noun: 'companies', bytes }),
      { code: 'right.missing' });
    await assert.rejects(upload(head, deps(), { noun: 'products', bytes }),
      { code: 'right.missing' }, 'the head does not fill the catalogue');
    const { id } = await upload(head, deps(), { noun: 'companies', bytes });
    await assert.rejects(readImport(manager, deps(), id), { code: 'record.missing' });
    await assert.rejects(listRows(manager, { id }), { code: 'record.missing' });
    assert.equal((await listImports(manager, deps(), {})).items.length, 0);
    assert.ok((await listImports(admin, deps(), {})).items.some((item) => item.id === id));
    await assert.rejects(startCheck(admin, deps(), id), { code: 'record.changed' });
  });

test('broken files are refused in words; windows-1251 and tabs are read', async () => {
  const refused = (name: string, bytes: Uint8Array) =>
    assert.rejects(upload(head, deps(), { noun: 'companies', name, bytes }),
      ({ detail }: { detail: string }) => /Excel/.test(detail), name);
  await refused('таблица.xlsx', Buffer.from('это не архив, а просто текст'.repeat(5)));
  await refused('таблица.xls', Buffer.from('старый файл'));
  const good = await xlsxOf([['Название'], ['ООО']]);
  await refused('обрезан.xlsx', good.slice(0, good.length - 40));
  const cp1251 = Buffer.from([0xcd, 0xe0, 0xe7, 0xe2, 0xe0, 0xed, 0xe8, 0xe5, 0x09, 0xc8, 0xcd,
    0xcd, 0x0d, 0x0a, 0xc0, 0xce, 0x09, 0x31, 0x0d, 0x0a]);
  const { file, settings } = await upload(head, deps(),
    { noun: 'companies', name: 'из 1С.csv', bytes: cp1251 });
  assert.deepEqual([file.encoding, file.delimiter, file.headers, settings.columns],
    ['windows-1251', '\t', ['Название', 'ИНН'], ['name', 'inn']]);
});

test('killed workers do no row twice and lose none; stopping keeps what is done',
  { timeout: 120_000 }, async () => {
    const sheet = [['Название', 'ИНН'],
      ...Array.from({ length: 160 }, (_, index) => [`ООО «Гибель ${index}»`, nextInn()])];
    const { id } = await checked(head, deps(), { noun: 'companies', rows: sheet });
    await startRun(head, deps(), id);
    const killed = async (left: () => Promise<number>) => {
      const seen = await left();
      const worker = spawn(process.execPath,
        ['test/import-worker.ts', database.url, desk.uploadsDir, String(id)]);
      while (worker.exitCode === null && await left() > Math.max(0, seen - 40)) {
        await new Promise((resolve) => { setTimeout(resolve, 5); });
      }
      worker.kill('SIGKILL');
    };
    const left = async () => (await readImport(head, deps(), id)).counts.create;
    for (let kills = 0; kills < 2 && await left() > 0; kills += 1) await killed(left);
    await Promise.all([workImport(deps(), id, FOREVER), workImport(deps(), id, FOREVER)]);
    const done = await readImport(head, deps(), id);
    assert.deepEqual([done.state, done.counts.created], ['finished', 160]);
    const { rows } = await db.query<{ count: number }>(
      `select count(*) from customers.company where name like 'ООО «Гибель %'`);
    assert.equal(rows[0]!.count, 160);
    // So does the way back.
    await startUndo(head, deps(), id);
    await killed(async () => 160 - (await readImport(head, deps(), id)).counts.undone);
    await Promise.all([workImport(deps(), id, FOREVER), workImport(deps(), id, FOREVER)]);
    const back = await readImport(head, deps(), id);
    assert.deepEqual([back.state, back.counts.undone, back.counts.kept], ['undone', 160, 0]);
    const stopped = await checked(head, deps(),
      { noun: 'companies', rows: [['Название'], ['ООО «Стоп»']] });
    await startRun(head, deps(), stopped.id);
    await cancelImport(head, deps(), stopped.id);
    await workImport(deps(), stopped.id, FOREVER);
    const { state, counts } = await readImport(head, deps(), stopped.id);
    assert.deepEqual([state, counts.skipped], ['cancelled', 1]);
  });

test('the same file is not loaded twice without a word, whoever loads it', async () => {
  const bytes = Buffer.from('Название\nНасос дважды\nСтанция дважды\n');
  const tried = async (ctx: Context) => {
    const made = await upload(ctx, deps(), { noun: 'deals', name: 'сделки.csv', bytes });
    await startCheck(ctx, deps(), made.id);
    await workImport(deps(), made.id, FOREVER);
    return made.id;
  };
  const count = async () => (await db.query(
    `select from deals.deal where title like '%дважды'`)).rowCount;
  const [first, beside] = [await tried(head), await tried(admin)];
  assert.equal((await readImport(admin, deps(), beside)).before, null, 'nothing is written yet');
  await run(head, deps(), first);
  const known = await readImport(admin, deps(), beside);
  assert.deepEqual([known.before?.by, known.before?.rows],
    [{ id: people.head.id, name: head.actor.name }, 2]);
  await assert.rejects(startRun(admin, deps(), beside), (error: Refusal) => {
    assert.equal(error.code, 'import.repeated');
    const said = `${head.actor.name}, \\d\\d.\\d\\d.\\d{4}, записано 2 строки`;
    assert.match(error.detail, new RegExp(said));
    return true;
  });
  const id = await tried(head);
  await assert.rejects(startRun(head, deps(), id), { code: 'import.repeated' }, 'one’s own too');
  assert.equal(await count(), 2);
  // Two at once: the second sees the first, though nothing of it is written yet.
  await undo(head, deps(), first);
  assert.equal((await readImport(head, deps(), id)).before, null, 'what was taken back is nothing');
  const both = await Promise.allSettled(
    [startRun(admin, deps(), beside), startRun(head, deps(), id)]);
  assert.deepEqual(both.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
  await startRun(...(both[0].status === 'rejected' ? [admin, deps(), beside] as const
    : [head, deps(), id] as const), { again: true });
});

test('the file of errors is the rows as they were, and can be loaded again', async () => {
  const made = await checked(head, deps(), { noun: 'companies', rows: [
    ['Название', 'ИНН', 'Моё'], ['ООО «Плохая»', '123', new Date('2026-01-31')],
    ['ООО «Хорошая»', nextInn(), 'x'],
  ] });
  const chunks: Uint8Array[] = [];
  for await (const chunk of (await errorFile(head, made.id)).bytes) chunks.push(chunk);
  const bytes = new Uint8Array(Buffer.concat(chunks));
  const { rows } = (await readXlsx(bytes)).sheets[0]!;
  assert.deepEqual(rows[0], ['Название', 'ИНН', 'Моё', 'Ошибка']);
  assert.equal(rows.length, 2);
  assert.match(String(rows[1]![3]), /ИНН: В ИНН 10 цифр/);
  const again = await upload(head, deps(), { noun: 'companies', bytes });
  assert.deepEqual(again.settings.columns, ['name', 'inn', null, null]);
});
