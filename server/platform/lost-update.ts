// Two people edit one record: changes of different fields both stay, a change of a field that
// somebody has changed meanwhile is refused by its name. History knows which fields those are.
import type { Tx } from './database.ts';
import { refuse } from './refuse.ts';

type Seen = {
  entity: string;
  record: { id: number; version: number };
  /** The version that the person looked at. */
  seen: number;
  fields: string[];
};

/**
 * Refuses 'record.changed' when one of `fields` changed after `seen`. Runs under the lock of the
 * record, so nothing can slip between check and write.
 */
export async function refuseLostUpdate(tx: Tx, { entity, record, seen, fields }: Seen) {
  if (seen === record.version) return;
  if (seen > record.version) throw refuse('record.changed');
  const changed = await fieldsChangedAfter(tx, entity, record.id, seen);
  const lost = fields.filter((field) => changed.has(field));
  if (lost.length === 0) return;
  throw refuse('record.changed', undefined, lost.map((field) => ({
    field, reason: 'Это поле уже изменили.',
  })));
}

async function fieldsChangedAfter(
  tx: Tx, entity: string, id: number, seen: number,
): Promise<Set<string>> {
  // An event without a version (a batch of the exchange) counts by its place in the log.
  const { rows } = await tx.query<{ field: string }>({
    name: 'fields-changed-after',
    text: `
      select distinct jsonb_object_keys(e.data->'changes') as field
      from platform.event e
      where e.entity = $3 and e.entity_id = $1
        and jsonb_typeof(e.data->'changes') = 'object'
        and e.id > coalesce((
          select max(b.id) from platform.event b
          where b.entity = $3 and b.entity_id = $1 and (b.data->>'version')::int <= $2), 0)`,
    values: [id, seen, entity],
  });
  return new Set(rows.map((row) => row.field));
}
