import type { MassSelection } from '#contract/mass';
import { groupsFilter } from '../table/selection.ts';
import type { Selected } from '../table/selection.ts';

/** Marked rows by id, a whole view by its filter. */
export function selectionOf(
  selected: Selected, view: { filter?: string | undefined; q?: string | undefined },
): MassSelection {
  const groups = selected.all ? null : groupsFilter(selected);
  if (groups) return { filter: groups, ...(view.q ? { q: view.q } : {}) };
  if (!selected.all) return { ids: [...selected.ids] };
  return {
    ...(view.filter ? { filter: view.filter } : {}), ...(view.q ? { q: view.q } : {}),
  };
}
