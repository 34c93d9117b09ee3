// The board and the list of deals, by mouse and by keyboard, watched from a second browser.
import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import type { DealItem, Pipeline } from '#contract/deals';
import type { Session } from '#contract/session';
import { signedIn, story, type Visitor } from './support/browser.ts';
import { startDemoServer } from './support/demo-server.ts';
import { eventually } from './support/eventually.ts';
import { plain, readApi, readDeals } from './support/read-api.ts';

const server = await startDemoServer();

// A column with cards is a listbox; an empty one is a group of the same name.
const column = (page: Page, stage: string) =>
  page.getByLabel(new RegExp(`^${stage}: \\d+ сдел`));
const cardIn = (page: Page, stage: string, number: string) =>
  column(page, stage).getByRole('option').filter({ hasText: number });

/** The first own deal of a column: what was handed over to others is read, not moved. */
async function ownDealOn(
  visitor: Visitor, stageName: string,
): Promise<{ deal: DealItem; index: number }> {
  const pipelines = await readApi<Pipeline[]>(visitor, '/api/pipelines');
  const stage = pipelines.find(({ code }) => code === 'quick')
    ?.stages.find(({ name }) => name === stageName);
  assert.ok(stage, `stage ${stageName}`);
  const { items } = await readDeals(visitor, { stage: { eq: stage.id } }, { sort: '-updatedAt' });
  const { employee } = await readApi<Session>(visitor, '/api/session');
  const index = items.findIndex(({ responsible }) => responsible?.id === employee.id);
  const deal = items[index];
  assert.ok(deal, `the demo has no deal of ${visitor.name} on «${stageName}»`);
  return { deal, index };
}

async function dragTo(page: Page, card: Locator, target: Locator): Promise<void> {
  const [from, to] = [await card.boundingBox(), await target.boundingBox()];
  assert.ok(from && to, 'both places are on the screen');
  await page.mouse.move(from.x + from.width / 2, from.y + 20);
  await page.mouse.down();
  await page.mouse.move(from.x + from.width / 2 + 20, from.y + 40, { steps: 4 });
  await page.mouse.move(to.x + to.width / 2, to.y + to.height / 3, { steps: 8 });
  await page.mouse.up();
}

story('a dragged card stands in its new column, in the second browser too, and undo returns it',
  async () => {
    const manager = await signedIn(server.url, 'manager');
    const head = await signedIn(server.url, 'head');
    const { deal } = await ownDealOn(manager, 'Заявка');
    for (const { page } of [manager, head]) {
      await page.goto('/deals');
      await column(page, 'Заявка').waitFor();
    }
    const { page } = manager;
    const card = cardIn(page, 'Заявка', deal.number);
    await dragTo(page, card, column(page, 'Частично оплачен'));
    await cardIn(page, 'Частично оплачен', deal.number).waitFor();
    const movedAt = performance.now();
    await cardIn(head.page, 'Частично оплачен', deal.number).waitFor();
    const tookMs = Math.round(performance.now() - movedAt);
    console.log(`a drag was seen by the second browser after ${tookMs} ms`);

    await page.getByRole('button', { name: 'Отменить' }).click();
    await cardIn(page, 'Заявка', deal.number).waitFor();
    await cardIn(head.page, 'Заявка', deal.number).waitFor();
    const back = await readApi<DealItem>(manager, `/api/deals/${deal.id}`);
    assert.equal(back.stageId, deal.stageId);
  });

story('a card is moved and opened by the keyboard alone', async () => {
  const manager = await signedIn(server.url, 'manager');
  const { page } = manager;
  const { deal, index } = await ownDealOn(manager, 'Заявка');
  await page.goto('/deals');
  await column(page, 'Заявка').focus();
  for (let step = 0; step < index; step += 1) await page.keyboard.press('ArrowDown');
  await page.keyboard.press(']');
  await cardIn(page, 'Счёт выставлен', deal.number).waitFor();
  await page.keyboard.press('ArrowRight');
  await eventually(async () => {
    const label = await page.locator(':focus').getAttribute('aria-label');
    assert.match(label ?? '', /^Счёт выставлен: /);
  });
  const active = column(page, 'Счёт выставлен').locator('[aria-selected=true]');
  await active.filter({ hasText: deal.number }).waitFor();
  await page.keyboard.press('[');
  const back = cardIn(page, 'Заявка', deal.number);
  await back.waitFor();
  await column(page, 'Заявка').focus();
  await page.keyboard.press('PageUp');
  for (let step = 0; await back.getAttribute('aria-selected') !== 'true'; step += 1) {
    assert.ok(step < 50, 'the card is reached by arrows');
    await page.keyboard.press(step < index + 2 ? 'ArrowUp' : 'ArrowDown');
  }
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/deals/${deal.id}`);
});

/** Adds a condition on the stage through the filter's own editor. */
async function filterByStage(page: Page, stage: string): Promise<void> {
  await page.getByRole('button', { name: 'Фильтр', exact: true }).click();
  await page.getByRole('textbox', { name: 'Найти поле' }).fill('Стадия');
  await page.keyboard.press('Enter');
  await page.getByRole('checkbox', { name: stage, exact: true }).first().check();
  await page.getByRole('button', { name: 'Применить' }).click();
}

/** The figures of the header: exact number, sum, paid. */
async function figures(page: Page): Promise<string> {
  return plain(await page.locator('header').filter({ has: page.getByRole('heading', { level: 1 }) })
    .textContent());
}

story('a filter becomes a chip, an address and a saved view; total and sums are exact',
  async () => {
    const manager = await signedIn(server.url, 'manager');
    const { page } = manager;
    await page.goto('/deals/list');
    await page.getByRole('grid', { name: 'Сделки' }).waitFor();
    await filterByStage(page, 'Заявка');
    const chip = page.getByRole('button', { name: /^Стадия Заявка/ });
    await chip.waitFor();
    const filter = new URL(page.url()).searchParams.get('filter') ?? '';
    const { total, sums } = await readDeals(manager, JSON.parse(filter) as object);
    assert.ok(total > 0);
    await eventually(async () => {
      assert.equal(
        await page.getByRole('grid', { name: 'Сделки' }).getAttribute('aria-rowcount'),
        String(total));
      assert.match(await figures(page), new RegExp(`(^|\\D)${total} `));
    });
    const millions = (sums['amountKopecks']! / 1e8).toFixed(1).replace('.', ',').replace(',0', '');
    assert.match(await figures(page), new RegExp(`${millions} (млн|тыс)`));

    await page.getByRole('button', { name: 'Сохранить вид', exact: true }).click();
    await page.getByRole('textbox', { name: 'Название вида' }).fill('Только заявки');
    await page.getByRole('button', { name: 'Сохранить', exact: true }).click();
    const link = page.getByRole('region', { name: 'Представления' })
      .getByRole('link', { name: 'Только заявки' });
    await link.waitFor();
    await page.goto('/deals');
    await column(page, 'Заявка').waitFor();
    await link.click();
    await chip.waitFor();
    assert.equal(new URL(page.url()).pathname, '/deals/list');
    assert.equal(new URL(page.url()).searchParams.get('filter'), filter);
    await page.getByRole('button', { name: 'Убрать условие «Стадия»' }).click();
    await chip.waitFor({ state: 'detached' });
  });

story('the address restores filter, order and the open panel; sorting sorts', async () => {
  const manager = await signedIn(server.url, 'manager');
  const { page } = manager;
  await page.goto('/deals/list');
  const grid = page.getByRole('grid', { name: 'Сделки' });
  const amount = grid.getByRole('columnheader', { name: /Сумма/ });
  await amount.getByRole('button').click();
  await grid.locator('[role=columnheader][aria-sort=ascending]').waitFor();
  await amount.getByRole('button').click();
  await grid.locator('[role=columnheader][aria-sort=descending]').waitFor();
  const { items } = await readDeals(manager, {}, { sort: '-amountKopecks' });
  await grid.getByRole('row').nth(1).filter({ hasText: items[0]!.number }).waitFor();
  await grid.getByRole('row').nth(1).click();
  const panel = page.getByRole('complementary', { name: `Сделка ${items[0]!.number}` });
  await panel.waitFor();

  const second = await manager.context.newPage();
  await second.goto(page.url());
  await second.getByRole('complementary', { name: `Сделка ${items[0]!.number}` }).waitFor();
  await second.locator('[role=columnheader][aria-sort=descending]').waitFor();
  await second.getByRole('row').nth(1).filter({ hasText: items[0]!.number }).waitFor();
});

story('the grid is walked by arrows; Enter opens the panel and Esc gives the focus back',
  async () => {
    const manager = await signedIn(server.url, 'manager');
    const { page } = manager;
    await page.goto('/deals/list?sort=-amountKopecks');
    const { items } = await readDeals(manager, {}, { sort: '-amountKopecks' });
    const grid = page.getByRole('grid', { name: 'Сделки' });
    await grid.getByRole('row').nth(2).waitFor();
    await grid.focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const panel = page.getByRole('complementary', { name: `Сделка ${items[2]!.number}` });
    await panel.waitFor();
    await page.keyboard.press('j');
    const next = page.getByRole('complementary', { name: `Сделка ${items[3]!.number}` });
    await next.waitFor();
    await page.keyboard.press('k');
    await panel.waitFor();
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    assert.equal(await page.locator(':focus').getAttribute('role'), 'grid');
  });
