// Two people edit one deal: changes of different fields both stay, a change of a field that
// somebody has changed meanwhile is refused by its name. History knows which fields those are.
import type { Tx } from '#platform/database';
import { refuse } from '#platform/refuse';

/**
 * Refuses 'record.changed' when one of `fields` changed after `seen`, the version that the person
 * looked at. Runs under the lock of the deal, so nothing can slip between check and write.
 */
export async function refuseLostUpdate(
  tx: Tx, deal: { id: number; version: number }, seen: number, fields: string[],
): Promise<void> {
  if (seen === deal.version) return;
  if (seen > deal.version) throw refuse('record.changed');
  const changed = await fieldsChangedAfter(tx, deal.id, seen);
  const lost = fields.filter((field) => changed.has(field));
  if (lost.length === 0) return;
  throw refuse('record.changed', undefined, lost.map((field) => ({
    field, reason: 'Это поле уже изменили.',
  })));
}

async function fieldsChangedAfter(tx: Tx, dealId: number, seen: number): Promise<Set<string>> {
  // An event without a version (a batch of the exchange) counts by its place in the log.
  const { rows } = await tx.query<{ field: string }>({
    name: 'deal-fields-changed-after',
    text: `
      select distinct jsonb_object_keys(e.data->'changes') as field
      from platform.event e
      where e.entity = 'deal' and e.entity_id = $1
        and jsonb_typeof(e.data->'changes') = 'object'
        and e.id > coalesce((
          select max(b.id) from platform.event b
          where b.entity = 'deal' and b.entity_id = $1 and (b.data->>'version')::int <= $2), 0)`,
    values: [dealId, seen],
  });
  return new Set(rows.map((row) => row.field));
}
