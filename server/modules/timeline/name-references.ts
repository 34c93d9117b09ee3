// Verbs of settings write references as bare ids: the journal calls them as people do.
import { titleOfCustomKey } from '#modules/fields';
import type { Context } from '#platform/context';

/** Names of records; those that the reader may not see are simply absent. */
export type RecordTitles =
  Readonly<Record<string, (ctx: Context, ids: number[]) => Promise<Map<number, string>>>>;

/** What the ids of a field are ids of. */
const REFERS: Readonly<Record<string, string>> = {
  deputyId: 'employee', headIds: 'employee', owners: 'employee', responsibleId: 'employee',
  assigneeId: 'employee', departmentId: 'department', departmentIds: 'department',
  roleIds: 'role', readerRoleIds: 'role', editorRoleIds: 'role',
  pipelineId: 'pipeline', sourceId: 'source', ownEntityId: 'ownEntity',
  'department.parentId': 'department', 'source.parentId': 'source',
  'productGroup.parentId': 'productGroup', 'deals.stageByStatus': 'stage',
};

type Told = { entity: string; data: Record<string, unknown> };
type Change = { old?: unknown; new?: unknown };

const referOf = (entity: string, field: string): string | undefined =>
  REFERS[`${entity}.${field}`] ?? (field === 'parentId' ? undefined : REFERS[field]);

const changesIn = ({ data }: Told) => Object.entries((data['changes'] ?? {}) as Record<
  string, Change>);

/** Numbers of a value: of an id, of a list of ids, of a record whose values are ids. */
function idsIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return value !== null && typeof value === 'object'
    ? Object.values(value).filter((each) => typeof each === 'number') : [];
}

function named(value: unknown, names: Map<number, string>): unknown {
  const nameOf = (id: unknown) =>
    (typeof id === 'number' ? names.get(id) ?? `№ ${id}` : id);
  if (Array.isArray(value)) return value.map(nameOf);
  if (value !== null && typeof value === 'object') {
    return 'id' in value ? value
      : Object.fromEntries(Object.entries(value).map(([key, id]) => [key, nameOf(id)]));
  }
  return nameOf(value);
}

/** The same events with names in the place of ids; one question for each kind of record. */
export async function nameReferences<T extends Told>(
  ctx: Context, titles: RecordTitles, events: T[],
): Promise<T[]> {
  const wanted = new Map<string, Set<number>>();
  for (const event of events) {
    for (const [field, { old, new: now }] of changesIn(event)) {
      const refer = referOf(event.entity, field);
      if (!refer || !titles[refer]) continue;
      const ids = wanted.get(refer) ?? new Set<number>();
      for (const id of [...idsIn(old), ...idsIn(now)]) ids.add(id);
      wanted.set(refer, ids);
    }
  }
  const names = new Map<string, Map<number, string>>();
  for (const [refer, ids] of wanted) {
    names.set(refer, ids.size > 0 ? await titles[refer]!(ctx, [...ids]) : new Map());
  }
  return events.map((event) => ({ ...event, data: namedData(ctx, event, names) }));
}

/** Stages ask for built-in fields by name and for custom ones by `custom.CODE`. */
const ASKING = { pipeline: 'deal', leadStage: 'lead' } as const;

function asked(ctx: Context, entity: string, keys: unknown): unknown {
  const of = Object.hasOwn(ASKING, entity) ? ASKING[entity as keyof typeof ASKING] : null;
  if (!of || !Array.isArray(keys)) return keys;
  return keys.map((key) => titleOfCustomKey(ctx, of, String(key)) ?? key);
}

function namedData(
  ctx: Context, event: Told, names: Map<string, Map<number, string>>,
): Record<string, unknown> {
  const changes = changesIn(event).map(([field, change]) => {
    if (field === 'requiredFields') {
      const { old, new: now } = change;
      return [field, {
        ...change, old: asked(ctx, event.entity, old), new: asked(ctx, event.entity, now),
      }];
    }
    const known = names.get(referOf(event.entity, field) ?? '');
    return [field, known ? {
      ...change, old: named(change.old, known), new: named(change.new, known),
    } : change];
  });
  return changes.length > 0
    ? { ...event.data, changes: Object.fromEntries(changes) } : event.data;
}
