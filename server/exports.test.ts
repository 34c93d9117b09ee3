// Groups, columns, calendar and files of a view: figures equal those of the list to the kopeck, and
// rights hold in each of them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readXlsx } from 'hucre/xlsx';
import type { AuditItem } from '#contract/audit';
import type { Export, ExportStart } from '#contract/exports';
import type { CalendarDay, Group } from '#contract/lists';
import { createDeal, editDeal } from '#modules/deals';
import { DEMO_PASSWORD } from '#modules/staff';
import { createTask } from '#modules/work';
import { inTransaction } from '#platform/database';
import { signIn, startTestApp, type TestApp } from '#test/app';
import { contextOf, createPeople, type People } from '#test/people';

let world: TestApp;
let people: People;
const cookies = new Map<string, string>();
const ids: number[] = [];

before(async () => {
  world = await startTestApp();
  people = await createPeople(world.db);
  for (const login of ['head', 'manager', 'engineer', 'stranger', 'admin']) {
    cookies.set(login, await signIn(world.url, login, DEMO_PASSWORD));
  }
  const manager = await contextOf(world.db, people.manager);
  for (const [index, title] of ['=1+1', 'Насос «Ёлка»', 'Станция; «2»'].entries()) {
    const { id } = await createDeal(manager, { title, estimateKopecks: 12_345_67 + index });
    ids.push(id);
  }
  await editDeal(manager, { id: ids[1]!, version: 1, projectName: 'Склад' });
  await inTransaction(world.db, (tx) => createTask(tx, manager, {
    title: 'Позвонить', entity: 'deal', entityId: ids[0]!, assigneeId: people.manager.id,
    dueAt: '2026-12-10T09:00:00Z',
  }));
  await createDeal(await contextOf(world.db, people.stranger), { title: 'Чужая' });
});
after(() => world.close());

async function ask<T>(
  login: string, path: string, body?: unknown, method = body === undefined ? 'GET' : 'POST',
): Promise<{ status: number; body: T }> {
  const response = await fetch(world.url + path, {
    method,
    headers: { cookie: cookies.get(login)!, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() as T };
}

type Page = { items: { id: number; cells?: Record<string, unknown> }[]; total: number;
  sums: Record<string, number> };

async function made(login: string, order: Partial<ExportStart>): Promise<Buffer> {
  const { status, body } = await ask<Export>(login, '/api/exports', {
    noun: 'deals', format: 'xlsx',
    columns: [
      { field: 'title', header: 'Сделка' }, { field: 'amountKopecks', header: 'Сумма, ₽' },
      { field: 'responsible', header: 'Менеджер' }, { field: 'projectName', header: 'Проект' },
      { field: 'createdAt', header: 'Создана' },
    ],
    sort: 'title', ...order,
  });
  assert.equal(status, 200, JSON.stringify(body));
  for (let tries = 0; tries < 600; tries += 1) {
    const { body: now } = await ask<Export>(login, `/api/exports/${body.id}`);
    if (now.state === 'ready') break;
    assert.notEqual(now.state, 'failed', now.reason ?? '');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const file = await fetch(`${world.url}/api/exports/${body.id}/content`, {
    headers: { cookie: cookies.get(login)! },
  });
  assert.match(file.headers.get('content-disposition') ?? '', /^attachment/);
  return Buffer.from(await file.arrayBuffer());
}

test('sums in other currencies stand in the file beside those in roubles', async () => {
  const others = [{ currency: 'USD', amountKopecks: 300_05, paidKopecks: 0 },
    { currency: 'EUR', amountKopecks: 12_500_00, paidKopecks: 1 }];
  await world.db.query('update deals.deal set other_currencies = $2 where id = $1',
    [ids[0], JSON.stringify(others)]);
  const { sheets } = await readXlsx(await made('head', {
    ids: [ids[0]!, ids[1]!],
    columns: [{ field: 'title', header: 'Сделка' },
      { field: 'inCurrencies', header: 'Сумма в других валютах' }],
  }));
  await world.db.query('update deals.deal set other_currencies = null where id = $1', [ids[0]]);
  assert.deepEqual(sheets[0]!.rows.slice(1, 3).map(([, sums]) => sums ?? null),
    ['12500,00 EUR + 300,05 USD', null]);
});

test('sums of a view stand under a condition on each of its fields', async () => {
  const { body: fields } = await ask<{ name: string; operators: string[] }[]>(
    'head', '/api/deals/fields');
  assert.ok(fields.some(({ name }) => name === 'company.inn'));
  for (const { name } of fields.filter(({ operators }) => operators.includes('empty'))) {
    for (const isEmpty of [true, false]) {
      const filter = encodeURIComponent(JSON.stringify({ [name]: { empty: isEmpty } }));
      const { status, body } = await ask<Page>('head',
        `/api/deals?total=1&sums=amountKopecks&filter=${filter}`);
      assert.equal(status, 200, `${name}: ${JSON.stringify(body)}`);
      assert.equal(body.items.length, body.total, name);
    }
  }
});

test('a workbook holds what the list shows: rows, order, words, and the sum of the whole view',
  async () => {
    const list = (await ask<Page>('head',
      '/api/deals?sort=title&total=1&sums=amountKopecks&columns=title,amountKopecks,projectName'))
      .body;
    const { sheets } = await readXlsx(await made('head', {}));
    const [head, ...rows] = sheets[0]!.rows;
    const totals = rows.pop()!;
    assert.deepEqual(head, ['Сделка', 'Сумма, ₽', 'Менеджер', 'Проект', 'Создана']);
    assert.deepEqual(rows.map(([title, sum]) => [title, sum]),
      list.items.map(({ cells }) => [cells!['title'], Number(cells!['amountKopecks']) / 100]));
    assert.equal(rows.find(([title]) => title === '=1+1')?.[2], 'Петров Иван');
    assert.ok(rows[0]![4] instanceof Date);
    assert.equal(totals[0], `Итого: ${list.total}`);
    assert.equal(totals[1], list.sums['amountKopecks']! / 100);
  });

test('CSV opens in Excel and runs nothing', async () => {
  const text = (await made('head', { format: 'csv', ids: ids.slice(0, 3) })).toString('utf8');
  assert.match(text, /^\uFEFFСделка;Сумма, ₽;/);
  assert.match(text, /'=1\+1;12345,67;/);
  assert.match(text, /"Станция; «2»";/);
  assert.match(text, /Итого: 3;37037,04/);
});

test('who may not export is refused, hidden columns do not exist, files are the owner\'s alone',
  async () => {
    const order = {
      noun: 'deals', format: 'csv', columns: [{ field: 'amountKopecks', header: 'Сумма' }],
    };
    assert.equal((await ask('manager', '/api/exports', order)).status, 403);
    const unknown = { ...order, columns: [{ field: 'noSuchField', header: 'Сумма' }] };
    assert.equal((await ask('head', '/api/exports', unknown)).status, 400);
    const unsorted = await ask<{ code: string }>('head', '/api/exports',
      { ...order, sort: 'noSuchField' });
    assert.deepEqual([unsorted.status, unsorted.body.code], [400, 'filter.invalid'],
      'at once, not an hour later');
    const { body } = await ask<Export>('head', '/api/exports', order);
    assert.equal((await ask('stranger', `/api/exports/${body.id}`)).status, 404);
    const { rows } = await world.db.query<{ data: { rows: number } }>(
      `select data from platform.event where kind = 'export.started' order by id desc limit 1`);
    assert.equal(rows[0]!.data.rows, 3);
  });

test('a file that is ready is closed when the right to carry away is gone', async () => {
  await made('head', {});
  const { body } = await ask<{ items: Export[] }>('head', '/api/exports');
  const path = `${world.url}/api/exports/${body.items[0]!.id}/content`;
  const opened = async () =>
    (await fetch(path, { headers: { cookie: cookies.get('head')! } })).status;
  assert.equal(await opened(), 200);
  const roles = (await ask<{ id: number; code: string }[]>('admin', '/api/roles')).body;
  const { id } = roles.find(({ code }) => code === 'head')!;
  const grant = (scope: string | null) => ask('admin', `/api/roles/${id}/grants`,
    { entity: 'deal', action: 'export', scope }, 'PUT');
  await grant(null);
  assert.equal(await opened(), 403);
  await grant('subtree');
  assert.equal(await opened(), 200);
});

test('groups count and sum exactly what the list of each holds, within rights', async () => {
  for (const by of ['stage', 'responsible', 'department', 'source', 'createdAt', 'isOpen']) {
    const { body } = await ask<{ groups: Group[] }>('head',
      `/api/lists/deals/groups?by=${by}&sums=amountKopecks`);
    let count = 0;
    for (const group of body.groups) {
      const list = (await ask<Page>('head', `/api/deals?total=1&sums=amountKopecks&filter=${
        encodeURIComponent(group.filter)}`)).body;
      assert.deepEqual([list.total, list.sums['amountKopecks']],
        [group.count, group.sums['amountKopecks']], `${by}: ${group.title}`);
      count += group.count;
    }
    assert.equal(count, 3, by);
  }
  const { body } = await ask<{ groups: Group[] }>('head', '/api/lists/deals/groups?by=stage');
  assert.equal(body.groups[0]!.title, 'Заявка');
  assert.equal((await ask('engineer', '/api/lists/deals/groups?by=deferredUntil')).status, 400);
  assert.equal((await ask('head', '/api/lists/deals/groups?by=title')).status, 400);
});

test('the calendar shows a deal on the day of its next task, to its readers', async () => {
  const path = '/api/lists/deals/calendar?by=nextTaskAt&from=2026-12-01&to=2026-12-31';
  const { body } = await ask<{ days: CalendarDay[] }>('manager', path);
  assert.deepEqual(body.days.map(({ day, count }) => [day, count]), [['2026-12-10', 1]]);
  assert.equal(body.days[0]!.items[0]!.task?.title, 'Позвонить');
  assert.deepEqual((await ask<{ days: [] }>('stranger', path)).body.days, []);
  const noDay = '/api/lists/deals/calendar?by=deferredUntil&from=2026-02-30&to=2026-03-05';
  assert.equal((await ask('admin', noDay)).status, 400);
  const wide = '/api/lists/deals/calendar?by=nextTaskAt&from=2026-01-01&to=2026-12-31';
  assert.equal((await ask('manager', wide)).status, 422);
  const hidden = '/api/lists/deals/calendar?by=deferredUntil&from=2026-12-01&to=2026-12-31';
  assert.equal((await ask('engineer', hidden)).status, 400);
});

test('columns of a person are kept, those of a list that is not there are not', async () => {
  const put = await fetch(`${world.url}/api/lists/deals/layout`, {
    method: 'PUT', body: JSON.stringify({ columns: 'title:200,stage' }),
    headers: { cookie: cookies.get('manager')!, 'content-type': 'application/json' },
  });
  assert.equal(put.status, 200);
  const { body } = await ask<{ columns: string }>('manager', '/api/lists/deals/layout');
  assert.equal(body.columns, 'title:200,stage');
  const cells = await ask<Page>('manager', '/api/deals?columns=projectName,source,company.inn');
  assert.ok('projectName' in cells.body.items[0]!.cells!);
  assert.equal((await ask('engineer', '/api/deals?columns=paidKopecks')).status, 400);
});

test('a file in groups has the heads of the screen, its rows below, and one total', async () => {
  const group = 'stage';
  const { body } = await ask<{ groups: Group[] }>('head',
    `/api/lists/deals/groups?by=${group}&sums=amountKopecks`);
  const { sheets } = await readXlsx(await made('head', { group }));
  const rows = sheets[0]!.rows.slice(1);
  const heads = body.groups.map(({ title, count, sums }) =>
    [`${title}: ${count}`, sums['amountKopecks']! / 100]);
  assert.deepEqual(rows.filter(([first]) => heads.some(([head]) => head === first))
    .map(([first, sum]) => [first, sum]), heads);
  assert.equal(rows.length, heads.length + 3 + 1);
  assert.equal(rows.at(-1)![0], 'Итого: 3');
  const by = { noun: 'deals', format: 'csv', group: 'title', columns: [
    { field: 'title', header: 'Сделка' }] };
  assert.equal((await ask('head', '/api/exports', by)).status, 400);
});

test('groups and their file tell other currencies as the list does, and add them to nothing',
  async () => {
    const [first, second] = ids;
    const others = async (id: number, ...sums: [currency: string, amount: number][]) =>
      world.db.query('update deals.deal set other_currencies = $2 where id = $1',
        [id, sums.length === 0 ? null : JSON.stringify(sums.map(([currency, amountKopecks]) =>
          ({ currency, amountKopecks, paidKopecks: 1_00 })))]);
    await others(first!, ['EUR', 12_500_00], ['USD', 300_00]);
    await others(second!, ['EUR', 500_00]);
    const groupsOf = async (login: string, sums: string) =>
      (await ask<{ groups: Group[] }>(login,
        `/api/lists/deals/groups?by=stage${sums}`)).body.groups;
    const list = await ask<Page & { otherSums: { currency: string }[] }>('head',
      '/api/deals?total=1&sums=amountKopecks,paidKopecks');
    const [all] = await groupsOf('head', '&sums=amountKopecks,paidKopecks');
    assert.deepEqual(all!.apart, [
      { currency: 'EUR', sums: { amountKopecks: 13_000_00, paidKopecks: 2_00 } },
      { currency: 'USD', sums: { amountKopecks: 300_00, paidKopecks: 1_00 } },
    ]);
    assert.deepEqual(all!.apart!.map(({ currency, sums }) => ({ currency, ...sums })),
      list.body.otherSums, 'the head of the list says the same');
    assert.equal(all!.sums['amountKopecks'], list.body.sums['amountKopecks']);
    const byProject = (await ask<{ groups: Group[] }>('head',
      '/api/lists/deals/groups?by=inOtherCurrency&sums=amountKopecks')).body.groups;
    assert.deepEqual(byProject.map(({ title, apart }) => [title, apart?.length]).toSorted(),
      [['да', 2], ['нет', undefined]]);
    assert.equal((await groupsOf('engineer', ''))[0]?.apart, undefined, 'no money, no currencies');

    const { sheets } = await readXlsx(await made('head', { group: 'stage', columns: [
      { field: 'title', header: 'Сделка' }, { field: 'amountKopecks', header: 'Сумма, ₽' },
      { field: 'inCurrencies', header: 'В других валютах' },
    ] }));
    const words = '13000,00 EUR + 300,00 USD';
    const told = sheets[0]!.rows.filter(([head]) => /: \d+$/.test(String(head)));
    assert.deepEqual(told.map((row) => row[2]), [words, words], 'the head and the end');
    for (const id of [first!, second!]) await others(id);
  });

const NOUNS = {
  deals: ['stage', 'title'], leads: ['stage', 'title'], companies: ['kind', 'name'],
  contacts: ['company', 'name'], products: ['group', 'name'], tasks: ['assigneeId', 'title'],
} as const;

test('every noun has exact groups, columns, a layout, and a file for who may carry it away',
  async () => {
    for (const [noun, [by, title]] of Object.entries(NOUNS)) {
      const { body } = await ask<{ groups: Group[] }>('head', `/api/lists/${noun}/groups?by=${by}`);
      const list = (await ask<Page>('head', `/api/${noun}?total=1&columns=${title},${by}`)).body;
      assert.equal(body.groups.reduce((sum, { count }) => sum + count, 0), list.total, noun);
      for (const { filter, count } of body.groups) {
        const part = await ask<Page>('head',
          `/api/${noun}?total=1&filter=${encodeURIComponent(filter)}`);
        assert.equal(part.body.total, count, `${noun} by ${by}`);
      }
      assert.equal((await ask('head', `/api/lists/${noun}/layout`)).status, 200, noun);
      const order: ExportStart = {
        noun: noun as ExportStart['noun'], format: 'xlsx', sort: '-createdAt',
        columns: [{ field: title, header: 'Название' }, { field: by, header: 'Группа' }],
      };
      const { sheets } = await readXlsx(await made('head', order));
      assert.equal(sheets[0]!.rows.at(-1)![0], `Итого: ${list.total}`, noun);
      assert.equal((await ask('manager', '/api/exports', order)).status, 403, noun);
    }
  });

test('tasks stand in a calendar by their deadline, to those who see them', async () => {
  const path = '/api/lists/tasks/calendar?by=dueAt&from=2026-12-01&to=2026-12-31';
  const { body } = await ask<{ days: CalendarDay[] }>('manager', path);
  assert.deepEqual(body.days.map(({ day, count }) => [day, count]), [['2026-12-10', 1]]);
  assert.equal(body.days[0]!.items[0]!.title, 'Позвонить');
  assert.deepEqual((await ask<{ days: [] }>('stranger', path)).body.days, []);
});

test('the journal as a file holds the rows of the screen, for whoever may carry it away',
  async () => {
    const filter = JSON.stringify({ entity: { eq: 'deal' } });
    const order = {
      noun: 'events' as const, filter, sort: '-id',
      columns: [
        { field: 'actor', header: 'Кто' }, { field: 'record', header: 'Запись' },
        { field: 'kind', header: 'Что' }, { field: 'changes', header: 'Что изменилось' },
      ],
      words: {
        'field projectName': 'Проект', 'text empty': 'пусто', 'text stage': 'Стадия: {1} → {2}',
      },
    };
    const refused = await ask<{ code: string }>('head', '/api/exports',
      { format: 'xlsx', ...order });
    assert.equal(refused.body.code, 'right.missing');
    const screen = (await ask<{ items: AuditItem[] }>('admin',
      `/api/events?limit=200&filter=${encodeURIComponent(filter)}`)).body.items;
    const { sheets } = await readXlsx(await made('admin', order));
    const rows = sheets[0]!.rows.slice(1, -1);
    assert.deepEqual(rows.map((row) => row[1]), screen.map(({ title }) => title));
    const edited = rows.find((row) => row[2] === 'Проект: пусто → Склад');
    assert.equal(edited?.[0], 'Петров Иван');
  });

test('a moment of an odd year stands in a file as it is and fails nothing', async () => {
  await world.db.query(`update work.task set due_at = '0001-01-01T00:00:00Z'`);
  const columns = [{ field: 'dueAt', header: 'Срок' }];
  const order = { noun: 'tasks' as const, columns, sort: 'id' };
  const text = (await made('head', { ...order, format: 'csv' })).toString('utf8');
  assert.match(text, /0001-01-01T/);
  assert.ok((await made('head', { ...order, format: 'xlsx' })).length > 0);
});
