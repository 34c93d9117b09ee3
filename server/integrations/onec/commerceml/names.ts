// What one file says once and later ones refer to by id: schema 3.1 sends groups, properties,
// units and warehouses in files and sessions of their own.
import type { CommercemlRecord } from '#contract/commerceml-rows';
import type { Db, Queryable } from '#platform/database';
import { type Dictionary, emptyDictionary } from './dictionary.ts';

export type NameRow = {
  kind: 'group' | 'property' | 'unit' | 'warehouse';
  id: string; name: string; texts: Record<string, string> | null;
};

/** The name that a record gives, null when it gives none. */
export function nameOf(record: CommercemlRecord): NameRow | null {
  switch (record.kind) {
    case 'group':
    case 'warehouse':
      return { kind: record.kind, id: record.id, name: record.name, texts: null };
    case 'unit': return { kind: 'unit', id: record.code, name: record.name, texts: null };
    case 'property':
      return { kind: 'property', id: record.id, name: record.name, texts: record.values };
    default: return null;
  }
}

export async function readNames(db: Db, baseId: number): Promise<Dictionary> {
  const dictionary = emptyDictionary();
  const { rows } = await db.query<NameRow>(
    'select kind, id, name, texts from onec.commerceml_name where base_id = $1', [baseId]);
  for (const { kind, id, name, texts } of rows) {
    if (kind === 'group') dictionary.groups.set(id, name);
    if (kind === 'unit') dictionary.units.set(id, name);
    if (kind === 'warehouse') dictionary.warehouses.set(id, name);
    if (kind === 'property') dictionary.properties.set(id, { name, values: texts ?? {} });
  }
  return dictionary;
}

/** A package of changes names only some values of a property: the rest stay. */
export async function storeNames(
  on: Queryable, baseId: number, rows: readonly NameRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const last = new Map(rows.map((row) => [`${row.kind} ${row.id}`, row]));
  await on.query(
    `insert into onec.commerceml_name as was (base_id, kind, id, name, texts)
     select $1, kind, id, name, texts
     from jsonb_to_recordset($2::jsonb) as n (kind text, id text, name text, texts jsonb)
     on conflict (base_id, kind, id) do update
       set name = excluded.name, texts = was.texts || excluded.texts
       where was.name <> excluded.name or not coalesce(was.texts @> excluded.texts, true)`,
    [baseId, JSON.stringify([...last.values()])]);
}
