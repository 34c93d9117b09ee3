// Looks at a screen as a check of accessibility does: light and dark, wide and narrow.
import assert from 'node:assert/strict';
import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from 'playwright-core';
import { answersOf } from './answers.ts';
import type { Visitor } from './browser.ts';

export type Screen = {
  name: string;
  address: string;
  /** What stands there when the screen is whole. */
  ready: (page: Page) => Locator;
  /** What a person does before looking: opens a dialog, a menu. */
  then?: (page: Page) => Promise<void>;
  /** Looked at alone: what lies behind it is a screen of its own. */
  within?: string;
};

const WIDTHS = [{ width: 1440, height: 900 }, { width: 390, height: 844 }];
const SCHEMES = ['light', 'dark'] as const;
/** The theme changes nothing else. */
const RULES_OF_COLOUR = ['color-contrast', 'link-in-text-block'];

async function violationsOf(page: Page, colorScheme: 'light' | 'dark', within?: string) {
  const inDark = colorScheme === 'dark' ? { runOnly: RULES_OF_COLOUR } : {};
  // Details of what passed take three quarters of the time: 4.8 s against 1.6 s for the board.
  const isThere = await page.evaluate(() => 'axe' in window);
  // Half a megabyte of script is read once for a page, not for each look at it.
  const axe = new AxeBuilder({ page, ...isThere ? { axeSource: 'void 0' } : {} })
    .setLegacyMode(true)
    .options({ resultTypes: ['violations'], ...inDark });
  const { violations } = await (within ? axe.include(within) : axe).analyze();
  return violations;
}

/** Fonts are there, nothing fades, and what was just laid out has been painted. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    // The fade at the edge of a row follows its scrolling and never ends by time.
    const ends = document.getAnimations().filter((one) => one.timeline === document.timeline
      && one.effect?.getComputedTiming().iterations !== Infinity);
    await Promise.allSettled(ends.map((one) => one.finished));
    await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
  });
}

async function dress(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor();
}

async function faultsOf(page: Page, { name, within }: Screen): Promise<string[]> {
  const faults: string[] = [];
  for (const colorScheme of SCHEMES) {
    await dress(page, colorScheme);
    // The theme changes colours alone, and they are the same at every width.
    for (const size of colorScheme === 'dark' ? WIDTHS.slice(0, 1) : WIDTHS) {
      await page.setViewportSize(size);
      await settle(page);
      const violations = await violationsOf(page, colorScheme, within);
      faults.push(...violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map((node) =>
        `${name} ${size.width} ${colorScheme}: ${id}: ${node.target.join(' ')} `
          + node.failureSummary?.split('\n')[1]?.trim())));
      const overflow = await page.evaluate(() =>
        document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (overflow > 0) faults.push(`${name} ${size.width}: scrolls sideways by ${overflow} px`);
    }
  }
  return faults;
}

/** Walks the screens of one person and reports every fault at once. */
export async function inspect(visitor: Visitor, screens: Screen[]): Promise<void> {
  const { page } = visitor;
  const faults: string[] = [];
  const answers = answersOf(page);
  for (const screen of screens) {
    const { address, ready, then } = screen;
    await page.setViewportSize(WIDTHS[0]!);
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await page.goto(address);
    await ready(page).first().waitFor();
    await then?.(page);
    await answers.all();
    faults.push(...await faultsOf(page, screen));
  }
  assert.deepEqual(faults, []);
}
