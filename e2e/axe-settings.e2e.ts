// Screens of administrators and of one's own settings, light and dark, wide and narrow: see
// axe.e2e.ts.
import { signedIn, story } from './support/browser.ts';
import { startDemoServer } from './support/demo-server.ts';
import { inspect } from './support/inspect.ts';

const server = await startDemoServer();

story('the screens of an administrator', async () => {
  const visitor = await signedIn(server.url, 'admin');
  await inspect(visitor, [
    {
      name: 'stages and their rules', address: '/settings/pipelines',
      ready: (page) => page.getByRole('button', { name: /^Правила стадии/ }),
      then: (page) =>
        page.getByRole('button', { name: 'Правила стадии Закрыта', exact: true }).click(),
    },
    {
      name: 'calendar', address: '/settings/calendar',
      ready: (page) => page.getByRole('region', { name: 'Декабрь' }),
    },
    {
      name: 'moving a department', address: '/staff', within: '[role=dialog]',
      ready: (page) => page.getByRole('navigation', { name: 'Отделы' }).getByText('Сварка'),
      then: async (page) => {
        await page.getByRole('button', { name: 'Действия с отделом Сварка' }).click();
        await page.getByRole('menuitem', { name: 'Переместить в…' }).click();
        await page.getByRole('textbox', { name: 'В какой отдел' }).waitFor();
      },
    },
    {
      name: 'journal', address: '/settings/journal',
      ready: (page) => page.getByRole('list', { name: 'Журнал изменений' }),
    },
  ]);
});

story('the screens of a head', async () => {
  const visitor = await signedIn(server.url, 'head');
  await inspect(visitor, [
    {
      name: 'absences', address: '/staff/absences',
      ready: (page) => page.getByText('Некому заместить'),
    },
    {
      name: 'transfers', address: '/deals/transfers',
      ready: (page) => page.getByRole('heading', { level: 1 }),
    },
    {
      name: 'notices settings', address: '/notifications/settings',
      ready: (page) => page.getByText('О чём и как говорить'),
    },
  ]);
});
