// A product by its article or name: for the grid of lines and for the one search.
import type { ProductHit } from '#contract/catalog';
import { layoutVariants } from '#contract/keyboard-layout';
import type { Context } from '#platform/context';
import { allOf, type Fragment, shiftParameters } from '#platform/listing/fragment';
import { foldedSql, foldText, likePattern } from '#platform/listing/fold-text';
import { planSearch, type SearchPlan, textMatches } from '#platform/search/plan';
import type { SearchProvider } from '#platform/search/registry';
import { customMatches } from '#modules/fields';
import { articleKeySql } from './article-key.ts';
import { foundByAttributes } from './found-by-attributes.ts';
import { hitColumns } from './product-hit.ts';
import { visibleProducts } from './visibility.ts';

/** Ranked are so many of each kind of match: a word like «насос» fits thousands. */
const CANDIDATES_MAX = 300;
const LOOKUP_LIMIT = 20;

/** Ids of products as a subquery; at most `each` of every branch when given. */
export function productIds(ctx: Context, plan: SearchPlan, each?: number): Fragment {
  const limit = each === undefined ? '' : ` limit ${each}`;
  const article = textMatches('n.article', plan);
  const words = textMatches('n.words', plan);
  const branches: Fragment[] = [
    { ...article, sql: `n.article is not null and (${article.sql})` },
    textMatches('n.name', plan),
    { ...words, sql: `n.words is not null and (${words.sql})` },
    ...articleMatches(plan.text),
    ...customMatches(ctx, { entity: 'product', column: 'n.custom' }, plan),
  ];
  const values: unknown[] = [];
  const texts = branches.map((branch) => {
    const sql = shiftParameters(branch.sql, values.length);
    values.push(...branch.values);
    return `(select n.id from catalog.product n where ${sql}${limit})`;
  });
  return { sql: texts.join(' union '), values };
}

const ARTICLE_KEY_MIN = 4;
const LAST_SIGN = '\u{10ffff}';

/** «асн 1,5», «асн1.5» and «ACH-1.5» are one article: letters of one alphabet and digits. */
function articleMatches(text: string): Fragment[] {
  if (!/\d/.test(text) || text.replace(/[^\p{L}\p{N}]/gu, '').length < ARTICLE_KEY_MIN) return [];
  const key = articleKeySql('n.article');
  const typed = articleKeySql('$1::text');
  return [{
    sql: `n.article is not null and ${key} >= ${typed} and ${key} < ${typed} || '${LAST_SIGN}'`,
    values: [text],
  }];
}

export type ProductLookup = { q?: string | undefined; limit?: number | undefined };

/** Best first: the very article, an article that begins so, then names. Blank finds nothing. */
export async function lookupProducts(
  ctx: Context, { q, limit = LOOKUP_LIMIT }: ProductLookup,
): Promise<ProductHit[]> {
  const plan = planSearch(q);
  return plan ? findProducts(ctx, plan, limit) : [];
}

/**
 * Articles that begin with the text in either layout. Bounds, not LIKE: for that the planner reads
 * the trigrams, while a walk along the plain index ends at the limit.
 */
function articlesBegin(text: string): Fragment {
  const values = layoutVariants(text).map(foldText);
  const article = foldedSql('n.article');
  return {
    sql: values.map((_value, at) => `(select n.id from catalog.product n
        where n.article is not null and ${article} ~>=~ $${at + 1}::text
          and ${article} ~<~ ($${at + 1}::text || '${LAST_SIGN}') limit ${CANDIDATES_MAX})`)
      .join(' union '),
    values,
  };
}

/**
 * A begun article stands above all else, so that enough of them are the answer: the trigrams of two
 * or three letters would be read for every product that has them, 80–240 ms instead of 10.
 */
async function findProducts(
  ctx: Context, plan: SearchPlan, limit: number,
): Promise<ProductHit[]> {
  if (!plan.text.includes(' ')) {
    const begun = await rank(ctx, plan, limit, articlesBegin(plan.text));
    if (begun.length >= limit) return begun;
  }
  return rank(ctx, plan, limit, productIds(ctx, plan, CANDIDATES_MAX));
}

async function rank(
  ctx: Context, plan: SearchPlan, limit: number, ids: Fragment,
): Promise<ProductHit[]> {
  const named = textMatches('f.name', plan);
  const values = [plan.text, likePattern(plan.text, 'startsWith'), ...named.values];
  const where = allOf([
    { sql: 'p.deleted_at is null', values: [] },
    visibleProducts(ctx.actor, 'read'),
    { ...ids, sql: `p.id in (${ids.sql})` },
  ]);
  const { rows } = await ctx.db.query<ProductHit>(`
    select ${hitColumns(ctx.actor)} from catalog.product f
    where f.id in (select p.id from catalog.product p
      where ${shiftParameters(where.sql, values.length)})
    order by coalesce(${foldedSql('f.article')} = $1::text, false) desc,
      coalesce(${foldedSql('f.article')} like $2::text, false) desc,
      ${foldedSql('f.name')} like $2::text desc, (${shiftParameters(named.sql, 2)}) desc,
      length(f.name), f.id
    limit ${Math.trunc(limit)}`, [...values, ...where.values]);
  return rows;
}

/** What the catalog brings to the one search. */
export const catalogSearch: SearchProvider[] = [{
  entity: 'product',
  right: { entity: 'product', action: 'read' },
  search: async (ctx, plan, limit) => {
    const found = await findProducts(ctx, plan, limit);
    const words = await foundByAttributes(ctx, plan, found.map(({ id }) => id));
    return found.map(({ id, name, article }) => ({
      id, title: name, subtitle: [article, words.get(id)].filter(Boolean).join(' · '),
    }));
  },
}];
