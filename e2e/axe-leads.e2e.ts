// The screens of leads, light and dark, wide and narrow: see axe.e2e.ts.
import type { LeadItem } from '#contract/leads';
import { signedIn, story } from './support/browser.ts';
import { startDemoServer } from './support/demo-server.ts';
import { inspect } from './support/inspect.ts';
import { readApi } from './support/read-api.ts';

const server = await startDemoServer();

story('the screens of leads', async () => {
  const visitor = await signedIn(server.url, 'operator');
  const { items } = await readApi<{ items: LeadItem[] }>(visitor,
    `/api/leads?limit=1&filter=${encodeURIComponent('{"wasReturned":{"eq":true}}')}`);
  await inspect(visitor, [
    { name: 'board of leads', address: '/leads', ready: (page) => page.getByRole('option') },
    {
      name: 'list of leads', address: `/leads/list?lead=${items[0]!.id}`,
      ready: (page) => page.getByRole('heading', { name: 'О лиде' }),
    },
    {
      name: 'lead', address: `/leads/${items[0]!.id}`,
      ready: (page) => page.getByRole('heading', { name: 'Откуда пришёл' }),
    },
    {
      name: 'passing a lead', address: '/leads/list', within: '[role=dialog]',
      ready: (page) => page.getByRole('row').nth(1),
      then: async (page) => {
        await page.keyboard.press('c');
        await page.getByRole('dialog').getByLabel('Телефон').waitFor();
      },
    },
  ]);
});
