// Custom texts as ways to find a record, beside its name and number.
import type { CustomEntity } from '#contract/custom-fields';
import type { Context } from '#platform/context';
import type { Fragment } from '#platform/listing/fragment';
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
