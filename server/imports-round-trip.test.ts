// What an export writes an import understands: a list that goes out and comes back changes nothing,
// and an edited one that is taken back leaves what was there before.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import type { ExportStart } from '#contract/exports';
import { completeInn } from '#contract/requisites';
import { createProduct } from '#modules/catalog';
import { createCompany, createContact, readCompany } from '#modules/customers';
import { createDeal } from '#modules/deals';
import { createField } from '#modules/fields';
import { IMPORT_QUEUE, listRows, readImport, startCheck, workImport } from '#modules/imports';
import type { Context } from '#platform/context';
import type { Db } from '#platform/database';
import { exportPath } from '#platform/exports/read-export';
import { runExport } from '#platform/exports/run-export';
import { EXPORT_QUEUE, startExport } from '#platform/exports/start-export';
import { startQueues, type Jobs } from '#platform/jobs';
import { createTestDatabase } from '#test/database';
import { seedPresets } from '#test/factory';
import { checked, run, undo, upload } from '#test/import-file';
import { contextOf, createPeople, type People } from '#test/people';
import { importDeps } from './imports.ts';
import { exportDeps } from './mass.ts';

let db: Db;
let jobs: Jobs;
let people: People;
let admin: Context;
const dir = mkdtempSync(join(tmpdir(), 'verstak-round-'));
const forever = new AbortController().signal;
const now = () => new Date();
const imports = () => importDeps(db, now, { uploadsDir: dir });

before(async () => {
  ({ db } = await createTestDatabase());
  people = await createPeople(db);
  await seedPresets(db);
  admin = await contextOf(db, people.admin);
  jobs = await startQueues(db, IMPORT_QUEUE, EXPORT_QUEUE);
  const options = [{ name: 'Пермь' }, { name: 'Омск; левый берег' }, { name: 'Тула' }];
  for (const kind of ['text', 'number', 'money', 'date', 'flag', 'employee'] as const) {
    await createField(admin, { entity: 'company', kind, code: `f_${kind}`, name: `Своё ${kind}` });
  }
  for (const kind of ['list', 'multiList'] as const) {
    await createField(admin,
      { entity: 'company', kind, code: `f_${kind.toLowerCase()}`, name: `Своё ${kind}`, options });
  }
});
after(async () => {
  await jobs.stop();
  rmSync(dir, { recursive: true, force: true });
});

type Order = Pick<ExportStart, 'noun' | 'format' | 'group'>
  & { columns: [string, string][]; ids: number[] };

async function exported({ columns, ...order }: Order): Promise<Uint8Array> {
  const deps = exportDeps(db, now, dir);
  const { id } = await startExport(admin, deps,
    { ...order, columns: columns.map(([field, header]) => ({ field, header })) });
  await runExport(deps, id, forever);
  return readFileSync(exportPath(deps, id));
}

/** Every row of the file that went out comes back as «unchanged». */
async function comesBack(order: Order): Promise<void> {
  const bytes = await exported(order);
  const made = await upload(admin, imports(),
    { noun: order.noun, name: `вид.${order.format}`, bytes });
  assert.deepEqual(made.settings.columns.filter((name) => name === null), [],
    `every column is understood: ${JSON.stringify(made.file.headers)}`);
  assert.equal(made.settings.key, 'id');
  await startCheck(admin, imports(), made.id);
  await workImport(imports(), made.id, forever);
  const rows = (await listRows(admin, { id: made.id, limit: 500 })).items;
  assert.deepEqual(rows.filter(({ status }) => status !== 'unchanged'), []);
  assert.equal(rows.length, order.ids.length);
}

const COMPANY: [string, string][] = [
  ['id', 'Внутренний номер'], ['name', 'Название'], ['fullName', 'Полное название'],
  ['inn', 'ИНН'], ['kpp', 'КПП'], ['kind', 'Вид'], ['address', 'Адрес'],
  ['responsible', 'Ответственный'], ['phones', 'Телефон'], ['emails', 'Почта'],
  ['tags', 'Метки'], ['custom.f_text', 'Своё text'], ['custom.f_number', 'Своё number'],
  ['custom.f_money', 'Своё money'], ['custom.f_date', 'Своё date'], ['custom.f_flag', 'Своё flag'],
  ['custom.f_employee', 'Своё employee'], ['custom.f_list', 'Своё list'],
  ['custom.f_multilist', 'Своё multiList'],
];

let serial = 0;
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const words = fc.string({
  unit: fc.constantFrom(...'аЁя1 "«;,.=+-\'<&'),
  minLength: 1, maxLength: 20,
}).map((text) => text.trim()).filter((text) => text !== '' && !/^'+[=+\-@]/.test(text));
const company = fc.record({
  name: words, fullName: maybe(words), address: maybe(words),
  hasInn: fc.boolean(), kpp: maybe(fc.constant('770101001')),
  phones: fc.uniqueArray(fc.integer({ min: 9_000_000_000, max: 9_999_999_999 }), { maxLength: 3 }),
  emails: fc.uniqueArray(fc.stringMatching(/^[a-z]{3,8}$/), { maxLength: 2 }),
  tags: fc.uniqueArray(fc.stringMatching(/^[а-я]{2,6}$/), { maxLength: 3 }),
  mine: fc.boolean(),
  text: maybe(words), number: maybe(fc.integer({ min: -1e6, max: 1e6 }).map((n) => n / 100)),
  money: maybe(fc.integer({ min: 0, max: 1e12 })), flag: maybe(fc.boolean()),
  date: maybe(fc.date({ min: new Date('1950-01-01'), max: new Date('2100-01-01'),
    noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10))),
  list: maybe(fc.constantFrom('perm', 'tula')),
  many: fc.subarray(['perm', 'omsk_levyy_bereg', 'tula']),
});
type Drawn = typeof company extends fc.Arbitrary<infer T> ? T : never;

async function make(drawn: Drawn): Promise<number> {
  serial += 1;
  const { text, number, money, date, flag, list, many } = drawn;
  const options = await optionCodes();
  const custom = Object.fromEntries(Object.entries({
    f_text: text, f_number: number, f_money: money, f_date: date, f_flag: flag,
    f_employee: drawn.mine ? people.colleague.id : undefined,
    f_list: list === undefined ? undefined : options[list === 'perm' ? 0 : 2],
    f_multilist: many.length > 0
      ? many.map((each) => options[['perm', 'omsk_levyy_bereg', 'tula'].indexOf(each)]) : undefined,
  }).filter(([, value]) => value !== undefined));
  const inn = drawn.hasInn ? completeInn(String(400_000_000 + serial)) : null;
  return (await createCompany(admin, {
    name: drawn.name, fullName: drawn.fullName ?? null, address: drawn.address ?? null,
    inn, kpp: inn === null ? null : drawn.kpp ?? null,
    phones: drawn.phones.map(String), emails: drawn.emails.map((name) => `${name}@mail.ru`),
    tags: drawn.tags, responsibleId: drawn.mine ? people.manager.id : null, custom,
  })).id;
}

async function optionCodes(): Promise<string[]> {
  const { rows } = await db.query<{ options: { code: string }[] }>(
    `select options from fields.field where code = 'f_list'`);
  return rows[0]!.options.map(({ code }) => code);
}

test('companies of any kind go out and come back unchanged, in both formats', async () => {
  await fc.assert(fc.asyncProperty(
    fc.array(company, { minLength: 1, maxLength: 4 }), fc.constantFrom('xlsx', 'csv'),
    async (drawn, format) => {
      const ids: number[] = [];
      for (const each of drawn) ids.push(await make(each));
      await comesBack({ noun: 'companies', format: format as 'xlsx', columns: COMPANY, ids });
    }), { numRuns: 5 });
});

test('so do contacts, products and deals', async () => {
  const { id: companyId } = await createCompany(admin, { name: 'АО «Круг»' });
  const contact = await createContact(admin, {
    name: 'Ким Ян', position: 'Инженер', companyId, phones: ['8 912 345-67-89 доб. 5'],
    emails: ['kim@krug.ru'], responsibleId: people.manager.id,
  });
  await comesBack({ noun: 'contacts', format: 'xlsx', ids: [contact.id], columns: [
    ['id', 'Внутренний номер'], ['name', 'Имя'], ['position', 'Должность'],
    ['company', 'Компания'], ['responsible', 'Ответственный'], ['phones', 'Телефон'],
    ['emails', 'Почта'],
  ] });
  const product = await createProduct(admin,
    { name: '=Насос', article: '+7', unit: 'шт', vatRate: '22', priceKopecks: 1_234_567_89 });
  await comesBack({ noun: 'products', format: 'csv', ids: [product.id], columns: [
    ['id', 'Внутренний номер'], ['article', 'Артикул'], ['name', 'Название'],
    ['unit', 'Единица'], ['vatRate', 'НДС'], ['priceKopecks', 'Цена'],
  ] });
  const manager = await contextOf(db, people.manager);
  const deal = await createDeal(manager, {
    title: 'Станция; «2»', companyId, contactId: contact.id, estimateKopecks: 5, comment: '- да',
  });
  await comesBack({ noun: 'deals', format: 'xlsx', ids: [deal.id], columns: [
    ['id', 'Внутренний номер'], ['number', 'Номер'], ['title', 'Название'],
    ['pipeline', 'Воронка'], ['stage', 'Стадия'], ['company', 'Компания'], ['contact', 'Контакт'],
    ['responsible', 'Ответственный'], ['department', 'Подразделение'],
    ['estimateKopecks', 'Оценка менеджера'], ['comment', 'Комментарий'],
  ] });
});

test('a grouped file comes back without its heads and totals, whatever stands first', async () => {
  const ids: number[] = [];
  for (const [at, kind] of (['legal', 'sole', 'legal'] as const).entries()) {
    ids.push((await createCompany(admin, { name: `Смета: ${at}`, kind })).id);
  }
  const columns: [string, string][] = [['name', 'Название'], ['id', 'Внутренний номер'],
    ['kind', 'Вид'], ['custom.f_money', 'Своё money']];
  for (const format of ['xlsx', 'csv'] as const) {
    await comesBack({ noun: 'companies', format, group: 'kind', columns, ids });
    await comesBack({ noun: 'companies', format, columns: columns.toReversed(), ids });
  }
});

const bare = ({ version: _v, updatedAt: _u, ...card }: Awaited<ReturnType<typeof readCompany>>) =>
  ({ ...card, reaches: card.reaches.map(({ value }) => value).toSorted() });

test('whatever an import changes, taking it back leaves what was there', async () => {
  const drawn = fc.tuple(company, company, fc.boolean());
  await fc.assert(fc.asyncProperty(drawn, async ([was, next, clearEmpty]) => {
    const id = await make(was);
    const before = await readCompany(admin, id);
    const { phones, emails, tags } = next;
    const made = await checked(admin, imports(), {
      noun: 'companies', key: 'id', mode: 'update', clearEmpty, rows: [
        ['Внутренний номер', 'Название', 'Полное название', 'Адрес', 'Телефон', 'Почта', 'Метки',
          'Своё text', 'Своё money', 'Своё date', 'Ответственный'],
        [id, next.name, next.fullName ?? null, next.address ?? null,
          phones.map((phone) => `+7${phone}`).join('; ') || null,
          emails.map((name) => `${name}@mail.ru`).join(', ') || null, tags.join(', ') || null,
          next.text ?? null, next.money === undefined ? null : next.money / 100,
          next.date ?? null, next.mine ? 'Петров Иван' : null],
      ],
    });
    const { counts } = await readImport(admin, imports(), made.id);
    assert.equal(counts.error, 0);
    if (counts.update === 0) return;
    await run(admin, imports(), made.id);
    assert.notDeepEqual(bare(await readCompany(admin, id)), bare(before));
    await undo(admin, imports(), made.id);
    assert.deepEqual(bare(await readCompany(admin, id)), bare(before));
  }), { numRuns: 8 });
});
