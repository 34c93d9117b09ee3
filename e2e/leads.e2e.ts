// An operator's main job by the keyboard alone, and the receiver's answers.
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { DealItem } from '#contract/deals';
import type { LeadCard, LeadItem } from '#contract/leads';
import { signedIn, story, type Visitor } from './support/browser.ts';
import { startDemoServer } from './support/demo-server.ts';
import { readApi } from './support/read-api.ts';

const server = await startDemoServer();

const newest = async (visitor: Visitor): Promise<LeadItem> => {
  const { items } = await readApi<{ items: LeadItem[] }>(visitor, '/api/leads?limit=1');
  assert.ok(items[0], 'there is a lead');
  return items[0];
};

/** «C», the number, the name; the rest may wait. */
async function writeDown(page: Page, phone: string, person: string): Promise<void> {
  await page.goto('/leads');
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('c');
  await page.getByRole('dialog').getByLabel('Телефон').waitFor();
  await page.keyboard.type(phone);
  await page.keyboard.press('Tab');
  await page.keyboard.type(person);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/leads\/\d+$/);
}

story('an operator writes a call down and passes it on by four keys and a name', async () => {
  const operator = await signedIn(server.url, 'operator');
  const { page } = operator;
  await writeDown(page, '8 907 111-22-33 доб. 5', 'Клим');
  await page.getByRole('link', { name: '+7 907 111-22-33 доб. 5' }).waitFor();
  const lead = await newest(operator);

  await page.keyboard.press('t');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('На кого перевести').waitFor();
  // Away until the ninth: the dialog says whose the deal will be before it is.
  await page.keyboard.type('Яковлева');
  // Quick hands: the list may still be that of the words before.
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await dialog.getByText(/отсутствует.*заместитель: Фёдоров/).waitFor();
  await page.keyboard.press('Enter');
  await page.getByText('ждёт приёма').first().waitFor();

  const card = await readApi<LeadCard>(operator, `/api/leads/${lead.id}`);
  assert.equal(card.responsible?.id, lead.responsible?.id, 'the lead stays with the operator');
  assert.match(card.transferredTo!.name, /^Фёдоров/);
});

story('a number called before neither takes the Tab nor loses the words beside it', async () => {
  const operator = await signedIn(server.url, 'operator');
  const { page } = operator;
  await writeDown(page, '8 907 111-22-55', 'Глеб');
  await page.goto('/leads');
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('c');
  await page.getByRole('dialog').getByLabel('Телефон').waitFor();
  await page.keyboard.type('Глеб, после 15:00 8 907 111-22-55');
  await page.getByRole('region', { name: 'На этом номере и почте уже есть' })
    .getByRole('link', { name: /Глеб/ }).waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.type('Глеб Ильич');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/leads\/\d+$/);
  await page.getByRole('heading', { level: 1, name: 'Глеб Ильич' }).waitFor();
  await page.getByRole('link', { name: '+7 907 111-22-55', exact: true }).waitFor();
  await page.getByText('Глеб, после 15:00', { exact: true }).waitFor();

  // The words are edited where the number is, and the number stays what it was.
  await page.getByTitle('Телефоны').click();
  await page.getByRole('textbox', { name: 'Телефоны' }).fill('+7 907 111-22-55 Ольга, до 18');
  await page.keyboard.press('Enter');
  await page.getByText('Ольга, до 18', { exact: true }).waitFor();
  await page.getByRole('link', { name: '+7 907 111-22-55', exact: true }).waitFor();
});

story('a receiver takes one lead, sends another back, and the operator sees it', async () => {
  const operator = await signedIn(server.url, 'operator');
  const manager = await signedIn(server.url, 'manager');
  const { employee } = await readApi<{ employee: { id: number } }>(manager, '/api/session');
  const pass = async (person: string) => {
    await writeDown(operator.page, '8 907 111-22-44', person);
    const { id, version } = await newest(operator);
    await operator.page.evaluate(async ({ path, body }) => {
      await fetch(path, {
        method: 'POST', body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      });
    }, { path: `/api/leads/${id}/conversions`, body: { version, employeeId: employee.id } });
    return id;
  };
  const taken = await pass('Клара');
  await manager.page.goto(`/leads/${taken}`);
  await manager.page.getByRole('button', { name: 'Принять', exact: true }).click();
  await manager.page.getByText('принято', { exact: true }).waitFor();
  const { passings } = await readApi<LeadCard>(manager, `/api/leads/${taken}`);
  const deal = await readApi<DealItem>(manager, `/api/deals/${passings[0]!.deal.id}`);
  assert.equal(deal.responsible?.id, employee.id);

  const foreign = await pass('Карл');
  await manager.page.goto(`/leads/${foreign}`);
  await manager.page.getByRole('button', { name: 'Не моё' }).click();
  await manager.page.getByRole('button', { name: 'Не мой отдел' }).click();
  await manager.page.getByRole('button', { name: 'Вернуть', exact: true }).click();
  await operator.page.getByText('не моё', { exact: true }).waitFor();
  await operator.page.getByText('Не мой отдел').first().waitFor();

  // Somebody writes another name while the operator types one: both are shown, nothing is lost.
  const { page } = operator;
  await page.getByRole('heading', { level: 1 }).getByRole('button').click();
  await page.getByRole('textbox', { name: 'Название', exact: true }).fill('Моё название');
  const { version } = await readApi<LeadCard>(operator, `/api/leads/${foreign}`);
  const theirs = await operator.context.request.patch(`/api/leads/${foreign}`,
    { data: { version, title: 'Чужое название' } });
  assert.equal(theirs.status(), 200);
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText(/«Чужое название»/).waitFor();
  await page.getByRole('button', { name: 'Оставить моё', exact: true }).click();
  await page.getByRole('heading', { level: 1 }).getByText('Моё название').waitFor();
});

story('a salesperson makes a deal for a client nobody knows, and the next task from its card',
  async () => {
    const manager = await signedIn(server.url, 'manager');
    const { page } = manager;
    await page.goto('/deals');
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('c');
    const dialog = page.getByRole('dialog', { name: 'Новая сделка' });
    await dialog.getByLabel('Что нужно клиенту').fill('Насос для карьера');
    const client = dialog.getByRole('textbox', { name: 'Клиент', exact: true });
    await client.fill('7707083893');
    await page.getByRole('option', { name: 'Новая компания с ИНН 7707083893' }).click();
    const company = page.getByRole('dialog', { name: 'Новый клиент' });
    await company.getByLabel('Название').fill('АО «Новый карьер»');
    await company.getByRole('button', { name: 'Создать клиента' }).click();
    // The deal has waited as it was.
    await page.waitForFunction(() => [...document.querySelectorAll('input')]
      .some(({ value }) => value === 'АО «Новый карьер»'));
    await dialog.getByRole('button', { name: 'Создать сделку' }).click();
    await page.waitForURL(/\/deals\/\d+$/);
    await page.getByRole('heading', { name: 'Насос для карьера' }).waitFor();
    await page.getByRole('button', { name: 'Клиент: АО «Новый карьер»' }).waitFor();

    // A task said from the card is about it; the focus comes back where it was.
    const about = page.getByRole('button', { name: 'Проект: не указано' });
    await about.focus();
    await page.keyboard.press('n');
    const quick = page.getByRole('dialog', { name: 'Новое дело' });
    await quick.getByText(/^к записи «С-\d+ · Насос для карьера»$/).waitFor();
    await quick.getByRole('textbox').fill('перезвонить завтра 10:00');
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Следующее дело' })
      .getByText('Перезвонить').first().waitFor();
    await page.waitForFunction(() =>
      document.activeElement?.getAttribute('aria-label') === 'Проект: не указано');
  });
