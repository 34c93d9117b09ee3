import { panelIdOf } from '../../panel/panel-id.ts';

export type CompaniesSearch = {
  filter?: string; q?: string; sort?: string; columns?: string; group?: string; view?: number;
  create?: 'company';
  /** The company in the side panel. */
  company?: number;
};

const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);

/** The list's state, as the address holds it. */
export function readCompaniesSearch(search: Record<string, unknown>): CompaniesSearch {
  const view = Number(search.view);
  const read: CompaniesSearch = {
    filter: textOf(search.filter), q: textOf(search.q), sort: textOf(search.sort),
    columns: textOf(search.columns), group: textOf(search.group),
    view: Number.isSafeInteger(view) && view > 0 ? view : undefined,
    company: panelIdOf(search.company),
    create: search.create === 'company' ? 'company' : undefined,
  };
  return Object.fromEntries(
    Object.entries(read).filter(([, value]) => value !== undefined)) as CompaniesSearch;
}
