import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import {
  importCancel, importCheck, importRead, importRows, importRun, importSet, importsList,
  importSubjects, importUndo, isImportActive,
} from '#contract/imports';
import type { Import, ImportItem, ImportSettings } from '#contract/imports';
import { call } from '../../api/client.ts';
import type { ApiProblem } from '../../api/client.ts';
import { keyOf, queryClient, routeQuery } from '../../api/query.ts';
import { useChanges } from '../../api/stream.ts';
import { ruImports } from '../../texts/ru-imports.ts';
import { failToast } from '../../ui/fail-toast.ts';

/** Only the author is told by the stream; an administrator who watches asks. */
const ASK_MS = 2_000;
const SUBJECTS_STALE_MS = 60_000;

export const useSubjects = () =>
  useQuery({ ...routeQuery(importSubjects, {}), staleTime: SUBJECTS_STALE_MS });

type Page = { items: ImportItem[]; before: number | null };

export function useImportsList() {
  useChanges('import', null, () =>
    void queryClient.invalidateQueries({ queryKey: keyOf(importsList) }));
  return useInfiniteQuery<Page, ApiProblem, { pages: Page[] }, unknown[], number | null>({
    queryKey: keyOf(importsList, {}),
    initialPageParam: null,
    queryFn: ({ pageParam, signal }) => call(importsList, {
      query: pageParam === null ? {} : { before: pageParam }, signal,
    }),
    getNextPageParam: (page) => page.before,
    refetchInterval: ({ state }) => (state.data?.pages.some(({ items }) =>
      items.some((item) => isImportActive(item.state))) ? ASK_MS : false),
  });
}

const refreshRows = () => queryClient.invalidateQueries({ queryKey: keyOf(importRows) });

export function useImport(id: number) {
  const query = useQuery({
    ...routeQuery(importRead, { params: { id } }),
    refetchInterval: ({ state }) =>
      (state.data && isImportActive(state.data.state) ? ASK_MS : false),
  });
  useChanges('import', id, () => {
    void query.refetch();
    void refreshRows();
  });
  return query;
}

export function keepImport(next: Import): void {
  queryClient.setQueryData(keyOf(importRead, { params: { id: next.id } }), next);
  void queryClient.invalidateQueries({ queryKey: keyOf(importsList) });
  void refreshRows();
}

export const saveSettings = (id: number, body: ImportSettings): Promise<Import> =>
  call(importSet, { params: { id }, body });

const ACTS = { check: importCheck, run: importRun, cancel: importCancel, undo: importUndo };

/** One step of the import; a refusal is a toast and the page shows how things stand. */
export const act = (id: number, name: keyof typeof ACTS): Promise<void> =>
  shown(call(ACTS[name], { params: { id } }));

/** Writes what the same file has written before, once more. */
export const runAgain = (id: number): Promise<void> =>
  shown(call(importRun, { params: { id }, query: { again: true } }));

async function shown(answer: Promise<Import>): Promise<void> {
  try {
    keepImport(await answer);
  } catch (error) {
    failToast(ruImports.actFailed, error);
    void queryClient.invalidateQueries({ queryKey: keyOf(importRead) });
  }
}
