// Every screen, light and dark, wide and narrow: no fault of accessibility, no sideways scroll, no
// error in the console, no breach of the content policy, no request to a foreign host.
import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import type { DealItem } from '#contract/deals';
import { openVisitor, signedIn, story, type Visitor } from './support/browser.ts';
import { startDemoServer } from './support/demo-server.ts';
import { inspect, type Screen } from './support/inspect.ts';
import { anyItem, connectOnec, newUid } from './support/onec.ts';
import { readDeals } from './support/read-api.ts';

const server = await startDemoServer();

const heading = (name: string | RegExp) => (page: Page) =>
  page.getByRole('heading', { level: 1, name });
const grid = (page: Page) => page.getByRole('row').nth(1);

async function dealWithMoney(visitor: Visitor): Promise<DealItem> {
  const { items } = await readDeals(visitor,
    { paidKopecks: { gt: 0 }, isOpen: { eq: true }, shippedPercent: { gt: 0 } });
  assert.ok(items[0], 'the demo has a deal with payments and shipments');
  return items[0];
}

story('the login screen', async () => {
  const visitor = await openVisitor(server.url, 'nobody');
  await inspect(visitor, [{
    name: 'login', address: '/login', ready: (page) => page.getByLabel('Логин'),
    then: async (page) => {
      await page.getByRole('button', { name: 'Войти' }).click();
      await page.getByText('Введите логин').first().waitFor();
    },
  }]);
});

const card = (page: Page) => page.getByRole('option');

story('the board of deals', async () => {
  const visitor = await signedIn(server.url, 'head');
  await inspect(visitor, [
    { name: 'kanban', address: '/deals', ready: card },
    { name: 'tender kanban', address: '/deals?pipeline=2', ready: card },
    {
      name: 'new deal', within: '[role=dialog]', address: '/deals?create=deal',
      ready: (page) => page.getByRole('dialog', { name: 'Новая сделка' }),
    },
    {
      name: 'palette', within: '[role=dialog]', address: '/deals', ready: card,
      then: async (page) => {
        await page.keyboard.press('Control+k');
        await page.getByRole('combobox').fill('насос');
        await page.getByRole('listbox', { name: 'Поиск и команды' }).getByRole('option').first()
          .waitFor();
      },
    },
  ]);
});

story('the list of deals', async () => {
  const visitor = await signedIn(server.url, 'head');
  const deal = await dealWithMoney(visitor);
  await inspect(visitor, [
    { name: 'list', address: '/deals/list', ready: grid },
    {
      name: 'list with panel', within: 'aside', address: `/deals/list?deal=${deal.id}`,
      ready: (page) => page.getByRole('complementary', { name: `Сделка ${deal.number}` }),
    },
    {
      name: 'filter', within: '[role=dialog]', address: '/deals/list', ready: grid,
      then: async (page) => {
        await page.getByRole('button', { name: 'Фильтр', exact: true }).click();
        await page.getByRole('textbox', { name: 'Найти поле' }).fill('Сумма');
      },
    },
    {
      name: 'empty list', address: '/deals/list?q=такойсделкинет',
      ready: (page) => page.getByText('ничего не подходит').first(),
    },
    { name: 'missing page', address: '/no-such-page', ready: heading(/./) },
  ]);
});

story('the card of a deal, tab by tab', async () => {
  const visitor = await signedIn(server.url, 'head');
  const deal = await dealWithMoney(visitor);
  const tab = (name: string, ready: (page: Page) => Locator): Screen => ({
    name: `deal ${name}`, address: `/deals/${deal.id}?tab=${name}`, ready,
  });
  const panel = (page: Page) => page.getByRole('tabpanel');
  await inspect(visitor, [
    tab('goods', (page) => panel(page).getByRole('row')),
    tab('payments', (page) => page.getByRole('table', { name: 'Оплаты из 1С' })),
    tab('shipments', (page) => page.getByRole('table', { name: 'Отгрузки из 1С' })),
    tab('tasks', panel),
    tab('history', (page) => panel(page).getByRole('listitem')),
    {
      ...tab('goods', (page) => panel(page).getByRole('row')), name: 'deal transfer',
      within: '[role=dialog]',
      then: async (page) => {
        await page.getByRole('button', { name: 'Передать', exact: true }).click();
        await page.getByRole('dialog').waitFor();
      },
    },
    {
      name: 'deal missing', address: '/deals/999999999',
      ready: (page) => page.getByText('не найдена').first(),
    },
  ]);
});

story('tasks and notifications', async () => {
  const visitor = await signedIn(server.url, 'head');
  await inspect(visitor, [
    {
      name: 'my day', address: '/',
      ready: (page) => page.getByRole('region', { name: /^Просрочено, / }),
    },
    { name: 'tasks', address: '/tasks', ready: heading(/Дела|дела/) },
    { name: 'notifications', address: '/notifications', ready: heading('Уведомления') },
  ]);
});

story('companies', async () => {
  const visitor = await signedIn(server.url, 'head');
  const deal = await dealWithMoney(visitor);
  await inspect(visitor, [
    { name: 'companies', address: '/companies', ready: grid },
    {
      name: 'company', address: `/companies/${deal.company?.id}`,
      ready: heading(deal.company?.name ?? ''),
    },
    {
      name: 'company others', address: `/companies/${deal.company?.id}?tab=others`,
      ready: (page) => page.getByRole('tabpanel').getByRole('paragraph'),
    },
    {
      name: 'company history', address: `/companies/${deal.company?.id}?tab=history`,
      ready: (page) => page.getByRole('tabpanel'),
    },
  ]);
});

story('the monitor of the exchange', async () => {
  const onec = connectOnec(server);
  await onec.push(anyItem('order', newUid(), { number: 'УТ-1', total: 'сто рублей' }));
  const visitor = await signedIn(server.url, 'admin');
  const made = await visitor.context.request.post('/api/exchange/site/accounts', {
    data: { login: 'obmen', password: 'obmen-parol-2026', ib: 'Сайт' },
  });
  assert.ok(made.ok(), await made.text());
  const { rows: [answered] } = await server.db.query<{ id: number }>(
    'select deal_id as id from onec.order_state order by number limit 1');
  await inspect(visitor, [
    {
      name: 'reconciliation', address: '/exchange/reconcile',
      ready: (page) => page.getByRole('table', { name: 'Расхождения', exact: true }),
    },
    {
      name: 'commands for 1C', address: '/exchange/commands',
      ready: heading('Команды для 1С'),
    },
    {
      name: 'site exchange', address: '/exchange/site',
      ready: (page) => page.getByRole('heading', { level: 2, name: 'obmen', exact: true }),
    },
    {
      name: 'exchange', address: '/exchange',
      ready: (page) => page.getByRole('table', { name: 'Карантин' }),
    },
    {
      name: 'held item', within: 'aside', address: '/exchange',
      ready: (page) => page.getByRole('table', { name: 'Карантин' }),
      then: async (page) => {
        await page.getByRole('table', { name: 'Карантин' }).getByRole('button').first().click();
        await page.getByText('Что прислала 1С').first().waitFor();
      },
    },
    {
      name: 'deal answered by 1C', address: `/deals/${answered!.id}`,
      ready: (page) => page.getByText(/^1С приняла заказ ИМ-000118/).first(),
    },
    {
      name: 'base over OData', within: '[role=dialog]', address: '/exchange',
      ready: (page) => page.getByRole('button', { name: 'Подключить базу', exact: true }),
      then: async (page) => {
        await page.getByRole('button', { name: 'Подключить базу', exact: true }).click();
        await page.getByRole('dialog').getByLabel('Адрес публикации').waitFor();
      },
    },
  ]);
});

story('people, departments and roles', async () => {
  const visitor = await signedIn(server.url, 'admin');
  const people = (page: Page) => page.getByRole('table', { name: 'Сотрудники' }).getByRole('row');
  await inspect(visitor, [
    { name: 'staff', address: '/staff', ready: people },
    {
      name: 'employee', within: '[role=dialog]', address: '/staff', ready: people,
      then: async (page) => {
        await page.getByRole('button', { name: 'Сотрудник', exact: true }).click();
        await page.getByRole('dialog').getByRole('button', { name: 'Менеджер', exact: true })
          .waitFor();
      },
    },
    {
      name: 'roles', address: '/staff/roles',
      ready: (page) => page.getByRole('combobox', { name: 'Сделки: видеть' }),
    },
  ]);
});
