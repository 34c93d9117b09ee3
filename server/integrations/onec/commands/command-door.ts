// Whoever asks for commands may wait for them. Waiting costs no connection to the database: the
// event log wakes it, an ended connection and the end of the program cut it short.
import type { Poller } from '#platform/realtime';

/** More of them at once wait no longer: a base asks by one connection or a few. */
const WAITERS_MAX = 64;
const WAKING = new Set(['exchange.commandWritten', 'exchange.commandSettled']);

export type CommandDoor = {
  /** Resolves when something may be there, at the latest after `timeoutMs`. */
  wait: (baseId: number, timeoutMs: number, gone: AbortSignal) => Promise<void>;
  /** Nobody waits any more; in time before the server waits for its requests. */
  stop: () => void;
  isStopped: () => boolean;
};

type Waiter = { baseId: number; wake: () => void };

export function openCommandDoor(poller: Pick<Poller, 'subscribe'>): CommandDoor {
  const waiters = new Set<Waiter>();
  let stopped = false;
  const unsubscribe = poller.subscribe((events) => {
    const bases = new Set(events
      .filter(({ kind }) => WAKING.has(kind)).map(({ entityId }) => entityId));
    if (bases.size === 0) return;
    for (const waiter of waiters) if (bases.has(waiter.baseId)) waiter.wake();
  });
  return {
    wait: (baseId, timeoutMs, gone) => new Promise((resolve) => {
      if (stopped || gone.aborted || waiters.size >= WAITERS_MAX) {
        resolve();
        return;
      }
      const wake = () => {
        clearTimeout(timer);
        gone.removeEventListener('abort', wake);
        waiters.delete(waiter);
        resolve();
      };
      const waiter = { baseId, wake };
      const timer = setTimeout(wake, timeoutMs);
      gone.addEventListener('abort', wake);
      waiters.add(waiter);
    }),
    stop: () => {
      stopped = true;
      unsubscribe();
      for (const waiter of waiters) waiter.wake();
    },
    isStopped: () => stopped,
  };
}
