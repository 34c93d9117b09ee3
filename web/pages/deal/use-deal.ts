// The deal of the card: read and kept current by the stream.
import { useQuery } from '@tanstack/react-query';
import { dealEdit, dealRead, dealsBoard, dealsList } from '#contract/deals';
import type { DealCard, DealEdit } from '#contract/deals';
import { dealMoney } from '#contract/payments';
import { dealTransfers } from '#contract/transfers';
import { call } from '../../api/client.ts';
import { keyOf, queryClient, routeQuery } from '../../api/query.ts';
import { usePresence } from '../../api/presence.ts';
import { useChanges } from '../../api/stream.ts';
import type { Change } from '../../api/stream.ts';
import { ruDeal } from '../../texts/ru-deal.ts';
import { announce } from '../../ui/announce.ts';
import { refreshAbout } from '../record/refresh-about.ts';
import type { RecordDoor, RecordEditor } from '../record/use-record-editor.ts';
import { cachedDeal } from './cached-deal.ts';

const dealKey = (id: number) => keyOf(dealRead, { params: { id } });

/** Changes the card in memory; the server is asked by the caller. */
export function patchDeal(id: number, patch: Partial<DealCard>): void {
  queryClient.setQueryData<DealCard>(dealKey(id), (deal) => (deal ? { ...deal, ...patch } : deal));
}

export function refreshDeal(id: number): void {
  void queryClient.invalidateQueries({ queryKey: dealKey(id) });
  void queryClient.invalidateQueries({ queryKey: keyOf(dealMoney, { params: { id } }) });
  void queryClient.invalidateQueries({ queryKey: keyOf(dealTransfers, { params: { id } }) });
  refreshAbout('deal', id);
}

/** Lists and boards are asked again when somebody looks at them. */
export function refreshDealLists(): void {
  void queryClient.invalidateQueries({ queryKey: keyOf(dealsList) });
  void queryClient.invalidateQueries({ queryKey: keyOf(dealsBoard) });
}

export type DealBody = Omit<DealEdit, 'version'>;
export type DealEditor = RecordEditor<DealCard, DealBody>;

export const DEAL_DOOR: RecordDoor<DealCard, DealBody> = {
  entity: 'deal',
  send: (id, body) => call(dealEdit, { params: { id }, body }),
  read: (id) => call(dealRead, { params: { id } }),
  patch: patchDeal,
  refresh: refreshDeal,
  refreshLists: refreshDealLists,
};

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
  usePresence('deal', id);
  const query = useQuery({
    ...routeQuery(dealRead, { params: { id } }),
    placeholderData: () => cachedDeal(id),
  });
  useChanges('deal', id, (changes) => {
    refreshDeal(id);
    speak(changes);
  });
  useChanges('money', null, () => refreshDeal(id));
  return query;
}
