// Who else looks at the record that this tab shows, and which field they edit. Said every few
// seconds while the tab is in sight; forgotten by the server when it falls silent.
import { useEffect, useSyncExternalStore } from 'react';
import {
  PRESENCE_BEAT_MS, PRESENCE_SIGNAL, presenceBeat, presenceLeave,
} from '#contract/presence';
import type { PresenceSignal, PresentPerson } from '#contract/presence';
import { call, urlOf } from './client.ts';
import { useSession } from './session.ts';
import { randomPart } from './random-part.ts';
import { onSignal } from './stream.ts';

type Place = { entity: string; entityId: number };

const TAB = `${randomPart()}-${randomPart()}`;
const NOBODY: PresentPerson[] = [];

let place: Place | null = null;
let field: string | null = null;
let people: PresentPerson[] = NOBODY;
const listeners = new Set<() => void>();

function show(next: PresentPerson[]): void {
  if (JSON.stringify(next) === JSON.stringify(people)) return;
  people = next.length > 0 ? next : NOBODY;
  for (const listener of listeners) listener();
}

function beat(): void {
  if (!place || document.hidden) return;
  const asked = place;
  call(presenceBeat, { body: { tab: TAB, ...asked, field } }).then((answer) => {
    if (place === asked) show(answer.people);
  }).catch(() => show(NOBODY));
}

/** A request that outlives its page. */
function leave(): void {
  void fetch(urlOf(presenceLeave.path, { tab: TAB }, {}), {
    method: presenceLeave.method, keepalive: true, credentials: 'same-origin',
  }).catch(() => undefined);
}

function onVisibility(): void {
  if (document.hidden) leave();
  else beat();
}

/** While mounted, this tab stands at the record; who looks through another's eyes says nothing. */
export function usePresence(entity: string, entityId: number | null): void {
  const isLook = Boolean(useSession().viewer);
  useEffect(() => {
    if (entityId === null || isLook) return undefined;
    const mine = { entity, entityId };
    place = mine;
    field = null;
    beat();
    const timer = setInterval(beat, PRESENCE_BEAT_MS);
    const stop = onSignal(PRESENCE_SIGNAL, (data) => {
      const signal = data as PresenceSignal;
      if (signal.entity === entity && signal.entityId === entityId) beat();
    });
    document.addEventListener('visibilitychange', onVisibility);
    window.addEventListener('pagehide', leave);
    return () => {
      clearInterval(timer);
      stop();
      document.removeEventListener('visibilitychange', onVisibility);
      window.removeEventListener('pagehide', leave);
      if (place !== mine) return;
      place = null;
      show(NOBODY);
      leave();
    };
  }, [entity, entityId, isLook]);
}

/** A field says that somebody edits it, and that they have ended. */
export function useSayEditing(label: string, isEdited: boolean): void {
  useEffect(() => {
    if (!isEdited) return undefined;
    field = label;
    beat();
    return () => {
      field = null;
      beat();
    };
  }, [label, isEdited]);
}

export function usePeopleHere(): PresentPerson[] {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, () => people);
}
