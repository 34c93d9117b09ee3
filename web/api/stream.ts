// Realtime: one EventSource for the whole tab. A message names what changed and carries no values;
// whoever shows that thing asks for it again. Last-Event-ID is the browser's business.
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { sessionRead } from '#contract/session';
import { BEAT_SIGNAL, streamRead } from '#contract/stream';
import type { StreamMessage } from '#contract/stream';
import { call, urlOf } from './client.ts';
import { watchLine } from './line-watch.ts';

export type Change = StreamMessage;

export type ConnectionState = 'idle' | 'live' | 'reconnecting';

type Listener = (changes: Change[]) => void;

type SignalListener = (data: unknown) => void;

/** A closed EventSource does not come back by itself; an open one retries on its own. */
const REOPEN_MS = 3000;
/** As long as what was read is trusted, a page may still be on its way. */
const EARLY_MS = 15_000;
/** A burst of events (an exchange pushing a batch) becomes one refetch. */
const GATHER_MS = 120;
/**
 * A hidden tab gives its connection back: over HTTP/1.1 a browser has six for a server, all tabs
 * together, and the seventh tab of a salesperson would never load.
 */
const REST_MS = 2000;
/** After a longer rest everything is asked again: that is less than what would be repeated. */
const SHORT_REST_MS = 60_000;
const NETWORK_EVENTS = ['offline', 'online'] as const;

let source: EventSource | null = null;
let state: ConnectionState = 'idle';
let pending: Change[] = [];
/** The last change that is known: another stream goes on after it. */
let lastId = 0;
/** Told while the tab was loading, once a record: pages that come later hear it too. */
const early = new Map<string, Change>();
let earlyUntil = 0;
let gatherTimer: ReturnType<typeof setTimeout> | null = null;
let reopenTimer: ReturnType<typeof setTimeout> | null = null;
let restTimer: ReturnType<typeof setTimeout> | null = null;
let restsSince = 0;
let isWanted = false;
const listeners = new Set<Listener>();
const stateListeners = new Set<() => void>();
const signalListeners = new Map<string, Set<SignalListener>>();
const watch = watchLine(renew);

function become(next: ConnectionState): void {
  if (state === next) return;
  state = next;
  for (const listener of stateListeners) listener();
}

function flush(): void {
  if (gatherTimer) clearTimeout(gatherTimer);
  gatherTimer = null;
  const changes = pending;
  pending = [];
  keepEarly(changes);
  for (const listener of listeners) listener(changes);
}

function keepEarly(changes: Change[]): void {
  if (Date.now() > earlyUntil) early.clear();
  else for (const change of changes) early.set(`${change.entity} ${change.entityId}`, change);
}

function receive(event: MessageEvent<string>): void {
  watch.heard();
  let change: Change;
  try {
    change = JSON.parse(event.data) as Change;
  } catch {
    return;
  }
  lastId = Math.max(lastId, change.id);
  pending.push(change);
  gatherTimer ??= setTimeout(flush, GATHER_MS);
}

function hear(from: EventSource, name: string): void {
  from.addEventListener(name, (event: MessageEvent<string>) => {
    watch.heard();
    const data: unknown = JSON.parse(event.data);
    for (const listener of signalListeners.get(name) ?? []) listener(data);
  });
}

/** What is of the moment only: it has no id, and after a break it is not repeated. */
export function onSignal(name: string, listener: SignalListener): () => void {
  const known = signalListeners.get(name);
  const all = known ?? new Set();
  all.add(listener);
  signalListeners.set(name, all);
  if (!known && source) hear(source, name);
  return () => all.delete(listener);
}

/**
 * Called by the signed-in shell with the place of its session; harmless when already open. Data
 * are read before the stream and even before their page are there; nothing in between is lost.
 */
export function openStream(after: number): void {
  if (source) return;
  earlyUntil ||= Date.now() + EARLY_MS;
  lastId = Math.max(lastId, after);
  isWanted = true;
  document.addEventListener('visibilitychange', followVisibility);
  // The browser knows of its network and not of ours: whether the server is there shows a new line.
  for (const name of NETWORK_EVENTS) addEventListener(name, renew);
  if (document.hidden) rest();
  else connect();
}

function rest(): void {
  if (gatherTimer) flush();
  drop();
  restsSince ||= Date.now();
}

function followVisibility(): void {
  if (restTimer) clearTimeout(restTimer);
  restTimer = null;
  if (document.hidden) restTimer = setTimeout(rest, REST_MS);
  else if (restsSince > 0) wake();
}

function wake(): void {
  const isShort = Date.now() - restsSince < SHORT_REST_MS;
  restsSince = 0;
  if (isShort) {
    connect();
    return;
  }
  // As after a break of the line: what is shown is asked again when the stream is live.
  become('reconnecting');
  call(sessionRead, {}).then(({ streamAt }) => {
    lastId = Math.max(lastId, streamAt);
  }).catch(() => undefined).finally(() => {
    if (!isWanted) return;
    if (!document.hidden) connect();
    else restsSince ||= Date.now();
  });
}

function connect(): void {
  if (source) return;
  watch.heard();
  source = new EventSource(urlOf(streamRead.path, {}, { after: lastId }));
  source.onopen = () => become('live');
  source.onmessage = receive;
  for (const name of new Set([BEAT_SIGNAL, ...signalListeners.keys()])) hear(source, name);
  source.onerror = () => {
    become('reconnecting');
    if (source?.readyState !== EventSource.CLOSED) return;
    source = null;
    // Refused, not broken: if the session has ended, the client leads to the login page.
    void call(sessionRead, {}).catch(() => undefined);
    reopenTimer = setTimeout(connect, REOPEN_MS);
  };
}

/** Instead of a line that may be dead; what has happened meanwhile comes after the last id. */
function renew(): void {
  if (!source) return;
  source.close();
  source = null;
  become('reconnecting');
  connect();
}

export function closeStream(): void {
  isWanted = false;
  document.removeEventListener('visibilitychange', followVisibility);
  for (const name of NETWORK_EVENTS) removeEventListener(name, renew);
  if (restTimer) clearTimeout(restTimer);
  restTimer = null;
  restsSince = 0;
  drop();
}

function drop(): void {
  source?.close();
  source = null;
  watch.stop();
  if (reopenTimer) clearTimeout(reopenTimer);
  if (gatherTimer) clearTimeout(gatherTimer);
  reopenTimer = null;
  gatherTimer = null;
  pending = [];
  become('idle');
}

/** Calls back with every gathered batch of changes until the returned function is called. */
export function onChanges(listener: Listener): () => void {
  listeners.add(listener);
  if (early.size > 0 && Date.now() <= earlyUntil) {
    const missed = [...early.values()];
    queueMicrotask(() => {
      if (listeners.has(listener)) listener(missed);
    });
  }
  return () => listeners.delete(listener);
}

/** Runs `react` when something of `entity` (and of `entityId`, when given) has changed. */
export function useChanges(
  entity: string,
  entityId: number | null,
  react: (changes: Change[]) => void,
): void {
  const latest = useRef(react);
  useEffect(() => {
    latest.current = react;
  });
  useEffect(() => onChanges((changes) => {
    const mine = changes.filter((change) =>
      change.entity === entity && (entityId === null || change.entityId === entityId));
    if (mine.length > 0) latest.current(mine);
  }), [entity, entityId]);
}

export function useConnection(): ConnectionState {
  return useSyncExternalStore(
    (listener) => {
      stateListeners.add(listener);
      return () => stateListeners.delete(listener);
    },
    () => state,
  );
}
