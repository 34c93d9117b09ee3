// The lead of the card: read, kept current by the stream, edited field by field.
import { useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { leadEdit, leadRead, leadRelated } from '#contract/leads';
import type { LeadCard, LeadEdit } from '#contract/leads';
import { eventsList } from '#contract/timeline';
import { tasksList } from '#contract/work';
import { ApiProblem, call } from '../../api/client.ts';
import { keyOf, queryClient, routeQuery } from '../../api/query.ts';
import { useChanges } from '../../api/stream.ts';
import { ruLeads } from '../../texts/ru-leads.ts';
import { announce } from '../../ui/announce.ts';
import { failToast } from '../../ui/fail-toast.ts';
import { refreshLead, refreshLeads } from '../leads/use-leads-board.ts';

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
  const query = useQuery(routeQuery(leadRead, { params: { id } }));
  useChanges('lead', id, () => refreshCard(id));
  return query;
}

export type LeadPatch = {
  /** Name of what is edited, for messages. */
  label: string;
  body: Omit<LeadEdit, 'version'>;
  /** The same as the card shows it. */
  shown: Partial<LeadCard>;
};

export type LeadEditor = {
  save: (patch: LeadPatch) => void;
  /** Somebody else changed the same field first. */
  hasConflict: boolean;
  resolve: () => void;
};

/** Shows an edit at once; a refusal puts the old value back and says why. */
export function useLeadEditor(lead: LeadCard | undefined): LeadEditor {
  const [hasConflict, setConflict] = useState(false);
  const save = useCallback((patch: LeadPatch) => {
    if (!lead) return;
    const { id, version } = lead;
    const before = Object.fromEntries(
      Object.keys(patch.shown).map((name) => [name, lead[name as keyof LeadCard]]));
    patchLead(id, patch.shown);
    call(leadEdit, { params: { id }, body: { version, ...patch.body } }).then((done) => {
      patchLead(id, { version: done.version });
      announce(ruLeads.saved(patch.label));
      refreshLeads();
    }).catch((error: unknown) => {
      patchLead(id, before as Partial<LeadCard>);
      if (error instanceof ApiProblem && error.code === 'record.changed') setConflict(true);
      else failToast(ruLeads.saveFailed(patch.label), error);
    });
  }, [lead]);
  const resolve = useCallback(() => {
    setConflict(false);
    if (lead) refreshCard(lead.id);
  }, [lead]);
  return { save, hasConflict, resolve };
}
