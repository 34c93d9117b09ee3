import { useSyncExternalStore } from 'react';
import { formatAgo, formatMoment } from './format.ts';

const TICK_MS = 1000;
let now = Date.now();
let timer: ReturnType<typeof setInterval> | null = null;
const listeners = new Set<() => void>();

/** One timer for every relative time on the screen; it runs only while somebody looks. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const each of listeners) each();
  }, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || !timer) return;
    clearInterval(timer);
    timer = null;
  };
}

/** «12 с назад», kept current; re-renders only when its text changes. */
export function useAgo(moment: string | null): string {
  return useSyncExternalStore(
    subscribe,
    () => (moment ? formatAgo(moment, new Date(Math.max(now, Date.now() - TICK_MS))) : ''),
  );
}

export function Ago({ moment }: { moment: string }) {
  const text = useAgo(moment);
  return <time dateTime={moment} title={formatMoment(moment)}>{text}</time>;
}
