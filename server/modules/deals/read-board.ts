// The board of a pipeline: its open deals by stage, with the money of each.
import type { BoardColumn, DealItem } from '#contract/deals';
import { maySee } from '#platform/actor';
import type { Context } from '#platform/context';
import { runBoard, type BoardQuery as Ask } from '#platform/listing/run-board';
import { showValues } from '#modules/fields';
import { dealFrame, dealSource } from './list-deals.ts';
import { markEditable } from './mark-editable.ts';
import { otherSumsByStage } from './other-sums.ts';
import { visibleOnBoard } from './visibility.ts';

export type BoardQuery = Ask & { pipelineId: number };

type Sums = Pick<BoardColumn, 'amountKopecks' | 'paidKopecks'>;

export async function readBoard(
  ctx: Context, query: BoardQuery,
): Promise<{ columns: BoardColumn[] }> {
  const { pipelineId } = query;
  const seesMoney = maySee(ctx.actor, 'deal.money');
  const source = dealSource(ctx, query.q);
  const open = { sql: 'd.is_open and d.pipeline_id = $1', values: [pipelineId] };
  const board = runBoard<DealItem, Sums>(ctx.db, {
    list: { ...source, visibility: visibleOnBoard(ctx.actor) },
    prepareAs: 'board',
    stages: 'deals.stage',
    shown: `st.pipeline_id = $1 and st.semantics = 'open' and st.archived_at is null`,
    open,
    stage: 'd.stage_id',
    sums: {
      amountKopecks: seesMoney ? 'd.amount_kopecks' : null,
      paidKopecks: seesMoney ? 'd.paid_kopecks' : null,
    },
    columnFilter: (stageId) => ({
      isOpen: { eq: true }, pipeline: { eq: pipelineId }, stage: { eq: stageId },
    }),
  }, query, dealFrame(ctx));
  const asked = { filter: query.filter, q: query.q };
  const [{ columns }, others] = await Promise.all(
    [board, otherSumsByStage(ctx, source, asked, open)]);
  const items = columns.flatMap((column) => column.items);
  const cards = await markEditable(ctx, await showValues(ctx, 'deal', items));
  const shown = new Map(cards.map((card) => [card.id, card]));
  return { columns: columns.map((column) => ({
    ...column, otherSums: others.get(column.stageId) ?? [],
    items: column.items.map((item) => shown.get(item.id) ?? item),
  })) };
}
