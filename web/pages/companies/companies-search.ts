export type CompaniesSearch = { filter?: string; q?: string; sort?: string; create?: 'company' };

const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);

/** The list's state, as the address holds it. */
export function readCompaniesSearch(search: Record<string, unknown>): CompaniesSearch {
  const filter = textOf(search.filter);
  const q = textOf(search.q);
  const sort = textOf(search.sort);
  return {
    ...(filter ? { filter } : {}),
    ...(q ? { q } : {}),
    ...(sort ? { sort } : {}),
    ...(search.create === 'company' ? { create: 'company' as const } : {}),
  };
}
