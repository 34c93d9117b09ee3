// Talk on the card and panels beside lists, light and dark, wide and narrow: see axe.e2e.ts.
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { signedIn, story } from './support/browser.ts';
import { startDemoServer } from './support/demo-server.ts';
import { eventually } from './support/eventually.ts';
import { inspect } from './support/inspect.ts';
import { readDeals } from './support/read-api.ts';

const server = await startDemoServer();

const composer = (page: Page) =>
  page.getByRole('tabpanel').getByRole('textbox', { name: 'Комментарий', exact: true });

story('talk on a card and records beside their lists', async () => {
  const visitor = await signedIn(server.url, 'head');
  const { items } = await readDeals(visitor, { isOpen: { eq: true } });
  const deal = items[0]!;
  const said = await visitor.context.request.post('/api/comments', {
    data: { entity: 'deal', entityId: deal.id, body: '**Важно**: https://example.org\n- раз' },
  });
  const { id } = await said.json() as { id: number };
  await visitor.context.request.put(`/api/comments/${id}/pin`, { data: { pinned: true } });
  await inspect(visitor, [
    {
      name: 'naming a colleague', address: `/deals/${deal.id}?tab=history`, ready: composer,
      then: async (page) => {
        await page.getByRole('region', { name: 'Закреплено' }).waitFor();
        await composer(page).fill('@');
        await page.getByRole('option').first().waitFor();
      },
    },
    {
      name: 'a company beside the list', address: '/companies?company=5',
      ready: (page) => page.getByRole('complementary', { name: /^Компания / })
        .getByRole('heading', { name: 'Реквизиты' }),
    },
    {
      name: 'a product beside the list', address: '/products?product=5',
      ready: (page) => page.getByRole('complementary', { name: /^Товар / })
        .getByRole('heading', { name: 'О товаре' }),
    },
    {
      name: 'an order to link', address: `/deals/${deal.id}`, within: '[role=dialog]',
      ready: (page) => page.getByRole('button', { name: 'Привязать заказ 1С', exact: true }),
      then: async (page) => {
        await page.getByRole('button', { name: 'Привязать заказ 1С', exact: true }).click();
        await page.getByLabel('Номер заказа, ИНН или название клиента').fill('УТ-');
        await page.getByRole('list', { name: 'Найденные заказы' }).waitFor();
      },
    },
    {
      name: 'money that is owed', address: '/money',
      ready: (page) => page.getByRole('table', { name: 'Дебиторка', exact: true })
        .or(page.getByText('Долгов нет', { exact: true })).first(),
    },
    {
      name: 'stages behind a figure', address: '/money?report=expected&cell=%7B%7D',
      ready: (page) => page.getByRole('button', { name: 'К отчёту', exact: true }),
    },
    {
      name: 'payments behind an advance', address: '/money?report=advances&cell=%7B%7D',
      ready: (page) => page.getByRole('button', { name: 'К отчёту', exact: true }),
    },
    {
      name: 'another pipeline', address: `/deals/${deal.id}`, within: '[role=dialog]',
      ready: (page) => page.getByRole('button', { name: 'Ещё действия со стадией', exact: true }),
      then: async (page) => {
        await page.getByRole('button', { name: 'Ещё действия со стадией', exact: true }).click();
        await page.getByRole('menuitem', { name: 'Перевести в другую воронку' }).click();
        await page.getByRole('dialog').getByText('Воронка', { exact: true }).waitFor();
      },
    },
  ]);
});

story('the tab that an address names is in sight on a phone', async () => {
  const visitor = await signedIn(server.url, 'head', { width: 390, height: 844 });
  const { page } = visitor;
  const { items } = await readDeals(visitor, { isOpen: { eq: true } });
  await page.goto(`/deals/${items[0]!.id}?tab=history`);
  await composer(page).waitFor();
  const { x, width } = (await page.getByRole('tab', { name: /^История/ }).boundingBox())!;
  assert.ok(x >= 0 && x + width <= 390, `from ${x}, ${width} wide`);
  const trail = page.getByRole('link', { name: 'Сделки', exact: true }).first();
  assert.ok((await trail.boundingBox())!.y >= 0, 'the head of the card has not gone');
});

story('paper is white whatever the screen, and no column stays behind its edge', async () => {
  const visitor = await signedIn(server.url, 'head', { colorScheme: 'dark' });
  const { page } = visitor;
  const { items } = await readDeals(visitor, { amountKopecks: { gt: 0 } });
  const address = `/deals/${items[0]!.id}/print`;
  await inspect(visitor, [{
    name: 'a deal on paper', address,
    ready: () => page.getByRole('heading', { name: 'Товары', exact: true }),
  }]);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(address);
  const table = page.getByRole('article').getByRole('table').first();
  await table.waitFor();
  const look = () => table.evaluate((node) => ({
    ink: getComputedStyle(node).color, sides: getComputedStyle(node.parentElement!).overflowX,
  }));
  assert.equal((await look()).sides, 'auto');
  await page.emulateMedia({ media: 'print', colorScheme: 'dark', reducedMotion: 'reduce' });
  // As the light theme writes on a screen; Chromium takes its time to change a medium.
  await eventually(async () =>
    assert.deepEqual(await look(), { ink: 'rgb(26, 28, 38)', sides: 'visible' }));
});
