// Leads follow a merged company or contact.
import { recordsFollower } from '#modules/customers';
import { one } from '#platform/database';

export const leadsFollower = recordsFollower({
  noun: 'leads',
  entity: 'lead',
  pass: async (tx, column, { fromId, toId }, ids) => (await tx.query<{
    id: number; version: number;
  }>(`
    update leads.lead set ${column} = $2, version = version + 1
    where id in (select l.id from leads.lead l where l.${column} = $1
        and ($3::bigint[] is null or l.id = any($3)) order by l.id for update)
    returning id, version`, [fromId, toId, ids])).rows,
  count: async (on, column, id) => (await one<{ count: number }>(on,
    `select count(*) as count from leads.lead l where l.${column} = $1`, [id]))!.count,
});
