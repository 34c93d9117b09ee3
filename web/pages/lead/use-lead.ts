// The lead of the card: read, kept current by the stream, edited field by field.
import { useQuery } from '@tanstack/react-query';
import { leadEdit, leadRead, leadRelated } from '#contract/leads';
import type { LeadCard, LeadEdit } from '#contract/leads';
import { call } from '../../api/client.ts';
import { keyOf, queryClient, routeQuery } from '../../api/query.ts';
import { usePresence } from '../../api/presence.ts';
import { useChanges } from '../../api/stream.ts';
import { refreshLead, refreshLeads } from '../leads/use-leads-board.ts';
import { refreshAbout } from '../record/refresh-about.ts';
import type { RecordDoor, RecordEditor } from '../record/use-record-editor.ts';

const leadKey = (id: number) => keyOf(leadRead, { params: { id } });

/** Changes the card in memory; the server is asked by the caller. */
export function patchLead(id: number, patch: Partial<LeadCard>): void {
  queryClient.setQueryData<LeadCard>(leadKey(id), (lead) => (lead ? { ...lead, ...patch } : lead));
}

/** The card with what hangs on it. */
export function refreshCard(id: number): void {
  refreshLead(id);
  void queryClient.invalidateQueries({ queryKey: keyOf(leadRelated, { params: { id } }) });
  refreshAbout('lead', id);
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
