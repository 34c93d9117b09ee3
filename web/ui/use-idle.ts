import { useRouter } from '@tanstack/react-router';
import { useCallback, useEffect } from 'react';

/**
 * After the screen that is asked for: what is likely next must not compete with it. Whoever knows
 * where they are going presses within the second, and waited 0.4 s for the code of a card.
 */
const AFTER_MS = 600;

/** Loads a chunk when nothing else is to be done; whoever opens it later does not wait. */
export function useIdle(load: () => Promise<unknown>): void {
  useEffect(() => {
    const begin = () => void load().catch(() => undefined);
    // Safari has no idle moments to offer.
    const timer = setTimeout(
      () => (window.requestIdleCallback ?? setTimeout)(begin), AFTER_MS);
    return () => clearTimeout(timer);
  }, [load]);
}

/** The page of another address, known to the router already: the list of its files is long. */
export function useIdlePage(path: '/deals/$dealId' | '/leads/$leadId'): void {
  const router = useRouter();
  useIdle(useCallback(
    async () => router.loadRouteChunk(router.routesByPath[path]), [router, path]));
}
