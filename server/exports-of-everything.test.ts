// A file holds every field of every noun as the list of the same person does: sums, numbers and
// shares as numbers, days and moments as dates, custom fields and attributes among them.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { readXlsx } from 'hucre/xlsx';
import type { Export } from '#contract/exports';
import type { FieldInfo } from '#contract/listing';
import type { Group } from '#contract/lists';
import { createProduct } from '#modules/catalog';
import { createCompany, createContact } from '#modules/customers';
import { createDeal, editDeal } from '#modules/deals';
import { createField } from '#modules/fields';
import { createLead } from '#modules/leads';
import { DEMO_PASSWORD } from '#modules/staff';
import { createTask } from '#modules/work';
import { inTransaction } from '#platform/database';
import { runExport } from '#platform/exports/run-export';
import { signIn, startTestApp, type TestApp } from '#test/app';
import { contextOf, createPeople, type People } from '#test/people';
import { exportDeps } from './mass.ts';

let world: TestApp;
let people: People;
const cookies = new Map<string, string>();

/** Noun → what it is grouped by in a second file. */
const NOUNS = {
  deals: 'stage', leads: 'stage', companies: 'kind', contacts: 'company', products: 'group',
  tasks: 'assigneeId',
} as const;
type Noun = keyof typeof NOUNS;

/** More columns than a list may bring at once are asked for in two parts. */
const COLUMNS_MAX = 50;

before(async () => {
  // Files are written here and now: a worker looks for the next one once a second.
  world = await startTestApp({ roles: 'web' });
  people = await createPeople(world.db);
  for (const login of ['head', 'admin']) {
    cookies.set(login, await signIn(world.url, login, DEMO_PASSWORD));
  }
  const admin = await contextOf(world.db, people.admin);
  const manager = await contextOf(world.db, people.manager);
  const fields = [['money', 'budget'], ['date', 'visit'], ['number', 'power']] as const;
  for (const [kind, code] of fields) {
    await createField(admin, { entity: 'deal', kind, name: `Своё: ${kind}`, code });
  }
  const { id: companyId } = await createCompany(manager, {
    name: 'ООО «Файл»', relations: ['dealer'], tags: ['а', 'б'], phones: ['+7 495 111-22-33'],
  });
  const { id: contactId } = await createContact(manager, { name: 'Иванов', companyId });
  const { id } = await createDeal(manager, {
    title: '=1+1', estimateKopecks: 12_345_67, companyId, contactId,
  });
  await editDeal(manager, {
    id, version: 1, custom: { budget: 100_50, visit: '2026-12-31', power: 12.5 },
  });
  await createDeal(manager, { title: 'Пустая' });
  for (const [at, name] of ['Ёж', '@сум', '-1', 'Ель', 'ель'].entries()) {
    await createDeal(manager, { title: name, estimateKopecks: at * 33_33, companyId });
    await createCompany(manager, { name, kind: at % 2 ? 'sole' : 'legal' });
    await createContact(manager, { name, ...at % 2 ? { companyId } : {} });
    await createProduct(admin, { name, priceKopecks: at * 10_01 });
    await createLead(manager, { title: name, companyId });
  }
  await createLead(manager, { title: 'Лид', companyId, estimateKopecks: 5_00 });
  await createProduct(admin, { name: 'Насос', ownAttributes: { Ток: '380' }, priceKopecks: 99_99 });
  await inTransaction(world.db, (tx) => createTask(tx, manager, {
    title: 'Позвонить', entity: 'deal', entityId: id, assigneeId: people.manager.id,
    dueAt: '2026-12-10T09:00:00Z',
  }));
});
after(() => world.close());

async function ask<T>(login: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(world.url + path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { cookie: cookies.get(login)!, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  assert.equal(response.status, 200, `${login} ${path}`);
  return await response.json() as T;
}

async function fileOf(login: string, body: object): Promise<unknown[][]> {
  const { id } = await ask<Export>(login, '/api/exports', { format: 'xlsx', ...body });
  const deps = exportDeps(world.db, () => new Date(), join(world.dataDir, 'exports'));
  await runExport(deps, id, new AbortController().signal);
  const now = await ask<Export>(login, `/api/exports/${id}`);
  assert.equal(now.state, 'ready', now.reason ?? '');
  const file = await fetch(`${world.url}/api/exports/${id}/content`,
    { headers: { cookie: cookies.get(login)! } });
  return (await readXlsx(new Uint8Array(await file.arrayBuffer()))).sheets[0]!.rows;
}

type Item = { id: number; cells?: Record<string, unknown> };

const dayOf = (cell: unknown) => (cell instanceof Date ? cell.toISOString().slice(0, 10) : cell);
const nameOf = (value: unknown) => (value as { name?: string }).name ?? String(value);

/** What a cell of a file must be for what the list has; words of choices are checked elsewhere. */
const MEANT: Partial<Record<FieldInfo['type'], (value: unknown, cell: unknown) => void>> = {
  money: (value, cell) => assert.equal(cell, Number(value) / 100),
  number: (value, cell) => assert.equal(cell, Number(value)),
  percent: (value, cell) => assert.equal(cell, Number(value)),
  date: (value, cell) => assert.equal(dayOf(cell), value),
  moment: (_value, cell) => assert.ok(cell instanceof Date),
  reference: (value, cell) => assert.equal(cell, nameOf(value)),
  text: (value, cell) => assert.equal(cell, value),
};

function checkCell(field: FieldInfo, value: unknown, cell: unknown): void {
  if (value === null || value === undefined || value === '') {
    assert.ok(cell === null || cell === undefined || cell === '', field.name);
    return;
  }
  const check = MEANT[field.type] ?? ((_value, given) => assert.equal(typeof given, 'string'));
  try {
    check(value, cell);
  } catch {
    assert.fail(`${field.name}: ${JSON.stringify(value)} as ${JSON.stringify(cell)}`);
  }
}

async function checkNoun(login: string, noun: Noun): Promise<void> {
  const all = await ask<FieldInfo[]>(login, `/api/${noun}/fields`);
  for (let at = 0; at < all.length; at += COLUMNS_MAX) {
    const fields = [all.find(({ name }) => name === 'id')!,
      ...all.slice(at, at + COLUMNS_MAX).filter(({ name }) => name !== 'id')];
    const names = fields.map(({ name }) => name).join(',');
    const { items } = await ask<{ items: Item[] }>(login, `/api/${noun}?columns=${names}`);
    const columns = fields.map(({ name, label }) => ({ field: name, header: label }));
    for (const group of [undefined, NOUNS[noun]]) {
      const rows = await fileOf(login, { noun, columns, ...(group ? { group } : {}) });
      const byId = new Map(rows.slice(1).map((row) => [row[0], row]));
      assert.equal(rows.at(-1)![0], `Итого: ${items.length}`, noun);
      assert.ok(items.length > 0, noun);
      for (const { id, cells } of items) {
        for (const [index, field] of fields.entries()) {
          checkCell(field, cells?.[field.name], byId.get(id)?.[index]);
        }
      }
    }
  }
}

test('every field of every noun, flat and in groups, as two people see them', async () => {
  for (const noun of Object.keys(NOUNS) as Noun[]) await checkNoun('admin', noun);
  for (const noun of ['deals', 'leads', 'tasks'] as const) await checkNoun('head', noun);
});

type View = { noun: Noun; login: string; picks: number[]; sortAt: number; isDown: boolean;
  isGrouped: boolean; isFiltered: boolean };

const view: fc.Arbitrary<View> = fc.record({
  noun: fc.constantFrom(...Object.keys(NOUNS) as Noun[]),
  login: fc.constantFrom('admin', 'head'),
  picks: fc.uniqueArray(fc.nat(60), { minLength: 1, maxLength: 7 }),
  sortAt: fc.nat(60), isDown: fc.boolean(), isGrouped: fc.boolean(), isFiltered: fc.boolean(),
});

type Page = { items: Item[]; total: number; sums: Record<string, number> };

/** What the screen asks for; the file is ordered by the same words. */
async function viewOf({ noun, login, picks, sortAt, isDown, isGrouped, isFiltered }: View) {
  const all = (await ask<FieldInfo[]>(login, `/api/${noun}/fields`))
    .filter(({ onlyFilters }) => !onlyFilters);
  const sortable = all.filter((field) => field.sortable);
  const sort = `${isDown ? '-' : ''}${sortable[sortAt % sortable.length]!.name}`;
  const fields = [...new Set(picks.map((at) => all[at % all.length]!))];
  const id = all.find(({ name }) => name === 'id')!;
  if (!fields.includes(id)) fields.splice(picks[0]! % (fields.length + 1), 0, id);
  const money = fields.filter(({ type }) => type === 'money').map(({ name }) => name);
  const by = NOUNS[noun];
  const { groups } = await ask<{ groups: Group[] }>(login,
    `/api/lists/${noun}/groups?by=${by}&sums=${money.join(',')}`);
  const filter = isFiltered ? groups[0]?.filter : undefined;
  const read = (where?: string) => ask<Page>(login, `/api/${noun}?limit=200&total=1&sort=${sort
  }&columns=${fields.map(({ name }) => name).join(',')}&sums=${money.join(',')}${
    where ? `&filter=${encodeURIComponent(where)}` : ''}`);
  const shown = isGrouped && !isFiltered ? groups : null;
  return { fields, money, sort, filter, read, groups: shown, group: shown ? by : undefined };
}

test('any view is in the file as it is on the screen: columns, order, groups, sums, rights',
  async () => {
    await fc.assert(fc.asyncProperty(view, async (drawn) => {
      const { fields, money, sort, filter, read, groups, group } = await viewOf(drawn);
      const [head, ...rows] = await fileOf(drawn.login, {
        noun: drawn.noun, sort, ...(filter ? { filter } : {}), ...(group ? { group } : {}),
        columns: fields.map(({ name, label }) => ({ field: name, header: label })),
      });
      assert.deepEqual(head, fields.map(({ label }) => label));
      const at = fields.findIndex(({ name }) => name === 'id');
      const list = await read(filter);
      const screen = groups ? (await Promise.all(groups.map((each) => read(each.filter))))
        .flatMap(({ items }) => items) : list.items;
      const totals = rows.pop()!;
      const known = new Set(list.items.map(({ id }) => id));
      const body = rows.filter((row) => known.has(Number(row[at])));
      assert.deepEqual(body.map((row) => row[at]), screen.map(({ id }) => id));
      assert.equal(rows.length - body.length, groups?.length ?? 0, 'a head for each group');
      for (const name of money) {
        const place = fields.findIndex((field) => field.name === name);
        assert.equal(totals[place], (list.sums[name] ?? 0) / 100, name);
      }
      assert.ok(totals.includes(`Итого: ${list.total}`));
    }), { numRuns: 40 });
  });

test('a field that is hidden from a role is in no file of it', async () => {
  const { rows: [role] } = await world.db.query<{ id: number }>(
    `select id from staff.role where code = 'engineer'`);
  await world.db.query(`insert into staff.role_grant (role_id, entity, action, scope)
    values ($1, 'deal', 'export', 'all'), ($1, 'deal', 'read', 'all') on conflict do nothing`,
  [role!.id]);
  cookies.set('engineer', await signIn(world.url, 'engineer', DEMO_PASSWORD));
  const named = (name: string) => ({ noun: 'deals', columns: [{ field: name, header: name }] });
  assert.deepEqual((await fileOf('engineer', named('title')))[0], ['title']);
  for (const name of ['amountKopecks', 'estimateKopecks', 'paidKopecks', 'debtKopecks']) {
    const response = await fetch(`${world.url}/api/exports`, {
      method: 'POST', body: JSON.stringify({ format: 'xlsx', ...named(name) }),
      headers: { cookie: cookies.get('engineer')!, 'content-type': 'application/json' },
    });
    assert.equal(response.status, 400, name);
  }
});
