// Fields are added, changed, archived and put in order by administrators; other processes and open
// screens learn of it from the event.
import { type CustomEntity, type FieldCreate, type FieldEdit } from '#contract/custom-fields';
import { requireRight } from '#platform/actor';
import type { Context } from '#platform/context';
import { inTransaction, one, type Tx } from '#platform/database';
import { changesBetween, writeEvents } from '#platform/events';
import { refuse, refuseField } from '#platform/refuse';
import { type Definition, DEFINITION_COLUMNS, readDefinitions } from './definition.ts';
import { codeFor, type Content, nextContent } from './field-content.ts';
import type { CustomTables } from './indexes-due.ts';
import { loadCustomFields } from './known-fields.ts';
import { usageOf } from './usage.ts';

/** A card with more fields than that is a database of its own. */
const FIELDS_MAX = 200;
/** Each is one more index that every search of its records walks. */
const SEARCHED_MAX = 5;

/** Runs alone, so that two administrators cannot take one code, and tells this process. */
async function change<T>(ctx: Context, work: (tx: Tx) => Promise<T>): Promise<T> {
  requireRight(ctx.actor, 'setting', 'edit');
  const result = await inTransaction(ctx.db, async (tx) => {
    await tx.query('lock table fields.field in share row exclusive mode');
    return work(tx);
  });
  await loadCustomFields(ctx.db);
  return result;
}

export function createField(
  ctx: Context, input: FieldCreate,
): Promise<{ id: number; code: string }> {
  const content = nextContent(input.kind, input);
  return change(ctx, async (tx) => {
    const all = (await readDefinitions(tx)).filter((field) => field.entity === input.entity);
    if (all.length >= FIELDS_MAX) {
      throw refuseField('name', `У записи уже ${FIELDS_MAX} своих полей.`);
    }
    if (content.isSearched) await requireFewSearched(tx, { entity: input.entity, id: 0 });
    const taken = new Set(all.map((field) => field.code));
    if (input.code && taken.has(input.code)) {
      throw refuse('record.duplicate', undefined, [{ field: 'code', reason: 'Код уже занят.' }]);
    }
    const code = input.code ?? codeFor(content.name, taken);
    const row = await one<{ id: number }>(tx,
      `insert into fields.field (entity, code, name, kind, hint, section, options,
         reader_role_ids, editor_role_ids, is_frequent, is_searched, is_listed, created_at,
         position)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13,
         (select coalesce(max(position), 0) + 1 from fields.field where entity = $1))
       returning id`,
      [input.entity, code, content.name, input.kind, ...valuesOf(content), ctx.now()]);
    const id = row!.id;
    await tell(tx, ctx, id, { kind: 'customField.created', data: {
      entity: input.entity, code, name: content.name, kind: input.kind,
    } });
    return { id, code };
  });
}

export function editField(
  ctx: Context, input: FieldEdit & { id: number }, tables?: CustomTables,
): Promise<{ version: number }> {
  return change(ctx, async (tx) => {
    const before = await requireField(tx, input.id);
    if (before.version !== input.version) throw refuse('record.changed');
    const archivedAt = input.archived === undefined ? before.archivedAt
      : input.archived ? before.archivedAt ?? ctx.now().toISOString() : null;
    const kind = await nextKind(tx, before, input, tables);
    const next = { ...nextContent(kind, input, before), archivedAt, kind };
    if (next.isSearched && archivedAt === null) await requireFewSearched(tx, before);
    const changes = changesBetween(before, next);
    if (Object.keys(changes).length === 0) return { version: before.version };
    await tx.query(
      `update fields.field set name = $2, hint = $3, section = $4, options = $5,
         reader_role_ids = $6, editor_role_ids = $7, is_frequent = $8, is_searched = $9,
         is_listed = $10, archived_at = $11, kind = $12,
         version = version + 1
       where id = $1`,
      [input.id, next.name, ...valuesOf(next), archivedAt, kind]);
    await tell(tx, ctx, input.id, { kind: 'customField.edited', data: {
      entity: before.entity, code: before.code, name: next.name, changes,
    } });
    return { version: before.version + 1 };
  });
}

export function orderFields(
  ctx: Context, input: { entity: CustomEntity; ids: number[] },
): Promise<void> {
  return change(ctx, async (tx) => {
    const { rowCount } = await tx.query(
      `update fields.field f set position = o.place
       from unnest($2::bigint[]) with ordinality o (id, place)
       where f.id = o.id and f.entity = $1 and f.position <> o.place`,
      [input.entity, input.ids]);
    if (!rowCount) return;
    await tell(tx, ctx, 0, { kind: 'customField.ordered', data: { entity: input.entity } });
  });
}

const valuesOf = (content: Content): unknown[] => [
  content.hint, content.section, JSON.stringify(content.options), content.readerRoleIds,
  content.editorRoleIds, content.isFrequent, content.isSearched, content.isListed,
];

/**
 * A list of texts and a column of numbers share nothing: the kind changes only while nobody can
 * write the field, which is what the archive means, and nothing is held by it.
 */
async function nextKind(
  tx: Tx, before: Definition, { kind, archived }: FieldEdit, tables: CustomTables | undefined,
): Promise<Definition['kind']> {
  if (kind === undefined || kind === before.kind) return before.kind;
  if (before.archivedAt === null || archived === false) {
    throw refuseField('kind', 'Тип меняют, пока поле в архиве: сначала уберите его туда.');
  }
  const usage = tables ? await usageOf(tx, before, tables) : { filled: 1, isMore: true };
  if (usage.filled > 0) {
    throw refuseField('kind', `Поле заполнено (записей: ${usage.filled}${
      usage.isMore ? ' и больше' : ''}), тип не меняется. Заведите новое поле, `
      + 'а это оставьте в архиве: значения сохранятся.');
  }
  return kind;
}

async function requireFewSearched(
  tx: Tx, { entity, id }: { entity: CustomEntity; id: number },
): Promise<void> {
  const searched = (await readDefinitions(tx)).filter((field) => field.entity === entity
    && field.isSearched && field.archivedAt === null && field.id !== id);
  if (searched.length < SEARCHED_MAX) return;
  throw refuseField('isSearched', `Искать можно не больше чем по ${SEARCHED_MAX} полям записи.`);
}

async function requireField(tx: Tx, id: number): Promise<Definition> {
  const row = await one<Definition>(tx,
    `select ${DEFINITION_COLUMNS} from fields.field f where f.id = $1`, [id]);
  if (!row) throw refuse('record.missing');
  return row;
}

async function tell(
  tx: Tx, ctx: Context, id: number, { kind, data }: { kind: string; data: object },
): Promise<void> {
  await writeEvents(tx, ctx, [{ kind, entity: 'customField', entityId: id, data }]);
}
