// Talk on the card and panels beside lists, light and dark, wide and narrow: see axe.e2e.ts.
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { DealMoney } from '#contract/payments';
import { signedIn, story } from './support/browser.ts';
import { startDemoServer } from './support/demo-server.ts';
import { eventually } from './support/eventually.ts';
import { inspect } from './support/inspect.ts';
import { readApi, readDeals } from './support/read-api.ts';

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

/** A4 between the margins that Chromium leaves, in its pixels. */
const PAPER_PX = 717;

story('an order with columns of 1C is printed to its last one', async () => {
  const visitor = await signedIn(server.url, 'head');
  const { page } = visitor;
  const { items } = await readDeals(visitor, { paidKopecks: { gt: 0 } });
  const columnsOf = async (id: number) => {
    const { orders } = await readApi<DealMoney>(visitor, `/api/deals/${id}/money`);
    return new Set(orders.flatMap(({ lines }) => lines.flatMap(({ extra }) => Object.keys(extra))));
  };
  const counted = await Promise.all(items.slice(0, 20).map(async ({ id }) =>
    ({ id, own: (await columnsOf(id)).size })));
  const widest = counted.toSorted((a, b) => b.own - a.own)[0]!;
  assert.ok(widest.own >= 3, `the widest order has ${widest.own} columns of 1C`);
  await page.setViewportSize({ width: PAPER_PX, height: 1000 });
  await page.emulateMedia({ media: 'print', reducedMotion: 'reduce' });
  await page.goto(`/deals/${widest.id}/print`);
  const tables = page.getByRole('article').getByRole('table');
  await tables.first().waitFor();
  const beyond = await tables.evaluateAll((all) => all.map((one) =>
    one.getBoundingClientRect().right - document.documentElement.clientWidth));
  assert.ok(beyond.every((px) => px <= 0), `beyond the edge of the paper: ${beyond.join(', ')} px`);
});

story('paper is white whatever the screen', async () => {
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
