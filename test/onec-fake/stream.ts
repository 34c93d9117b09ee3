// A reproducible run of a lively base: the items in the order 1C wrote them, and the base itself
// to ask for the truth.
import { createBase, itemOf, type FakeBase, type FakeItem } from './base.ts';
import { liveOneStep } from './lively.ts';
import { createRandom } from './random.ts';
import { fillRefs } from './verbs-refs.ts';

export type Stream = { base: FakeBase; items: FakeItem[] };

export type StreamOptions = {
  ib?: string;
  epoch?: string;
  /** Moment of the first write; each step takes a few minutes of the base's time. */
  startAt?: string;
};

/** At least `n` snapshot items (a step may write two); about a tenth are reference books. */
export function stream(seed: number, n: number, options: StreamOptions = {}): Stream {
  let nowMs = Date.parse(options.startAt ?? '2026-03-02T06:00:00Z');
  const base = createBase(createRandom(seed), {
    ib: options.ib, epoch: options.epoch, now: () => new Date(nowMs),
  });
  const items: FakeItem[] = [];
  base.onWrite = (object) => items.push(itemOf(base, object));
  fillRefs(base, {
    employees: Math.min(40, 3 + Math.floor(n / 200)),
    products: Math.min(400, 5 + Math.floor(n / 50)),
    companies: Math.min(2000, 3 + Math.floor(n / 25)),
  });
  while (items.length < n) {
    nowMs += base.random.int(1, 12) * 60_000;
    liveOneStep(base);
  }
  return { base, items };
}
