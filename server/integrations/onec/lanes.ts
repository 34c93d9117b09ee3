// A million queued rows of history must not delay a payment: lanes have places of their own.
import type { OnecLane } from './wire/item.ts';

const PLACES: Record<OnecLane, number> = { money: 3, orders: 2, refs: 2, backfill: 1 };

type Gate = { free: number; waiting: (() => void)[] };

const gates = new Map<OnecLane, Gate>(
  Object.entries(PLACES).map(([lane, free]) => [lane as OnecLane, { free, waiting: [] }]));

const ORDER: OnecLane[] = ['money', 'orders', 'refs', 'backfill'];

/** The most urgent lane among items decides where the batch goes; unreadable ones are `refs`. */
export function laneOf(items: unknown[]): OnecLane {
  const lanes = new Set(items.map((item) => (item as { lane?: unknown } | null)?.lane));
  return ORDER.find((lane) => lanes.has(lane)) ?? 'refs';
}

/** Requests of this lane that are at work or wait; back-pressure is computed from it. */
export function queuedIn(lane: OnecLane): number {
  const gate = gates.get(lane);
  return gate ? PLACES[lane] - gate.free + gate.waiting.length : 0;
}

/** Runs `work` when the lane has a free place; first come, first served within a lane. */
export async function inLane<T>(lane: OnecLane, work: () => Promise<T>): Promise<T> {
  const gate = gates.get(lane);
  if (!gate) return work();
  if (gate.free > 0) gate.free -= 1;
  else await new Promise<void>((resolve) => { gate.waiting.push(resolve); });
  try {
    return await work();
  } finally {
    const next = gate.waiting.shift();
    if (next) next();
    else gate.free += 1;
  }
}
