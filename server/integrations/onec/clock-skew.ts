// How far the clock of 1C is behind ours, by the moments at which it signs its calls. Within the
// five minutes that a signature holds, a slow clock would make all its money look late; beyond them
// every call is refused, and the monitor says by how much.
import type { Queryable } from '#platform/database';

const WINDOW_MS = 10 * 60_000;
/** Below it, a call may just as well have been on its way. */
const SKEW_MIN_MS = 5_000;

type Seen = { leastMs: number; beforeMs: number; sinceMs: number };

const keys = new Map<string, Seen>();

/**
 * Milliseconds, negative when 1C is ahead. A call that waited on its way looks like a slow clock,
 * so the quickest call of the last minutes is believed.
 */
export function skewOf(keyId: string, sentMs: number, nowMs: number): number {
  const gapMs = nowMs - sentMs;
  const seen = keys.get(keyId);
  const isOld = !seen || nowMs - seen.sinceMs > WINDOW_MS || nowMs < seen.sinceMs;
  const next: Seen = isOld
    ? { leastMs: gapMs, beforeMs: seen?.leastMs ?? gapMs, sinceMs: nowMs }
    : { ...seen, leastMs: Math.min(seen.leastMs, gapMs) };
  keys.set(keyId, next);
  const skewMs = Math.min(next.leastMs, next.beforeMs);
  return Math.abs(skewMs) < SKEW_MIN_MS ? 0 : skewMs;
}

/** A clock that was never set says 1970: ten days are as wrong as fifty years. */
const SKEW_MAX_MS = 10 * 24 * 60 * 60_000;
/** What moves less is the network. */
const NOTED_MS = 2_000;

const noted = new Map<string, number>();

/** Keeps the clock of the base that has signed, when it is not what was kept last. */
export async function noteClock(on: Queryable, keyId: string, skewMs: number): Promise<void> {
  const before = noted.get(keyId);
  if (before !== undefined && Math.abs(before - skewMs) < NOTED_MS) return;
  const { rowCount } = await on.query({
    name: 'onec-note-clock',
    text: `update onec.base b set clock_skew_ms = $2
      from onec.key_base k where k.key_id = $1 and b.ib = k.ib`,
    values: [keyId, Math.round(Math.max(-SKEW_MAX_MS, Math.min(SKEW_MAX_MS, skewMs)))],
  });
  if (rowCount) noted.set(keyId, skewMs);
}
