// How much stands under a source: said before it is merged or archived.
import type { SourceUsage } from '#contract/deal-dictionaries';
import { one, type Queryable } from '#platform/database';

export async function readSourceUsage(on: Queryable, sourceId: number): Promise<SourceUsage> {
  return (await one<SourceUsage>(on,
    `select (select count(*)::int from deals.deal where source_id = $1) as deals,
       (select count(*)::int from leads.lead where source_id = $1) as leads`, [sourceId]))!;
}
