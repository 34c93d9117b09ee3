// A field of one's own from the administrator to the filter of a salesperson, without a reload.
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { DealCard } from '#contract/deals';
import type { Session } from '#contract/session';
import { signedIn, story, type Visitor } from './support/browser.ts';
import { startDemoServer } from './support/demo-server.ts';
import { inspect } from './support/inspect.ts';
import { readApi, readDeals } from './support/read-api.ts';

const server = await startDemoServer();

async function ownDeal(visitor: Visitor): Promise<DealCard> {
  const { employee } = await readApi<Session>(visitor, '/api/session');
  const { items } = await readDeals(visitor, {
    responsible: { eq: employee.id }, isOpen: { eq: true }, stage: { in: [1] },
  });
  assert.ok(items[0], 'the demo has a new deal of the manager');
  return items[0] as DealCard;
}

async function makeField(page: Page): Promise<void> {
  await page.goto('/settings/fields');
  await page.getByRole('button', { name: 'Новое поле' }).click();
  const form = page.getByRole('dialog', { name: 'Новое поле' });
  await form.getByLabel('Название').fill('Город доставки');
  await form.getByRole('textbox', { name: 'Тип' }).or(form.getByRole('combobox', { name: 'Тип' }))
    .first().click();
  await page.getByRole('option', { name: 'Список', exact: true }).click();
  for (const [index, city] of ['Пермь', 'Омск'].entries()) {
    await form.getByRole('button', { name: 'Добавить вариант' }).click();
    await form.getByRole('textbox', { name: `Вариант ${index + 1}` }).fill(city);
  }
  await form.getByRole('textbox', { name: 'Обязательно на стадиях' })
    .or(form.getByRole('combobox', { name: 'Обязательно на стадиях' })).first().fill('Счёт выст');
  await page.getByRole('option', { name: 'Счёт выставлен' }).click();
  await form.getByLabel('Название').click();
  await form.getByRole('button', { name: 'Сохранить' }).click();
  await form.waitFor({ state: 'detached' });
  await page.getByRole('list', { name: 'Поля записи по порядку карточки' })
    .getByRole('button', { name: 'Город доставки', exact: true }).waitFor();
}

story('a field is made, asked for by a stage, filled and filtered by', async () => {
  const manager = await signedIn(server.url, 'manager');
  const admin = await signedIn(server.url, 'admin');
  const deal = await ownDeal(manager);
  await manager.page.goto(`/deals/${deal.id}`);
  const about = manager.page.getByRole('complementary', { name: 'О сделке' });
  await about.getByText('Источник').first().waitFor();

  await makeField(admin.page);
  await about.getByText('Город доставки').first().waitFor();

  await manager.page.keyboard.press(']');
  const ask = manager.page.getByRole('dialog', { name: 'Для стадии «Счёт выставлен» не хватает' });
  await ask.getByRole('textbox', { name: 'Город доставки' })
    .or(ask.getByRole('combobox', { name: 'Город доставки' })).first().click();
  await manager.page.getByRole('option', { name: 'Омск' }).click();
  await ask.getByRole('button', { name: 'Сохранить и перевести' }).click();
  await ask.waitFor({ state: 'detached' });
  await about.getByRole('button', { name: 'Омск' }).waitFor();
  await manager.page.getByRole('status').or(manager.page.getByText(/→ «?Счёт выставлен|в «Счёт/))
    .first().waitFor();

  await manager.page.goto('/deals/list');
  await manager.page.getByRole('button', { name: 'Фильтр', exact: true }).click();
  await manager.page.getByLabel('Найти поле').fill('Город');
  await manager.page.getByRole('group', { name: 'Поле' })
    .getByRole('button', { name: 'Город доставки' }).click();
  await manager.page.getByRole('checkbox', { name: 'Омск' }).check();
  await manager.page.getByRole('button', { name: 'Применить' }).click();
  await manager.page.getByRole('gridcell', { name: deal.number }).waitFor();
  await manager.page.getByRole('gridcell', { name: 'Омск' }).waitFor();
});

story('the screens of fields', async () => {
  const admin = await signedIn(server.url, 'admin');
  await inspect(admin, [
    {
      name: 'fields', address: '/settings/fields',
      ready: (page) => page.getByRole('button', { name: 'Тип привода', exact: true }),
    },
    {
      name: 'field', address: '/settings/fields', within: '[role=dialog]',
      ready: (page) => page.getByRole('button', { name: 'Тип привода', exact: true }),
      then: async (page) => {
        await page.getByRole('button', { name: 'Тип привода', exact: true }).click();
        await page.getByRole('textbox', { name: 'Вариант 3', exact: true }).waitFor();
      },
    },
  ]);
});
