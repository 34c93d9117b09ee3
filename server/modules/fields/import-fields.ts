// Custom fields as targets of an import: which ones this person may fill, and what the cells of a
// column mean. Values go to the verb of the record as `custom: {code: value}`.
import { type CustomEntity, type CustomKind, customName } from '#contract/custom-fields';
import type { Context } from '#platform/context';
import type { Queryable } from '#platform/database';
import { isEditable } from './definition.ts';
import { fieldsOf } from './known-fields.ts';
import { type Cell, type CellRead, isBlank, isTyped, readCell, shorten } from './read-cell.ts';
import { referencesOf } from './references.ts';

/** `name` is `custom.CODE`: one word for a target beside the fixed fields. */
export type ImportField = {
  name: string;
  code: string;
  label: string;
  kind: CustomKind;
  section: string | null;
  hint: string | null;
  /** What a cell may hold, for the person who maps columns. */
  expects: string;
};

const EXPECTS: Record<Exclude<CustomKind, 'file'>, string> = {
  text: 'текст', number: 'число', money: 'сумма в рублях', date: 'дата',
  list: 'один из вариантов', multiList: 'варианты через «;»', employee: 'имя или почта сотрудника',
  company: 'название или ИНН компании', flag: 'да или нет',
};

/** Fields that the actor may fill by an import; a file cannot come in a cell. */
export function importFields(ctx: Context, entity: CustomEntity): ImportField[] {
  return fieldsOf(ctx, entity)
    .filter((field) => field.kind !== 'file' && isEditable(ctx.actor, field))
    .map(({ code, name, kind, section, hint }) => ({
      name: customName(code), code, label: name, kind, section, hint,
      expects: EXPECTS[kind as keyof typeof EXPECTS],
    }));
}

/**
 * The cells of one column, read in their order. People and companies of the whole column are found
 * by one question. A field that the actor may not fill has a reason in every cell.
 */
export async function readColumnCells(
  ctx: Context, on: Queryable, target: { entity: CustomEntity; code: string },
  cells: readonly Cell[],
): Promise<CellRead[]> {
  const field = fieldsOf(ctx, target.entity).find(({ code }) => code === target.code);
  if (!field || !isEditable(ctx.actor, field) || field.kind === 'file') {
    return cells.map(() => ({ reason: 'Такого поля нет.' }));
  }
  if (isTyped(field)) return cells.map((cell) => readCell(field, cell));
  const texts = [...new Set(cells.filter((cell) => !isBlank(cell)).map(textOf))];
  const found = texts.length === 0 ? new Map<string, number[]>()
    : await referencesOf(field.kind as 'employee' | 'company')?.find(ctx, on, texts) ?? new Map();
  return cells.map((cell) => (isBlank(cell) ? { value: null }
    : oneOf(cell, found.get(textOf(cell)) ?? [], field.kind === 'employee')));
}

const textOf = (cell: Cell): string => String(cell).trim();

function oneOf(cell: Cell, ids: readonly number[], isPerson: boolean): CellRead {
  if (ids.length === 1) return { value: ids[0]! };
  const what = isPerson ? ['такого сотрудника', 'сотрудников с этим именем', 'почту']
    : ['такой компании', 'компаний с этим названием', 'ИНН'];
  return { reason: ids.length === 0 ? `«${shorten(cell)}»: ${what[0]} нет`
    : `«${shorten(cell)}»: ${what[1]} несколько, укажите ${what[2]}` };
}
