// Sums of a whole view in currencies that are not ours: kept apart, never converted.
import type { OtherCurrency } from '#contract/deals';
import type { ListQuery } from '#contract/listing';
import { maySee } from '#platform/actor';
import type { Context } from '#platform/context';
import type { FilterFrame } from '#platform/listing/resolve-filter';
import { fromClause } from '#platform/listing/from-clause';
import { type ListSource, viewPredicate } from '#platform/listing/run-list';

/** Nothing for who may not see money. Their few deals have an index of their own. */
export async function otherSums(
  ctx: Context, source: ListSource, query: ListQuery, frame: FilterFrame,
): Promise<OtherCurrency[]> {
  if (!maySee(ctx.actor, 'deal.money')) return [];
  const { sql, values } = viewPredicate(source, query, frame);
  const { rows } = await ctx.db.query<OtherCurrency>(`
    select c.currency, sum(c."amountKopecks")::bigint as "amountKopecks",
      sum(c."paidKopecks")::bigint as "paidKopecks"
    from ${fromClause(source, sql)}
      cross join lateral jsonb_to_recordset(d.other_currencies)
        as c (currency text, "amountKopecks" bigint, "paidKopecks" bigint)
    where d.other_currencies is not null and (${sql}) group by 1 order by 1`, values);
  return rows;
}
