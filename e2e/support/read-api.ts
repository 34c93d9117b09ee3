// What the server says to this person, for comparing the screen with it.
import assert from 'node:assert/strict';
import type { DealItem } from '#contract/deals';
import type { Visitor } from './browser.ts';

export type DealsAnswer = { items: DealItem[]; total: number; sums: Record<string, number> };

/** GET of this person's session; fails loudly. */
export async function readApi<T>({ context }: Visitor, path: string): Promise<T> {
  const answer = await context.request.get(path);
  assert.equal(answer.status(), 200, `${path}: ${await answer.text()}`);
  return await answer.json() as T;
}

/** Deals of a filter with the exact number and sums. */
export function readDeals(
  visitor: Visitor, filter: object, more: Record<string, string> = {},
): Promise<DealsAnswer> {
  const query = new URLSearchParams({
    filter: JSON.stringify(filter), total: '1', sums: 'amountKopecks,paidKopecks', limit: '50',
    ...more,
  });
  return readApi<DealsAnswer>(visitor, `/api/deals?${query}`);
}

/** Text with the no-break spaces of sums made plain. */
export const plain = (text: string | null) => (text ?? '').replace(/[\u00a0\u202f]/g, ' ').trim();
