// Sums of a whole view in currencies that are not ours: kept apart, never converted.
import type { OtherCurrency } from '#contract/deals';
import type { ListQuery } from '#contract/listing';
import { maySee } from '#platform/actor';
import type { Context } from '#platform/context';
import { allOf, type Fragment } from '#platform/listing/fragment';
import { fromClause } from '#platform/listing/from-clause';
import type { FilterFrame } from '#platform/listing/resolve-filter';
import { type ListSource, viewPredicate } from '#platform/listing/run-list';
import { listFrame } from '#platform/listing/subject';
import { prepared } from '#platform/prepared';
import { OTHER_CURRENCIES } from './other-currencies.ts';

const { join, where: hasOthers, currency, sums } = OTHER_CURRENCIES;

/** The few deals that have any are found by an index of their own. */
const sumsBy = (source: ListSource, where: string, stage?: string): string => `
  select ${stage ? `${stage} as "stageId", ` : ''}${currency},
    sum(${sums['amountKopecks']})::bigint as "amountKopecks",
    sum(${sums['paidKopecks']})::bigint as "paidKopecks"
  from ${fromClause(source, where)} ${join}
  where ${hasOthers} and (${where})
  group by ${stage ? `${stage}, ` : ''}${currency} order by ${currency}`;

/** Nothing for who may not see money. */
export async function otherSums(
  ctx: Context, source: ListSource, query: ListQuery, frame: FilterFrame,
): Promise<OtherCurrency[]> {
  if (!maySee(ctx.actor, 'deal.money')) return [];
  const { sql, values } = viewPredicate(source, query, frame);
  return (await ctx.db.query<OtherCurrency>(sumsBy(source, sql), values)).rows;
}

type OfStage = OtherCurrency & { stageId: number };

/** The same by stage, of the open deals of a board. */
export async function otherSumsByStage(
  ctx: Context, source: ListSource, query: ListQuery, open: Fragment,
): Promise<ReadonlyMap<number, OtherCurrency[]>> {
  if (!maySee(ctx.actor, 'deal.money')) return new Map();
  const { sql, values } = allOf([open, viewPredicate(source, query, listFrame(ctx))]);
  const text = sumsBy(source, sql, 'd.stage_id');
  const { rows } = await ctx.db.query<OfStage>(query.filter || query.q
    ? { name: '', text, values }
    : prepared('board-others', text, values));
  const byStage = new Map<number, OtherCurrency[]>();
  for (const { stageId, ...sums } of rows) {
    byStage.set(stageId, [...byStage.get(stageId) ?? [], sums]);
  }
  return byStage;
}
