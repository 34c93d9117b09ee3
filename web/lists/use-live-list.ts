import { useEffect, useRef } from 'react';
import type { Route } from '#contract/route';
import { createPacer } from '../api/pacer.ts';
import type { Pacer } from '../api/pacer.ts';
import { useChanges } from '../api/stream.ts';
import { isListed, refreshLists, rereadLists } from './live-rows.ts';

const FIRST_MS = 1000;
/** A hundred open lists beside an import of 100,000 rows: a dozen readings a second at most. */
const MAX_MS = 8000;
const SPREAD = 0.3;

/** Runs when records of the entity have changed: at once, and seldom while a burst goes on. */
export function usePaced(
  entity: string, isShown: (ids: ReadonlySet<number>) => boolean,
  run: (ids: ReadonlySet<number>) => void,
): void {
  const latest = useRef(run);
  const pacer = useRef<Pacer | null>(null);
  const changed = useRef(new Set<number>());
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    const made = createPacer(() => {
      const ids = changed.current;
      changed.current = new Set();
      latest.current(ids);
    }, { firstMs: FIRST_MS, maxMs: MAX_MS, spread: () => Math.random() * SPREAD });
    pacer.current = made;
    const look = () => made.look(document.visibilityState === 'visible');
    look();
    document.addEventListener('visibilitychange', look);
    return () => {
      document.removeEventListener('visibilitychange', look);
      made.stop();
    };
  }, []);
  useChanges(entity, null, (changes) => {
    const ids = new Set(changes.map(({ entityId }) => entityId));
    for (const id of ids) changed.current.add(id);
    pacer.current?.touch(isShown(ids));
  });
}

/** Keeps the open lists of a route as fresh as the stream. */
export function useLiveList(entity: string, route: Route): void {
  const rest = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(() => () => clearTimeout(rest.current ?? undefined), []);
  usePaced(entity, (ids) => isListed(route, ids), (ids) => {
    clearTimeout(rest.current ?? undefined);
    // A long list learns of rows that have come in when nothing more comes.
    if (refreshLists(route, ids)) rest.current = setTimeout(() => rereadLists(route), MAX_MS);
  });
}
