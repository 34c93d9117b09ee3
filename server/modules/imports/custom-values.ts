// Fields of one's own as targets of columns like all others; the module of fields reads their cells
// and tells their values.
import { type CustomEntity, customCode } from '#contract/custom-fields';
import { importFields, readColumnCells, tellValues, type ToldValue } from '#modules/fields';
import type { Context } from '#platform/context';
import { gather, rowProblem } from './problems.ts';
import type { Frame, ImportField, Shown, Values } from './subject.ts';

export const customFields = (ctx: Context, entity: CustomEntity): ImportField[] =>
  importFields(ctx, entity).map(({ name, label, expects, hint }) =>
    ({ name, label, kind: 'custom', hint: hint ? `${expects}. ${hint}` : expects }));

/** Custom values of the row as its verb takes them; everything wrong with them at once. */
export function resolveCustom(
  ctx: Context, entity: CustomEntity, values: Values, { known }: Frame,
): Promise<Values> {
  return gather(Object.entries(values).flatMap(([name, cell]) => {
    const code = customCode(name);
    return code === null ? [] : [async () => {
      const [read] = await readColumnCells(known, ctx.db, { entity, code }, [cell as string]);
      if ('reason' in read!) throw rowProblem(read.reason, name);
      return { [name]: read!.value };
    }];
  }));
}

/** `custom` as verbs take it. */
export function foldCustom(values: Values): { custom?: Record<string, unknown> } {
  const custom = Object.entries(values).flatMap(([name, value]) => {
    const code = customCode(name);
    return code === null ? [] : [[code, value] as const];
  });
  return custom.length > 0 ? { custom: Object.fromEntries(custom) } : {};
}

/** The stored jsonb as values of the record, by the field's name. */
export async function shownCustom(
  ctx: Context, entity: CustomEntity, stored: Record<string, unknown> | null, { known }: Frame,
): Promise<Record<string, Shown>> {
  const told = await tellValues(known, ctx.db, entity, stored);
  return Object.fromEntries(told.map((each) =>
    [each.name, { value: each.value, text: textOfTold(each) }]));
}

const nameOf = (told: unknown): string =>
  (typeof told === 'object' && told !== null && 'name' in told ? String(told.name) : String(told));

function textOfTold({ kind, value, told }: ToldValue): string | null {
  if (value === null) return null;
  if (Array.isArray(told)) return told.map(nameOf).join(', ');
  if (kind === 'flag') return value ? 'да' : 'нет';
  return kind === 'money' ? moneyText(Number(value)) : nameOf(told);
}

export const moneyText = (kopecks: number): string =>
  (kopecks / 100).toLocaleString('ru-RU', { minimumFractionDigits: 2 });
