// The screens of clients and of our own legal entities, light and dark, wide and narrow: see
// axe.e2e.ts.
import type { DuplicatePairs } from '#contract/duplicate-pairs';
import type { CompanyItem } from '#contract/customers';
import { scanDuplicates } from '#modules/customers';
import { signedIn, story } from './support/browser.ts';
import { startDemoServer } from './support/demo-server.ts';
import { inspect } from './support/inspect.ts';
import { readApi } from './support/read-api.ts';

const server = await startDemoServer();

story('the screens of clients', async () => {
  await scanDuplicates(server.db, () => new Date(), 60_000);
  const admin = await signedIn(server.url, 'admin');
  const branches = encodeURIComponent('{"name":{"contains":"филиал"}}');
  const companies = await readApi<{ items: CompanyItem[] }>(
    admin, `/api/companies?limit=1&filter=${branches}`);
  const people = await readApi<DuplicatePairs>(admin, '/api/duplicates?entity=contact');
  await inspect(admin, [
    {
      name: 'company of a group', address: `/companies/${companies.items[0]!.id}`,
      ready: (page) => page.getByRole('region', { name: 'Организация и филиалы' }),
    },
    {
      name: 'contact', address: `/contacts/${people.items[0]!.a.id}`,
      ready: (page) => page.getByRole('region', { name: 'Компании' }),
    },
    {
      name: 'possible duplicates', address: '/duplicates',
      ready: (page) => page.getByRole('listitem'),
    },
    {
      name: 'merge', address: '/duplicates', within: '[role=dialog]',
      ready: (page) => page.getByRole('button', { name: /^Объединить:/ }),
      then: async (page) => {
        await page.getByRole('button', { name: /^Объединить:/ }).first().click();
        await page.getByRole('dialog', { name: 'Объединение' }).getByRole('table').waitFor();
      },
    },
    {
      name: 'own legal entities', address: '/settings/own-entities',
      ready: (page) => page.getByRole('heading', { name: 'ООО «Промтехника»' }),
    },
    {
      name: 'own legal entity', address: '/settings/own-entities', within: '[role=dialog]',
      ready: (page) => page.getByRole('heading', { name: 'ООО «Промтехника»' }),
      then: async (page) => {
        await page.getByRole('button', { name: 'Изменить: ООО «Промтехника»' }).click();
        await page.getByRole('dialog').getByLabel('Короткое название').waitFor();
      },
    },
  ]);
});
