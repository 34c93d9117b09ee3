import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { leadFields, leadStagesList, leadTopicsList } from '#contract/leads';
import type { LeadStage, LeadTopic } from '#contract/leads';
import type { FieldInfo } from '#contract/listing';
import { routeQuery } from '../../api/query.ts';
import type { LeadsSearch } from './leads-search.ts';

const SETTINGS_STALE_MS = 10 * 60_000;
const NO_FIELDS: FieldInfo[] = [];
const NO_STAGES: LeadStage[] = [];
const NO_TOPICS: LeadTopic[] = [];

export type LeadsView = {
  search: LeadsSearch;
  /** Changes parts of the address; undefined removes one. Steps back are kept unless `replace`. */
  change: (patch: Partial<LeadsSearch>, options?: { replace?: boolean }) => void;
};

/** The state of the screens of leads, which is their address. */
export function useLeadsView(): LeadsView {
  const search: LeadsSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const change = useCallback<LeadsView['change']>((patch, options) => {
    void navigate({
      to: '.',
      search: (previous: LeadsSearch) => ({ ...previous, ...patch }),
      replace: options?.replace ?? false,
    });
  }, [navigate]);
  return { search, change };
}

export function useLeadStages() {
  const query = useQuery({ ...routeQuery(leadStagesList, {}), staleTime: SETTINGS_STALE_MS });
  // Stages that are known already stay: a reading that failed later takes no board away.
  return {
    stages: query.data ?? NO_STAGES, error: query.data ? null : query.error,
    retry: query.refetch,
  };
}

export function useLeadTopics(): LeadTopic[] {
  const { data } = useQuery({ ...routeQuery(leadTopicsList, {}), staleTime: SETTINGS_STALE_MS });
  return data ?? NO_TOPICS;
}

export function useLeadFields(): FieldInfo[] {
  const { data } = useQuery({ ...routeQuery(leadFields, {}), staleTime: SETTINGS_STALE_MS });
  return data ?? NO_FIELDS;
}
