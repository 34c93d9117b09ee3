// The figure beside «Сделки» in the navigation.
import type { Context } from '#platform/context';
import { one } from '#platform/database';

/** Open deals where the reader is responsible; a key without a person has none. */
export async function countOwnOpenDeals(ctx: Context): Promise<number> {
  const { employeeId } = ctx.actor;
  if (employeeId === null) return 0;
  const row = await one<{ count: number }>(ctx.db, {
    name: 'deal-count-own',
    text: `select count(*)::int as count from deals.deal d
      where d.responsible_id = $1 and d.is_open`,
    values: [employeeId],
  });
  return row?.count ?? 0;
}
