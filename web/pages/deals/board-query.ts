// What the board asks for, known before its page has come: on the first load the data are on the
// way while the parts of the page still queue, six at a time.
import { dealsBoard, pipelinesList } from '#contract/deals';
import type { Pipeline } from '#contract/deals';
import { queryClient, routeQuery } from '../../api/query.ts';
import type { DealsSearch } from './deals-search.ts';

const FIRST_CARDS = 30;
const DEFAULT_SORT = '-updatedAt';
export const SETTINGS_STALE_MS = 10 * 60_000;

export type BoardAsk = { pipelineId: number; sort: string; filter?: string; q?: string };

export function boardAsk(pipelineId: number, search: DealsSearch): BoardAsk {
  return {
    pipelineId, sort: search.sort ?? DEFAULT_SORT, filter: search.filter, q: search.q,
  };
}

/** Without an ask the query waits. */
export const boardQuery = (ask: BoardAsk = { pipelineId: 0, sort: DEFAULT_SORT }) =>
  routeQuery(dealsBoard, { query: { ...ask, limit: FIRST_CARDS } });

export const pipelinesQuery = () => routeQuery(pipelinesList, {});

/** The pipeline of the address, else the first one. */
export const pipelineOf = (pipelines: readonly Pipeline[], id: number | undefined) =>
  pipelines.find((each) => each.id === id)
  ?? pipelines.find((each) => each.isDefault) ?? pipelines[0];

/** What fails is asked for again by the page, which says so. */
export async function startBoard(search: DealsSearch): Promise<void> {
  const pipelines = await queryClient
    .fetchQuery({ ...pipelinesQuery(), staleTime: SETTINGS_STALE_MS }).catch(() => []);
  const pipeline = pipelineOf(pipelines, search.pipeline);
  if (pipeline) await queryClient.prefetchQuery(boardQuery(boardAsk(pipeline.id, search)));
}
