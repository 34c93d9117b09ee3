// The deal of the card: read, kept current by the stream, edited field by field.
import { useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { dealEdit, dealRead, dealsBoard, dealsList } from '#contract/deals';
import type { DealCard, DealEdit } from '#contract/deals';
import { dealMoney } from '#contract/payments';
import { eventsList } from '#contract/timeline';
import { tasksList } from '#contract/work';
import { ApiProblem, call } from '../../api/client.ts';
import { keyOf, queryClient, routeQuery } from '../../api/query.ts';
import { useChanges } from '../../api/stream.ts';
import type { Change } from '../../api/stream.ts';
import { ruDeal } from '../../texts/ru-deal.ts';
import { announce } from '../../ui/announce.ts';
import { failToast } from '../../ui/fail-toast.ts';
import { cachedDeal } from './cached-deal.ts';

export const dealKey = (id: number) => keyOf(dealRead, { params: { id } });

/** Changes the card in memory; the server is asked by the caller. */
export function patchDeal(id: number, patch: Partial<DealCard>): void {
  queryClient.setQueryData<DealCard>(dealKey(id), (deal) => (deal ? { ...deal, ...patch } : deal));
}

export function refreshDeal(id: number): void {
  const ofRecord = (query: { queryKey: readonly unknown[] }) =>
    (query.queryKey[1] as { query?: { entityId?: number } } | undefined)?.query?.entityId === id;
  void queryClient.invalidateQueries({ queryKey: dealKey(id) });
  void queryClient.invalidateQueries({ queryKey: keyOf(dealMoney, { params: { id } }) });
  void queryClient.invalidateQueries({ queryKey: keyOf(eventsList), predicate: ofRecord });
  void queryClient.invalidateQueries({ queryKey: keyOf(tasksList), predicate: ofRecord });
}

/** Lists and boards are asked again when somebody looks at them. */
export function refreshDealLists(): void {
  void queryClient.invalidateQueries({ queryKey: keyOf(dealsList) });
  void queryClient.invalidateQueries({ queryKey: keyOf(dealsBoard) });
}

const SPOKEN: { prefix: string; text: string }[] = [
  { prefix: 'payment.', text: ruDeal.live.payment },
  { prefix: 'order.', text: ruDeal.live.order },
  { prefix: 'shipment.', text: ruDeal.live.shipment },
  { prefix: 'invoice.', text: ruDeal.live.invoice },
];

/** What came from 1C is spoken; a person's own edits have said theirs. */
function speak(changes: Change[]): void {
  const found = SPOKEN.find(({ prefix }) => changes.some(({ kind }) => kind.startsWith(prefix)));
  if (found) announce(found.text);
}

export function useDeal(id: number) {
  const query = useQuery({
    ...routeQuery(dealRead, { params: { id } }),
    placeholderData: () => cachedDeal(id),
  });
  useChanges('deal', id, (changes) => {
    refreshDeal(id);
    speak(changes);
  });
  return query;
}

export type DealPatch = {
  /** Name of what is edited, for messages. */
  label: string;
  body: Omit<DealEdit, 'version'>;
  /** The same as the card shows it. */
  shown: Partial<DealCard>;
};

export type DealEditor = {
  save: (patch: DealPatch) => void;
  /** Somebody else changed the same field first. */
  hasConflict: boolean;
  resolve: () => void;
};

/** Shows an edit at once; a refusal puts the old value back and says why. */
export function useDealEditor(deal: DealCard | undefined): DealEditor {
  const [hasConflict, setConflict] = useState(false);
  const save = useCallback((patch: DealPatch) => {
    if (!deal) return;
    const { id, version } = deal;
    const before = Object.fromEntries(
      Object.keys(patch.shown).map((name) => [name, deal[name as keyof DealCard]]));
    patchDeal(id, patch.shown);
    call(dealEdit, { params: { id }, body: { version, ...patch.body } }).then((done) => {
      patchDeal(id, { version: done.version });
      announce(ruDeal.saved(patch.label));
      refreshDealLists();
    }).catch((error: unknown) => {
      patchDeal(id, before as Partial<DealCard>);
      if (error instanceof ApiProblem && error.code === 'record.changed') setConflict(true);
      else failToast(ruDeal.saveFailed(patch.label), error);
    });
  }, [deal]);
  const resolve = useCallback(() => {
    setConflict(false);
    if (deal) refreshDeal(deal.id);
  }, [deal]);
  return { save, hasConflict, resolve };
}
