// The morning of a salesperson without a mouse, and a vacation with a deputy.
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { Day } from '#contract/day';
import type { Session } from '#contract/session';
import type { TaskItem } from '#contract/work';
import { companyToday } from '#platform/company-time';
import { signedIn, story, type Visitor } from './support/browser.ts';
import { startDemoServer } from './support/demo-server.ts';
import { readApi } from './support/read-api.ts';

const server = await startDemoServer();

const rowsOf = (day: Day, code: string) =>
  day.sections.find((section) => section.code === code)!;
const inFocus = (page: Page) => page.evaluate(() =>
  document.activeElement?.closest('[data-day-row]')?.getAttribute('data-day-row') ?? '');

async function taskOf(visitor: Visitor, key: string): Promise<TaskItem> {
  return readApi<TaskItem>(visitor, `/api/tasks/${key.replace('task:', '')}`);
}

story('a salesperson clears the morning by keyboard alone', async () => {
  const manager = await signedIn(server.url, 'manager');
  const { page } = manager;
  const before = await readApi<Day>(manager, '/api/day');
  const overdue = rowsOf(before, 'overdue');
  assert.ok(overdue.total > 2, 'the demo has overdue tasks');
  await page.goto('/');
  await page.getByRole('region', { name: /^Просрочено, / }).waitFor();
  await page.waitForFunction(() => document.activeElement?.closest('[data-day-row]') !== null);

  const first = await inFocus(page);
  await page.keyboard.press('d');
  await page.getByText('Дело сделано').first().waitFor();
  assert.equal((await taskOf(manager, first)).state, 'done');

  await page.waitForFunction((gone) => {
    const row = document.activeElement?.closest('[data-day-row]')?.getAttribute('data-day-row');
    return row !== undefined && row !== null && row !== gone;
  }, first);
  const second = await inFocus(page);
  const due = (await taskOf(manager, second)).dueAt!;
  await page.keyboard.press('t');
  await page.getByText('Отложено: на завтра').first().waitFor();
  assert.ok((await taskOf(manager, second)).dueAt! > due);

  await page.keyboard.press('c');
  const line = page.getByRole('textbox', { name: 'Что сделать и когда' });
  await line.waitFor();
  await page.keyboard.type('позвонить сегодня 23:50 Иванову срочно');
  await page.keyboard.press('Enter');
  await page.getByRole('region', { name: /^Сегодня, / })
    .getByText('Позвонить Иванову').first().waitFor();

  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.getByRole('complementary', { name: /^Дело: / }).waitFor();
  await page.keyboard.press('Escape');

  // The row has gone with its page: keys are heard by the next one, and arrows enter its list.
  await page.keyboard.press('g');
  await page.keyboard.press('l');
  await page.waitForURL('**/deals/list');
  await page.getByRole('grid', { name: 'Сделки', exact: true }).waitFor();
  await page.waitForFunction(() => document.activeElement?.id === 'content');
  await page.keyboard.press('ArrowDown');
  await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'grid');
});

/** A figure of the navigation and the total that its list answers. */
async function openFigure({ page }: Visitor, name: RegExp, mine: string): Promise<number[]> {
  const figure = page.getByRole('navigation', { name: 'Разделы', exact: true })
    .getByRole('link', { name });
  const said = Number((await figure.getAttribute('aria-label'))!.replace(/^.*: /, ''));
  const [answer] = await Promise.all([
    page.waitForResponse((each) => each.url().includes('total=1')
      && decodeURIComponent(each.url()).includes(mine)),
    figure.click(),
  ]);
  return [said, (await answer.json() as { total: number }).total];
}

story('news are read by keys, figures open their lists, a task moves on its board', async () => {
  const manager = await signedIn(server.url, 'manager');
  const { page } = manager;
  await page.goto('/notifications');
  await page.getByRole('radio', { name: /^Дела \d/ }).click();
  await page.getByRole('link', { name: '2 дела: списком', exact: true }).click();
  await page.waitForURL('**/tasks/list?**');
  await page.getByText('Запросить паспорт насоса').first().waitFor();

  await page.goto('/notifications?unread=1');
  await page.locator('[data-notice]').first().waitFor();
  await page.keyboard.press('j');
  await page.waitForFunction(() => document.activeElement?.closest('[data-notice]') !== null);
  const read = await page.evaluate(() =>
    document.activeElement?.closest('[data-notice]')?.getAttribute('data-notice') ?? '');
  await page.keyboard.press('r');
  await page.locator(`[data-notice="${read}"]`).waitFor({ state: 'detached' });

  const deals = await openFigure(manager, /^Сделок у меня в работе: /, '"responsible":{"eq"');
  assert.ok(deals[0]! > 0 && deals[0] === deals[1], `deals: ${deals.join(' and ')}`);
  const due = await openFigure(manager, /^На сегодня и просрочено у меня: /, '"assigneeId":{"eq"');
  assert.ok(due[0]! > 0 && due[0] === due[1], `tasks: ${due.join(' and ')}`);

  await page.goto('/tasks?layout=board');
  const column = page.getByRole('region', { name: 'Просрочено', exact: true });
  const card = column.getByRole('checkbox').first();
  await card.waitFor();
  const id = await column.locator('[data-task]').first().getAttribute('data-task');
  const before = await taskOf(manager, `task:${id}`);
  await card.focus();
  await page.keyboard.press('Alt+ArrowRight');
  await page.getByText('Срок: сегодня', { exact: true }).first().waitFor();
  assert.ok((await taskOf(manager, `task:${id}`)).dueAt! > before.dueAt!);
});

story('while a salesperson is away the deputy has their day and their deals', async () => {
  const manager = await signedIn(server.url, 'manager');
  const head = await signedIn(server.url, 'head');
  const me = (await readApi<Session>(manager, '/api/session')).employee;
  const boss = (await readApi<Session>(head, '/api/session')).employee;
  // The day of the company: late in the evening of Greenwich it is tomorrow in Moscow.
  const today = companyToday(new Date());
  const answer = await manager.context.request.post(`/api/employees/${me.id}/absences`, {
    data: { fromOn: today, untilOn: today, deputyId: boss.id },
  });
  assert.equal(answer.status(), 200, await answer.text());
  await manager.page.goto('/notifications/settings');
  await manager.page.getByText('сейчас', { exact: true }).waitFor();

  const made = await head.context.request.post('/api/tasks', {
    data: { title: 'Проверить замещение', assigneeId: me.id },
  });
  const task = await made.json() as TaskItem;
  assert.deepEqual([task.assignee.id, task.insteadOf?.id], [boss.id, me.id]);

  await head.page.goto('/');
  const whose = head.page.getByRole('combobox', { name: 'Чей день' });
  await whose.click();
  await head.page.getByRole('option', { name: me.name }).first().click();
  await head.page.waitForURL(`**/?who=e${me.id}`);
});
