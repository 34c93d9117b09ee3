// Which build of the screens this page runs and which one the server gives out: after an update
// the parts of the older one are gone, and a page that has stood open asks for them in vain.
import { useSyncExternalStore } from 'react';
import { SCREENS_SIGNAL } from '#contract/stream';
import type { ScreensSignal } from '#contract/stream';
import { queryClient } from './query.ts';
import { onSignal } from './stream.ts';
import { hasTypedText } from './typed-text.ts';

export type Update = {
  build: string;
  /** Something that was asked for comes only with the new page. */
  isNeeded: boolean;
};

const STORE_KEY = 'verstak.reloaded-for';
const own = ownBuild();
let update: Update | null = null;
const listeners = new Set<() => void>();

function ownBuild(): string | null {
  const script = document.querySelector<HTMLScriptElement>('script[type="module"][src]');
  return script && new URL(script.src).pathname;
}

/** The build that the server gives out, if it is another one than that of this page. */
export async function askNewerBuild(): Promise<string | null> {
  if (!own) return null;
  try {
    const answer = await fetch('/', { cache: 'no-store' });
    const page = answer.ok ? await answer.text() : '';
    const script = new DOMParser().parseFromString(page, 'text/html')
      .querySelector('script[type="module"][src]')?.getAttribute('src');
    return script && script !== own ? script : null;
  } catch {
    return null;
  }
}

export function noteUpdate(build: string, isWanted: boolean): void {
  const isNeeded = isWanted || (update?.build === build && update.isNeeded);
  if (update?.build === build && update.isNeeded === isNeeded) return;
  update = { build, isNeeded };
  for (const listener of listeners) listener();
}

export const knownUpdate = (): Update | null => update;

export function watchScreens(): void {
  onSignal(SCREENS_SIGNAL, (data) => {
    const { build } = data as ScreensSignal;
    if (!own || !build) return;
    if (build !== own) noteUpdate(build, false);
    else if (update) forget();
  });
  // Parts that no component waits for: choices of a field, what is loaded before it is asked for.
  window.addEventListener('vite:preloadError', () => void askNewerBuild().then((build) => {
    if (build) noteUpdate(build, false);
  }));
}

/** The update was taken back: this page is the newest again. */
function forget(): void {
  update = null;
  for (const listener of listeners) listener();
}

/** Written text and what is on its way to the server would be lost with the page. */
export const wouldLose = (): boolean => hasTypedText() || queryClient.isMutating() > 0;

/**
 * Loads the page anew for this build, and only once: a page that is new and still lacks its parts,
 * or two servers of which each has another build, must not turn in a circle.
 */
export function reloadFor(build: string): boolean {
  const done = readDone();
  if (done.includes(build) || wouldLose()) return false;
  try {
    sessionStorage.setItem(STORE_KEY, JSON.stringify([...done, build]));
  } catch {
    // Who cannot remember it must not begin.
    return false;
  }
  window.location.reload();
  return true;
}

function readDone(): string[] {
  try {
    return JSON.parse(sessionStorage.getItem(STORE_KEY) ?? '[]') as string[];
  } catch {
    return [];
  }
}

export function useUpdate(): Update | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    knownUpdate,
  );
}
