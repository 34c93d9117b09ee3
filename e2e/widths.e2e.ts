// Lists on the screen of a notebook: their own columns stand side by side without pushing.
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { signedIn, story } from './support/browser.ts';
import { startDemoServer } from './support/demo-server.ts';
import { eventually } from './support/eventually.ts';

const server = await startDemoServer();

/** Of a screen of 1440, less the bar of scrolling, which this browser does not draw. */
const WIDTH = 1430;

const LISTS = {
  manager: ['/deals/list', '/leads/list', '/tasks/list', '/companies', '/contacts', '/products'],
  director: ['/deals/list', '/companies'],
  operator: ['/leads/list', '/companies', '/contacts'],
  marketer: ['/leads/list'],
};

async function gridOf(page: Page, address: string) {
  await page.goto(address);
  const grid = page.getByRole('main').getByRole('grid');
  await grid.getByRole('gridcell').first().waitFor();
  return grid;
}

story('the own columns of each list fit beside each other', async () => {
  const beyond: string[] = [];
  for (const [login, addresses] of Object.entries(LISTS)) {
    const { page } = await signedIn(server.url, login, { width: WIDTH });
    for (const address of addresses) {
      const grid = await gridOf(page, address);
      const px = await grid.evaluate((node) => node.scrollWidth - node.clientWidth);
      if (px > 0) beyond.push(`${login} ${address}: ${px} px`);
    }
  }
  assert.deepEqual(beyond, []);
});

story('words that are cut in a cell are told by the pointer', async () => {
  const { page } = await signedIn(server.url, 'manager', { width: WIDTH });
  const grid = await gridOf(page, '/deals/list');
  const cells = grid.locator('[role=gridcell][data-column="1"]');
  const cut = await cells.evaluateAll((all) =>
    all.findIndex((cell) => cell.scrollWidth > cell.clientWidth));
  assert.ok(cut >= 0, 'no title is longer than its column');
  await cells.nth(cut).hover();
  const words = await cells.nth(cut).textContent();
  await eventually(async () => assert.equal(await cells.nth(cut).getAttribute('title'), words));
});
