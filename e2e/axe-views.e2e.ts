// Lists in groups, windows of mass work and calendars, light and dark, wide and narrow: see
// axe.e2e.ts.
import { signedIn, story } from './support/browser.ts';
import { startDemoServer } from './support/demo-server.ts';
import { inspect } from './support/inspect.ts';

const server = await startDemoServer();

story('lists, mass work and calendars', async () => {
  const visitor = await signedIn(server.url, 'head');
  await inspect(visitor, [
    {
      name: 'deals in groups', address: '/deals/list?group=stage',
      ready: (page) => page.getByRole('treegrid').getByRole('row', { expanded: false }),
      then: async (page) => {
        await page.getByRole('treegrid').focus();
        await page.keyboard.press('ArrowRight');
        await page.keyboard.press('Space');
        await page.getByRole('toolbar').waitFor();
      },
    },
    {
      name: 'window of mass work', address: '/contacts', within: '[role=dialog]',
      ready: (page) => page.getByRole('row').nth(1),
      then: async (page) => {
        await page.getByRole('grid').focus();
        await page.keyboard.press('Space');
        await page.getByRole('button', { name: 'Изменить поле' }).click();
        await page.getByRole('dialog').getByLabel('Поле').waitFor();
      },
    },
    {
      name: 'list of tasks', address: '/tasks/list',
      ready: (page) => page.getByRole('row').nth(1),
    },
    {
      name: 'calendar of tasks', address: '/tasks/calendar?who=all',
      ready: (page) => page.locator('[data-item]'),
    },
  ]);
});
