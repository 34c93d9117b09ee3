// The way back to its end, also over a killed worker: what an import made is gone, what it changed
// is as it was, column for column, and the history says both.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { completeInn } from '#contract/requisites';
import { createGroup, createProduct } from '#modules/catalog';
import { createCompany, createContact } from '#modules/customers';
import { createDeal } from '#modules/deals';
import { createField } from '#modules/fields';
import { IMPORT_QUEUE, listRows, readImport, startUndo, workImport } from '#modules/imports';
import type { Context } from '#platform/context';
import { startQueues, type Jobs } from '#platform/jobs';
import { createTestDatabase, type TestDatabase } from '#test/database';
import { seedPresets } from '#test/factory';
import { checked, run } from '#test/import-file';
import { contextOf, createPeople, type People } from '#test/people';
import { importDeps } from './imports.ts';

let database: TestDatabase;
let jobs: Jobs;
let people: People;
let admin: Context;
let innCount = 600_000_000;
/** Of the pipeline that deals are made in, neither its first nor one that closes. */
let stage: string;
const uploadsDir = mkdtempSync(join(tmpdir(), 'verstak-undo-'));

before(async () => {
  database = await createTestDatabase();
  people = await createPeople(database.db);
  await seedPresets(database.db);
  admin = await contextOf(database.db, people.admin);
  jobs = await startQueues(database.db, IMPORT_QUEUE);
  for (const entity of ['company', 'contact', 'product', 'deal'] as const) {
    await createField(admin, { entity, kind: 'number', name: 'Своё', code: 'own' });
  }
  const { rows: [second] } = await database.db.query<{ name: string }>(`
    select s.name from deals.stage s join deals.pipeline p on p.id = s.pipeline_id
    where p.is_default and s.semantics = 'open' order by s.position offset 1 limit 1`);
  stage = second!.name;
  await createGroup(admin, { name: 'Насосы' });
});
after(async () => {
  await jobs.stop();
  rmSync(uploadsDir, { recursive: true, force: true });
});

const deps = () => importDeps(database.db, () => new Date(), { uploadsDir });
const forever = new AbortController().signal;
const nextInn = () => completeInn(String(innCount += 1));
const COUNT = 60;
const every = <T>(make: (at: number) => T): T[] =>
  Array.from({ length: COUNT }, (_, at) => make(at));

/** Of the changes themselves, not of what was there. */
const OF_CHANGES = ['version', 'updated_at', 'stage_changed_at', 'last_activity_at'];

/** What hangs on a record, by the column that names it. */
const HANGING: Record<string, [table: string, column: string][]> = {
  company: [['customers.reach', 'company_id'], ['customers.contact_company', 'company_id']],
  contact: [['customers.reach', 'contact_id'], ['customers.contact_company', 'contact_id']],
  product: [],
  deal: [['deals.deal_reader', 'deal_id']],
};

async function rowsOf(
  table: string, where: string, values: unknown[], ignored = OF_CHANGES,
): Promise<unknown[]> {
  const { rows } = await database.db.query<{ row: Record<string, unknown> }>(
    `select to_jsonb(t) - $1::text[] as row from ${table} t where ${where} order by 1`,
    [ignored, ...values]);
  // No fields of one's own and none that is filled are the same.
  return rows.map(({ row }) =>
    ('custom' in row ? { ...row, custom: row['custom'] ?? {} } : row));
}

/** All that a person finds of these records, and whatever else of the kind is alive. */
async function stateOf(entity: string, table: string, ids: number[]): Promise<unknown[]> {
  return [
    await rowsOf(table, entity === 'deal' ? 'true' : 't.deleted_at is null', []),
    ...await Promise.all(HANGING[entity]!.map(([hanging, column]) =>
      // What was let go and is taken back hangs there since then.
      rowsOf(hanging, `t.${column} = any($2)`, [ids], [...OF_CHANGES, 'created_at']))),
  ];
}

/** A worker that dies by the hand of nobody when about half is taken back. */
async function killHalfway(id: number): Promise<void> {
  const undone = async () => (await readImport(admin, deps(), id)).counts.undone;
  const worker = spawn(process.execPath,
    ['test/import-worker.ts', database.url, uploadsDir, String(id)]);
  while (worker.exitCode === null && await undone() < COUNT / 2) await setTimeout(5);
  worker.kill('SIGKILL');
  await new Promise((resolve) => { worker.once('close', resolve); });
}

type Case = {
  noun: string; entity: string; table: string;
  headers: string[];
  /** Records that are there before, each as a row of the file that changes it. */
  known: () => Promise<{ ids: number[]; rows: unknown[][] }>;
  fresh: (at: number) => unknown[];
};

const CASES: Case[] = [
  {
    noun: 'companies', entity: 'company',
    table: 'customers.company',
    headers: ['Внутренний номер', 'Название', 'ИНН', 'Адрес', 'Телефон', 'Метки', 'Ответственный',
      'Своё'],
    known: async () => {
      const ids: number[] = [];
      for (const at of every((index) => index)) {
        ids.push((await createCompany(admin, {
          name: `ООО «Было ${at}»`, inn: nextInn(), tags: ['старая'], custom: { own: at },
          phones: [`+7 912 100-${1000 + at}`], responsibleId: people.manager.id,
        })).id);
      }
      return { ids, rows: ids.map((id, at) => [id, `ООО «Стало ${at}»`, nextInn(), 'Омск',
        `+7 912 200-${1000 + at}`, 'новая', 'Зайцев Олег', at + 0.5]) };
    },
    fresh: (at) => [null, `ООО «Новое ${at}»`, nextInn(), 'Тула', `+7 912 300-${1000 + at}`,
      'новая', 'Петров Иван', 7],
  },
  {
    noun: 'contacts', entity: 'contact',
    table: 'customers.contact',
    headers: ['Внутренний номер', 'Имя', 'Должность', 'Компания', 'Почта', 'Своё'],
    known: async () => {
      const one = await createCompany(admin, { name: 'АО «Первая»' });
      await createCompany(admin, { name: 'АО «Вторая»' });
      const ids: number[] = [];
      for (const at of every((index) => index)) {
        ids.push((await createContact(admin, {
          name: `Был ${at}`, position: 'Инженер', emails: [`was${at}@mail.ru`],
          ...(at % 3 > 0 ? { companyId: one.id } : {}),
        })).id);
      }
      return { ids, rows: ids.map((id, at) => [id, `Стал ${at}`, 'Директор', 'АО «Вторая»',
        `now${at}@mail.ru`, at]) };
    },
    fresh: (at) => [null, `Новый ${at}`, 'Снабженец', 'АО «Первая»', `new${at}@mail.ru`, 1],
  },
  {
    noun: 'products', entity: 'product', table: 'catalog.product',
    headers: ['Внутренний номер', 'Артикул', 'Название', 'Цена', 'Группа', 'НДС', 'Своё'],
    known: async () => {
      const ids: number[] = [];
      for (const at of every((index) => index)) {
        ids.push((await createProduct(admin, {
          name: `Насос ${at}`, article: `Н-${at}`, priceKopecks: 100 + at, vatRate: '22',
        })).id);
      }
      return { ids, rows: ids.map((id, at) =>
        [id, `НН-${at}`, `Насос новый ${at}`, 5.5, 'Насосы', '20%', at]) };
    },
    fresh: (at) => [null, `С-${at}`, `Станция ${at}`, 1000, 'Насосы', 'без НДС', 3],
  },
  {
    noun: 'deals', entity: 'deal', table: 'deals.deal',
    headers: ['Внутренний номер', 'Название', 'Стадия', 'Ответственный', 'Сумма', 'Комментарий',
      'Компания', 'Своё'],
    known: async () => {
      await createCompany(admin, { name: 'АО «Сделочная»' });
      const manager = await contextOf(database.db, people.manager);
      const ids: number[] = [];
      for (const at of every((index) => index)) {
        ids.push((await createDeal(manager, {
          title: `Сделка ${at}`, estimateKopecks: at * 100, comment: 'была',
        })).id);
      }
      return { ids, rows: ids.map((id, at) => [id, `Сделка новая ${at}`, stage,
        'Орлова Мария', at + 1, 'стала', 'АО «Сделочная»', at]) };
    },
    fresh: (at) => [null, `Ещё сделка ${at}`, stage, 'Петров Иван', 5, null,
      'АО «Сделочная»', 4],
  },
];

async function historyOf(entity: string, ids: readonly number[]): Promise<string[][]> {
  const { rows } = await database.db.query<{ kinds: string[] }>(`
    select array_agg(e.kind order by e.id) as kinds from platform.event e
    where e.entity = $1 and e.entity_id = any($2::bigint[]) and e.source = 'import'
    group by e.entity_id order by e.entity_id`, [entity, ids]);
  return rows.map(({ kinds }) => kinds);
}

for (const { noun, entity, table, headers, known, fresh } of CASES) {
  test(`${noun}: everything is as before, after a killed worker too, and history tells it`,
    { timeout: 120_000 }, async () => {
      const { ids, rows } = await known();
      const before = await stateOf(entity, table, ids);
      const made = await checked(admin, deps(), {
        noun, key: 'id', mode: 'both',
        rows: [headers, ...rows, ...every(fresh)] as (string | number | null)[][],
      });
      await run(admin, deps(), made.id);
      const done = await readImport(admin, deps(), made.id);
      const { items } = await listRows(admin, { id: made.id, limit: 500 });
      assert.deepEqual([done.counts.updated, done.counts.created], [COUNT, COUNT],
        JSON.stringify(items.find(({ problems }) => problems.length > 0)));
      assert.notDeepEqual(await stateOf(entity, table, ids), before);
      await startUndo(admin, deps(), made.id);
      await killHalfway(made.id);
      await workImport(deps(), made.id, forever);
      const back = await readImport(admin, deps(), made.id);
      assert.deepEqual([back.state, back.counts.undone, back.counts.kept],
        ['undone', 2 * COUNT, 0]);
      const after = await stateOf(entity, table, ids);
      assert.equal(JSON.stringify(firstDifference(after, before)), '[]');
      const created = items.filter(({ status }) => status === 'created')
        .map(({ recordId }) => recordId!);
      for (const kinds of await historyOf(entity, created)) {
        assert.deepEqual([kinds[0], kinds.at(-1)], [`${entity}.created`, `${entity}.withdrawn`]);
      }
      const edits = await historyOf(entity, ids);
      assert.equal(edits.length, COUNT);
      for (const kinds of edits) assert.ok(kinds.length >= 2, kinds.join());
    });
}

/** Hundreds of rows beside each other tell nobody anything; two do. */
function firstDifference(after: unknown[], before: unknown[]): unknown[] {
  for (const [index, rows] of (after as unknown[][]).entries()) {
    const old = before[index] as unknown[];
    const at = rows.findIndex((row, place) => JSON.stringify(row) !== JSON.stringify(old[place]));
    if (at >= 0) return [rows[at], old[at]];
    if (rows.length !== old.length) return [rows.length, old.length];
  }
  return [];
}
