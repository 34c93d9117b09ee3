// The custom part of an edit: what is given is checked, what differs becomes a change with its old
// and new value, everything else stays. The caller writes `next` and the history in its own
// transaction.
import { type CustomEntity, customName } from '#contract/custom-fields';
import type { Context } from '#platform/context';
import type { Tx } from '#platform/database';
import type { Changes } from '#platform/events';
import { refuseField } from '#platform/refuse';
import { checkValue, refuseArchivedChoice, type StoredValue } from './check-value.ts';
import { type Definition, isEditable, isReadable, readDefinitions } from './definition.ts';
import { namesOf, toldValue } from './name-values.ts';
import { isFileOf, referencesOf } from './references.ts';

export type RawValues = Record<string, unknown> | null;

export type CustomChange = {
  /** The whole value of the column after the change. */
  next: Record<string, unknown>;
  /** `custom.CODE` → old and new with names and the label of the day; empty when all stays. */
  changes: Changes;
};

type Owned = { entity: CustomEntity; id: number | null; values: RawValues };

/** Throws 'field.invalid' that names the field; an unseen field is refused as an unknown one. */
export async function changeValues(
  tx: Tx, ctx: Context, record: Owned, input: Record<string, unknown> | undefined,
): Promise<CustomChange> {
  const values = record.values ?? {};
  const codes = Object.keys(input ?? {});
  if (codes.length === 0) return { next: values, changes: {} };
  const fields = await readDefinitions(tx);
  const changed: { field: Definition; old: StoredValue; value: StoredValue }[] = [];
  for (const code of codes) {
    const field = requireWritable(ctx, record.entity, fields, code);
    const old = (values[code] ?? null) as StoredValue;
    const value = checkValue(field, input![code]);
    if (JSON.stringify(old) === JSON.stringify(value)) continue;
    refuseArchivedChoice(field, old, value);
    await requireChoosable(tx, ctx, record, { field, value });
    changed.push({ field, old, value });
  }
  const names = await namesOf(tx, changed.flatMap(({ field, old, value }) =>
    [{ field, value: old }, { field, value }]));
  return {
    next: merge(values, changed),
    changes: Object.fromEntries(changed.map(({ field, old, value }) => [customName(field.code), {
      old: toldValue(field, old, names), new: toldValue(field, value, names), label: field.name,
      kind: field.kind,
    }])),
  };
}

function requireWritable(
  ctx: Context, entity: CustomEntity, fields: Definition[], code: string,
): Definition {
  const shown = customName(code.slice(0, 40));
  const field = fields.find((each) =>
    each.entity === entity && each.code === code && each.archivedAt === null);
  if (!field || !isReadable(ctx.actor, field)) {
    throw refuseField(shown, `Поля «${shown}» нет.`);
  }
  if (!isEditable(ctx.actor, field)) {
    throw refuseField(shown, `Поле «${field.name}» заполняют другие роли.`);
  }
  return field;
}

async function requireChoosable(
  tx: Tx, ctx: Context, record: Owned, { field, value }: { field: Definition; value: StoredValue },
): Promise<void> {
  if (typeof value !== 'number') return;
  const name = customName(field.code);
  if (field.kind === 'file' && !await isFileOf(tx, record, value)) {
    throw refuseField(name, `«${field.name}»: сначала приложите файл к этой записи.`);
  }
  if (field.kind !== 'employee' && field.kind !== 'company') return;
  const choosable = await referencesOf(field.kind)?.choosable(ctx, tx, [value]);
  if (choosable?.has(value)) return;
  const what = field.kind === 'employee' ? 'такого сотрудника' : 'такой компании';
  throw refuseField(name, `«${field.name}»: ${what} нет.`);
}

/** Empty values leave the column, so that a record without any costs nothing. */
function merge(
  values: Record<string, unknown>, changed: { field: Definition; value: StoredValue }[],
): Record<string, unknown> {
  const next = { ...values, ...Object.fromEntries(
    changed.map(({ field, value }) => [field.code, value])) };
  return Object.fromEntries(Object.entries(next).filter(([, value]) => value !== null));
}
