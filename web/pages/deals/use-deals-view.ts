import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { dealFields, pipelinesList } from '#contract/deals';
import type { Pipeline, Stage } from '#contract/deals';
import type { FieldInfo } from '#contract/listing';
import { keyOf, queryClient, routeQuery } from '../../api/query.ts';
import { useChanges } from '../../api/stream.ts';
import { pipelineOf, pipelinesQuery, SETTINGS_STALE_MS } from './board-query.ts';
import type { DealsSearch } from './deals-search.ts';

const NO_FIELDS: FieldInfo[] = [];
const NO_PIPELINES: Pipeline[] = [];

export type DealsView = {
  search: DealsSearch;
  /** Changes parts of the address; undefined removes one. Steps back are kept unless `replace`. */
  change: (patch: Partial<DealsSearch>, options?: { replace?: boolean }) => void;
};

/** The state of the deals screens, which is their address. */
export function useDealsView(): DealsView {
  const search: DealsSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const change = useCallback<DealsView['change']>((patch, options) => {
    void navigate({
      to: '.',
      search: (previous: DealsSearch) => ({ ...previous, ...patch }),
      replace: options?.replace ?? false,
    });
  }, [navigate]);
  return { search, change };
}

const refreshPipelines = () =>
  void queryClient.invalidateQueries({ queryKey: keyOf(pipelinesList) });

/** Stages change under an open board when an administrator edits them. */
export function usePipelines() {
  useChanges('pipeline', null, refreshPipelines);
  const query = useQuery({ ...pipelinesQuery(), staleTime: SETTINGS_STALE_MS });
  // Pipelines that are known already stay: a reading that failed later takes no board away.
  return {
    pipelines: query.data ?? NO_PIPELINES, error: query.data ? null : query.error,
    retry: query.refetch,
  };
}

/** The pipeline of the address, else the first one. */
export function usePipeline(id: number | undefined) {
  const { pipelines, error, retry } = usePipelines();
  return { pipelines, pipeline: pipelineOf(pipelines, id), error, retry };
}

export function findStage(pipelines: Pipeline[], stageId: number): Stage | undefined {
  return pipelines.flatMap((pipeline) => pipeline.stages).find((stage) => stage.id === stageId);
}

export function useDealFields(): FieldInfo[] {
  const { data } = useQuery({ ...routeQuery(dealFields, {}), staleTime: SETTINGS_STALE_MS });
  return data ?? NO_FIELDS;
}
