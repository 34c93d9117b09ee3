// Edits of the card: shown at once, merged by field on the server, never lost. A field that
// somebody else changed first becomes a question; without a connection edits wait and go later.
import { useCallback, useEffect, useRef, useState } from 'react';
import { dealEdit, dealRead } from '#contract/deals';
import type { DealCard, DealEdit } from '#contract/deals';
import { eventsList } from '#contract/timeline';
import { ApiProblem, call } from '../../api/client.ts';
import { useConnection } from '../../api/stream.ts';
import { ruDeal } from '../../texts/ru-deal.ts';
import { announce } from '../../ui/announce.ts';
import { failToast } from '../../ui/fail-toast.ts';
import { wordsOfValue } from '../history/event-words.ts';
import { patchDeal, refreshDeal, refreshDealLists } from './use-deal.ts';

export type DealPatch = {
  /** Name of what is edited, for messages. */
  label: string;
  body: Omit<DealEdit, 'version'>;
  /** The same as the card shows it. */
  shown: Partial<DealCard>;
};

type Sent = DealPatch & { version: number };

export type EditConflict = {
  patch: DealPatch;
  /** The version that holds theirs. */
  version: number;
  mine: string;
  theirs: string;
  who: string | null;
  at: string | null;
};

export type DealEditor = {
  save: (patch: DealPatch) => void;
  conflicts: EditConflict[];
  keepMine: (conflict: EditConflict) => void;
  takeTheirs: (conflict: EditConflict) => void;
  /** Edits that wait for the connection. */
  waitingCount: number;
};

const RETRY_MS = 5_000;

/** What stands there now, who wrote it and when. */
async function conflictOf(id: number, patch: DealPatch): Promise<EditConflict> {
  const field = Object.keys(patch.body)[0] ?? '';
  const [deal, history] = await Promise.all([
    call(dealRead, { params: { id } }),
    call(eventsList, { query: { entity: 'deal', entityId: id, field, limit: 1 } }),
  ]);
  const event = history.items[0];
  const changes = (event?.data.changes ?? {}) as Record<string, { new: unknown }>;
  return {
    patch, version: deal.version,
    mine: wordsOfValue(field, Object.values(patch.shown)[0]),
    theirs: wordsOfValue(field, changes[field]?.new),
    who: event?.actor?.name ?? null,
    at: event?.at ?? null,
  };
}

/** Sends what waits, in the order in which it was typed, when the connection is back. */
function useWaiting(send: (sent: Sent) => Promise<boolean>) {
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

export function useDealEditor(deal: DealCard): DealEditor {
  const { id } = deal;
  const [conflicts, setConflicts] = useState<EditConflict[]>([]);

  /** False only when there was no answer at all. */
  const send = useCallback(async ({ version, ...patch }: Sent): Promise<boolean> => {
    try {
      const done = await call(dealEdit, { params: { id }, body: { version, ...patch.body } });
      patchDeal(id, { ...patch.shown, version: done.version });
      announce(ruDeal.saved(patch.label));
      refreshDealLists();
      // Others may have changed other fields between: the merge shows them too.
      if (done.version > version + 1) refreshDeal(id);
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      if (error.code === 'offline') return false;
      if (error.code === 'record.changed') {
        const conflict = await conflictOf(id, patch).catch(() => null);
        if (conflict) setConflicts((all) => [...all, conflict]);
      } else failToast(ruDeal.saveFailed(patch.label), error);
      refreshDeal(id);
    }
    return true;
  }, [id]);

  const { waiting, setWaiting } = useWaiting(send);
  const save = useCallback((patch: DealPatch, version = deal.version) => {
    const sent = { ...patch, version };
    patchDeal(id, patch.shown);
    void send(sent).then((isAnswered) => {
      if (!isAnswered) setWaiting((all) => [...all, sent]);
    });
  }, [id, deal.version, send, setWaiting]);

  const drop = (conflict: EditConflict) =>
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
      refreshDeal(id);
    },
    waitingCount: waiting.length,
  };
}
