// Each kind of user opens everything that their own navigation offers: every section is there, is
// theirs to read, and says so by a heading; what their role may not do is refused by the server.
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { signedIn, story } from './support/browser.ts';
import { startDemoServer } from './support/demo-server.ts';

const server = await startDemoServer();

const REFUSAL = /не видн[аоы]|нет прав|не найден[аоы]?$/i;

/** Addresses of the main navigation, groups that open and close included. */
async function sectionsOf(page: Page): Promise<string[]> {
  const nav = page.getByRole('navigation', { name: 'Разделы', exact: true });
  await nav.getByRole('link').first().waitFor();
  const links = await nav.getByRole('link').evaluateAll((all) =>
    all.map((link) => link.getAttribute('href') ?? ''));
  return [...new Set(links.filter((link) => link.startsWith('/')))];
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
    await page.goto('/');
    const sections = await sectionsOf(page);
    for (const path of has) assert.ok(sections.some((one) => path.test(one)), `${path} is missing`);
    for (const path of lacks) {
      assert.ok(!sections.some((one) => path.test(one)), `${path} is offered`);
    }
    for (const section of sections) {
      await page.goto(section);
      const heading = page.getByRole('heading', { level: 1 }).first();
      await heading.waitFor();
      const said = await page.getByRole('main').getByRole('heading').allInnerTexts();
      assert.doesNotMatch(said.join('\n'), REFUSAL, section);
    }
  });
}
