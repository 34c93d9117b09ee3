// The board of a pipeline in two statements: exact figures of every open stage, and the first
// cards of each. Won and lost deals are a list, not a column.
import type { BoardColumn, DealItem } from '#contract/deals';
import type { Filter, ListQuery } from '#contract/listing';
import { maySee } from '#platform/actor';
import type { Context } from '#platform/context';
import { writeCursor, type KeyValues } from '#platform/listing/cursor';
import { allOf, type Fragment } from '#platform/listing/fragment';
import { parseFilter } from '#platform/listing/parse-filter';
import { fromClause, type ListSource, viewName, viewPredicate } from '#platform/listing/run-list';
import { compileSort, type Sort } from '#platform/listing/sort';
import { prepared, type Prepared } from '#platform/prepared';
import { DEAL_CATALOGUE, DEALS_FROM } from './catalogue.ts';
import { dealFrame, dealSource } from './list-deals.ts';
import { visibleOnBoard } from './visibility.ts';

export type BoardQuery = {
  pipelineId: number; limit?: number; sort?: string; filter?: string; q?: string;
};

const CARDS_DEFAULT = 30;
const DEFAULT_SORT = '-updatedAt';

type Figures = { stageId: number; count: number; amountKopecks: number; paidKopecks: number };
type Card = DealItem & { [key: `sort_key_${number}`]: string | null };

export async function readBoard(
  ctx: Context, query: BoardQuery,
): Promise<{ columns: BoardColumn[] }> {
  const limit = query.limit ?? CARDS_DEFAULT;
  const listQuery: ListQuery = { sort: query.sort ?? DEFAULT_SORT };
  if (query.filter) listQuery.filter = query.filter;
  if (query.q) listQuery.q = query.q;
  const source = { ...dealSource(ctx, query.q), visibility: visibleOnBoard(ctx.actor) };
  const frame = dealFrame(ctx);
  const sort = compileSort(DEAL_CATALOGUE, listQuery.sort, frame.hidden);
  const view = viewPredicate(source, listQuery, frame);
  const where = allOf([{ sql: 'd.is_open and d.pipeline_id = $1',
    values: [query.pipelineId] }, view]);
  const statement = (name: string, text: string, { values }: Fragment): Prepared =>
    query.filter || query.q ? { name: '', text, values } : prepared(name, text, values);
  const [figures, cards] = await Promise.all([
    ctx.db.query<Figures>(statement('board-figures', figuresSql(ctx, where), where)),
    ctx.db.query<Card>(statement('board-cards', cardsSql(source, { where, sort, limit }), where)),
  ]);
  const filter = parseFilter(query.filter);
  const columns = figures.rows.map((row): BoardColumn => {
    const all = cards.rows.filter((card) => card.stageId === row.stageId);
    const stageFilter = columnFilter(query.pipelineId, row.stageId, filter);
    const name = viewName(DEAL_CATALOGUE, sort, { ...listQuery, filter: stageFilter });
    const shown = all.slice(0, limit).map((card) => takeKeys(card, sort));
    const last = all.length > limit ? shown.at(-1) : undefined;
    return {
      ...row,
      items: shown.map(({ item }) => item),
      filter: stageFilter,
      cursor: last ? writeCursor(last.keys, name) : null,
    };
  });
  return { columns };
}

/** What deals.list must be asked for to go on with one column. */
function columnFilter(pipelineId: number, stageId: number, filter: Filter): string {
  const column = {
    isOpen: { eq: true }, pipeline: { eq: pipelineId }, stage: { eq: stageId },
  };
  return JSON.stringify(Object.keys(filter).length === 0 ? column : { and: [column, filter] });
}

/** Σ by stage straight from the partial covering index; stages without deals are there too. */
function figuresSql(ctx: Context, where: Fragment): string {
  const sums = maySee(ctx.actor, 'deal.money')
    ? `coalesce(f.amount, 0)::bigint as "amountKopecks", coalesce(f.paid, 0)::bigint
        as "paidKopecks"`
    : 'null as "amountKopecks", null as "paidKopecks"';
  return `
    select st.id as "stageId", coalesce(f.count, 0)::int as count, ${sums}
    from deals.stage st left join (
      select d.stage_id, count(*) as count, sum(d.amount_kopecks) as amount,
        sum(d.paid_kopecks) as paid
      from ${fromClause(DEALS_FROM, where.sql)} where ${where.sql} group by d.stage_id
    ) f on f.stage_id = st.id
    where st.pipeline_id = $1 and st.semantics = 'open' and st.archived_at is null
    order by st.position, st.id`;
}

type CardsWanted = { where: Fragment; sort: Sort; limit: number };

function cardsSql(source: ListSource, { where, sort, limit }: CardsWanted): string {
  const keys = sort.keys.map((key, index) => `(${key.expression})::text as sort_key_${index}`);
  const from = fromClause(source, source.columns, where.sql, sort.sql);
  return `
    select card.* from deals.stage st cross join lateral (
      select ${source.columns}, ${keys.join(', ')} from ${from}
      where d.stage_id = st.id and ${where.sql} order by ${sort.sql} limit ${limit + 1}
    ) card
    where st.pipeline_id = $1 and st.semantics = 'open' and st.archived_at is null`;
}

function takeKeys(card: Card, sort: Sort): { item: DealItem; keys: KeyValues } {
  const item = { ...card };
  const keys = sort.keys.map((_, index) => {
    const value = item[`sort_key_${index}`] ?? null;
    delete item[`sort_key_${index}`];
    return value;
  });
  return { item, keys };
}
