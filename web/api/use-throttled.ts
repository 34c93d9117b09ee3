import { useCallback, useEffect, useRef } from 'react';

/**
 * Runs at once, then not more often than `pauseMs`; the last call is never lost. A run that
 * answers false was not the moment for it and is tried again after the pause.
 */
export function useThrottled(run: () => boolean | void, pauseMs: number): () => void {
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const lastAt = useRef(0);
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => () => {
    if (timer.current) clearTimeout(timer.current);
  }, []);
  return useCallback(() => {
    if (timer.current) return;
    const attempt = () => {
      lastAt.current = Date.now();
      timer.current = latest.current() === false ? setTimeout(attempt, pauseMs) : null;
    };
    timer.current = setTimeout(attempt, Math.max(0, lastAt.current + pauseMs - Date.now()));
  }, [pauseMs]);
}
