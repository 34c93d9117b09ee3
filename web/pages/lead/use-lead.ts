// The lead of the card: read, kept current by the stream, edited field by field.
import { useQuery } from '@tanstack/react-query';
import { leadEdit, leadRead, leadRelated } from '#contract/leads';
import type { LeadCard, LeadEdit } from '#contract/leads';
import { eventsList } from '#contract/timeline';
import { tasksList } from '#contract/work';
import { call } from '../../api/client.ts';
import { keyOf, queryClient, routeQuery } from '../../api/query.ts';
import { usePresence } from '../../api/presence.ts';
import { useChanges } from '../../api/stream.ts';
import { refreshLead, refreshLeads } from '../leads/use-leads-board.ts';
import type { RecordDoor, RecordEditor } from '../record/use-record-editor.ts';

const leadKey = (id: number) => keyOf(leadRead, { params: { id } });

/** Changes the card in memory; the server is asked by the caller. */
export function patchLead(id: number, patch: Partial<LeadCard>): void {
  queryClient.setQueryData<LeadCard>(leadKey(id), (lead) => (lead ? { ...lead, ...patch } : lead));
}

/** The card with what hangs on it. */
export function refreshCard(id: number): void {
  const ofRecord = (query: { queryKey: readonly unknown[] }) =>
    (query.queryKey[1] as { query?: { entityId?: number } } | undefined)?.query?.entityId === id;
  refreshLead(id);
  void queryClient.invalidateQueries({ queryKey: keyOf(leadRelated, { params: { id } }) });
  void queryClient.invalidateQueries({ queryKey: keyOf(eventsList), predicate: ofRecord });
  void queryClient.invalidateQueries({ queryKey: keyOf(tasksList), predicate: ofRecord });
}

export function useLead(id: number) {
  usePresence('lead', id);
  const query = useQuery(routeQuery(leadRead, { params: { id } }));
  useChanges('lead', id, () => refreshCard(id));
  return query;
}

export type LeadBody = Omit<LeadEdit, 'version'>;
export type LeadEditor = RecordEditor<LeadCard, LeadBody>;

export const LEAD_DOOR: RecordDoor<LeadCard, LeadBody> = {
  entity: 'lead',
  send: (id, body) => call(leadEdit, { params: { id }, body }),
  read: (id) => call(leadRead, { params: { id } }),
  patch: patchLead,
  refresh: refreshCard,
  refreshLists: refreshLeads,
};
