// Parts of the screen that come when they are needed. Without a connection a part waits for one:
// a page that loads itself anew then is a page of the browser's dinosaur, and what was typed is
// gone with it.
import { lazyRouteComponent } from '@tanstack/react-router';
import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import { askNewerBuild, noteUpdate, reloadFor } from '../api/screens.ts';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;
/** With a connection: how often a part that does not come is asked for before it is an error. */
const TRIES = 5;
/** What Chromium, Firefox, Safari and Vite say when a file could not be fetched. */
const NOT_FETCHED = /dynamically imported module|module script failed|unable to preload/i;

/** A component of another chunk: `lazyPart(() => import('./x.tsx').then((module) => module.X))`. */
export function lazyPart<P>(
  load: () => Promise<ComponentType<P>>,
): LazyExoticComponent<ComponentType<P>> {
  return lazy(async () => ({ default: await loadPart(load) }));
}

/** The component of a route, with the router's own way of loading it before it is shown. */
export function lazyPage<T extends Record<string, unknown>, K extends keyof T>(
  load: () => Promise<T>, name: K,
) {
  return lazyRouteComponent(() => loadPart(load, () => isNavigating()), name);
}

let isNavigating = () => false;

/** A page is loaded before it is opened too, when the pointer is over its link. */
export function whileNavigating(ask: () => boolean): void {
  isNavigating = ask;
}

/**
 * Loads a chunk, however long the connection is away. Rejects when the server has it not. Nothing
 * is asked for without a connection: Chromium remembers a module that it could not fetch and does
 * not ask again before the page is loaded anew.
 */
export async function loadPart<T>(
  load: () => Promise<T>, isWanted: () => boolean = () => true,
): Promise<T> {
  let pause = FIRST_PAUSE_MS;
  for (let tries = 0; ;) {
    if (navigator.onLine || await isServerThere()) {
      try {
        return await load();
      } catch (error) {
        if (!isNotFetched(error)) throw error;
        tries += 1;
        const isOlder = await offerUpdate(isWanted(), tries === 1);
        if (!isOlder && tries >= TRIES) throw error;
      }
    }
    await connectionOr(pause);
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  }
}

/**
 * Whether the server has another build: the part comes with a new page alone. It is loaded when
 * that loses nothing, else offered, and what waits stays as it is: an error in its place would take
 * away what is written there.
 */
async function offerUpdate(isWanted: boolean, isFirst: boolean): Promise<boolean> {
  const build = await askNewerBuild();
  if (!build) return false;
  noteUpdate(build, isWanted);
  if (isWanted && isFirst && reloadFor(build)) await new Promise(() => undefined);
  return true;
}

/** A machine without any network still reaches the server that runs on it. */
async function isServerThere(): Promise<boolean> {
  try {
    return (await fetch('/healthz', { cache: 'no-store' })).ok;
  } catch {
    return false;
  }
}

const isNotFetched = (error: unknown) => error instanceof Error && NOT_FETCHED.test(error.message);

function connectionOr(pauseMs: number): Promise<void> {
  return new Promise((done) => {
    const go = () => {
      window.removeEventListener('online', go);
      clearTimeout(timer);
      done();
    };
    const timer = setTimeout(go, pauseMs);
    window.addEventListener('online', go);
  });
}
