// Columns of a list as the address and a view hold them: `number:98,title,company.inn:120`. Pure.

export type ColumnChoice = { field: string; widthPx: number | null };

const MIN_PX = 56;
const MAX_PX = 800;
const NAME = /^[A-Za-z][\w.]*$/;

export const clampWidth = (px: number): number =>
  Math.round(Math.max(MIN_PX, Math.min(MAX_PX, px)));

/** Null when nothing readable is written: then the list's own columns stand. */
export function readColumns(text: string | null | undefined): ColumnChoice[] | null {
  const seen = new Set<string>();
  const choices = (text ?? '').split(',').flatMap((part): ColumnChoice[] => {
    const [field = '', width] = part.split(':');
    if (!NAME.test(field) || seen.has(field)) return [];
    seen.add(field);
    const px = Number(width);
    return [{ field, widthPx: width && Number.isFinite(px) ? clampWidth(px) : null }];
  });
  return choices.length === 0 ? null : choices;
}

export function writeColumns(choices: readonly ColumnChoice[]): string {
  return choices.map(({ field, widthPx }) => (widthPx === null ? field : `${field}:${widthPx}`))
    .join(',');
}

export function withWidth(
  choices: readonly ColumnChoice[], field: string, widthPx: number,
): ColumnChoice[] {
  return choices.map((choice) =>
    (choice.field === field ? { field, widthPx: clampWidth(widthPx) } : choice));
}

/** The column one place to the left (-1) or to the right (1), or before another one. */
export function moved(
  choices: readonly ColumnChoice[], field: string, to: number | string,
): ColumnChoice[] {
  const from = choices.findIndex((choice) => choice.field === field);
  const target = typeof to === 'number'
    ? from + to : choices.findIndex((choice) => choice.field === to);
  if (from < 0 || target < 0 || target >= choices.length) return [...choices];
  const rest = choices.filter((_, index) => index !== from);
  return [...rest.slice(0, target), choices[from]!, ...rest.slice(target)];
}
