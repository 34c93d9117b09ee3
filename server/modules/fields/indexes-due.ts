// Indexes of the fields that are often filtered by. They are built beside the work of people, one
// after another, and dropped when a field is frequent no more.
import type { CustomEntity } from '#contract/custom-fields';
import { systemContext } from '#platform/context';
import { type Db, inTransaction } from '#platform/database';
import { writeEvents } from '#platform/events';
import { type Definition, readDefinitions } from './definition.ts';
import { fieldIndexes } from './field-indexes.ts';
import { loadCustomFields } from './known-fields.ts';
import { indexName, indexSql } from './sql-of-field.ts';

/** Table of a record, e.g. `deals.deal`; composition knows them all. */
export type CustomTables = Readonly<Record<CustomEntity, string>>;

const isWanted = (field: Definition): boolean =>
  (field.isFrequent || field.isSearched) && field.archivedAt === null && field.kind !== 'file';

/** Two at once on one table wait for each other for ever: 'fiel' in ASCII. */
const SETTLING_LOCK = 0x66_69_65_6c;

/**
 * Repeats harmlessly. What was broken off half-built is dropped and begun again. One process does
 * it at a time; what is asked for meanwhile is seen by the one that is at it.
 */
export async function settleFieldIndexes(
  db: Db, tables: CustomTables, now: () => Date,
): Promise<void> {
  const client = await db.connect();
  try {
    const { rows } = await client.query<{ mine: boolean }>(
      'select pg_try_advisory_lock($1) as mine', [SETTLING_LOCK]);
    if (!rows[0]?.mine) return;
    try {
      let hasBuilt = false;
      while (await settleOnce(db, tables)) hasBuilt = true;
      if (hasBuilt) await tellReady(db, now);
    } finally {
      await client.query('select pg_advisory_unlock($1)', [SETTLING_LOCK]);
    }
  } finally {
    client.release();
  }
}

/** True when something was built: there may be more to do by then. */
async function settleOnce(db: Db, tables: CustomTables): Promise<boolean> {
  const wanted = (await readDefinitions(db)).filter(isWanted);
  const kept = new Set<number>();
  for (const index of await fieldIndexes(db)) {
    const field = wanted.find((each) => each.id === index.fieldId);
    if (field && index.isValid && index.name === indexName(field)) kept.add(field.id);
    else await db.query(`drop index concurrently if exists ${index.schema}.${index.name}`);
  }
  for (const field of wanted) {
    if (kept.has(field.id)) continue;
    // Outside of a transaction: writers of the table go on meanwhile.
    await db.query(`create index concurrently if not exists ${indexName(field)}
      on ${tables[field.entity]} ${indexSql(field)}`);
    await db.query(`analyze ${tables[field.entity]} (custom)`);
  }
  return kept.size < wanted.length;
}

/** Search begins to look where an index has become ready. */
async function tellReady(db: Db, now: () => Date): Promise<void> {
  const ctx = systemContext(db, 'system', now);
  await inTransaction(db, (tx) => writeEvents(tx, ctx, [{
    kind: 'customField.indexed', entity: 'customField', entityId: 0, data: {},
  }]));
  await loadCustomFields(db);
}
