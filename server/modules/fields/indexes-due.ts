// Indexes of the fields that are often filtered by. They are built beside the work of people, one
// after another, and dropped when a field is frequent no more.
import type { CustomEntity } from '#contract/custom-fields';
import type { Db, Queryable } from '#platform/database';
import { type Definition, readDefinitions } from './definition.ts';
import { indexSql } from './sql-of-field.ts';

/** Table of a record, e.g. `deals.deal`; composition knows them all. */
export type CustomTables = Readonly<Record<CustomEntity, string>>;

type Index = { schema: string; name: string; fieldId: number; isValid: boolean };

export async function fieldIndexes(on: Queryable): Promise<Index[]> {
  const { rows } = await on.query<Index>({
    name: 'custom-field-indexes',
    text: String.raw`
      select n.nspname as schema, c.relname as name, i.indisvalid as "isValid",
        substring(c.relname from '^custom_field_(\d+)_idx$')::bigint as "fieldId"
      from pg_index i join pg_class c on c.oid = i.indexrelid
        join pg_namespace n on n.oid = c.relnamespace
      where c.relname ~ '^custom_field_\d+_idx$'`,
    values: [],
  });
  return rows;
}

const isWanted = (field: Definition): boolean =>
  field.isFrequent && field.archivedAt === null && field.kind !== 'file';

/** Repeats harmlessly. What was broken off half-built is dropped and begun again. */
export async function settleFieldIndexes(db: Db, tables: CustomTables): Promise<void> {
  const wanted = (await readDefinitions(db)).filter(isWanted);
  const kept = new Set<number>();
  for (const index of await fieldIndexes(db)) {
    const field = wanted.find((each) => each.id === index.fieldId);
    if (field && index.isValid) kept.add(field.id);
    else await db.query(`drop index concurrently if exists ${index.schema}.${index.name}`);
  }
  for (const field of wanted) {
    if (kept.has(field.id)) continue;
    // Outside of a transaction: writers of the table go on meanwhile.
    await db.query(`create index concurrently if not exists custom_field_${field.id}_idx
      on ${tables[field.entity]} ${indexSql(field)}`);
    await db.query(`analyze ${tables[field.entity]} (custom)`);
  }
}
