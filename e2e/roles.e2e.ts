// Each kind of user opens everything that their own navigation offers: every section is there, is
// theirs to read, and says so by a heading; what their role may not do is refused by the server.
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { answersOf } from './support/answers.ts';
import { signedIn, story } from './support/browser.ts';
import { startDemoServer } from './support/demo-server.ts';

const server = await startDemoServer();

const REFUSAL = /не видн[аоы]|нет прав|не найден[аоы]?$/i;
const NAVIGATION = 'nav[aria-label="Разделы"]';

/** Addresses of the navigation, the saved views among them: those come after the first screen. */
async function sectionsOf(page: Page): Promise<string[]> {
  await page.getByRole('region', { name: 'Представления', exact: true }).waitFor();
  const links = await page.locator(`${NAVIGATION} a`).evaluateAll((all) =>
    all.map((link) => link.getAttribute('href') ?? ''));
  return [...new Set(links.filter((link) => link.startsWith('/')))];
}

/** By its link, as a person goes. What was there before must be gone, then it is judged. */
async function open(page: Page, section: string): Promise<void> {
  const left = new URL(page.url()).pathname;
  await page.getByRole('heading', { level: 1 }).first()
    .evaluate((heading) => heading.setAttribute('data-left', ''));
  await page.locator(`${NAVIGATION} a[href="${section}"]`).first().click();
  const { pathname } = new URL(section, page.url());
  await page.waitForURL((url) => url.pathname === pathname);
  // Another view of the same list stands under the same heading.
  const heading = pathname === left ? 'main h1' : 'main h1:not([data-left])';
  await page.locator(heading).first().waitFor();
}

/** Section → what the role must find in the navigation, and what it must not. */
const ROLES: Record<string, { has: RegExp[]; lacks: RegExp[] }> = {
  manager: { has: [/^\/$/, /^\/deals/, /^\/leads/], lacks: [/^\/exchange/] },
  head: { has: [/^\/$/, /^\/deals/, /^\/leads/], lacks: [/^\/exchange/] },
  operator: { has: [/^\/leads/, /^\/companies/], lacks: [/^\/deals/, /^\/exchange/] },
  engineer: { has: [/^\/companies/], lacks: [/^\/leads/, /^\/exchange/] },
  product: { has: [/^\/deals/, /^\/products/], lacks: [/^\/leads/, /^\/exchange/] },
  marketer: { has: [/^\/leads/], lacks: [/^\/exchange/] },
  buyer: { has: [/^\/companies/], lacks: [/^\/leads/, /^\/exchange/] },
  accountant: { has: [/^\/deals/, /^\/leads/], lacks: [/^\/settings/] },
  director: { has: [/^\/deals/, /^\/leads/], lacks: [] },
  admin: { has: [/^\/deals/, /^\/leads/, /^\/exchange/], lacks: [] },
};

for (const [login, { has, lacks }] of Object.entries(ROLES)) {
  story(`${login} opens every section of their navigation`, async () => {
    const { page } = await signedIn(server.url, login);
    const answers = answersOf(page);
    await page.goto('/');
    const sections = await sectionsOf(page);
    for (const path of has) assert.ok(sections.some((one) => path.test(one)), `${path} is missing`);
    for (const path of lacks) {
      assert.ok(!sections.some((one) => path.test(one)), `${path} is offered`);
    }
    for (const section of sections) {
      await open(page, section);
      await answers.all();
      const main = page.getByRole('main');
      assert.doesNotMatch((await main.getByRole('heading').allInnerTexts()).join('\n'), REFUSAL);
      assert.deepEqual(await main.getByRole('alert').allInnerTexts(), [], section);
    }
    assert.deepEqual(answers.refused, []);
  });
}
