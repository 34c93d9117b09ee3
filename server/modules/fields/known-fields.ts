// Definitions in memory: every list and card needs them, administrators change them once a month.
// Loaded at start; a verb of this process refreshes them itself, an event tells the others.
import { type CustomEntity, customName } from '#contract/custom-fields';
import type { Context } from '#platform/context';
import { type Db, wholeDatabase } from '#platform/database';
import { fieldIndexes } from './field-indexes.ts';
import { type Definition, isReadable, readDefinitions } from './definition.ts';
import { indexName } from './sql-of-field.ts';

type Known = { fields: readonly Definition[]; indexed: ReadonlySet<string> };

const known = new WeakMap<Db, Known>();
const NONE: readonly Definition[] = [];

const knownTo = (ctx: Pick<Context, 'db'>): Known | undefined =>
  known.get(wholeDatabase(ctx.db));

export async function loadCustomFields(db: Db): Promise<void> {
  const [fields, indexes] = await Promise.all([readDefinitions(db), fieldIndexes(db)]);
  const ready = indexes.filter((index) => index.isValid).map((index) => index.name);
  known.set(wholeDatabase(db), { fields, indexed: new Set(ready) });
}

export const allFields = (ctx: Pick<Context, 'db'>): readonly Definition[] =>
  knownTo(ctx)?.fields ?? NONE;

/** Fields in use of a record, hidden ones too: for verbs. */
export const fieldsOf = (ctx: Pick<Context, 'db'>, entity: CustomEntity): Definition[] =>
  allFields(ctx).filter((field) => field.entity === entity && field.archivedAt === null);

/** Codes of the fields that hold a file of the record, archived ones too. */
export const fileFieldsOf = (ctx: Pick<Context, 'db'>, entity: CustomEntity): string[] =>
  allFields(ctx).filter((field) => field.entity === entity && field.kind === 'file')
    .map(({ code }) => code);

/** Fields in use that the actor may see, in the order of the administrator. */
export const readableFields = (ctx: Context, entity: CustomEntity): Definition[] =>
  fieldsOf(ctx, entity).filter((field) => isReadable(ctx.actor, field));

/** Whether no field of any record is hidden from this reader. */
export const seesEveryField = (ctx: Context): boolean =>
  allFields(ctx).every((field) => isReadable(ctx.actor, field));

export const isIndexed = (ctx: Context, field: Definition): boolean =>
  knownTo(ctx)?.indexed.has(indexName(field)) ?? false;

/** Texts that this reader may find a record by: those whose index is ready. */
export const searchedFields = (ctx: Context, entity: CustomEntity): Definition[] =>
  readableFields(ctx, entity).filter((field) => field.isSearched
    && isIndexed(ctx, field));

/**
 * Whether history may say a word of this field: archived ones stay in it, hidden ones and those
 * that nobody knows are not told.
 */
export function seesCustomKey(ctx: Context, entity: string, code: string): boolean {
  const field = allFields(ctx).find((each) => each.entity === entity && each.code === code);
  return field !== undefined && isReadable(ctx.actor, field);
}

/** What people call the field that a stage may ask for: `custom.CODE`; null for what is hidden. */
export function titleOfCustomKey(ctx: Context, entity: CustomEntity, key: string): string | null {
  const field = allFields(ctx).find((each) =>
    each.entity === entity && `custom.${each.code}` === key);
  return field && isReadable(ctx.actor, field) ? field.name : null;
}

/** Whether these words name a field that the reader may not know of: no word may say it exists. */
export const isHiddenLabel = (ctx: Context, entity: string, label: string): boolean =>
  allFields(ctx).some((field) => field.entity === entity
    && (field.name === label || customName(field.code) === label)
    && !isReadable(ctx.actor, field));
