// A shared view as its reader may use it: what they have no right to read is taken out, so that the
// view works and says nothing of fields that do not exist for them.
import type { Filter } from '#contract/listing';
import type { ViewQuery } from '#contract/views';
import type { HiddenGroups, Catalogue } from '#platform/listing/catalogue';
import { parseFilter } from '#platform/listing/parse-filter';

export type Readable = { query: ViewQuery; isReduced: boolean; isWidened: boolean };

export function readableView(
  catalogue: Catalogue, query: ViewQuery, hidden: HiddenGroups,
): Readable {
  const isHidden = (name: string): boolean => {
    const group = catalogue.fields.get(name)?.group;
    return group !== undefined && hidden.has(group);
  };
  const { filter, sort, columns, group, ...rest } = query;
  const kept: ViewQuery = {
    ...rest,
    ...part('filter', filterWithout(filter, isHidden)),
    ...part('sort', listWithout(sort, (name) => isHidden(name.replace(/^-/, '')))),
    ...part('columns', listWithout(columns, (name) => isHidden(name.split(':')[0] ?? ''))),
    ...part('group', group && !isHidden(group) ? group : undefined),
  };
  const names = ['filter', 'sort', 'columns', 'group'] as const;
  const isReduced = names.some((name) => kept[name] !== (query[name] || undefined));
  const isWidened = kept.filter !== (query.filter || undefined);
  return { query: isReduced ? kept : query, isReduced, isWidened };
}

const part = (name: keyof ViewQuery, value: string | undefined) =>
  (value ? { [name]: value } : {});

function listWithout(
  text: string | undefined, isHidden: (name: string) => boolean,
): string | undefined {
  return text?.split(',').filter((name) => !isHidden(name)).join(',') || undefined;
}

/** A part of the filter that names a hidden field anywhere goes as a whole. */
function filterWithout(
  text: string | undefined, isHidden: (name: string) => boolean,
): string | undefined {
  if (!text) return undefined;
  const filter = parseFilter(text) as Record<string, unknown>;
  if (!mentions(filter, isHidden)) return text;
  const parts = Array.isArray(filter['and']) && Object.keys(filter).length === 1
    ? filter['and'] as Filter[]
    : Object.entries(filter).map(([name, value]) => ({ [name]: value }) as Filter);
  const left = parts.filter((one) => !mentions(one as Record<string, unknown>, isHidden));
  if (left.length === 0) return undefined;
  return JSON.stringify(left.length === 1 ? left[0] : { and: left });
}

function mentions(node: Record<string, unknown>, isHidden: (name: string) => boolean): boolean {
  return Object.entries(node).some(([name, value]) => {
    if (name === 'and' || name === 'or') {
      return (value as Record<string, unknown>[]).some((one) => mentions(one, isHidden));
    }
    if (name === 'not') return mentions(value as Record<string, unknown>, isHidden);
    return isHidden(name);
  });
}
