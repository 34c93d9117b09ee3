// Parts of the screen that come when they are needed. Without a connection a part waits for one:
// a page that loads itself anew then is a page of the browser's dinosaur, and what was typed is
// gone with it.
import { lazyRouteComponent } from '@tanstack/react-router';
import { lazy, type ComponentType, type LazyExoticComponent } from 'react';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;
/** With a connection: how often a part that does not come is asked for before it is an error. */
const TRIES = 5;
const RELOAD_PAUSE_MS = 30_000;
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
  return lazyRouteComponent(() => loadPart(load), name);
}

/**
 * Loads a chunk, however long the connection is away. Rejects when the server has it not. Nothing
 * is asked for without a connection: Chromium remembers a module that it could not fetch and does
 * not ask again before the page is loaded anew.
 */
export async function loadPart<T>(load: () => Promise<T>): Promise<T> {
  let pause = FIRST_PAUSE_MS;
  for (let tries = 0; ;) {
    if (navigator.onLine || await isServerThere()) {
      try {
        return await load();
      } catch (error) {
        if (!isNotFetched(error)) throw error;
        tries += 1;
        if (await isUpdated()) await reloadOnce();
        else if (tries >= TRIES) throw error;
      }
    }
    await connectionOr(pause);
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  }
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

/** The page that the server gives out now begins with another program than this one. */
async function isUpdated(): Promise<boolean> {
  const own = document.querySelector<HTMLScriptElement>('script[type="module"][src]');
  if (!own || !navigator.onLine) return false;
  try {
    const answer = await fetch('/', { cache: 'no-store' });
    return answer.ok && !(await answer.text()).includes(new URL(own.src).pathname);
  } catch {
    return false;
  }
}

/** Not again and again: a page that is new and still lacks its parts must say so. */
async function reloadOnce(): Promise<void> {
  const lastAt = Number(sessionStorage.getItem('reloadedAt'));
  if (Date.now() - lastAt < RELOAD_PAUSE_MS) return;
  sessionStorage.setItem('reloadedAt', String(Date.now()));
  window.location.reload();
  await new Promise(() => undefined);
}

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
