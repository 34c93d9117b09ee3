// When a base that failed is asked again: 5 s, 10 s, 20 s … 15 min, a half of it by chance, so
// that many bases do not come back at the same second.
const FIRST_MS = 5_000;
const LAST_MS = 15 * 60_000;

/** `failures` in a row, at least 1; `chance` from 0 to 1. */
export function waitMs(
  failures: number, { retryAfterMs = 0, chance = Math.random() } = {},
): number {
  const grownMs = Math.min(LAST_MS, FIRST_MS * 2 ** Math.min(20, failures - 1));
  return Math.max(retryAfterMs, Math.round(grownMs * (0.5 + chance / 2)));
}

/** What only a person can mend is tried rarely: 1C locks out a login after some wrong passwords. */
export const personWaitMs = (chance = Math.random()): number =>
  Math.round(LAST_MS * (0.75 + chance / 4));
