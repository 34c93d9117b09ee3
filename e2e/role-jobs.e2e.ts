// What those do all day who do not sell: an engineer answers a request, a marketer counts where
// leads come from, a buyer looks what is needed and what is in stock, an accountant finds
// who owes. Money is hidden from whom it is hidden.
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { DealCard } from '#contract/deals';
import type { LeadItem } from '#contract/leads';
import type { Session } from '#contract/session';
import { answersOf } from './support/answers.ts';
import { signedIn, story, type Visitor } from './support/browser.ts';
import { startDemoServer } from './support/demo-server.ts';
import { eventually } from './support/eventually.ts';
import { plain, readApi, readDeals } from './support/read-api.ts';

const server = await startDemoServer();

const personOf = async (visitor: Visitor) =>
  (await readApi<Session>(visitor, '/api/session')).employee;

async function ask(visitor: Visitor, method: 'post' | 'patch', path: string, data: unknown) {
  const answer = await visitor.context.request[method](path, { data });
  assert.ok(answer.ok(), `${path}: ${await answer.text()}`);
}

/** A deal of the manager that the colleague is asked to join, with a task that says for what. */
async function askColleague(manager: Visitor, colleague: Visitor, title: string) {
  const [asker, asked] = [await personOf(manager), await personOf(colleague)];
  const { items } = await readDeals(manager, {
    responsible: { eq: asker.id }, isOpen: { eq: true }, amountKopecks: { gt: 0 },
  });
  const deal = await readApi<DealCard>(manager, `/api/deals/${items[0]!.id}`);
  await ask(manager, 'patch', `/api/deals/${deal.id}/participants`, { add: [asked.id] });
  await ask(manager, 'post', '/api/tasks', {
    title, assigneeId: asked.id, entity: 'deal', entityId: deal.id,
    dueAt: new Date().toISOString(),
  });
  return deal;
}

/** From the day to the task beside it. */
async function openTask(page: Page, title: string) {
  await page.goto('/');
  await page.getByText(title, { exact: true }).first().click();
  const panel = page.getByRole('complementary', { name: `Дело: ${title}`, exact: true });
  await panel.waitFor();
  return panel;
}

story('an engineer takes a selection to work, answers with a file and hands it back', async () => {
  const title = 'Подобрать насос на 110 м';
  const manager = await signedIn(server.url, 'manager');
  const engineer = await signedIn(server.url, 'engineer');
  const { page } = engineer;
  const deal = await askColleague(manager, engineer, title);
  const panel = await openTask(page, title);
  const take = panel.getByRole('button', { name: 'Взять в работу', exact: true });
  await take.click();
  await take.waitFor({ state: 'detached' });
  await panel.getByRole('region', { name: 'Файлы' }).locator('input[type=file]').setInputFiles({
    name: 'Подбор.txt', mimeType: 'text/plain', buffer: Buffer.from('ЭЦВ 6-10-110'),
  });
  await panel.getByRole('listitem').filter({ hasText: 'Подбор.txt' }).first().waitFor();
  const words = panel.getByRole('textbox', { name: 'Комментарий', exact: true });
  await words.fill('Подойдёт ЭЦВ 6-10-110, запас 8 %');
  await words.press('Control+Enter');
  await panel.getByText('Подойдёт ЭЦВ 6-10-110, запас 8 %').first().waitFor();
  await panel.getByRole('button', { name: 'Сделано', exact: true }).click();
  await panel.getByRole('button', { name: 'Вернуть в работу', exact: true }).waitFor();

  // The deal is theirs to read, its money is not.
  await panel.getByRole('link', { name: new RegExp(deal.number) }).first().click();
  await page.getByRole('tab', { name: /^История/ }).waitFor();
  assert.equal(await page.getByRole('tab', { name: /^Оплаты/ }).count(), 0);
  assert.equal(await page.getByRole('main').getByText('₽').count(), 0);

  await manager.page.goto('/notifications');
  await manager.page.getByText(new RegExp(`Сделано.*${title}`)).first().waitFor();
});

story('a marketer counts leads by source and keeps that as a view; phones stay hidden',
  async () => {
    const marketer = await signedIn(server.url, 'marketer');
    const { page } = marketer;
    const answers = answersOf(page);
    const { items: [lead], total } = await readApi<{ items: LeadItem[]; total: number }>(
      marketer, '/api/leads?limit=1&total=1');
    assert.deepEqual(lead!.phones ?? [], []);
    await page.goto('/leads/list');
    await page.getByRole('grid').getByText(/^Л-\d+$/).first().waitFor();
    await page.getByRole('button', { name: 'Группы', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Источник', exact: true }).click();
    const groups = page.getByRole('treegrid').getByRole('row', { expanded: false });
    await groups.first().waitFor();
    await answers.all();
    const counts = (await groups.allInnerTexts())
      .map((text) => Number(/(\d+)\s+запис/.exec(plain(text))?.[1]));
    assert.equal(counts.reduce((sum, count) => sum + count, 0), total);
    assert.equal(await page.getByRole('button', { name: 'Выгрузить', exact: true }).count(), 0);

    await page.getByRole('button', { name: 'Сохранить вид', exact: true }).click();
    await page.getByRole('textbox', { name: 'Название вида', exact: true })
      .fill('Лиды по источникам');
    await page.getByRole('button', { name: 'Сохранить', exact: true }).click();
    const views = page.getByRole('region', { name: 'Представления', exact: true });
    await views.getByRole('link', { name: 'Лиды по источникам', exact: true }).waitFor();
    await page.goto('/');
    await views.getByRole('link', { name: 'Лиды по источникам', exact: true }).click();
    await groups.first().waitFor();
    assert.equal(await groups.count(), counts.length);
  });

story('a buyer reads what a deal needs without its prices, and what is in stock', async () => {
  const title = 'Узнать срок у поставщика';
  const manager = await signedIn(server.url, 'manager');
  const buyer = await signedIn(server.url, 'buyer');
  const { page } = buyer;
  const deal = await askColleague(manager, buyer, title);
  const panel = await openTask(page, title);
  await panel.getByRole('link', { name: new RegExp(deal.number) }).first().click();
  const goods = page.getByRole('tabpanel');
  await goods.getByRole('row').nth(1).waitFor();
  assert.equal(await goods.getByText('₽').count(), 0);
  assert.equal(await goods.getByRole('columnheader', { name: /Цена|Сумма/ }).count(), 0);

  await page.goto('/products?product=5');
  const product = page.getByRole('complementary', { name: /^Товар / });
  await product.getByRole('table', { name: 'Цены товара', exact: true }).waitFor();
  await product.getByRole('region', { name: /^Остат/ }).first().waitFor();

  await page.goto('/tasks');
  await page.getByRole('checkbox', { name: `Сделано: ${title}`, exact: true }).click();
  await eventually(async () => {
    const { items } = await readApi<{ items: { title: string; state: string }[] }>(
      buyer, `/api/tasks?entity=deal&entityId=${deal.id}`);
    assert.equal(items.find((task) => task.title === title)?.state, 'done');
  });
});

story('an accountant finds who is late, opens a deal behind it and changes nothing there',
  async () => {
    const accountant = await signedIn(server.url, 'accountant');
    const { page } = accountant;
    await page.goto('/');
    await page.getByRole('link', { name: 'Просрочены оплаты', exact: true }).click();
    await page.getByRole('grid', { name: 'Сделки' }).getByText(/^С-\d+$/).first().waitFor();
    const late = await readDeals(accountant, { overdueKopecks: { gt: 0 } },
      { sort: '-overdueKopecks', limit: '1000' });
    assert.ok(late.total > 0, 'the demo has deals that are late');
    const grid = page.getByRole('grid', { name: 'Сделки' });
    await grid.getByText(late.items[0]!.number, { exact: true }).first().waitFor();
    // Carrying lists away is a right of heads.
    assert.equal(await page.getByRole('button', { name: 'Выгрузить', exact: true }).count(), 0);

    // The books are 1C's: nothing here is theirs to change.
    await page.goto(`/deals/${late.items[0]!.id}?tab=payments`);
    await page.getByRole('tab', { name: /^Оплаты/ }).waitFor();
    assert.equal(await page.getByRole('button', { name: 'Передать', exact: true }).count(), 0);
  });
