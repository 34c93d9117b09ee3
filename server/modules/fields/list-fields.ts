import type { CustomField, FieldDefinition } from '#contract/custom-fields';
import { requireRight } from '#platform/actor';
import type { Context } from '#platform/context';
import { readDefinitions, shownField, shownFields } from './definition.ts';
import { fieldIndexes } from './field-indexes.ts';
import { allFields } from './known-fields.ts';
import { indexName } from './sql-of-field.ts';

export const listFields = (ctx: Context): CustomField[] => shownFields(ctx.actor, allFields(ctx));

export async function listDefinitions(ctx: Context): Promise<FieldDefinition[]> {
  requireRight(ctx.actor, 'setting', 'read');
  const [fields, indexes] = await Promise.all([readDefinitions(ctx.db), fieldIndexes(ctx.db)]);
  const ready = new Set(indexes.filter((index) => index.isValid).map((index) => index.name));
  return fields.map((field) => {
    const { readerRoleIds, editorRoleIds, isFrequent, isSearched, archivedAt, version } = field;
    return {
      ...shownField(ctx.actor, field), readerRoleIds, editorRoleIds, isFrequent, isSearched,
      archivedAt, version,
      indexState: ready.has(indexName(field)) ? 'ready'
        : isFrequent || isSearched ? 'building' : 'none',
    };
  });
}
