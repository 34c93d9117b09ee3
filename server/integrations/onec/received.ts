// An item on its way through the inbox: what was read of it, where it came from, how it was sent.
import type { OnecSnapshot } from '#contract/onec-rows';
import type { OnecResult } from '#contract/onec';
import type { ItemEnvelope } from './wire/item.ts';

/** A readable item of a known base; `index` is its place in the request. */
export type ReceivedItem = {
  index: number;
  envelope: ItemEnvelope;
  snapshot: OnecSnapshot | null;
  /** As it was sent, a value of JSON. */
  value: unknown;
  /** Line of the history file, when it came from one. */
  line: number | null;
};

/** Text of what was sent; history needs it only for what is held. */
export const rawOf = (value: unknown): string => JSON.stringify(value) ?? 'null';

/** Where a batch came from. */
export type Origin =
  | { kind: 'push'; /** How far the clock of the sender is behind ours. */ skewMs?: number }
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
