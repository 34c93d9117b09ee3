// Cells of a grid as text: what a paste, a fill and a copy mean. Pure.

/** Texts of one row by the names of its columns, which are fields of the catalogue. */
export type CellTexts = Record<string, string>;
export type RowCells = { id: number; cells: CellTexts };

/** Columns of a grid from one to another, both within. */
export type Span = { from: number; to: number };

export type TargetColumn = { id: string; header: string; isEditable: boolean; isOnec: boolean };

export type Pasted = {
  rows: RowCells[];
  /** Headers of columns that 1C owns, and of those that nobody edits: they stay as they are. */
  locked: string[];
  fixed: string[];
  /** Lines of the block for which there was no row. */
  left: number;
};

/**
 * A block onto rows from the first column of the span. One cell fills the span, one line fills
 * every row, as in Excel; otherwise line goes to line.
 */
export function pasteOnto(
  block: string[][], target: { ids: number[]; columns: TargetColumn[]; span: Span },
): Pasted {
  const { ids, columns, span } = target;
  const lineWidth = Math.max(...block.map((line) => line.length));
  const width = lineWidth === 1 ? span.to - span.from + 1 : lineWidth;
  const onto = columns.slice(span.from, span.from + width);
  const isOne = block.length === 1;
  const count = isOne ? ids.length : Math.min(ids.length, block.length);
  const rows = ids.slice(0, count).map((id, index): RowCells => {
    const line = block[isOne ? 0 : index]!;
    const pairs = onto
      .map((column, place) => [column, line[lineWidth === 1 ? 0 : place] ?? ''] as const)
      .filter(([{ isEditable }]) => isEditable);
    return { id, cells: Object.fromEntries(pairs.map(([{ id: name }, text]) => [name, text])) };
  });
  return {
    rows: rows.filter(({ cells }) => Object.keys(cells).length > 0),
    locked: onto.filter(({ isOnec }) => isOnec).map(({ header }) => header),
    fixed: onto.filter(({ isEditable, isOnec }) => !isEditable && !isOnec)
      .map(({ header }) => header),
    left: isOne ? 0 : Math.max(0, block.length - ids.length),
  };
}
