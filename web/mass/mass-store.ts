// Which window of mass work is open; outside of React, so that any list may open it.
import { useSyncExternalStore } from 'react';
import type { MassJob } from '#contract/mass';

export type MassView = { kind: 'closed' } | { kind: 'list' } | { kind: 'job'; id: number }
  /** What refused rows lack; `then` learns how it went on, null when nothing was given. */
  | { kind: 'ask'; id: number; then?: (job: MassJob | null) => void };

let view: MassView = { kind: 'closed' };
const listeners = new Set<() => void>();

export function showMass(next: MassView): void {
  view = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useMassView = (): MassView => useSyncExternalStore(subscribe, () => view);
