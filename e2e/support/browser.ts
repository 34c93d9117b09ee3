// People at their browsers: each has a context of its own, and everything that a page must not do
// (ask a foreign host, break the content policy, throw) is noted while the story goes on.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import test, { after } from 'node:test';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

export type Visitor = {
  name: string;
  context: BrowserContext;
  page: Page;
  /** What the pages of this person did wrong so far. */
  faults: string[];
};

export type VisitorOptions = {
  width?: number;
  height?: number;
  colorScheme?: 'light' | 'dark';
};

const PASSWORD = 'verstak-demo';
const ACTION_TIMEOUT_MS = 20_000;
/** Refusals that a story provokes; the browser reports them as errors of the console. */
const EXPECTED_NOISE = /^Failed to load resource: the server responded with a status of 4\d\d/;

let browser: Promise<Browser> | undefined;
const visitors = new Set<Visitor>();

after(async () => {
  await (await browser)?.close();
});

function launch(): Promise<Browser> {
  browser ??= chromium.launch({
    executablePath: process.env['VERSTAK_CHROMIUM'] ?? '/usr/bin/chromium',
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  return browser;
}

/** A person with an empty browser. */
export async function openVisitor(
  url: string, name: string, options: VisitorOptions = {},
): Promise<Visitor> {
  const { width = 1440, height = 900, colorScheme = 'light' } = options;
  const context = await (await launch()).newContext({
    baseURL: url, viewport: { width, height }, colorScheme, locale: 'ru-RU',
    timezoneId: 'Europe/Moscow', reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(ACTION_TIMEOUT_MS);
  const faults: string[] = [];
  watch(context, new URL(url).host, faults);
  const visitor = { name, context, page: await context.newPage(), faults };
  visitors.add(visitor);
  return visitor;
}

/** A person who has already signed in; the login screen has a story of its own. */
export async function signedIn(
  url: string, login: string, options: VisitorOptions & { password?: string } = {},
): Promise<Visitor> {
  const visitor = await openVisitor(url, login, options);
  const answer = await visitor.context.request.post('/api/session', {
    data: { login, password: options.password ?? PASSWORD },
  });
  assert.equal(answer.status(), 200, `sign-in of ${login}: ${await answer.text()}`);
  return visitor;
}

export async function leave(visitor: Visitor): Promise<void> {
  visitors.delete(visitor);
  await visitor.context.close();
}

function watch(context: BrowserContext, host: string, faults: string[]): void {
  context.on('request', (request) => {
    const address = new URL(request.url());
    if (address.protocol.startsWith('http') && address.host !== host) {
      faults.push(`foreign host: ${request.url()}`);
    }
  });
  context.on('weberror', (error) => faults.push(`thrown: ${error.error().message}`));
  context.on('console', (message) => {
    if (message.type() !== 'error' || EXPECTED_NOISE.test(message.text())) return;
    faults.push(`console: ${message.text()}`);
  });
}

/** A test whose failure leaves a picture of every open page and whose pages behaved. */
export function story(title: string, play: () => Promise<void>): void {
  test(title, async (t) => {
    try {
      await play();
      for (const { name, faults } of visitors) assert.deepEqual(faults, [], `pages of ${name}`);
    } catch (error) {
      for (const place of await takePictures(title)) t.diagnostic(`picture: ${place}`);
      throw error;
    } finally {
      for (const visitor of visitors) await leave(visitor).catch(() => undefined);
    }
  });
}

async function takePictures(title: string): Promise<string[]> {
  const folder = process.env['VERSTAK_E2E_PICTURES'] ?? '.cache/e2e';
  mkdirSync(folder, { recursive: true });
  const places: string[] = [];
  const slug = title.replace(/[^\p{L}\d]+/gu, '-').slice(0, 60);
  for (const { name, page } of visitors) {
    const file = join(folder, `${slug}-${name}.png`);
    await page.screenshot({ path: file }).then(() => places.push(`${file} ${page.url()}`))
      .catch(() => undefined);
  }
  return places;
}
