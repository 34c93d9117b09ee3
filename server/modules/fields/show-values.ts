import type { CustomEntity } from '#contract/custom-fields';
import type { CustomValues } from '#contract/primitives';
import type { Context } from '#platform/context';
import { readableFields } from './known-fields.ts';
import { namesOf, shownValue } from './name-values.ts';

type Row = { custom?: unknown };

const rawOf = (row: Row) => (row.custom ?? {}) as Record<string, unknown>;

/**
 * Rows with `custom` as the reader may see it: hidden and archived fields are cut, references have
 * names. The rows come with the raw jsonb of their table, or null.
 */
export async function showValues<R extends Row>(
  ctx: Context, entity: CustomEntity, rows: readonly R[],
): Promise<(Omit<R, 'custom'> & { custom: CustomValues })[]> {
  const fields = readableFields(ctx, entity);
  const names = await namesOf(ctx.db, rows.flatMap((row) =>
    fields.map((field) => ({ field, value: rawOf(row)[field.code] }))));
  return rows.map((row) => {
    const raw = rawOf(row);
    const custom = fields.flatMap((field) => {
      const value = shownValue(field, raw[field.code] ?? null, names);
      return value === null ? [] : [[field.code, value] as const];
    });
    return { ...row, custom: Object.fromEntries(custom) };
  });
}
