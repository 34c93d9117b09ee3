export type ImportsSearch = { noun?: string };

export function readImportsSearch(search: Record<string, unknown>): ImportsSearch {
  const { noun } = search;
  return typeof noun === 'string' && /^[a-z][A-Za-z]{1,30}$/.test(noun) ? { noun } : {};
}
