import type { ExportStart } from '#contract/exports';
import { selectionOf } from '../mass/selection-of.ts';
import type { DataColumn } from '../table/data-table.tsx';
import type { Selected } from '../table/selection.ts';
import type { Noun } from './use-layout.ts';

/** What stands on the screen, as the order of a file: what is marked alone when something is. */
export function exportOf(
  noun: Noun, columns: Pick<DataColumn<never>, 'id' | 'header'>[],
  view: { filter?: string; q?: string; sort?: string; group?: string }, selected: Selected,
): Omit<ExportStart, 'format'> {
  const marked = selectionOf(selected, view);
  const { filter, q } = 'ids' in marked ? view : marked;
  return {
    noun,
    columns: columns.map(({ id, header }) => ({ field: id, header })),
    ...(filter ? { filter } : {}),
    ...(q ? { q } : {}),
    ...(view.sort ? { sort: view.sort } : {}),
    ...(view.group ? { group: view.group } : {}),
    ...(marked.ids && marked.ids.length > 0 ? { ids: marked.ids } : {}),
  };
}
