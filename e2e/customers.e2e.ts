// Clients: a known one is recognised while typed, a person works for two, two cards become one,
// the scan finds what nobody looked for.
import assert from 'node:assert/strict';
import type { CompanyCard, ContactCard } from '#contract/customers';
import { signedIn, story, type Visitor } from './support/browser.ts';
import { startDemoServer } from './support/demo-server.ts';
import { eventually } from './support/eventually.ts';
import { readApi } from './support/read-api.ts';
import type { DuplicatePairs } from '#contract/duplicate-pairs';
import { scanDuplicates } from '#modules/customers';

const server = await startDemoServer();

async function create(visitor: Visitor, path: string, data: object): Promise<number> {
  const answer = await visitor.context.request.post(path, { data });
  assert.equal(answer.status(), 200, await answer.text());
  return ((await answer.json()) as { id: number }).id;
}

story('a company typed with mistakes is recognised and opened instead of made again', async () => {
  const manager = await signedIn(server.url, 'manager');
  const id = await create(manager, '/api/companies', { name: 'ООО «Заозёрский карьер»' });
  const { page } = manager;
  await page.goto('/companies?create=company');
  await page.getByRole('textbox', { name: 'Название' }).fill('заозерскй карер');
  const known = page.getByRole('region', { name: 'Возможно, уже есть' });
  await known.getByRole('button', { name: 'Открыть: ООО «Заозёрский карьер»' }).click();
  await page.waitForURL(`**/companies/${id}`);
  await page.getByRole('heading', { level: 1, name: 'ООО «Заозёрский карьер»' }).waitFor();
});

story('a person is found by phone for a second company and works for both', async () => {
  const manager = await signedIn(server.url, 'manager');
  const first = await create(manager, '/api/companies', { name: 'АО «Первый двор»' });
  const second = await create(manager, '/api/companies', { name: 'АО «Второй двор»' });
  const person = await create(manager, '/api/contacts', {
    name: 'Дворников Глеб', companyId: first, phones: ['+7 921 345-67-89'],
  });
  const { page } = manager;
  await page.goto(`/companies/${second}`);
  await page.getByRole('button', { name: 'Контакт', exact: true }).click();
  await page.getByRole('textbox', { name: 'Телефон' }).fill('8 (921) 3456789');
  await page.getByRole('button', { name: 'Выбрать: Дворников Глеб' }).click();
  await page.getByRole('region', { name: 'Контакты' })
    .getByRole('link', { name: 'Дворников Глеб' }).click();
  await page.getByRole('heading', { level: 1, name: 'Дворников Глеб' }).waitFor();
  const works = page.getByRole('region', { name: 'Компании' });
  await works.getByRole('link', { name: 'АО «Первый двор»' }).waitFor();
  await works.getByRole('button', { name: 'Сделать основным: АО «Второй двор»' }).click();
  await eventually(async () => {
    const card = await readApi<ContactCard>(manager, `/api/contacts/${person}`);
    assert.deepEqual(card.companies.map(({ id, isMain }) => [id, isMain]),
      [[first, false], [second, true]]);
  });
});

story('two cards become one under the eyes of a colleague, and two again', async () => {
  const admin = await signedIn(server.url, 'admin');
  const main = await create(admin, '/api/companies', { name: 'ООО «Сосновый берег»' });
  const twin = await create(admin, '/api/companies', {
    name: 'Сосновый Берег ООО', address: 'Сортавала', phones: ['+7 921 345-00-11'],
  });
  const colleague = await signedIn(server.url, 'manager');
  await colleague.page.goto(`/companies/${twin}`);
  await colleague.page.getByRole('heading', { level: 1, name: 'Сосновый Берег ООО' }).waitFor();
  const { page } = admin;
  await page.goto(`/companies/${main}`);
  await page.getByRole('button', { name: 'Дубли' }).click();
  await page.getByRole('button', { name: 'Сравнить с Сосновый Берег ООО' }).click();
  const dialog = page.getByRole('dialog', { name: 'Объединение' });
  await dialog.getByRole('radio', { name: 'Адрес: Сортавала' }).waitFor();
  await dialog.getByRole('button', { name: 'Объединить' }).click();
  await page.getByRole('region', { name: 'Объединения' }).waitFor();
  await colleague.page.waitForURL(`**/companies/${main}`);
  const card = await readApi<CompanyCard>(admin, `/api/companies/${main}`);
  assert.deepEqual([card.address, card.phones], ['Сортавала', ['+79213450011']]);
  await page.getByRole('region', { name: 'Объединения' })
    .getByRole('button', { name: 'Разъединить' }).click();
  await page.getByRole('dialog', { name: /Вернуть/ })
    .getByRole('button', { name: 'Разъединить' }).click();
  await eventually(async () => {
    const back = await readApi<CompanyCard>(admin, `/api/companies/${twin}`);
    assert.deepEqual([back.id, back.name], [twin, 'Сосновый Берег ООО']);
  });
});

story('a pair that the scan has found is merged from the list, and parted again', async () => {
  const admin = await signedIn(server.url, 'admin');
  const phones = ['+7 921 345-00-22'];
  const first = await create(admin, '/api/companies', { name: 'ООО «Кедровый бор»', phones });
  await create(admin, '/api/companies', { name: 'Кедровый Бор ООО', phones });
  await scanDuplicates(server.db, () => new Date(), 60_000);
  const { page } = admin;
  await page.goto('/duplicates?level=sure');
  const list = page.getByRole('list', { name: 'Возможные дубли' });
  const pair = list.getByRole('listitem').filter({ hasText: 'Кедровый Бор ООО' });
  await pair.getByRole('button', { name: /^Объединить:/ }).click();
  await page.getByRole('dialog', { name: 'Объединение' })
    .getByRole('button', { name: 'Объединить', exact: true }).click();
  await pair.waitFor({ state: 'detached' });
  await page.goto(`/companies/${first}`);
  await page.getByRole('region', { name: 'Объединения' })
    .getByRole('button', { name: 'Разъединить' }).click();
  await page.getByRole('dialog', { name: /Вернуть/ })
    .getByRole('button', { name: 'Разъединить' }).click();
  await eventually(async () => {
    await scanDuplicates(server.db, () => new Date(), 60_000);
    const { items } = await readApi<DuplicatePairs>(admin, '/api/duplicates?entity=company');
    assert.ok(items.some(({ b }) => b.name === 'Кедровый Бор ООО'));
  });
});
