// One measured page of Chromium: how long from a press of the mouse, or from the start of a load,
// until the content is painted.
import type { Browser, Locator, Page, Request } from 'playwright-core';

export type Painted = { ours: number[]; floor: number[] };

/** Runs in the page, on its own clock: the way of the test's messages is not in the figures. */
const IN_PAGE = `
  globalThis.twoFrames = () => new Promise((done) => {
    requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now())));
  });
  globalThis.watchClick = (selector, count) => {
    globalThis.painted = new Promise((done) => {
      document.addEventListener('click', (event) => {
        const startedAt = performance.now();
        if (selector === 'body') {
          event.stopPropagation();
          event.preventDefault();
        }
        const look = () => {
          if (document.querySelectorAll(selector).length < count) requestAnimationFrame(look);
          else requestAnimationFrame(() => done(performance.now() - startedAt));
        };
        requestAnimationFrame(look);
      }, { capture: true, once: true });
    });
  };`;

/** A signed-in person with an empty cache. */
export async function openPage(
  browser: Browser, url: string, login: string, password: string,
): Promise<Page> {
  const context = await browser.newContext({
    baseURL: url, viewport: { width: 1440, height: 900 }, locale: 'ru-RU',
    timezoneId: 'Europe/Moscow', reducedMotion: 'reduce',
  });
  await context.addInitScript({ content: IN_PAGE });
  const answer = await context.request.post('/api/session', { data: { login, password } });
  if (!answer.ok()) throw new Error(`Sign-in of ${login}: ${answer.status()}`);
  const page = await context.newPage();
  watchRequests(page);
  return page;
}

const QUIET_MS = 150;
const requests = new WeakMap<Page, Set<Request>>();

/** The stream never ends; all other requests do. */
function watchRequests(page: Page): void {
  const open = new Set<Request>();
  requests.set(page, open);
  page.on('request', (request) => {
    if (request.resourceType() !== 'eventsource') open.add(request);
  });
  page.on('requestfinished', (request) => open.delete(request));
  page.on('requestfailed', (request) => open.delete(request));
}

/** «networkidle» of a page that goes on without loading anew is long past. */
async function nothingOnTheWay(page: Page): Promise<void> {
  const open = requests.get(page)!;
  for (let quietMs = 0; quietMs < QUIET_MS; quietMs = open.size === 0 ? quietMs + 25 : 0) {
    await page.waitForTimeout(25);
  }
}

/** Nothing on the way and two frames drawn: one round must not pay for another. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle').catch(() => undefined);
  await nothingOnTheWay(page);
  await page.evaluate('twoFrames()');
}

/** From the navigation to the second frame after the first `selector` stands there. */
export async function firstLoad(page: Page, path: string, selector: string): Promise<number> {
  await page.goto(path, { waitUntil: 'commit' });
  await page.locator(selector).first().waitFor();
  return page.evaluate<number>('twoFrames()');
}

/** From the press on `target` until `count` of `selector` stand there and a frame shows them. */
export async function paintAfter(
  page: Page, target: Locator, selector: string, count = 1,
): Promise<number> {
  await page.evaluate(`watchClick(${JSON.stringify(selector)}, ${count})`);
  await target.click(selector === 'body' ? { position: { x: 4, y: 4 } } : {});
  return page.evaluate<number>('painted');
}
