// Columns for the room there is: nobody who reads a list from left to right should have to push it
// to and fro because of air between its columns.

type Sized = {
  widthPx: number;
  /** Down to which the column may be narrowed; absent where it may not. */
  leastPx?: number;
  grows?: boolean;
};

/** The widths given, or narrower ones, each in the share that it can give, if these fit. */
export function fitColumns<Column extends Sized>(columns: Column[], roomPx: number): Column[] {
  const wanted = sumOf(columns.map(({ widthPx }) => widthPx));
  const lackPx = wanted - roomPx;
  if (roomPx <= 0 || lackPx <= 0) return columns;
  const gives = columns.map(({ widthPx, leastPx }) => Math.max(0, widthPx - (leastPx ?? widthPx)));
  const share = Math.min(1, lackPx / Math.max(1, sumOf(gives)));
  return columns.map((column, at) => {
    const given = gives[at] ?? 0;
    return given === 0 ? column
      : { ...column, widthPx: column.widthPx - Math.ceil(given * share) };
  });
}

const sumOf = (numbers: number[]): number => numbers.reduce((sum, each) => sum + each, 0);
