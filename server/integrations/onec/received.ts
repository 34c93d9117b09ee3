// An item on its way through the inbox: what was read of it, where it came from, how it was sent.
import type { OnecSnapshot } from '#contract/onec-rows';
import type { OnecResult } from '#contract/onec';
import type { ItemEnvelope } from './wire/item.ts';

/** A readable item of a known base; `index` is its place in the request. */
export type ReceivedItem = {
  index: number;
  /** Its object among those of the base: asked for a dozen times, so put together once. */
  key: string;
  envelope: ItemEnvelope;
  snapshot: OnecSnapshot | null;
  /** As it was sent, a value of JSON. */
  value: unknown;
  /** Line of the history file, when it came from one. */
  line: number | null;
  /** Fingerprint of its rows where it was counted beforehand, while PostgreSQL was busy. */
  rowsCheck?: string | null;
};

/**
 * Text of what was sent; history needs it only for what is held. JSON nested deeper than the stack
 * is refused as any other item, and a person sees its outside: the rest is left out.
 */
export function rawOf(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'null';
  } catch {
    return JSON.stringify(outside(value, RAW_DEPTH)) ?? 'null';
  }
}

const RAW_DEPTH = 8;

function outside(value: unknown, depth: number): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (depth === 0) return '…';
  if (Array.isArray(value)) return value.map((each) => outside(each, depth - 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, outside(each, depth - 1)]));
}

/** Where a batch came from. */
export type Origin =
  | {
    kind: 'push';
    /** How far the clock of the sender is behind ours. */
    skewMs?: number;
    /** The base whose key has signed it; null where the key may call for any. */
    ownIb?: string | null;
  }
  | { kind: 'retry' }
  /** What a session of «Обмен с сайтом» has left out: it comes by a schedule of its own. */
  | { kind: 'site' }
  | { kind: 'file'; fileId: number; name: string };

export type ItemOutcome = { index: number; result: OnecResult };

export function outcome(
  item: ReceivedItem, status: OnecResult['status'], why?: Omit<OnecResult, 'id' | 'status'>,
): ItemOutcome {
  return { index: item.index, result: { id: item.envelope.id, status, ...why } };
}
