import { useCallback, useEffect, useRef, useState } from 'react';
import { dealLines } from '#contract/deals';
import type { DealCard } from '#contract/deals';
import { ApiProblem, call } from '../../api/client.ts';
import { ruDeal } from '../../texts/ru-deal.ts';
import { failToast } from '../../ui/fail-toast.ts';
import { linesOf, rowOf } from './offer-rows.ts';
import type { OfferRow } from './offer-rows.ts';
import { patchDeal, refreshDeal, refreshDealLists } from './use-deal.ts';

const PAUSE_MS = 800;

export type OfferState = 'saved' | 'dirty' | 'saving' | 'failed' | 'invalid';
export type Offer = {
  rows: OfferRow[];
  state: OfferState;
  change: (update: (rows: OfferRow[]) => OfferRow[]) => void;
};

/** The offer is typed here and goes to the server whole, a moment after the last key. */
export function useOffer(deal: DealCard, onConflict: () => void): Offer {
  const [rows, setRows] = useState(() => deal.lines.map(rowOf));
  const [seen, setSeen] = useState(deal.lines);
  const [state, setState] = useState<OfferState>('saved');
  const latest = useRef({ rows, deal, onConflict });
  const isBusy = useRef(false);
  useEffect(() => {
    latest.current = { rows, deal, onConflict };
  });

  // Lines changed elsewhere are shown, unless somebody is typing here.
  if (seen !== deal.lines && state === 'saved') {
    setSeen(deal.lines);
    setRows(deal.lines.map(rowOf));
  }

  const save = useCallback(async () => {
    const { rows: typed, deal: { id, version } } = latest.current;
    const lines = linesOf(typed);
    if (!lines) {
      setState('invalid');
      return;
    }
    isBusy.current = true;
    setState('saving');
    try {
      const done = await call(dealLines, { params: { id }, body: { version, lines } });
      patchDeal(id, { version: done.version });
      setState((now) => (now === 'saving' ? 'saved' : now));
      refreshDeal(id);
      refreshDealLists();
    } catch (error) {
      setState('failed');
      if (error instanceof ApiProblem && error.code === 'record.changed') {
        latest.current.onConflict();
      } else failToast(ruDeal.goods.saveFailed, error);
    } finally {
      isBusy.current = false;
    }
  }, []);

  useEffect(() => {
    if (state !== 'dirty') return undefined;
    const timer = setInterval(() => {
      if (!isBusy.current) void save();
    }, PAUSE_MS);
    return () => clearInterval(timer);
  }, [state, rows, save]);

  const isDirty = useRef(false);
  useEffect(() => {
    isDirty.current = state === 'dirty';
  });
  // A tab left in the middle of typing keeps what was typed.
  useEffect(() => () => {
    if (isDirty.current) void save();
  }, [save]);

  const change = useCallback<Offer['change']>((update) => {
    setRows(update);
    setState('dirty');
  }, []);
  return { rows, state, change };
}
