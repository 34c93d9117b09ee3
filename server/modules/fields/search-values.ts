// Custom texts as ways to find a record, beside its name and number.
import type { CustomEntity } from '#contract/custom-fields';
import type { Context } from '#platform/context';
import { type Fragment, shiftParameters } from '#platform/listing/fragment';
import { type SearchPlan, textMatches } from '#platform/search/plan';
import { searchedFields } from './known-fields.ts';
import { valueSql } from './sql-of-field.ts';

/**
 * A predicate for each text that administrators have marked and this reader may see; `column` is
 * the jsonb in the caller's statement. Each is served by an index of its own.
 */
export const customMatches = (
  ctx: Context, { entity, column }: { entity: CustomEntity; column: string }, plan: SearchPlan,
): Fragment[] => searchedFields(ctx, entity)
  .map((field) => textMatches(valueSql(field, column), plan));

/** So much of a long text says why a record was found. */
const SHOWN_MAX = 80;

/**
 * «Парк оборудования: насосы Д320», the text by which a record was found that its name does not
 * explain; null in SQL where the name does. `name` and `column` are of the caller's statement.
 */
export function foundBy(
  ctx: Context, { entity, name, column }: { entity: CustomEntity; name: string; column: string },
  plan: SearchPlan,
): Fragment {
  const named = textMatches(name, plan);
  const values = [...named.values];
  const cases = searchedFields(ctx, entity).map((field) => {
    const value = valueSql(field, column);
    const match = textMatches(value, plan);
    const sql = shiftParameters(match.sql, values.length);
    values.push(...match.values, field.name);
    return `when ${sql} then $${values.length}::text || ': ' || left(${value}, ${SHOWN_MAX})`;
  });
  return { sql: `case when ${named.sql} then null ${cases.join(' ')} end`, values };
}
