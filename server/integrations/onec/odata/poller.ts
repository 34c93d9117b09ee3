// The clock of the pollers: every second it looks whose turn has come. It runs in each process of
// the role `connectors`; the lock of a base lets one of them work.
import { dueLinks } from './link.ts';
import { pollBase, type Memories, type PollerDeps } from './poll-base.ts';

export type OdataPoller = {
  /** Ends what is under way: nothing is acknowledged that was not committed. */
  stop: () => Promise<void>;
};

export type PollerOptions = PollerDeps & {
  onError: (error: unknown) => void;
  tickMs?: number;
};

const TICK_MS = 1_000;
/**
 * Each poll holds a connection of the pool as its lock and works by another: twenty bases that do
 * not answer left none to people. Who has waited longest comes first.
 */
const POLLS_MAX = 4;

export function startOdata(options: PollerOptions): OdataPoller {
  const { tickMs = TICK_MS, onError } = options;
  const stopping = new AbortController();
  const memories: Memories = new Map();
  const polls = new Map<number, Promise<void>>();
  const tick = async () => {
    for (const baseId of await dueLinks(options.db, options.now())) {
      if (polls.has(baseId) || stopping.signal.aborted) continue;
      if (polls.size >= POLLS_MAX) break;
      polls.set(baseId, pollBase(options, memories, baseId, stopping.signal)
        .catch(onError).finally(() => polls.delete(baseId)));
    }
  };
  let ticking = Promise.resolve();
  const timer = setInterval(() => {
    ticking = ticking.then(tick).catch(onError);
  }, tickMs);
  return {
    stop: async () => {
      clearInterval(timer);
      stopping.abort();
      await ticking;
      await Promise.all(polls.values());
    },
  };
}
