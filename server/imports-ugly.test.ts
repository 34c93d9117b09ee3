// Files as strangers send them: each is read as a person reads it, and every row that cannot be
// taken says in which column and why.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { IMPORT_COLUMNS_MAX, type Import } from '#contract/imports';
import { createCompany, mergeRecords, readCompany } from '#modules/customers';
import { readCard } from '#modules/deals';
import { createField } from '#modules/fields';
import { listRows, readImport, startCheck, workImport } from '#modules/imports';
import type { Context } from '#platform/context';
import type { Db } from '#platform/database';
import { FOREVER, openImportDesk, rowsOfImport, type ImportDesk } from '#test/import-desk';
import { checked, run, upload } from '#test/import-file';
import { contextOf, type People } from '#test/people';
import { archiveOf, bookOf, relations, rowsXml } from '#test/raw-workbook';

let desk: ImportDesk;
let db: Db;
let people: People;
let admin: Context;

before(async () => {
  desk = await openImportDesk();
  ({ people, database: { db } } = desk);
  admin = await contextOf(db, people.admin);
});
after(() => desk.close());

const deps = () => desk.deps();
const nextInn = () => desk.nextInn();
const rowsOf = (id: number) => rowsOfImport(admin, id);

async function tried(
  noun: string, bytes: Uint8Array, name = 'файл.xlsx',
): Promise<{ made: Import; rows: Awaited<ReturnType<typeof rowsOf>> }> {
  const made = await upload(admin, deps(), { noun, name, bytes });
  await startCheck(admin, deps(), made.id);
  await workImport(deps(), made.id, FOREVER);
  return { made, rows: await rowsOf(made.id) };
}

const told = (rows: Awaited<ReturnType<typeof rowsOf>>) => rows.map(({ line, status, problems }) =>
  [line, status, ...problems.map(({ label, reason }) => `${label}: ${reason}`)].join(' · '));

/** The letters of windows-1251 that a Russian sheet needs. */
function cp1251(text: string): Buffer {
  const special: Record<string, number> = {
    'Ё': 0xa8, 'ё': 0xb8, '«': 0xab, '»': 0xbb, '№': 0xb9, '\u00a0': 0xa0,
  };
  return Buffer.from([...text].map((letter) => {
    const code = letter.codePointAt(0)!;
    return special[letter] ?? (code >= 0x410 && code <= 0x44f ? code - 0x350 : code);
  }));
}

test('windows-1251 with semicolons: quotes, sums and days as people write them', async () => {
  await createField(admin, { entity: 'deal', kind: 'date', name: 'Срок поставки', code: 'due' });
  await createField(admin, { entity: 'deal', kind: 'money', name: 'Бюджет', code: 'budget' });
  const { id } = await createCompany(admin, { name: 'ООО «Ёлка»' });
  const { made, rows } = await tried('deals', cp1251([
    'Отчёт за ноябрь;;;;', ';;;;', 'Сформирован 28.11.2026;;;;', ';;;;',
    'Название;Компания;Сумма, руб;Срок поставки;Бюджет',
    '"Насос ""Гном""; 2 шт";ООО «Ёлка»;1\u00a0234,50 р.;01.02.26;"1 234,50"',
    'Станция;ООО «Ёлка»;12,345;31.02.2026;дорого',
  ].join('\r\n')), 'из 1С.csv');
  assert.deepEqual([made.file.encoding, made.file.delimiter, made.settings.headerRow],
    ['windows-1251', ';', 5]);
  assert.deepEqual(told(rows), [
    '6 · create',
    '7 · error · Оценка менеджера: «12,345»: тысячи или копейки? Напишите 12345 или 12,35.'
      + ' · Срок поставки: «31.02.2026»: нужна дата, например 31.01.2026'
      + ' · Бюджет: «дорого»: нужна сумма, например 1200,50',
  ]);
  await run(admin, deps(), made.id);
  const [done] = await rowsOf(made.id);
  const card = await readCard(admin, done!.recordId!);
  assert.deepEqual([card.title, card.company?.id, card.estimateKopecks],
    ['Насос "Гном"; 2 шт', id, 123_450]);
  const { rows: [stored] } = await db.query<{ custom: object }>(
    'select custom from deals.deal where id = $1', [done!.recordId]);
  assert.deepEqual(stored!.custom, { due: '2026-02-01', budget: 123_450 });
});

test('the sheet with the table is found behind a cover; days come as numbers', async () => {
  const cover = { name: 'Обложка', rows: rowsXml([['Прайс нашей компании'], ['на 2026 год']]) };
  const empty = { name: 'Пусто', rows: '' };
  const table = { name: 'Данные', rows: rowsXml([
    ['Название', null, 'Срок поставки'], ['Сделка с датой', null, 46_054],
  ], 5) };
  const books = [[[cover, table], 1], [[empty, table], 1], [[table, cover], 0]] as const;
  for (const [sheets, at] of books) {
    const { made, rows } = await tried('deals', bookOf([...sheets]));
    assert.deepEqual([made.settings.sheet, made.settings.headerRow], [at, 5]);
    assert.deepEqual(made.settings.columns, ['title', null, 'custom.due']);
    assert.equal(rows[0]!.changes.find(({ label }) => label === 'Срок поставки')?.new,
      '2026-02-01');
  }
  await assert.rejects(upload(admin, deps(), { noun: 'deals', bytes: bookOf([empty, empty]) }),
    { detail: 'В файле нет ни одной строки.' });
});

test('a formula that no program has counted is no empty cell', async () => {
  const { rows } = await tried('deals', bookOf([{ name: 'а', rows: rowsXml([
    ['Название', 'Сумма'], ['Насос', { formula: 'B3*2' }], ['Вал', 5],
  ]) }]));
  assert.deepEqual(told(rows), [
    '2 · error · Оценка менеджера: Формула без посчитанного значения: откройте файл в Excel, '
      + 'сохраните и загрузите снова.',
    '3 · create',
  ]);
});

test('a text merged over rows is of each of them, a sum of the first alone', async () => {
  const inn = nextInn();
  const { id } = await createCompany(admin, { name: 'АО «Общая»', inn });
  const { made } = await tried('deals', bookOf([{
    name: 'а',
    rows: rowsXml([
      ['Сделки отдела'], ['Название', 'ИНН', 'Комментарий', 'Сумма'],
      ['Насос', Number(inn), 'срочно', 100], ['Вал', null, null, null], [null, null, null, null],
      ['Шнек', null, null, null], ['Муфта', null, null, null],
    ]),
    tail: `<mergeCells count="4"><mergeCell ref="A1:D1"/><mergeCell ref="B3:B6"/>
      <mergeCell ref="C3:C4"/><mergeCell ref="D3:D6"/></mergeCells>`,
  }]));
  await run(admin, deps(), made.id);
  const cards = await Promise.all((await rowsOf(made.id)).map(async ({ recordId }) => {
    const card = await readCard(admin, recordId!);
    return [card.title, card.company?.id ?? null, card.comment, card.estimateKopecks];
  }));
  assert.deepEqual(cards, [
    ['Насос', id, 'срочно', 100_00], ['Вал', id, 'срочно', 0], ['Шнек', id, null, 0],
    ['Муфта', null, null, 0],
  ]);
});

test('of 16,384 columns the first are taken and it is said; headers may repeat', async () => {
  const wide = Array.from({ length: 16_384 }, (_, at) => (at === 0 ? 'Название' : 'ИНН'));
  const row = Array.from({ length: 16_384 }, (_, at) =>
    (at === 0 ? 'ООО «Широкая»' : at === 16_383 ? 'край' : null));
  const { made, rows } = await tried('companies',
    bookOf([{ name: 'а', rows: rowsXml([wide, row]) }]));
  assert.equal(made.file.isCut, true);
  assert.equal(made.file.headers.length, IMPORT_COLUMNS_MAX);
  assert.deepEqual(made.settings.columns.slice(0, 3), ['name', 'inn', null]);
  assert.deepEqual(told(rows), ['2 · create']);
  const { rows: [stored] } = await db.query<{ count: number }>(
    'select jsonb_array_length(cells) as count from imports.import_row where import_id = $1',
    [made.id]);
  assert.equal(stored!.count, IMPORT_COLUMNS_MAX);
});

test('a bomb is refused before it bursts, whatever its directory says', async () => {
  const sizes = (plain: number) => {
    const bytes = Buffer.from(archiveOf({
      '_rels/.rels': relations(['a', 'officeDocument', 'xl/workbook.xml']),
      'xl/workbook.xml': '<workbook/>'.padEnd(1000),
    }));
    const entry = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
    bytes.writeUInt32LE(plain, entry + 24);
    return new Uint8Array(bytes);
  };
  await assert.rejects(upload(admin, deps(), { noun: 'companies', bytes: sizes(0x7fff_ffff) }),
    { detail: 'Книга слишком велика в распакованном виде: разделите её на части.' });
});

test('hidden rows of a filter are loaded like the rest', async () => {
  const { rows } = await tried('companies', bookOf([{
    name: 'а', rows: rowsXml([['Название', 'ИНН'], ['ООО «Видна»', nextInn()]])
      + rowsXml([['ООО «Скрыта»', nextInn()]], 3, ' hidden="1"'),
  }]));
  assert.deepEqual(told(rows), ['2 · create', '3 · create']);
});

test('a card that was joined to another is told by its ИНН and by its number', async () => {
  const [mine, theirs] = [nextInn(), nextInn()];
  const { id: survivorId } = await createCompany(admin, { name: 'АО «Наследник»', inn: mine });
  const { id: loserId } = await createCompany(admin, { name: 'ООО «Прежнее»', inn: theirs });
  await mergeRecords(admin, { followers: [] },
    { entity: 'company', survivorId, loserId, survivorVersion: 1, loserVersion: 1, take: [] });
  const byInn = await checked(admin, deps(), { noun: 'companies', rows: [
    ['Название', 'ИНН'], ['ООО «Прежнее»', theirs], ['АО «Наследник»', mine],
  ] });
  assert.deepEqual(told(await rowsOf(byInn.id)), [
    '2 · error · ИНН: Эта карточка объединена с «АО «Наследник»»: уберите строку или впишите её '
      + 'ИНН.',
    '3 · unchanged',
  ]);
  const byId = await checked(admin, deps(), { noun: 'companies', rows: [
    ['Внутренний номер', 'Название'], [loserId, 'ООО «Прежнее»'],
  ] });
  assert.deepEqual(told(await rowsOf(byId.id)), [
    '2 · error · Внутренний номер: Эта карточка объединена с «АО «Наследник»»: уберите строку '
      + `или впишите номер ${survivorId}.`,
  ]);
  // Whoever only names the company means the one that lives.
  const deals = await checked(admin, deps(), { noun: 'deals', rows: [
    ['Название', 'ИНН'], ['Сделка прежнего', theirs],
  ] });
  await run(admin, deps(), deals.id);
  const [deal] = await rowsOf(deals.id);
  assert.equal((await readCard(admin, deal!.recordId!)).company?.id, survivorId);
});

test('phones with extensions, an unknown employee, a client that is not seen', async () => {
  const { made } = await tried('contacts', Buffer.from([
    'ФИО\tТелефон\tМенеджер', 'Лось Ян\t+7 (812) 123-45-67 доб. 12, 8 921 000-00-01\t',
    'Рысь Ия\tпозвонить Пете\tНикто Никтович',
  ].join('\n')), 'буфер.txt');
  assert.equal(made.file.delimiter, '\t');
  const rows = await rowsOf(made.id);
  assert.equal(rows[0]!.changes.find(({ label }) => label === 'Телефон')?.new,
    '+7 812 123-45-67 доб. 12, +7 921 000-00-01');
  assert.deepEqual(told(rows).slice(1), [
    '3 · error · Телефон: Телефон не разобран: «позвонить Пете».'
      + ' · Ответственный: «Никто Никтович»: такого сотрудника нет.',
  ]);
});

test('two people with one file: the second changes nothing', async () => {
  const sheet = [['Название', 'ИНН', 'Адрес'],
    ...Array.from({ length: 60 }, (_, at) => [`ООО «Оба ${at}»`, nextInn(), 'Казань'])];
  const head = await contextOf(db, people.head);
  const [mine, theirs] = [await checked(admin, deps(), { noun: 'companies', rows: sheet }),
    await checked(head, deps(), { noun: 'companies', rows: sheet })];
  await Promise.all([[admin, mine.id] as const, [head, theirs.id] as const]
    .map(([ctx, id]) => run(ctx, deps(), id, { again: true })));
  const { rows: [made] } = await db.query<{ count: number }>(
    `select count(*) from customers.company where name like 'ООО «Оба %'`);
  assert.equal(made!.count, 60);
  const [first, second] = [await readImport(admin, deps(), mine.id),
    await readImport(head, deps(), theirs.id)];
  assert.equal(first.counts.created + second.counts.created, 60);
  const wrong = told(await rowsOf(mine.id)).filter((row) => row.includes('error'));
  assert.equal(first.counts.error, 0, wrong.join());
});

test('what somebody has changed since the check is shown as it was before the run', async () => {
  const inn = nextInn();
  const { id } = await createCompany(admin, { name: 'ООО «Было»', inn, address: 'Пермь' });
  const made = await checked(admin, deps(), { noun: 'companies', rows: [
    ['ИНН', 'Адрес'], [inn, 'Омск'],
  ], mode: 'update' });
  await db.query(`update customers.company set address = 'Тула', version = version + 1
    where id = $1`, [id]);
  await run(admin, deps(), made.id);
  assert.deepEqual((await rowsOf(made.id))[0]!.changes,
    [{ label: 'Адрес', old: 'Тула', new: 'Омск' }]);
  assert.equal((await readCompany(admin, id)).address, 'Омск');
});

test('a deal of a client that its importer may not see is refused by the column',
  async () => {
    const inn = nextInn();
    await createCompany(admin, { name: 'ООО «Тайная»', inn });
    const { rows: [role] } = await db.query<{ id: number }>(
      `select id from staff.role where code = 'head'`);
    await db.query(`update staff.role_grant set scope = 'own'
      where role_id = $1 and entity = 'company' and action = 'read'`, [role!.id]);
    const head = await contextOf(db, people.head);
    const made = await checked(head, deps(), { noun: 'deals', rows: [
      ['Название', 'ИНН'], ['Чужого клиента', inn],
    ] });
    const { items } = await listRows(head, { id: made.id });
    assert.deepEqual(told(items), [
      `2 · error · Компания: ИНН: ${inn}: такой компании нет, сначала загрузите компании.`,
    ]);
  });
