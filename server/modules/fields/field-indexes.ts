// The indexes of custom fields that the database holds now.
import type { Queryable } from '#platform/database';

type Index = { schema: string; name: string; fieldId: number; isValid: boolean };

export async function fieldIndexes(on: Queryable): Promise<Index[]> {
  const { rows } = await on.query<Index>({
    name: 'custom-field-indexes',
    text: String.raw`
      select n.nspname as schema, c.relname as name, i.indisvalid as "isValid",
        substring(c.relname from '^custom_field_(\d+)_(?:order_)?idx$')::bigint as "fieldId"
      from pg_index i join pg_class c on c.oid = i.indexrelid
        join pg_namespace n on n.oid = c.relnamespace
      where c.relname ~ '^custom_field_\d+_(order_)?idx$'`,
    values: [],
  });
  return rows;
}
