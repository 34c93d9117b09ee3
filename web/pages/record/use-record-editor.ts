// Edits of a card: shown at once, merged by field on the server, never lost. A field that somebody
// else changed first becomes a question; without a connection edits wait and go later.
import { useCallback, useEffect, useRef, useState } from 'react';
import { eventsList } from '#contract/timeline';
import { ApiProblem, call } from '../../api/client.ts';
import { useConnection } from '../../api/stream.ts';
import { ruConflict } from '../../texts/ru-conflict.ts';
import { announce } from '../../ui/announce.ts';
import { failToast } from '../../ui/fail-toast.ts';
import { wordsOfValue } from '../history/event-words.ts';

type Versioned = { id: number; version: number };

export type RecordPatch<Card, Body = object> = {
  /** Name of what is edited, for messages. */
  label: string;
  body: Body;
  /** The same as the card shows it. */
  shown: Partial<Card>;
};

/** How one kind of record is read, written and kept in memory. */
export type RecordDoor<Card extends Versioned, Body> = {
  entity: string;
  send: (id: number, body: Body & { version: number }) => Promise<{ version: number }>;
  read: (id: number) => Promise<Versioned>;
  /** Changes the card in memory. */
  patch: (id: number, patch: Partial<Card>) => void;
  refresh: (id: number) => void;
  refreshLists: () => void;
};

export type EditConflict<Card = unknown, Body = unknown> = {
  patch: RecordPatch<Card, Body>;
  /** The version that holds theirs. */
  version: number;
  mine: string;
  theirs: string;
  who: string | null;
  at: string | null;
};

export type RecordEditor<Card = unknown, Body = unknown> = {
  save: (patch: RecordPatch<Card, Body>) => void;
  conflicts: EditConflict<Card, Body>[];
  keepMine: (conflict: EditConflict<Card, Body>) => void;
  takeTheirs: (conflict: EditConflict<Card, Body>) => void;
  /** Edits that wait for the connection. */
  waitingCount: number;
};

const RETRY_MS = 5_000;
const CUSTOM = 'custom.';

/** The value that was to be written, as the card would show it; else as it was sent. */
function shownValue({ shown, body }: RecordPatch<object>, field: string): unknown {
  if (!field.startsWith(CUSTOM)) {
    return Object.values(shown)[0] ?? (body as Record<string, unknown>)[field];
  }
  const { custom } = shown as { custom?: Record<string, unknown> };
  return custom?.[field.slice(CUSTOM.length)];
}

/** What stands there now, who wrote it and when. */
async function conflictOf<Card extends Versioned, Body extends object>(
  door: RecordDoor<Card, Body>, id: number, patch: RecordPatch<Card, Body>, problem: ApiProblem,
): Promise<EditConflict<Card, Body>> {
  const own = Object.keys(patch.body);
  const lost = problem.fields.map(({ field }) => field);
  const field = own.find((name) => lost.includes(name)) ?? lost[0] ?? own[0] ?? '';
  const [record, history] = await Promise.all([
    door.read(id),
    call(eventsList, { query: { entity: door.entity, entityId: id, field, limit: 1 } }),
  ]);
  const event = history.items[0];
  const changes = (event?.data.changes ?? {}) as Record<string, { new: unknown }>;
  return {
    patch, version: record.version,
    mine: wordsOfValue(field, shownValue(patch, field)),
    theirs: wordsOfValue(field, changes[field]?.new),
    who: event?.actor?.name ?? null,
    at: event?.at ?? null,
  };
}

/** Sends what waits, in the order in which it was typed, when the connection is back. */
function useWaiting<Sent>(send: (sent: Sent) => Promise<boolean>) {
  const [waiting, setWaiting] = useState<Sent[]>([]);
  const isLive = useConnection() === 'live';
  const isBusy = useRef(false);
  useEffect(() => {
    if (waiting.length === 0) return undefined;
    const flush = async () => {
      if (isBusy.current) return;
      isBusy.current = true;
      for (const sent of waiting) {
        if (!await send(sent)) break;
        setWaiting((all) => all.filter((each) => each !== sent));
      }
      isBusy.current = false;
    };
    if (isLive) void flush();
    const timer = setInterval(() => void flush(), RETRY_MS);
    return () => clearInterval(timer);
  }, [waiting, isLive, send]);
  // A tab closed now would lose them: the browser asks.
  useEffect(() => {
    if (waiting.length === 0) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [waiting.length]);
  return { waiting, setWaiting };
}

/** The door must be one constant: it is part of what the callbacks depend on. */
export function useRecordEditor<Card extends Versioned, Body extends object>(
  card: Card, door: RecordDoor<Card, Body>,
): RecordEditor<Card, Body> {
  type Patch = RecordPatch<Card, Body>;
  type Sent = Patch & { version: number };
  const { id } = card;
  const [conflicts, setConflicts] = useState<EditConflict<Card, Body>[]>([]);

  /** False only when there was no answer at all. */
  const send = useCallback(async ({ version, ...patch }: Sent): Promise<boolean> => {
    try {
      const done = await door.send(id, { version, ...patch.body });
      door.patch(id, { ...patch.shown, version: done.version });
      announce(ruConflict.saved(patch.label));
      door.refreshLists();
      // Others may have changed other fields between: the merge shows them too.
      if (done.version > version + 1) door.refresh(id);
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      if (error.code === 'offline') return false;
      if (error.code === 'record.changed') {
        const conflict = await conflictOf(door, id, patch, error).catch(() => null);
        if (conflict) setConflicts((all) => [...all, conflict]);
      } else failToast(ruConflict.saveFailed(patch.label), error);
      door.refresh(id);
    }
    return true;
  }, [door, id]);

  const { waiting, setWaiting } = useWaiting<Sent>(send);
  const save = useCallback((patch: Patch, version = card.version) => {
    const sent = { ...patch, version };
    door.patch(id, patch.shown);
    void send(sent).then((isAnswered) => {
      if (!isAnswered) setWaiting((all) => [...all, sent]);
    });
  }, [door, id, card.version, send, setWaiting]);

  const drop = (conflict: EditConflict<Card, Body>) =>
    setConflicts((all) => all.filter((each) => each !== conflict));
  return {
    save: (patch) => save(patch),
    conflicts,
    keepMine: (conflict) => {
      drop(conflict);
      save(conflict.patch, conflict.version);
    },
    takeTheirs: (conflict) => {
      drop(conflict);
      door.refresh(id);
    },
    waitingCount: waiting.length,
  };
}
