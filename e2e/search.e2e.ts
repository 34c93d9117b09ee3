// Ctrl+K finds what a salesperson remembers of a company or a deal, and opens it by the keyboard.
import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import type { DealItem } from '#contract/deals';
import { otherLayout } from '#contract/keyboard-layout';
import { signedIn, story, type Visitor } from './support/browser.ts';
import { startDemoServer } from './support/demo-server.ts';
import { eventually } from './support/eventually.ts';
import { readApi, readDeals } from './support/read-api.ts';

const server = await startDemoServer();

type Company = { id: number; name: string; inn: string | null };

/** A company with an ИНН whose name has a word of its own: «Окастрой». */
async function someCompany(visitor: Visitor): Promise<Company & { word: string }> {
  const { items } = await readApi<{ items: Company[] }>(visitor, '/api/companies?limit=100');
  for (const company of items) {
    const word = /«([а-яё]{7,})»/i.exec(company.name)?.[1];
    const namesakes = items.filter(({ name }) => name.includes(word ?? ''));
    if (word && company.inn && namesakes.length === 1) return { ...company, word };
  }
  throw new Error('the demo has no company with a word of its own');
}

/** Types into the palette and opens what it found by Enter. */
async function findAndOpen(
  { page }: Visitor, text: string, wanted: { title: string; address: string },
): Promise<void> {
  await page.keyboard.press('Control+k');
  const field = page.getByRole('combobox', { name: 'Поиск и команды' });
  await field.waitFor();
  await page.keyboard.type(text);
  const options = page.getByRole('listbox', { name: 'Поиск и команды' }).getByRole('option');
  // Exactly: a deal names its company too, in the smaller line.
  const hit = options.filter({ has: page.getByText(wanted.title, { exact: true }) }).first();
  await hit.waitFor();
  for (let step = 0; await hit.getAttribute('aria-selected') !== 'true'; step += 1) {
    assert.ok(step < 20, `«${wanted.title}» is reached by arrows for «${text}»`);
    await page.keyboard.press('ArrowDown');
  }
  const active = await field.getAttribute('aria-activedescendant');
  assert.equal(active, await hit.getAttribute('id'), 'a screen reader hears the active option');
  await page.keyboard.press('Enter');
  await page.waitForURL(`**${wanted.address}`);
  await field.waitFor({ state: 'detached' });
}

story('a company is found by a part of its name, in the wrong layout and by ИНН', async () => {
  const manager = await signedIn(server.url, 'manager');
  const company = await someCompany(manager);
  const wanted = { title: company.name, address: `/companies/${company.id}` };
  const part = company.word.slice(0, 6).toLowerCase();
  for (const text of [part, otherLayout(part), company.inn ?? '']) {
    await manager.page.goto('/deals');
    await manager.page.getByRole('heading', { level: 1, name: 'Сделки' }).waitFor();
    await findAndOpen(manager, text, wanted);
  }
});

story('a deal is found by the number of its order in 1C and by its own number', async () => {
  const manager = await signedIn(server.url, 'manager');
  const { items } = await readDeals(manager, {}, { sort: '-updatedAt' });
  const deal = items.find(({ orderNumbers }) => orderNumbers.length > 0) as DealItem;
  assert.ok(deal, 'the manager has a deal with an order');
  for (const text of [deal.orderNumbers[0]!, deal.number]) {
    await manager.page.goto('/deals');
    await manager.page.getByRole('heading', { level: 1, name: 'Сделки' }).waitFor();
    await findAndOpen(manager, text, { title: deal.title, address: `/deals/${deal.id}` });
  }
});

story('another manager finds neither the deal nor its title', async () => {
  const owner = await signedIn(server.url, 'manager');
  const stranger = await signedIn(server.url, 'manager2');
  const { items } = await readDeals(owner, {});
  const deal = items.find(({ orderNumbers }) => orderNumbers.length > 0) as DealItem;
  const { page } = stranger;
  await page.goto('/deals');
  await page.getByRole('heading', { level: 1, name: 'Сделки' }).waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill(deal.orderNumbers[0]!);
  await page.getByText(`По запросу «${deal.orderNumbers[0]}» ничего не найдено`).first().waitFor();
  await page.getByRole('combobox').fill(deal.number);
  await page.getByText(`По запросу «${deal.number}» ничего не найдено`).first().waitFor();
});

story('the palette runs commands: to the list, to the theme, to the keys', async () => {
  const { page } = await signedIn(server.url, 'manager');
  await page.goto('/deals');
  await page.getByRole('heading', { level: 1, name: 'Сделки' }).waitFor();
  await page.route('**/assets/*.js', async (route) => {
    await delay(500);
    await route.continue();
  });
  await page.keyboard.press('Control+k');
  // Quick hands do not wait for the line: N and G on the way are letters, not commands.
  const typed = otherLayout('сменить т');
  await page.keyboard.type(typed);
  const field = page.getByRole('combobox', { name: 'Поиск и команды' });
  await eventually(async () => assert.equal(await field.inputValue(), typed));
  const options = page.getByRole('listbox', { name: 'Поиск и команды' }).getByRole('option');
  await eventually(async () => assert.equal(await options.count(), 1));
  await options.filter({ hasText: 'Сменить тему' }).waitFor();
  await page.keyboard.press('Enter');
  await eventually(async () => {
    const scheme = await page.locator('html').getAttribute('data-mantine-color-scheme');
    assert.equal(scheme, 'dark');
  });
  await page.keyboard.press('Escape');
  await page.getByRole('combobox').waitFor({ state: 'detached' });
  await page.keyboard.press('g');
  await page.keyboard.press('l');
  await page.waitForURL('**/deals/list');
});
