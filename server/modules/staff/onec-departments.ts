// Departments that people from 1C land in.
import type { Context } from '#platform/context';
import { one, type Tx } from '#platform/database';
import { writeEvents } from '#platform/events';

/** Where those go whose department is not known here. */
export const UNASSIGNED = { name: 'Не распределены', kind: 'support' } as const;
/** Where former people of old orders go. */
export const ARCHIVE = { name: 'Архив 1С', kind: 'archive' } as const;

type Place = { name: string; kind: 'support' | 'archive' };
const keyOf = (name: string) => name.trim().toLowerCase();

/** Finds departments by name, without case; what is not found is `fallback`, made when needed. */
export async function departmentsByName(
  tx: Tx, ctx: Context, names: readonly (string | null)[], fallback: Place,
): Promise<(name: string | null) => number> {
  const wanted = [...new Set([...names.flatMap((name) => name ?? []), fallback.name].map(keyOf))];
  const { rows } = await tx.query<{ id: number; key: string }>(
    `select min(id) as id, lower(name) as key from staff.department
     where lower(name) = any($1::text[]) and archived_at is null group by lower(name)`,
    [wanted]);
  const found = new Map(rows.map((row) => [row.key, row.id]));
  const needed = names.some((name) => name === null || !found.has(keyOf(name)));
  const fallbackKey = keyOf(fallback.name);
  if (needed && !found.has(fallbackKey)) {
    found.set(fallbackKey, await createPlace(tx, ctx, fallback));
  }
  return (name) => {
    const id = (name === null ? undefined : found.get(keyOf(name))) ?? found.get(fallbackKey);
    if (id === undefined) throw new Error(`No department for ${name}`);
    return id;
  };
}

async function createPlace(tx: Tx, ctx: Context, place: Place): Promise<number> {
  const row = await one<{ id: number }>(tx,
    `insert into staff.department (name, kind, position) values ($1, $2, 900) returning id`,
    [place.name, place.kind]);
  const id = row!.id;
  await writeEvents(tx, ctx, [{
    kind: 'department.created', entity: 'department', entityId: id,
    data: { name: place.name, parentId: null },
  }]);
  return id;
}
