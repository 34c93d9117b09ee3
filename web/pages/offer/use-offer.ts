// Lines of a deal or a lead are typed here and go to the server whole, a moment after the last key.
// What somebody else has saved meanwhile is merged row by row; nothing typed is ever thrown away.
import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiProblem } from '../../api/client.ts';
import { ruDeal } from '../../texts/ru-deal.ts';
import { ruOffer } from '../../texts/ru-offer.ts';
import { failToast } from '../../ui/fail-toast.ts';
import { toast } from '../../ui/toast-store.ts';
import type { HeldLines, LineHolder } from './line-holder.ts';
import { mergeSheets, sameRow } from './merge-sheets.ts';
import type { Clash } from './merge-sheets.ts';
import { isBlank, linesOf, NO_PRODUCT, rowOf } from './offer-rows.ts';
import type { OfferRow, OfferSheet } from './offer-rows.ts';
import { begin, redo, step, undo } from './sheet-edits.ts';
import type { Past } from './sheet-edits.ts';

const PAUSE_MS = 700;
/** After a failure the server is left alone for a while; the next key asks at once. */
const MERGES_MAX = 5;

export type OfferState = 'saved' | 'dirty' | 'saving' | 'failed' | 'invalid';
export type Offer = {
  sheet: OfferSheet;
  state: OfferState;
  canUndo: boolean;
  canRedo: boolean;
  clashes: Clash[];
  change: (update: (sheet: OfferSheet) => OfferSheet) => void;
  undo: () => void;
  redo: () => void;
  saveNow: () => void;
  settleClashes: () => void;
};

const sheetOf = (held: HeldLines): OfferSheet =>
  ({ rows: held.lines.map(rowOf), columns: held.lineColumns });

/** What the server has: the sheet that was read or saved last, and its version. */
type Base = { sheet: OfferSheet; version: number };

function isSame(a: OfferSheet, b: OfferSheet): boolean {
  const mine = a.rows.filter((row) => !isBlank(row));
  return mine.length === b.rows.length && mine.every((row, at) => sameRow(row, b.rows[at]!)
    && row.key === b.rows[at]!.key) && JSON.stringify(a.columns) === JSON.stringify(b.columns);
}

type Saved = { base: Base; sheet: OfferSheet; clashes: Clash[]; takenCount: number };

/** Saves, merging with what others have saved as often as it takes. */
async function saveSheet(holder: LineHolder, from: Base, typed: OfferSheet): Promise<Saved | null> {
  let base = from;
  let sheet = typed;
  const clashes: Clash[] = [];
  let takenCount = 0;
  for (let attempt = 0; ; attempt += 1) {
    const lines = linesOf(sheet);
    if (!lines) return null;
    try {
      const { version } = await holder.save(
        { version: base.version, lines, columns: sheet.columns });
      return { base: { sheet, version }, sheet, clashes, takenCount };
    } catch (error) {
      const isLost = error instanceof ApiProblem && error.code === 'record.changed';
      if (!isLost || attempt >= MERGES_MAX) throw error;
    }
    const held = await holder.read();
    const theirs = { sheet: sheetOf(held), version: held.version };
    const merged = mergeSheets(base.sheet, sheet, theirs.sheet);
    clashes.push(...merged.clashes);
    takenCount += merged.takenCount;
    ({ sheet } = merged);
    base = theirs;
  }
}

/** Leaving the page with unsaved rows asks first. */
function useLeaveGuard(isUnsaved: boolean): void {
  useEffect(() => {
    if (!isUnsaved) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isUnsaved]);
}

type Inner = {
  past: Past; base: Base; state: OfferState; clashes: Clash[]; seen: LineHolder['lines'];
};

function firstOf(holder: LineHolder): Inner {
  const sheet = sheetOf(holder);
  return {
    past: begin(sheet), base: { sheet, version: holder.version }, state: 'saved', clashes: [],
    seen: holder.lines,
  };
}

/** What the catalogue knows of goods is told by the server alone, and nothing that is undone. */
function withFacts(past: Past, { rows }: OfferSheet): Past {
  const known = new Map(rows.map((row) => [row.key, row]));
  const factsOf = ({ key }: OfferRow) => {
    const { costKopecks, productVatRate } = known.get(key) ?? NO_PRODUCT;
    return { costKopecks, productVatRate };
  };
  const isTold = (row: OfferRow) => {
    const facts = factsOf(row);
    return facts.costKopecks === row.costKopecks && facts.productVatRate === row.productVatRate;
  };
  if (past.now.rows.every(isTold)) return past;
  const now = past.now.rows.map((row) => (isTold(row) ? row : { ...row, ...factsOf(row) }));
  return { ...past, now: { ...past.now, rows: now } };
}

/** What others saved is shown while nobody types here; one's own save comes back as it is. */
function withServer(inner: Inner, holder: LineHolder): Inner {
  const sheet = sheetOf(holder);
  const base = { sheet, version: holder.version };
  if (holder.version < inner.base.version) return { ...inner, seen: holder.lines };
  const past = isSame(inner.past.now, sheet) ? withFacts(inner.past, sheet) : begin(sheet);
  return { ...inner, past, base, seen: holder.lines };
}

/** Rows typed while a save was under way are kept over what the save brought back. */
function withSaved(inner: Inner, sent: OfferSheet, saved: Saved): Inner {
  const { base, clashes } = saved;
  const isStill = inner.past.now === sent;
  const isMerged = saved.sheet !== sent;
  const now = isMerged
    ? mergeSheets(sent, inner.past.now, saved.sheet).sheet : inner.past.now;
  return {
    ...inner, base, past: isMerged ? { ...inner.past, now } : inner.past,
    state: isStill ? 'saved' : 'dirty', clashes: [...inner.clashes, ...clashes],
  };
}

export function useOffer(holder: LineHolder): Offer {
  const [inner, setInner] = useState(() => firstOf(holder));
  const latest = useRef({ inner, holder });
  const isBusy = useRef(false);
  useEffect(() => {
    latest.current = { inner, holder };
  });
  if (inner.seen !== holder.lines && inner.state === 'saved') setInner(withServer(inner, holder));

  const save = useCallback(async () => {
    if (isBusy.current) return;
    const { inner: { base, past: { now: sent } }, holder: held } = latest.current;
    isBusy.current = true;
    setInner((all) => ({ ...all, state: 'saving' }));
    try {
      const saved = await saveSheet(held, base, sent);
      if (!saved) {
        setInner((all) => ({ ...all, state: all.past.now === sent ? 'invalid' : 'dirty' }));
        return;
      }
      // The card still holds the lines of before: what comes after them is news, they are not.
      const seen = latest.current.holder.lines;
      setInner((all) => ({ ...withSaved(all, sent, saved), seen }));
      if (saved.takenCount > 0) toast(ruOffer.merged(saved.takenCount));
      held.onSaved(saved.base.version);
    } catch (error) {
      setInner((all) => ({ ...all, state: 'failed' }));
      failToast(ruDeal.goods.saveFailed, error);
    } finally {
      isBusy.current = false;
    }
  }, []);

  const { state, past } = inner;
  useEffect(() => {
    if (state !== 'dirty') return undefined;
    const timer = setInterval(() => void save(), PAUSE_MS);
    return () => clearInterval(timer);
  }, [state, past, save]);
  // A tab left in the middle of typing keeps what was typed.
  useEffect(() => () => {
    if (latest.current.inner.state === 'dirty') void save();
  }, [save]);
  useLeaveGuard(state !== 'saved');

  const move = useCallback((to: (past: Past) => Past) => setInner((all) => {
    const next = to(all.past);
    return next === all.past ? all : { ...all, past: next, state: 'dirty' };
  }), []);
  const change = useCallback<Offer['change']>((update) =>
    move((all) => step(all, update(all.now))), [move]);
  return {
    sheet: past.now,
    state,
    canUndo: past.undo.length > 0,
    canRedo: past.redo.length > 0,
    clashes: inner.clashes,
    change,
    undo: useCallback(() => move(undo), [move]),
    redo: useCallback(() => move(redo), [move]),
    saveNow: () => void save(),
    settleClashes: () => setInner((all) => ({ ...all, clashes: [] })),
  };
}
