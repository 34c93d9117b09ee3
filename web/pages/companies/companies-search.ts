import { idOf, known, readListSearch } from '../../lists/list-search.ts';
import type { ListSearch } from '../../lists/list-search.ts';

export type CompaniesSearch = ListSearch & {
  create?: 'company';
  /** The company in the side panel. */
  company?: number;
};

/** The list's state, as the address holds it. */
export function readCompaniesSearch(search: Record<string, unknown>): CompaniesSearch {
  return known({
    ...readListSearch(search), company: idOf(search.company),
    create: search.create === 'company' ? 'company' : undefined,
  });
}
