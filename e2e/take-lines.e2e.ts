// Lines of an order of 1C become an offer in one act, with the columns that 1C sends; what is
// earned on them is told to the head and to nobody below.
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { DealCard } from '#contract/deals';
import type { DealMoney } from '#contract/payments';
import { signedIn, story, type Visitor } from './support/browser.ts';
import { startDemoServer } from './support/demo-server.ts';
import { eventually } from './support/eventually.ts';
import { readApi, readDeals } from './support/read-api.ts';

const server = await startDemoServer();

/** A browser that has nothing cached, on a machine that is busy with ten others. */
const FIRST_SCREEN_MS = 30_000;

const sheet = (page: Page) => page.getByRole('grid', { name: 'Строки предложения' });

/** A deal of the visitor with an order of some lines and without an offer. */
async function dealWithOrder(visitor: Visitor): Promise<{ id: number; lineCount: number }> {
  const { items } = await readDeals(visitor, { amountSource: { eq: 'onec' } });
  for (const { id } of items) {
    const { orders } = await readApi<DealMoney>(visitor, `/api/deals/${id}/money`);
    const { lines } = await readApi<DealCard>(visitor, `/api/deals/${id}`);
    const lineCount = orders[0]?.lines.filter(({ cancelled }) => !cancelled).length ?? 0;
    if (orders.length === 1 && lineCount > 1 && lines.length === 0) return { id, lineCount };
  }
  throw new Error('No deal with an order of several lines');
}

story('an order becomes an offer in one act, and margin is not for everybody', async () => {
  const manager = await signedIn(server.url, 'manager');
  const { id, lineCount } = await dealWithOrder(manager);
  const deal = async (check: (card: DealCard) => void) => (await eventually(async () => {
    const card = await readApi<DealCard>(manager, `/api/deals/${id}`);
    check(card);
    return card;
  })).value;
  const head = await signedIn(server.url, 'head');
  const { page } = head;
  await page.goto(`/deals/${id}?tab=goods`);
  await page.getByRole('columnheader', { name: 'Срок поставки' }).first()
    .waitFor({ timeout: FIRST_SCREEN_MS });
  await page.getByRole('button', { name: 'Взять строки', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Взять строки из…' });
  await dialog.getByRole('button', { name: /^Добавить \d+ стро/ }).click();
  const taken = await deal(({ lines }) => assert.equal(lines.length, lineCount));
  assert.ok(taken.lineColumns.some(({ name }) => name === 'Срок поставки'));
  assert.ok(taken.lines.every(({ productId }) => productId !== null));
  await page.getByLabel('Итого', { exact: true }).getByText('Маржа').first().waitFor();

  // One act, undone as one, and done again.
  await sheet(page).focus();
  await page.keyboard.press('Control+Z');
  await deal(({ lines }) => assert.equal(lines.length, 0));
  await page.keyboard.press('Control+Y');
  await deal(({ lines }) => assert.equal(lines.length, lineCount));
  await page.getByRole('button', { name: 'Строки', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Вставить раздел' }).click();
  await deal(({ lines }) => assert.equal(lines.filter(({ isSection }) => isSection).length, 1));

  const { lines } = await deal(() => undefined);
  assert.ok(lines.every(({ costKopecks }) => costKopecks === null));
  await manager.page.goto(`/deals/${id}?tab=goods`);
  await manager.page.getByLabel('Итого', { exact: true }).waitFor({ timeout: FIRST_SCREEN_MS });
  assert.equal(await manager.page.getByText('Маржа').count(), 0);
});
