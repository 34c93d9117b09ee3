// Saved views: reading, saving, updating, and their place in the address.
import { useMutation, useQuery } from '@tanstack/react-query';
import { viewCreate, viewEdit, viewRemove, viewsList } from '#contract/views';
import type { SavedView, ViewQuery } from '#contract/views';
import { paths } from '../paths.ts';
import { call } from './client.ts';
import { keyOf, queryClient, routeQuery } from './query.ts';

const refresh = () => queryClient.invalidateQueries({ queryKey: keyOf(viewsList) });

export function useSavedViews(noun: SavedView['noun']): SavedView[] {
  return useAllViews().filter((view) => view.noun === noun);
}

const NO_VIEWS: SavedView[] = [];

/** Undefined until the server has told them. */
export function useKnownViews(): SavedView[] | undefined {
  return useQuery({ ...routeQuery(viewsList, {}), staleTime: 60_000 }).data;
}

export function useAllViews(): SavedView[] {
  return useKnownViews() ?? NO_VIEWS;
}

export function useCreateView() {
  return useMutation({
    mutationFn: (body: {
      noun: SavedView['noun']; name: string; query: ViewQuery;
      sharedWith?: SavedView['sharedWith'];
    }) =>
      call(viewCreate, { body }),
    onSuccess: refresh,
  });
}

export function useEditView() {
  return useMutation({
    mutationFn: ({ id, ...body }: {
      id: number; name?: string; query?: ViewQuery; sharedWith?: SavedView['sharedWith'];
    }) =>
      call(viewEdit, { params: { id }, body }),
    onSuccess: refresh,
  });
}

export function useRemoveView() {
  return useMutation({
    mutationFn: (id: number) => call(viewRemove, { params: { id } }),
    onSuccess: refresh,
  });
}

type ViewSearch = {
  view: number; filter?: string; sort?: string; q?: string; pipeline?: number; folder?: number;
  columns?: string;
  group?: string;
};

function placeOf({ noun, query }: SavedView): string {
  if (noun === 'companies') return paths.companies();
  if (noun === 'contacts') return paths.contacts();
  if (noun === 'products') return paths.products();
  if (noun === 'tasks') {
    return query.layout === 'calendar' ? paths.tasksCalendar() : paths.tasksList();
  }
  if (noun === 'leads') {
    if (query.layout === 'calendar') return paths.leadsCalendar();
    return query.layout === 'list' ? paths.leadsList() : paths.leads();
  }
  if (query.layout === 'calendar') return paths.dealsCalendar();
  return query.layout === 'list' ? paths.dealsList() : paths.deals();
}

/** The address that shows a view: its filter is copied there, so that it can be changed. */
export function linkOfView(view: SavedView): { to: string; search: ViewSearch } {
  const { filter, sort, q, pipelineId, folderId, columns, group } = view.query;
  return {
    to: placeOf(view),
    search: {
      view: view.id,
      ...(filter ? { filter } : {}),
      ...(sort ? { sort } : {}),
      ...(q ? { q } : {}),
      ...(pipelineId ? { pipeline: pipelineId } : {}),
      ...(folderId ? { folder: folderId } : {}),
      ...(columns ? { columns } : {}),
      ...(group ? { group } : {}),
    },
  };
}
