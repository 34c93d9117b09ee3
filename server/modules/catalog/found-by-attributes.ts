// «Материал: чугун», the words by which a product was found that neither its name nor its article
// has: without them the hit looks like a mistake.
import type { Context } from '#platform/context';
import { foldedSql } from '#platform/listing/fold-text';
import { shiftParameters } from '#platform/listing/fragment';
import { type SearchPlan, textMatches } from '#platform/search/plan';

/** So much of long values says why. */
const SHOWN_MAX = 80;

/** By id of a product; those that their name explains are not there. */
export async function foundByAttributes(
  ctx: Context, plan: SearchPlan, ids: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  if (ids.length === 0) return new Map();
  const named = textMatches(`(coalesce(p.article, '') || ' ' || p.name)`, plan);
  const { rows } = await ctx.db.query<{ id: number; words: string | null }>(`
    select p.id, (
      select left(string_agg(v.key || ': ' || v.value, ', ' order by v.key), ${SHOWN_MAX})
      from jsonb_each_text(p.attributes || p.own_attributes) v
      where ${foldedSql("(v.key || ' ' || v.value)")} like any($2::text[])) as words
    from catalog.product p
    where p.id = any($1::bigint[]) and p.words is not null
      and not (${shiftParameters(named.sql, 2)})`,
  [ids, plan.readings.flat(), ...named.values]);
  return new Map(rows.flatMap(({ id, words }) => (words ? [[id, words]] : [])));
}
