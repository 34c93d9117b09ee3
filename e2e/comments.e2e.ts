// Colleagues talk on the card: a mention that reaches, an invitation of one who does not see the
// deal, a reply, a pinned word, a draft that outlives the page.
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { Session } from '#contract/session';
import { signedIn, story, type Visitor } from './support/browser.ts';
import { startDemoServer } from './support/demo-server.ts';
import { eventually } from './support/eventually.ts';
import { readApi, readDeals } from './support/read-api.ts';

const server = await startDemoServer();

const composer = (page: Page) =>
  page.getByRole('tabpanel').getByRole('textbox', { name: 'Комментарий', exact: true });

async function openHistory({ page }: Visitor, dealId: number): Promise<void> {
  await page.goto(`/deals/${dealId}?tab=history`);
  await composer(page).waitFor();
}

async function ownDeal(visitor: Visitor): Promise<number> {
  const { employee } = await readApi<Session>(visitor, '/api/session');
  const { items } = await readDeals(visitor, {
    responsible: { eq: employee.id }, isOpen: { eq: true },
  });
  return items[0]!.id;
}

/** The name as the chooser spells it. */
async function mention(page: Page, typed: string): Promise<void> {
  await page.keyboard.type(`@${typed}`);
  await page.getByRole('option').filter({ hasText: typed }).first().click();
}

/** The server does what it is asked, and nobody hears of it. */
async function loseAnswer(page: Page, address: string): Promise<void> {
  await page.route(address, async (route) => {
    await route.fetch();
    await route.abort();
  }, { times: 1 });
}

story('a mention reaches whoever may see the deal; the other is invited first', async () => {
  const manager = await signedIn(server.url, 'manager');
  const other = await signedIn(server.url, 'manager2');
  const { employee } = await readApi<Session>(other, '/api/session');
  const dealId = await ownDeal(manager);
  const { page } = manager;
  await openHistory(manager, dealId);
  await composer(page).click();
  await page.keyboard.type('Нужна помощь: ');
  await mention(page, employee.name);
  await page.getByText(`${employee.name} не видит эту запись`).first().waitFor();

  // The page goes, the words stay.
  await page.reload();
  await composer(page).waitFor();
  assert.match(await composer(page).inputValue(), new RegExp(`Нужна помощь: @${employee.name}`));

  const invited = page.waitForResponse((answer) =>
    answer.url().endsWith('/participants') && answer.ok());
  await page.getByRole('button', { name: 'Добавить участником', exact: true }).click();
  await invited;
  await page.getByText(`${employee.name} не видит эту запись`).waitFor({ state: 'detached' });
  await loseAnswer(page, '**/api/comments');
  await composer(page).press('Control+Enter');
  await page.getByText('Нет связи с сервером').first().waitFor();
  assert.match(manager.faults.pop() ?? '', /net::ERR_FAILED/);
  // Written all the same: sent again, it is not written a second time.
  await composer(page).press('Control+Enter');
  await eventually(async () => assert.equal(await composer(page).inputValue(), ''));
  const { items } = await readApi<{ items: { kind: string }[] }>(
    manager, `/api/timeline?entity=deal&entityId=${dealId}&limit=20`);
  const spoken = items.filter((item) => JSON.stringify(item).includes('Нужна помощь'));
  assert.equal(spoken.length, 1);

  await other.page.goto('/notifications');
  await other.page.getByText(/упоминает вас/).first().click();
  await other.page.waitForURL(new RegExp(`/deals/${dealId}`));
  const panel = other.page.getByRole('tabpanel');
  await panel.getByText('Нужна помощь:').first().waitFor();
  await panel.getByRole('button', { name: 'Ответить', exact: true }).first().click();
  const reply = panel.getByRole('textbox', { name: 'Ответ на комментарий', exact: true });
  await reply.fill('**Беру** на себя');
  await panel.locator('input[type=file]').last().setInputFiles({
    name: 'Цены.csv', mimeType: 'text/csv', buffer: Buffer.from('Артикул;Цена\nЦНС-60;1200'),
  });
  await panel.getByText('Цены.csv', { exact: true }).first().waitFor();
  const told = page.getByRole('tabpanel').getByText('Файл приложен');
  assert.equal(await told.count(), 0, 'what is not sent is nobody’s history');
  await reply.press('Control+Enter');

  const said = page.getByRole('tabpanel').getByText('Беру', { exact: true }).first();
  await said.waitFor();
  assert.equal(await said.evaluate((element) => element.tagName), 'STRONG');
  await page.getByRole('tabpanel').getByRole('link', { name: 'Цены.csv', exact: true })
    .first().click();
  const file = page.getByRole('dialog', { name: 'Цены.csv', exact: true });
  await file.getByRole('cell', { name: '1200', exact: true }).waitFor();
  await page.keyboard.press('Escape');
  await file.waitFor({ state: 'detached' });
  await page.getByRole('tabpanel').getByRole('button', { name: 'Закрепить', exact: true })
    .first().click();
  await other.page.getByRole('region', { name: 'Закреплено' }).getByText('Беру').waitFor();
});
