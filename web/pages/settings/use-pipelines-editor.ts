import { useQuery } from '@tanstack/react-query';
import { pipelinesList } from '#contract/deals';
import {
  pipelinesEdited, pipelineUsage, stageMovesList,
} from '#contract/pipelines';
import { keyOf, queryClient, routeQuery } from '../../api/query.ts';
import { useChanges } from '../../api/stream.ts';
import { ruSettings } from '../../texts/ru-settings.ts';
import { failToast } from '../../ui/fail-toast.ts';

const ROUTES = [pipelinesEdited, pipelineUsage, stageMovesList, pipelinesList];

export function refreshEditor(): void {
  for (const route of ROUTES) void queryClient.invalidateQueries({ queryKey: keyOf(route) });
}

export function useEditedPipelines() {
  useChanges('pipeline', null, refreshEditor);
  return useQuery(routeQuery(pipelinesEdited, {}));
}

/** How many deals stand on each stage; unknown while it is counted. */
export function useUsage(pipelineId: number): Map<number, number> | undefined {
  const { data } = useQuery(routeQuery(pipelineUsage, { params: { id: pipelineId } }));
  return data && new Map(data.map((row) => [row.stageId, row.deals]));
}

/** Runs a change; a refusal says why, and the screen shows what is true again. */
export function change(act: Promise<unknown>): Promise<boolean> {
  return act.then(() => true, (error: unknown) => {
    failToast(ruSettings.pipelines.changeFailed, error);
    return false;
  }).finally(refreshEditor);
}
