// Pure changes of what the board shows, for the optimistic move.
import type { BoardColumn, DealItem } from '#contract/deals';

export type Board = { columns: BoardColumn[] };

const plus = (sum: number | null, part: number | null) =>
  (sum === null || part === null ? sum : sum + part);

const minus = (sum: number | null, part: number | null) =>
  (sum === null || part === null ? sum : sum - part);

function without(column: BoardColumn, deal: DealItem): BoardColumn {
  return {
    ...column,
    count: column.count - 1,
    amountKopecks: minus(column.amountKopecks, deal.amountKopecks),
    paidKopecks: minus(column.paidKopecks, deal.paidKopecks),
    items: column.items.filter((each) => each.id !== deal.id),
  };
}

function withDeal(column: BoardColumn, deal: DealItem): BoardColumn {
  return {
    ...column,
    count: column.count + 1,
    amountKopecks: plus(column.amountKopecks, deal.amountKopecks),
    paidKopecks: plus(column.paidKopecks, deal.paidKopecks),
    items: [{ ...deal, stageId: column.stageId }, ...column.items],
  };
}

/** The deal at the head of its new column; counts and sums of both follow at once. */
export function moveOnBoard(board: Board, deal: DealItem, stageId: number): Board {
  if (deal.stageId === stageId) return board;
  return {
    columns: board.columns.map((column) => {
      if (column.stageId === deal.stageId) return without(column, deal);
      return column.stageId === stageId ? withDeal(column, deal) : column;
    }),
  };
}

export type BoardTotals = {
  count: number;
  amountKopecks: number | null;
  paidKopecks: number | null;
};

/** Figures of the whole board; null when the reader may not see money. */
export function totalsOf(columns: BoardColumn[]): BoardTotals {
  const sum = (pick: (column: BoardColumn) => number | null) =>
    columns.reduce<number | null>((total, column) => plus(total, pick(column)), 0);
  const mayNot = columns.some((column) => column.amountKopecks === null);
  return {
    count: columns.reduce((total, column) => total + column.count, 0),
    amountKopecks: mayNot ? null : sum((column) => column.amountKopecks),
    paidKopecks: mayNot ? null : sum((column) => column.paidKopecks),
  };
}

/** Cards of a column: the board's first ones, then those read while scrolling, each once. */
export function joinCards(first: DealItem[], more: DealItem[]): DealItem[] {
  const seen = new Set(first.map((deal) => deal.id));
  return [...first, ...more.filter((deal) => !seen.has(deal.id))];
}
