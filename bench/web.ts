// What a person waits for in a real Chromium over the loaded history: the first load of the board,
// a card opened from it, a tab of the card; against what the browser needs for nothing at all.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { chromium, type Browser, type Page } from 'playwright-core';
import { CHECKOUT } from '#platform/config';
import { DEMO_PASSWORD } from '#modules/staff';
import { median, spread, type Figure, type Report } from './figures.ts';
import type { BenchOptions } from './main.ts';
import { benchPeople } from './people.ts';
import { openSite, requirePrepared } from './site.ts';
import { firstLoad, openPage, paintAfter, settled, type Painted } from './web-page.ts';

const ROUNDS = 40;
const FIRST_LOADS = 15;
const JS_KB_MAX = 210;
const CARD_MS_MAX = 100;
const TAB_MS_MAX = 50;
const TABS = ['Оплаты', 'История', 'Дела', 'Файлы', 'Товары'];

/** What is measured must be what is built from these sources. KB of the board's static imports. */
function build(): number {
  const args = [join(CHECKOUT, 'tools', 'build-web.ts'), '--size'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`The screens are not built: ${stderr}`);
  return Number(stdout.trim().split('\n').at(-1)) / 1024;
}

export async function web({ deals }: BenchOptions): Promise<Report> {
  const dataDir = requirePrepared(deals);
  const builtKb = build();
  const site = await openSite(dataDir);
  try {
    await benchPeople(site);
    const figures = await measure(site.url, builtKb);
    return {
      title: `web: the board and cards among ${deals} deals, ${ROUNDS} rounds`, figures,
      notes: [
        'from the press of the mouse to the second frame after the content stands in the page; '
        + 'the floor is the same for a page without content, interleaved',
        'the card is opened with what the board knows of it, the rest comes; first loads begin '
        + 'with an empty cache',
      ],
    };
  } finally {
    await site.stop();
  }
}

async function measure(url: string, builtKb: number): Promise<Figure[]> {
  const browser = await chromium.launch({
    executablePath: process.env['VERSTAK_CHROMIUM'] ?? '/usr/bin/chromium',
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  try {
    const loads = await measureLoads(browser, url);
    const page = await openPage(browser, url, 'bench-own', DEMO_PASSWORD);
    const cards = await measureCards(page);
    const tabs = await measureTabs(page);
    return [
      {
        name: 'JavaScript of the first load, gzip', ours: `${builtKb.toFixed(1)} KB`,
        target: `≤ ${JS_KB_MAX} KB`, met: builtKb <= JS_KB_MAX,
      },
      { name: 'and what has come by the first card', ours: `${kbOf(loads.scripts)} KB` },
      figureOf('first load of the board', loads.times, {}),
      figureOf('open a card from the board', cards, { maxMs: CARD_MS_MAX }),
      figureOf('switch a tab of the card', tabs, { maxMs: TAB_MS_MAX }),
    ];
  } finally {
    await browser.close();
  }
}

const kbOf = (scripts: Buffer[]): string =>
  (scripts.reduce((sum, script) => sum + gzipSync(script).length, 0) / 1024).toFixed(1);

function figureOf(name: string, { ours, floor }: Painted, { maxMs }: { maxMs?: number }): Figure {
  const times = spread(ours);
  return {
    name, ours: `${times.p50.toFixed(1)} ms`,
    floor: `p50 ${median(floor).toFixed(1)}, p95 ${spread(floor).p95.toFixed(1)} ms`,
    ratio: median(floor) / times.p50, ...times,
    ...(maxMs === undefined ? {} : { target: `p95 ≤ ${maxMs} ms`, met: times.p95 <= maxMs }),
  };
}

async function measureLoads(browser: Browser, url: string) {
  const times: Painted = { ours: [], floor: [] };
  let scripts: Buffer[] = [];
  for (let round = 0; round < FIRST_LOADS; round += 1) {
    const page = await openPage(browser, url, 'bench-own', DEMO_PASSWORD);
    times.floor.push(await firstLoad(page, '/healthz', 'body'));
    const loaded: Promise<Buffer>[] = [];
    page.on('response', (response) => {
      if (response.url().endsWith('.js')) loaded.push(response.body());
    });
    times.ours.push(await firstLoad(page, '/deals', '[data-card]'));
    // What an idle page loads ahead is no part of the first load.
    page.removeAllListeners('response');
    scripts = await Promise.all(loaded);
    await page.context().close();
  }
  return { times, scripts };
}

/** Every round another card of the first columns; the board is gone back to unmeasured. */
async function measureCards(page: Page): Promise<Painted> {
  const times: Painted = { ours: [], floor: [] };
  await page.goto('/deals');
  for (let round = 0; round < ROUNDS; round += 1) {
    const cards = page.locator('[data-card]');
    await cards.first().waitFor();
    await settled(page);
    const card = cards.nth(round % Math.min(await cards.count(), 12));
    times.floor.push(await paintAfter(page, page.locator('body'), 'body'));
    times.ours.push(await paintAfter(page, card, 'h1, [role=tabpanel]', 2));
    await page.goBack();
  }
  return times;
}

async function measureTabs(page: Page): Promise<Painted> {
  const times: Painted = { ours: [], floor: [] };
  await page.locator('[data-card]').first().click();
  await page.getByRole('tabpanel').waitFor();
  for (let round = 0; round < ROUNDS; round += 1) {
    const name = TABS[round % TABS.length]!;
    await settled(page);
    const tab = page.getByRole('tab', { name: new RegExp(`^${name}`) });
    times.floor.push(await paintAfter(page, page.locator('body'), 'body'));
    const id = await tab.getAttribute('id');
    times.ours.push(await paintAfter(page, tab, `[role=tabpanel][aria-labelledby="${id}"]`));
  }
  return times;
}
