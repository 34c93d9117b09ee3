// The catalogue: the tree of groups, the list, the card with prices and sales, and who may see what
// a product costs us; looked at by axe, light and dark, wide and narrow.
import assert from 'node:assert/strict';
import type { ProductItem } from '#contract/catalog';
import { signedIn, story } from './support/browser.ts';
import { startDemoServer } from './support/demo-server.ts';
import { inspect } from './support/inspect.ts';
import { readApi, readDeals } from './support/read-api.ts';

const server = await startDemoServer();

story('a product is found by its group, opened, and described by a product manager', async () => {
  const keeper = await signedIn(server.url, 'product');
  const { page } = keeper;
  await page.goto('/products');
  const tree = page.getByRole('navigation', { name: 'Группы товаров' });
  await tree.getByRole('button', { name: /^Насосы консольные/ }).click();
  const row = page.getByRole('row').filter({ hasText: 'К-20-18' });
  await row.waitFor();
  const { total } = await readApi<{ items: ProductItem[]; total: number }>(keeper,
    `/api/products?total=1&limit=1&filter=${
      encodeURIComponent('{"group.name":{"eq":"Насосы консольные"}}')}`);
  await page.getByText(new RegExp(`^${total} товар`)).waitFor();
  await row.click();
  await page.getByRole('link', { name: 'Открыть карточку', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: /К 20\/18/ }).waitFor();
  await page.getByRole('table', { name: 'Цены товара' }).getByText('Розничная').first().waitFor();
  await page.getByRole('textbox', { name: 'Название характеристики' }).fill('Аналог');
  await page.getByRole('textbox', { name: 'Значение' }).fill('Grundfos NB 32');
  await page.getByRole('button', { name: 'Добавить', exact: true }).click();
  await page.getByRole('button', { name: 'Аналог: Grundfos NB 32' }).waitFor();
  await page.getByRole('tab', { name: 'История' }).click();
  await page.getByText(/Свои характеристики/).first().waitFor();
});

story('what a product costs us is shown to the director and not to a manager', async () => {
  for (const [login, isTold] of [['director', true], ['manager', false]] as const) {
    const visitor = await signedIn(server.url, login);
    const { items: [product] } = await readApi<{ items: ProductItem[] }>(visitor,
      '/api/products?limit=1&q=ЦНС');
    await visitor.page.goto(`/products/${product!.id}`);
    const prices = visitor.page.getByRole('table', { name: 'Цены товара' });
    await prices.getByText('Розничная').first().waitFor();
    assert.equal(await prices.getByText('Закупочная').count() > 0, isTold, login);
    await visitor.page.getByRole('tab', { name: 'Где продаётся' }).click();
    await visitor.page.getByRole('tabpanel').getByText(/С-\d+|этого товара нет/).first()
      .waitFor();
  }
});

story('the screens of the catalogue and the offer have no fault of accessibility', async () => {
  const manager = await signedIn(server.url, 'manager');
  const { items: deals } = await readDeals(manager, {}, { sort: '-amountKopecks' });
  const screens: [name: string, address: string, ready: string][] = [
    ['products', '/products', '[role=row][aria-rowindex="2"]'],
    ['product', '/products/5', '[role=tabpanel] table'],
    ['offer', `/deals/${deals[0]!.id}?tab=goods`, '[role=grid]'],
  ];
  await inspect(manager, screens.map(([name, address, ready]) =>
    ({ name, address, ready: (page) => page.locator(ready) })));
});
