// Deals follow a merged company or contact.
import { type LinkedRecords, recordsFollower } from '#modules/customers';
import { one } from '#platform/database';

export const LINKED_DEALS: LinkedRecords = {
  noun: 'deals',
  entity: 'deal',
  pass: async (tx, column, { fromId, toId }, ids) => (await tx.query<{
    id: number; version: number;
  }>(`
    update deals.deal set ${column} = $2, version = version + 1
    where id in (select d.id from deals.deal d where d.${column} = $1
        and ($3::bigint[] is null or d.id = any($3)) order by d.id for update)
    returning id, version`, [fromId, toId, ids])).rows,
  count: async (on, column, id) => (await one<{ count: number }>(on,
    `select count(*) as count from deals.deal d where d.${column} = $1`, [id]))!.count,
};

export const dealsFollower = recordsFollower(LINKED_DEALS);
