// Views and mass work: a shared view in groups, a transfer of many with a refusal and its undo, a
// task dragged to another day, a workbook that equals the list.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { readXlsx } from 'hucre/xlsx';
import type { DealCard } from '#contract/deals';
import type { CalendarDay } from '#contract/lists';
import { signedIn, story, type Visitor } from './support/browser.ts';
import { startDemoServer } from './support/demo-server.ts';
import { eventually } from './support/eventually.ts';
import { readApi, readDeals } from './support/read-api.ts';

const server = await startDemoServer();

async function post(visitor: Visitor, path: string, data: unknown): Promise<void> {
  const answer = await visitor.context.request.post(path, { data });
  assert.ok(answer.ok(), `${path}: ${await answer.text()}`);
}

type Named = { id: number; name: string };

async function departmentNamed(visitor: Visitor, name: string): Promise<number> {
  const all = await readApi<Named[]>(visitor, '/api/departments');
  return all.find((department) => department.name === name)!.id;
}

const dealOf = (visitor: Visitor, id: number) =>
  readApi<DealCard>(visitor, `/api/deals/${id}`);

story('a head passes a whole view on: one refusal with its reason, and all of it comes back',
  async () => {
    const head = await signedIn(server.url, 'head');
    const { page } = head;
    const { items } = await readDeals(head, { isOpen: { eq: true } });
    const [given, ...mine] = items.slice(0, 3);
    const compressors = await departmentNamed(head, 'Компрессоры');
    await post(head, `/api/deals/${given!.id}/transfers`,
      { departmentId: compressors, reason: 'Отдана раньше' });
    const before = await dealOf(head, mine[0]!.id);
    const filter = JSON.stringify({ id: { in: items.slice(0, 3).map(({ id }) => id) } });
    await page.goto(`/deals/list?filter=${encodeURIComponent(filter)}`);
    const grid = page.getByRole('grid', { name: 'Сделки' });
    await grid.getByText(given!.number).waitFor();
    await grid.focus();
    await page.keyboard.press('Control+a');
    await page.getByText('Отмечен весь вид: 3').waitFor();
    await page.getByRole('button', { name: 'Передать в отдел' }).click();
    const form = page.getByRole('dialog');
    await form.getByRole('textbox', { name: 'Отдел', exact: true }).fill('Компрессоры');
    await page.getByRole('option', { name: 'Компрессоры' }).click();
    await form.getByRole('textbox', { name: 'Зачем передаёте' }).fill('Компрессорная станция');
    await form.getByRole('button', { name: 'Выполнить для всего вида' }).click();
    await page.getByText('3 из 3').waitFor();
    await page.getByRole('radio', { name: 'отказано 1' }).click();
    await page.getByRole('dialog').getByText(given!.number).waitFor();
    assert.equal((await dealOf(head, mine[0]!.id)).department?.id, compressors);
    await page.getByRole('button', { name: 'Отменить сделанное' }).click();
    await page.getByRole('heading', { name: 'Отмена: Передача в отдел' }).waitFor();
    await page.getByText('2 из 2').waitFor();
    const after = await dealOf(head, mine[0]!.id);
    assert.deepEqual([after.department, after.responsible],
      [before.department, before.responsible]);
  });

story('a head shares a view in groups, and a manager opens it with their own deals', async () => {
  const head = await signedIn(server.url, 'head');
  await head.page.goto('/deals/list');
  await head.page.getByRole('grid').waitFor();
  await head.page.getByRole('button', { name: 'Группы' }).click();
  await head.page.getByRole('menuitem', { name: 'Стадия', exact: true }).click();
  await head.page.getByRole('treegrid').getByText('Заявка').first().waitFor();
  await head.page.getByRole('button', { name: 'Сохранить вид' }).click();
  await head.page.getByRole('textbox', { name: 'Название вида' }).fill('По стадиям отдела');
  await head.page.getByRole('combobox', { name: 'Кому виден' }).selectOption('department');
  await head.page.getByRole('button', { name: 'Сохранить', exact: true }).click();
  await head.page.getByRole('link', { name: 'По стадиям отдела' }).waitFor();

  const manager = await signedIn(server.url, 'manager');
  const { page } = manager;
  await page.goto('/deals/list');
  await page.getByRole('link', { name: 'По стадиям отдела' }).click();
  const grid = page.getByRole('treegrid', { name: 'Сделки' });
  const first = grid.getByRole('row', { expanded: false }).first();
  await first.waitFor();
  const stages = await readApi<{ groups: { title: string; count: number }[] }>(
    manager, '/api/lists/deals/groups?by=stage');
  assert.match(await first.innerText(), new RegExp(`${stages.groups[0]!.count}`));
  await grid.focus();
  await page.keyboard.press('ArrowRight');
  await grid.getByRole('row', { expanded: true }).waitFor();
  await grid.getByText(/^С-\d+$/).first().waitFor();
});

story('a task dragged to another day of the calendar moves its deadline, and back', async () => {
  const manager = await signedIn(server.url, 'manager');
  const { page } = manager;
  await page.goto('/deals/calendar?span=week');
  const item = page.locator('[data-item][draggable=true]').first();
  await item.waitFor();
  const id = Number(await item.getAttribute('data-item'));
  const days = await page.locator('[data-day]')
    .evaluateAll((cells) => cells.map((cell) => cell.getAttribute('data-day')!));
  const from = (await page.locator(`[data-day]:has([data-item="${id}"])`)
    .getAttribute('data-day'))!;
  const to = days.find((day) => day > from) ?? days[0]!;
  const dayNow = async () => {
    const path = `/api/lists/deals/calendar?by=nextTaskAt&from=${days[0]}&to=${days.at(-1)}`;
    const { days: filled } = await readApi<{ days: CalendarDay[] }>(manager, `${path}&limit=200`);
    return filled.find(({ items }) => items.some((each) => each.id === id))?.day;
  };
  await item.dragTo(page.locator(`[data-day="${to}"]`));
  await eventually(async () => assert.equal(await dayNow(), to));
  await page.getByText('срок перенесён на').waitFor();
  await page.getByRole('button', { name: 'Отменить' }).click();
  await eventually(async () => assert.equal(await dayNow(), from));
});

story('the exported workbook equals the list: rows, order and the sum of the view', async () => {
  const head = await signedIn(server.url, 'head');
  const { page } = head;
  const wanted = { isOpen: { eq: true } };
  const filter = encodeURIComponent(JSON.stringify(wanted));
  await page.goto(`/deals/list?filter=${filter}&sort=-amountKopecks`);
  await page.getByRole('grid').getByText(/^С-\d+$/).first().waitFor();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Выгрузить' }).click();
  await page.getByRole('menuitem', { name: 'В Excel (XLSX)' }).click();
  const { sheets } = await readXlsx(await readFile(await (await download).path()));
  const rows = sheets[0]!.rows;
  const answer = await readDeals(head, wanted, { sort: '-amountKopecks', limit: '1000' });
  assert.deepEqual(rows.slice(1, -1).map((row) => row[0]),
    answer.items.map(({ number }) => number));
  const sumColumn = rows[0]!.indexOf('Сумма, ₽');
  assert.equal(rows.at(-1)![0], `Итого: ${answer.total}`);
  assert.equal(rows.at(-1)![sumColumn], answer.sums['amountKopecks']! / 100);
});

async function paste(visitor: Visitor, text: string): Promise<void> {
  const { page } = visitor;
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  await page.keyboard.press('Control+v');
}

story('cells are pasted from a sheet, filled down, kept from 1C, and come back by one undo',
  async () => {
    const manager = await signedIn(server.url, 'manager');
    const { page } = manager;
    const { items } = await readDeals(manager, { isOpen: { eq: true } }, { sort: 'title' });
    const mine = items.slice(0, 3);
    const filter = JSON.stringify({ id: { in: mine.map(({ id }) => id) } });
    await page.goto(`/deals/list?filter=${encodeURIComponent(filter)}&sort=title`
      + '&columns=title,projectName,comment,amountKopecks');
    const grid = page.getByRole('grid', { name: 'Сделки' });
    const titles = async () => (await Promise.all(mine.map(({ id }) => dealOf(manager, id))))
      .map(({ title }) => title).toSorted();
    const before = await titles();
    await grid.getByText(mine[2]!.title).first().waitFor();
    await grid.focus();
    await paste(manager, 'Первая\nВторая\nТретья');
    await page.getByText('Записано строк: 3', { exact: true }).waitFor();
    assert.deepEqual(await titles(), ['Вторая', 'Первая', 'Третья']);
    await page.getByRole('button', { name: 'Отменить', exact: true }).last().click();
    await eventually(async () => assert.deepEqual(await titles(), before));

    await grid.getByText(mine[2]!.title).first().waitFor();
    await grid.focus();
    await page.keyboard.press('Control+Home');
    for (let row = 0; row < 3; row += 1) {
      await page.keyboard.press('Space');
      await page.keyboard.press('ArrowDown');
    }
    await page.getByText('Отмечено: 3', { exact: true }).waitFor();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Backspace');
    await page.keyboard.type('Склад');
    await page.keyboard.press('Enter');
    await eventually(async () => {
      for (const { id } of mine) {
        assert.equal((await dealOf(manager, id)).projectName, 'Склад');
      }
    });
    await page.keyboard.press('End');
    await paste(manager, '100');
    await page.getByText('Столбец «Сумма, ₽» ведёт 1С: исправьте значение там', { exact: true })
      .first().waitFor();
  });

story('a head closes a whole group of tasks of the department', async () => {
  const head = await signedIn(server.url, 'head');
  const { page } = head;
  const filter = JSON.stringify({ state: { eq: 'open' } });
  await page.goto(`/tasks/list?filter=${encodeURIComponent(filter)}&group=assigneeId`);
  const grid = page.getByRole('treegrid', { name: 'Дела' });
  const group = grid.getByRole('row', { expanded: false }).last();
  await group.waitFor();
  const path = `/api/lists/tasks/groups?by=assigneeId&filter=${encodeURIComponent(filter)}`;
  const groups = async () =>
    (await readApi<{ groups: { title: string; count: number }[] }>(head, path)).groups;
  const last = (await groups()).at(-1)!;
  await group.getByRole('gridcell', { name: `Отметить группу «${last.title}»` }).click();
  await page.getByText(`Отмечено: ${last.count}`, { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Завершить', exact: true }).click();
  const form = page.getByRole('dialog');
  await form.getByRole('combobox', { name: 'Что сделать с делами' }).selectOption('done');
  await form.getByRole('button', { name: `Выполнить для ${last.count}` }).click();
  await page.getByText(`${last.count} из ${last.count}`).first().waitFor();
  await eventually(async () =>
    assert.ok((await groups()).every(({ title }) => title !== last.title)));
});
