import type { CustomEntity } from '#contract/custom-fields';
import { customName } from '#contract/custom-fields';
import type { Context } from '#platform/context';
import type { Queryable } from '#platform/database';
import type { StoredValue } from './check-value.ts';
import type { RawValues } from './change-values.ts';
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
    told: toldValue(field, value, names),
  }));
}
