// What became of requests that a program has brought: their deals, for whoever sends what follows.
import type { Queryable } from '#platform/database';

/** The newest deal of each received lead by its external key; returned ones count no more. */
export async function dealsOfReceived(
  on: Queryable, externalKeys: string[],
): Promise<Map<string, number>> {
  const { rows } = await on.query<{ key: string; dealId: number }>({
    name: 'lead-received-deals',
    text: `
      select distinct on (l.id) l.external_key as key, p.deal_id as "dealId"
      from leads.lead l join leads.passing p on p.lead_id = l.id and p.returned_at is null
      where l.external_key = any($1::text[])
      order by l.id, p.id desc`,
    values: [externalKeys],
  });
  return new Map(rows.map(({ key, dealId }) => [key, dealId]));
}
