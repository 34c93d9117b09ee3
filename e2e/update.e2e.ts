// A page that stands open while the server is updated: its parts are gone from the server, and it
// neither stays empty, nor turns in a circle, nor takes away what is written on it.
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { signedIn, story, type Visitor } from './support/browser.ts';
import { startDemoServer } from './support/demo-server.ts';
import { eventually } from './support/eventually.ts';
import { copyScreens, losePart, replaceScreens } from './support/replaced-screens.ts';

const screens = copyScreens();
const server = await startDemoServer(screens);

const heading = (page: Page, name: RegExp) => page.getByRole('heading', { name, level: 1 });
const banner = (page: Page) => page.getByRole('region', { name: 'Новая версия' });
const section = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Разделы' }).getByRole('link', { name }).first();

/** A manager with an open board, and how often the page was loaded anew since. */
async function atBoard() {
  const manager = await signedIn(server.url, 'manager');
  const { page } = manager;
  await page.goto('/deals');
  await heading(page, /сделки/i).waitFor();
  // What comes after the first screen has come: the last is the palette.
  await page.waitForFunction(() => performance.getEntriesByType('resource')
    .some(({ name }) => name.includes('/palette-')));
  const loads = { count: 0 };
  page.on('load', () => { loads.count += 1; });
  const broken: string[] = [];
  page.on('response', (answer) => {
    const { pathname } = new URL(answer.url());
    if (answer.status() >= 500 && !pathname.startsWith('/assets/')) broken.push(pathname);
  });
  return { manager, page, loads, broken };
}

/** A file may be taken away between being found and being read: then the server answers 500. */
const MISSING = [
  'dynamically imported module', 'Refused to apply style', 'preload CSS', 'net::ERR_CONN',
  'net::ERR_INCOMPLETE', 'status of 500',
];

/** The browser says in its console that a file or the server was not there: hence the stories. */
const forgive = ({ faults }: Visitor, broken: string[]) => {
  assert.deepEqual(broken, []);
  const others = faults.filter((fault) => !MISSING.some((words) => fault.includes(words)));
  faults.splice(0, faults.length, ...others);
};

story('a page that is opened after an update comes with it, by itself and once', async () => {
  const { manager, page, loads, broken } = await atBoard();
  replaceScreens(screens, 'B');
  await section(page, 'Клиенты').click();
  await heading(page, /клиенты/i).waitFor();
  assert.equal(loads.count, 1, 'the page was loaded anew once');
  assert.equal(new URL(page.url()).pathname, '/companies');
  await section(page, 'Дела').click();
  await heading(page, /дела/i).waitFor();
  assert.equal(loads.count, 1);
  assert.equal(await banner(page).count(), 0, 'the newest page is offered nothing');
  forgive(manager, broken);
});

story('written words hold the page until their writer says otherwise', async () => {
  const { manager, page, loads, broken } = await atBoard();
  await page.keyboard.press('c');
  const name = page.getByRole('textbox', { name: 'Что нужно клиенту' });
  await name.fill('Насос для Волгоцемента');
  replaceScreens(screens, 'C');
  await page.evaluate(() => history.pushState(null, '', '/contacts'));
  await page.evaluate(() => dispatchEvent(new PopStateEvent('popstate')));
  await banner(page).getByText('это откроется только после обновления страницы').waitFor();
  assert.equal(await name.inputValue(), 'Насос для Волгоцемента');
  await banner(page).getByRole('button', { name: 'Обновить страницу' }).click();
  await banner(page).getByText('он пропадёт').waitFor();
  await banner(page).getByRole('button', { name: 'Отменить' }).click();
  assert.equal(await name.inputValue(), 'Насос для Волгоцемента');
  assert.equal(loads.count, 0);
  await banner(page).getByRole('button', { name: 'Обновить страницу' }).click();
  await banner(page).getByRole('button', { name: 'Всё равно обновить' }).click();
  await heading(page, /контакты/i).waitFor();
  assert.equal(loads.count, 1);
  forgive(manager, broken);
});

story('open pages hear of a newer server, and the next section is of it', async () => {
  const { manager, page, loads, broken } = await atBoard();
  replaceScreens(screens, 'D');
  await server.restart();
  await banner(page).getByText('Верстак обновился. Обновите страницу').waitFor();
  assert.equal(loads.count, 0, 'nothing is loaded anew under the hands of a reader');
  await section(page, 'Дела').click();
  await heading(page, /дела/i).waitFor();
  assert.equal(loads.count, 1);
  assert.equal(await banner(page).count(), 0);
  forgive(manager, broken);
});

story('a newest page that lacks a part says so and does not turn in a circle', async () => {
  const { manager, page, loads, broken } = await atBoard();
  replaceScreens(screens, 'E');
  losePart(screens, 'products-page');
  await section(page, 'Товары').click();
  await eventually(() => page.getByText('Эта страница сломалась')
    .waitFor({ timeout: 1000 }), 40_000);
  // Once for the update and once the router's own way; then it rests.
  const { count } = loads;
  assert.ok(count <= 2, `loaded anew ${count} times`);
  await section(page, 'Дела').click();
  await heading(page, /дела/i).waitFor();
  assert.equal(loads.count, count);
  forgive(manager, broken);
});
