import { type CustomEntity, customName } from '#contract/custom-fields';
import type { Context } from '#platform/context';
import type { Queryable } from '#platform/database';
import type { Changes } from '#platform/events';
import type { StoredValue } from './check-value.ts';
import type { RawValues } from './change-values.ts';
import { isEditable, readDefinitions } from './definition.ts';
import { readableFields } from './known-fields.ts';
import { namesOf, toldValue } from './name-values.ts';

export type ToldValue = {
  /** `custom.CODE` */
  name: string;
  label: string;
  kind: string;
  value: StoredValue;
  /** With the names of options, people and companies; null is empty. */
  told: unknown;
  /** The reader may fill it. */
  mayEdit: boolean;
};

/** Every field that the reader may see, with its value as it is stored and as history tells it. */
export async function tellValues(
  ctx: Context, on: Queryable, entity: CustomEntity, raw: RawValues,
): Promise<ToldValue[]> {
  const rows = readableFields(ctx, entity).map((field) =>
    ({ field, value: (raw?.[field.code] ?? null) as StoredValue }));
  const names = await namesOf(on, rows);
  return rows.map(({ field, value }) => ({
    name: customName(field.code), label: field.name, kind: field.kind, value,
    told: toldValue(field, value, names), mayEdit: isEditable(ctx.actor, field),
  }));
}

/** What differs, as history tells it; who may read which field is the reader's business. */
export async function tellChanges(
  on: Queryable, entity: CustomEntity, { old, next }: { old: RawValues; next: RawValues },
): Promise<Changes> {
  const changed = (await readDefinitions(on)).filter((field) => field.entity === entity)
    .map((field) => ({
      field, old: (old?.[field.code] ?? null) as StoredValue,
      next: (next?.[field.code] ?? null) as StoredValue,
    }))
    .filter((each) => JSON.stringify(each.old) !== JSON.stringify(each.next));
  const names = await namesOf(on, changed.flatMap((each) =>
    [{ field: each.field, value: each.old }, { field: each.field, value: each.next }]));
  return Object.fromEntries(changed.map(({ field, old: was, next: is }) => [
    customName(field.code), {
      old: toldValue(field, was, names), new: toldValue(field, is, names), label: field.name,
      kind: field.kind,
    }]));
}
