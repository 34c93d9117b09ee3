// What a page still waits for, so that a story goes on when the screen is whole and not later.
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { eventually } from './eventually.ts';

export type Answers = {
  /** What the server has refused: «403 http://…». */
  refused: string[];
  /** Waits until nothing is owed; the stream never ends and is not waited for. */
  all: () => Promise<unknown>;
};

/** Listens from now on. */
export function answersOf(page: Page): Answers {
  const refused: string[] = [];
  const asked = new Set<unknown>();
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith('/api/') && pathname !== '/api/stream') asked.add(request);
  });
  page.on('requestfinished', (request) => asked.delete(request));
  page.on('requestfailed', (request) => asked.delete(request));
  page.on('response', (response) => {
    if (response.status() >= 400) refused.push(`${response.status()} ${response.url()}`);
  });
  return { refused, all: () => eventually(() => assert.equal(asked.size, 0)) };
}
