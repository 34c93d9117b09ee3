// History says who, not which number: a task that changes hands carries both names.
import { employeeNames } from '#modules/staff';
import type { Tx } from '#platform/database';
import type { Changes } from '#platform/events';

const PEOPLE = ['assigneeId', 'watcherIds'] as const;

const isId = (value: unknown): value is number => typeof value === 'number';

/** Ids of people become `{id, name}`, alone and in lists; the rest stays as it is. */
export async function namePeople(tx: Tx, changes: Changes): Promise<Changes> {
  const given = PEOPLE.filter((field) => changes[field]);
  const ids = given.flatMap((field) => [changes[field]!.old, changes[field]!.new]).flat()
    .filter(isId);
  if (ids.length === 0) return changes;
  const names = await employeeNames(tx, [...new Set(ids)]);
  const named = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(named);
    return isId(value) ? { id: value, name: names.get(value) ?? String(value) } : value;
  };
  return {
    ...changes,
    ...Object.fromEntries(given.map((field) =>
      [field, { old: named(changes[field]!.old), new: named(changes[field]!.new) }])),
  };
}
