// A card under hard conditions: the network goes while somebody edits, and a deal that was handed
// over comes back.
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { DealCard } from '#contract/deals';
import type { Session } from '#contract/session';
import { signedIn, story, type Visitor } from './support/browser.ts';
import { startDemoServer } from './support/demo-server.ts';
import { readApi, readDeals } from './support/read-api.ts';

const server = await startDemoServer();

async function ownDeals(visitor: Visitor): Promise<DealCard[]> {
  const { employee } = await readApi<Session>(visitor, '/api/session');
  const { items } = await readDeals(visitor, {
    responsible: { eq: employee.id }, isOpen: { eq: true },
  });
  return items as DealCard[];
}

async function openCard({ page }: Visitor, deal: { id: number }): Promise<void> {
  await page.goto(`/deals/${deal.id}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.getByRole('tab', { name: /^История/ }).waitFor();
}

const property = (page: Page, label: string) =>
  page.getByRole('complementary', { name: 'О сделке' })
    .getByRole('button', { name: new RegExp(`^${label}: `) });

/** Typed without a connection: it waits, says so, and goes by itself. */
async function editOffline({ page, context, faults }: Visitor, text: string): Promise<void> {
  await context.setOffline(true);
  await page.getByText('Нет связи с сервером').first().waitFor();
  await property(page, 'Проект').click();
  const field = page.getByRole('textbox', { name: 'Проект', exact: true });
  await field.fill(text);
  await field.press('Enter');
  await page.getByText(/правка ждёт отправки/).first().waitFor();
  await page.getByRole('button', { name: `Проект: ${text}`, exact: true }).waitFor();
  // A part of the screen that was never loaded waits for the connection too: nothing is reloaded.
  await page.keyboard.press('Shift+?');
  await page.getByText(/правка ждёт отправки/).first().waitFor();
  const sent = page.waitForResponse((answer) =>
    answer.request().method() === 'PATCH' && answer.ok());
  await context.setOffline(false);
  await sent;
  const keys = page.getByRole('dialog', { name: 'Горячие клавиши', exact: true });
  await keys.waitFor();
  await page.keyboard.press('Escape');
  await keys.waitFor({ state: 'detached' });
  await page.getByText(/правка ждёт отправки/).first().waitFor({ state: 'detached' });
  // The browser itself tells of the lost connection: that is what the story is about.
  faults.length = 0;
}

async function handOver({ page }: Visitor): Promise<void> {
  await page.getByRole('button', { name: 'Передать', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Передать сделку другому отделу' });
  await dialog.getByLabel('Отдел', { exact: true }).fill('Компресс');
  await page.getByRole('option', { name: 'Компрессоры' }).click();
  await dialog.getByLabel('Почему передаёте').fill('Компрессорная станция');
  await dialog.getByRole('button', { name: 'Передать сделку' }).click();
  await dialog.waitFor({ state: 'detached' });
}

story('an edit without a connection and a transfer that comes back lose nothing', async () => {
  const manager = await signedIn(server.url, 'manager');
  const head = await signedIn(server.url, 'head');
  const deal = (await ownDeals(manager))[0]!;
  await openCard(manager, deal);
  await property(manager.page, 'Проект').waitFor();
  await editOffline(manager, 'Набрано без связи');
  const full = await readApi<DealCard>(manager, `/api/deals/${deal.id}`);
  assert.equal(full.projectName, 'Набрано без связи');

  await openCard(head, deal);
  await handOver(head);
  const receiver = await signedIn(server.url, 'shcherbakov');
  await openCard(receiver, deal);
  await receiver.page.getByRole('button', { name: 'Вернуть', exact: true }).first().click();
  const returning = receiver.page.getByRole('dialog');
  await returning.getByRole('textbox').fill('Это насосы');
  await returning.getByRole('button', { name: 'Вернуть сделку', exact: true }).click();
  await returning.waitFor({ state: 'detached' });

  await manager.page.goto(`/deals/${deal.id}?tab=history`);
  await manager.page.getByRole('tabpanel').getByText('Это насосы').first().waitFor();
  const back = await readApi<DealCard>(manager, `/api/deals/${deal.id}`);
  const { department, lines, number, projectName, responsible } = full;
  assert.deepEqual(
    [back.department, back.lines, back.number, back.projectName, back.responsible],
    [department, lines, number, projectName, responsible]);
});
