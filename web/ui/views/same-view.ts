import type { ViewQuery } from '#contract/views';

/** Without what is not set; a view is kept as small as it was meant. */
export function plainQuery(query: ViewQuery): ViewQuery {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value)) as ViewQuery;
}

const COMPARED = ['filter', 'sort', 'q', 'pipelineId', 'folderId', 'columns', 'group'] as const;

/** Whether the address still shows what the view says; board or list is a matter of taste. */
export function isSameView(saved: ViewQuery, shown: ViewQuery): boolean {
  return COMPARED.every((part) => (saved[part] || undefined) === (shown[part] || undefined));
}
