import type { ExportStart } from '#contract/exports';
import type { DataColumn } from '../table/data-table.tsx';
import type { Selected } from '../table/selection.ts';
import type { Noun } from './use-columns.ts';

/** What stands on the screen, as the order of a file: marked rows alone when some are marked. */
export function exportOf(
  noun: Noun, columns: Pick<DataColumn<never>, 'id' | 'header'>[],
  view: { filter?: string; q?: string; sort?: string }, selected: Selected,
): Omit<ExportStart, 'format'> {
  return {
    noun,
    columns: columns.map(({ id, header }) => ({ field: id, header })),
    ...(view.filter ? { filter: view.filter } : {}),
    ...(view.q ? { q: view.q } : {}),
    ...(view.sort ? { sort: view.sort } : {}),
    ...(!selected.all && selected.ids.size > 0 ? { ids: [...selected.ids] } : {}),
  };
}
