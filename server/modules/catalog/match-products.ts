// Rows of a pasted specification → products: by article as typed, by its key, by the whole name, by
// an article within the name, and at last by likeness of names. Nothing is guessed in silence: what
// is not one product for certain is a choice for a person.
import type { MatchRow, ProductHit, ProductMatch, ProductMatches } from '#contract/catalog';
import type { Context } from '#platform/context';
import { allOf } from '#platform/listing/fragment';
import { foldedSql, foldText } from '#platform/listing/fold-text';
import { planSearch } from '#platform/search/plan';
import { articleKeySql, articleTokens, nameKeySql, severalArticles } from './article-key.ts';
import { hitColumns } from './product-hit.ts';
import { visibleProducts } from './visibility.ts';

const CANDIDATES_MAX = 8;
/**
 * Names are searched word by word, which reads whole posting lists: 15–200 ms a row at 200,000
 * products of alike names on a busy machine, against 40–110 ms for the keys of all 200 rows.
 * Only so many of the rows without any match are asked. Likeness by trigrams took a second a row.
 */
const ALIKE_ROWS_MAX = 5;
/** Ranked are so many of those that have the words. */
const ALIKE_READ_MAX = 40;
const WORDS_TOLD = 2;
const FRAGMENT_MIN = 3;

type Way = 1 | 2 | 3 | 4 | 5;
type Found = { place: number; way: Way; ids: number[] };

const HOW: Record<Way, ProductMatch['how']> = {
  1: 'article', 2: 'likeArticle', 3: 'name', 4: 'candidates', 5: 'candidates',
};

export async function matchProducts(
  ctx: Context, rows: readonly MatchRow[],
): Promise<ProductMatches> {
  const asked = rows.map(({ article, name }, place) => ({
    place,
    // A list of articles alone is often pasted under «Наименование».
    article: foldText((article || name || '').trim()),
    name: foldText((name ?? '').trim()),
    tokens: [...new Set([...severalArticles(article ?? ''), ...articleTokens(name ?? '')])],
    words: tellingWords(name ?? ''),
  }));
  const found = await findByKeys(ctx, asked);
  const known = new Set(found.map(({ place }) => place));
  const rest = asked.filter(({ place, words }) => words.length > 0 && !known.has(place));
  found.push(...await findAlike(ctx, rest.slice(0, ALIKE_ROWS_MAX)));
  const byPlace = new Map(found.map((one) => [one.place, one]));
  const products = await readHits(ctx, [...new Set(found.flatMap(({ ids }) => ids))]);
  return { rows: asked.map(({ place }) => matchOf(byPlace.get(place))), products };
}

function matchOf(found: Found | undefined): ProductMatch {
  if (!found) return { how: 'none', productIds: [] };
  const how = found.ids.length > 1 ? 'candidates' : HOW[found.way];
  return { how, productIds: found.ids.slice(0, CANDIDATES_MAX) };
}

type Asked = {
  place: number; article: string; name: string; tokens: string[]; words: string[];
};

/** One statement over four indexes, the surest way of each row. */
async function findByKeys(ctx: Context, asked: Asked[]): Promise<Found[]> {
  if (asked.length === 0) return [];
  const visible = allOf([
    { sql: '$1::jsonb is not null', values: [JSON.stringify(asked)] },
    { sql: 'p.deleted_at is null', values: [] },
    visibleProducts(ctx.actor, 'read'),
  ]);
  // The limit keeps every row a probe of its index: joined, the planner hashed the whole catalogue
  // and folded 200,000 articles, 1.7 s instead of 0.06.
  const probe = (from: string, way: Way, matches: string) => `
      select a.place, ${way} as way, found.id from ${from} a cross join lateral (
        select p.id from catalog.product p where ${matches} and ${visible.sql}
        limit ${CANDIDATES_MAX}) as found`;
  const { rows } = await ctx.db.query<Found>(`
    with asked as materialized (
      select r.place, nullif(r.article, '') as article,
        nullif(${articleKeySql('r.article')}, '') as key,
        nullif(${nameKeySql('r.name')}, '') as name_key, r.tokens
      from jsonb_to_recordset($1::jsonb)
        as r (place int, article text, name text, tokens text[])
    ), token as materialized (
      select distinct a.place, nullif(${articleKeySql('t')}, '') as key
      from asked a, unnest(a.tokens) as t
    ), hit as (
      ${probe('asked', 1, `${foldedSql('p.article')} = a.article and p.article is not null`)}
      union all
      ${probe('asked', 2, `${articleKeySql('p.article')} = a.key and p.article is not null`)}
      union all
      ${probe('asked', 3, `${nameKeySql('p.name')} = a.name_key`)}
      union all
      ${probe('token', 4, `${articleKeySql('p.article')} = a.key and p.article is not null`)}
    ), best as (
      select place, way, id, min(way) over (partition by place) as best from hit
    )
    select place, best as way, (array_agg(distinct id))[1:${CANDIDATES_MAX}] as ids
    from best where way = best group by place, best`, visible.values);
  return rows;
}

/** Patterns that must both stand in a name: words with digits first, then the longest. */
function tellingWords(name: string): string[] {
  const patterns = planSearch(name)?.readings[0] ?? [];
  const told = patterns.filter((pattern) => pattern.length > FRAGMENT_MIN + '%%'.length)
    .map((pattern) => ({ pattern, hasDigit: /\d/.test(pattern) }))
    .sort((a, b) => Number(b.hasDigit) - Number(a.hasDigit)
      || b.pattern.length - a.pattern.length)
    .slice(0, WORDS_TOLD).map(({ pattern }) => pattern);
  const [first] = told;
  // A short name repeats its word: two conditions are one plan for all rows.
  return first === undefined ? [] : [...told, first].slice(0, WORDS_TOLD);
}

async function findAlike(ctx: Context, asked: Asked[]): Promise<Found[]> {
  if (asked.length === 0) return [];
  const visible = allOf([
    { sql: '$1::jsonb is not null', values: [JSON.stringify(asked)] },
    { sql: 'p.deleted_at is null', values: [] },
    visibleProducts(ctx.actor, 'read'),
  ]);
  const { rows } = await ctx.db.query<Found>(`
    select r.place, 5 as way, array_agg(like_it.id order by like_it.likeness desc) as ids
    from jsonb_to_recordset($1::jsonb) as r (place int, name text, words text[])
      cross join lateral (
        select n.id, similarity(${foldedSql('n.name')}, r.name) as likeness from (
          select p.id, p.name from catalog.product p
          where ${foldedSql('p.name')} like r.words[1]
            and ${foldedSql('p.name')} like r.words[2] and ${visible.sql}
          limit ${ALIKE_READ_MAX}) as n
        order by likeness desc, n.id limit ${CANDIDATES_MAX}
      ) as like_it
    group by r.place`, visible.values);
  return rows;
}

async function readHits(ctx: Context, ids: number[]): Promise<ProductHit[]> {
  if (ids.length === 0) return [];
  const { rows } = await ctx.db.query<ProductHit>(`
    select ${hitColumns(ctx.actor)} from catalog.product f where f.id = any($1::bigint[])`, [ids]);
  return rows;
}
