// Pure changes of what a board shows, for the optimistic move.
import type { BoardItem, ColumnOf } from './board-types.ts';

export type BoardOf<C> = { columns: C[] };

/** Figures that a column sums over its cards; null for who may not see them. */
type Sums = Record<string, number | null>;

/** The figures with those of the card added or taken away. */
function shifted(column: object, item: object, names: readonly string[], sign: 1 | -1): Sums {
  return Object.fromEntries(names.map((name) => {
    const sum = (column as Sums)[name] ?? null;
    const part = (item as Sums)[name] ?? null;
    return [name, sum === null || part === null ? sum : sum + sign * part];
  }));
}

type Other = { currency: string; amountKopecks: number; paidKopecks: number };
type Others = { otherSums?: Other[]; otherCurrencies?: Other[] };

/** Sums in other currencies, those of the same one together. */
export function joinOthers(...parts: (readonly Other[])[]): Other[] {
  const sums = new Map<string, Other>();
  for (const { currency, amountKopecks, paidKopecks } of parts.flat()) {
    const known = sums.get(currency) ?? { currency, amountKopecks: 0, paidKopecks: 0 };
    sums.set(currency, {
      currency, amountKopecks: known.amountKopecks + amountKopecks,
      paidKopecks: known.paidKopecks + paidKopecks,
    });
  }
  return [...sums.values()].toSorted((a, b) => a.currency.localeCompare(b.currency));
}

function shiftedOthers(column: Others, { otherCurrencies = [] }: Others, sign: 1 | -1): Others {
  if (!column.otherSums || otherCurrencies.length === 0) return {};
  const moved = otherCurrencies.map(({ currency, amountKopecks, paidKopecks }) =>
    ({ currency, amountKopecks: sign * amountKopecks, paidKopecks: sign * paidKopecks }));
  return {
    otherSums: joinOthers(column.otherSums, moved)
      .filter(({ amountKopecks, paidKopecks }) => amountKopecks !== 0 || paidKopecks !== 0),
  };
}

/** What a column sums, after the card has gone or come. */
const withFigures = (
  column: object, item: object, names: readonly string[], sign: 1 | -1,
): object => ({
  ...shifted(column, item, names, sign), ...shiftedOthers(column, item, sign),
});

/** The card at the head of its new column; counts and sums of both follow at once. */
export function moveOnBoard<T extends BoardItem, C extends ColumnOf<T>>(
  board: BoardOf<C>, item: T, stageId: number, sums: readonly string[],
): BoardOf<C> {
  if (item.stageId === stageId) return board;
  return {
    columns: board.columns.map((column): C => {
      if (column.stageId === item.stageId) {
        const items = column.items.filter((each) => each.id !== item.id);
        const figures = withFigures(column, item, sums, -1);
        return { ...column, ...figures, count: column.count - 1, items };
      }
      if (column.stageId !== stageId) return column;
      const items = [{ ...item, stageId }, ...column.items];
      return { ...column, ...withFigures(column, item, sums, 1), count: column.count + 1, items };
    }),
  };
}

/** Figures of the whole board; a sum is null when the reader may not see it. */
export function totalsOf<N extends string>(
  columns: (Record<N, number | null> & { count: number })[], names: readonly N[],
): { count: number } & Record<N, number | null> {
  const sumOf = (name: N) => (columns.some((column) => column[name] === null)
    ? null : columns.reduce((total, column) => total + (column[name] ?? 0), 0));
  const sums = Object.fromEntries(names.map((name) => [name, sumOf(name)]));
  return { ...sums, count: columns.reduce((total, column) => total + column.count, 0) } as
    { count: number } & Record<N, number | null>;
}

/** Cards of a column: the board's first ones, then those read while scrolling, each once. */
export function joinCards<T extends { id: number }>(first: T[], more: T[]): T[] {
  const seen = new Set(first.map((item) => item.id));
  return [...first, ...more.filter((item) => !seen.has(item.id))];
}
