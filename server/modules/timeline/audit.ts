// The journal of all records as a list. Who sees an event is decided by who sees its record: the
// modules say that in SQL, composition hands their words over.
import type { AuditItem } from '#contract/audit';
import type { Tongue, Words } from '#contract/event-tongue';
import type { Names } from '#contract/event-words';
import type { FieldInfo, ListQuery } from '#contract/listing';
import { seesCustomKey, seesEveryField } from '#modules/fields';
import { can, type Actor } from '#platform/actor';
import { companyTimeZone } from '#platform/company-time';
import type { Context } from '#platform/context';
import {
  defineCatalogue, extendCatalogue, fieldInfos, type Catalogue, type FieldDefinition,
} from '#platform/listing/catalogue';
import { allOf, anyOf, type Fragment } from '#platform/listing/fragment';
import { type ListPage, runList } from '#platform/listing/run-list';
import type { ListSubject } from '#platform/listing/subject';
import { refuseField } from '#platform/refuse';
import { fileTongue, tellEvent } from './audit-words.ts';
import { hiddenIn, hiddenKinds, hideFields } from './hide-fields.ts';
import { nameReferences, type RecordTitles } from './name-references.ts';
import { isOfRecord } from './restore-value.ts';

/** For events of one kind of record: a predicate over `e.entity_id`, parameters from $1. */
export type EventScope = (actor: Actor) => Fragment;
export type EventScopes = Readonly<Record<string, EventScope>>;
export type AuditDeps = {
  scopes: EventScopes;
  titles: RecordTitles;
  /** Fields of an entity that have a way back. */
  restorable: Readonly<Record<string, readonly string[]>>;
};

const CHANGED_KEYS = `select lower(k) as k from jsonb_object_keys(
  case when jsonb_typeof(e.data->'changes') = 'object' then e.data->'changes' else '{}' end) k`;

const choice = (label: string, column: string, choiceSource: string): FieldDefinition =>
  ({ label, type: 'choice', column, choiceSource, nullable: false });

/** Walks back by id: each partition has that index, and the newest come first. */
const FIELDS: Record<string, FieldDefinition> = {
  at: { label: 'Когда', type: 'moment', column: 'e.at', nullable: false },
  actor: {
    label: 'Кто', type: 'reference', column: 'e.actor_id', choiceSource: 'employees',
    named: 'staff.employee',
  },
  onBehalfOf: {
    label: 'За кого', type: 'reference', column: 'e.on_behalf_id', choiceSource: 'employees',
    named: 'staff.employee',
  },
  source: choice('Откуда', 'e.source', 'eventSources'),
  entity: choice('Вид записи', 'e.entity', 'eventEntities'),
  entityId: {
    label: 'Номер записи', type: 'number', sqlType: 'bigint', column: 'e.entity_id',
    nullable: false,
  },
  kind: choice('Что', 'e.kind', 'eventKinds'),
};

const CHANGED_FIELD: FieldDefinition = {
  label: 'Изменённое поле', type: 'text', column: `(select string_agg(k, ' ') from (${
    CHANGED_KEYS}) f)`,
  operators: ['contains'],
  likeSql: (pattern) => `exists (select from (${CHANGED_KEYS}) f where f.k like ${pattern})`,
};

/** By changed fields only those look who see all fields: the answer would tell of hidden ones. */
function catalogueFor(ctx: Context): Catalogue {
  const seesAll = ctx.actor.hidden.size === 0 && seesEveryField(ctx);
  const fields = seesAll ? { ...FIELDS, field: CHANGED_FIELD } : FIELDS;
  return defineCatalogue({ noun: 'events', idColumn: 'e.id', fields });
}

export function auditFieldInfos(ctx: Context): FieldInfo[] {
  return fieldInfos(catalogueFor(ctx), ctx.actor.hidden);
}

/** What is in no scope is for those alone who may change the settings. */
export function visibleEvents(actor: Actor, scopes: EventScopes): Fragment {
  const parts = Object.entries(scopes).map(([entity, scope]): Fragment => {
    const { sql, values } = scope(actor);
    const name = `e.entity = '${entity}'`;
    return { sql: sql === 'true' ? name : `${name} and (${sql})`, values };
  });
  const isEverything = can(actor, 'setting', 'edit')
    && Object.values(scopes).every((scope) => scope(actor).sql === 'true');
  if (isEverything) return { sql: 'true', values: [] };
  const others = `e.entity <> all('{${Object.keys(scopes).join(',')}}')`;
  const seen = can(actor, 'setting', 'edit') ? [...parts, { sql: others, values: [] }] : parts;
  const kinds = hiddenKinds(actor.hidden);
  const shown = kinds === null ? [] : [{ sql: 'e.kind !~ $1', values: [kinds] }];
  return allOf([anyOf(seen), ...shown]);
}

/** Columns of a file that the list has no fields for; they are put into words row by row. */
const FILE_FIELDS: Record<string, FieldDefinition> = {
  record: { label: 'Запись', type: 'text', column: 'e.entity_id', operators: [] },
  changes: { label: 'Что изменилось', type: 'text', column: 'e.data', operators: [] },
};

type FileRow = {
  entity: string; entityId: number; kind: string; source: string; changes: Record<string, unknown>;
};

/** The list takes no `q`; exports and groups of all nouns do, and must not pass over it. */
function withoutText(q = ''): Fragment {
  if (q.trim() !== '') throw refuseField('q', 'Журнал не ищут по тексту: сузьте его отбором.');
  return { sql: 'true', values: [] };
}

type FileDeps = Omit<AuditDeps, 'restorable'> & {
  /** Names of stages, which batches of 1C write as bare ids. */
  stages: (ctx: Context) => Promise<Map<number, string>>;
};

/** The journal as a file: whoever may carry the settings away carries what they see of it. */
export const auditSubject = (deps: FileDeps): ListSubject => ({
  noun: 'events', entity: 'setting', title: 'Журнал изменений', isEndless: true,
  rowTitle: 'e.kind',
  source: (ctx, q, filter) => ({
    catalogue: extendCatalogue(catalogueFor(ctx), FILE_FIELDS), from: 'platform.event e',
    columns: COLUMNS,
    visibility: allOf([
      withoutText(q), visibleEvents(ctx.actor, deps.scopes),
      recentWhenSought(ctx, filter ? { filter } : {}),
    ]),
  }),
  exportable: () => ({ sql: 'true', values: [] }),
  told: {
    needs: ['entity', 'entityId', 'kind', 'source', 'changes'],
    tell: async (ctx, cells, words) => {
      const rows = await namedRows(ctx, deps.titles, cells as unknown as FileRow[]);
      const [titles, stages] = await Promise.all([
        titlesOf(ctx, deps.titles, rows), deps.stages(ctx),
      ]);
      const names = { stage: nameOf(stages) };
      const telling = { titles, words, tongue: fileTongue(words), names };
      return rows.flatMap((row) => toldRow(ctx, row, telling));
    },
  },
});

const namedRows = async (ctx: Context, titles: RecordTitles, rows: FileRow[]) =>
  (await nameReferences(ctx, titles, rows.map((row) => ({ ...row, data: row.changes }))))
    .map(({ data, ...row }) => ({ ...row, changes: data }));

const nameOf = (names: Map<number, string>) => (id: number) => names.get(id);

type TellingFile = { titles: Map<string, string>; words: Words; tongue: Tongue; names: Names };

function toldRow(
  ctx: Context, row: FileRow, { titles, words, tongue, names }: TellingFile,
): Record<string, unknown>[] {
  const { entity, entityId, kind, source } = row;
  const data = hideFields(row.changes, hiddenIn(entity, ctx.actor.hidden),
    (code) => seesCustomKey(ctx, entity, code));
  if (data === null) return [];
  const told = tellEvent(tongue, { kind, source, data }, names);
  return [{
    ...row, source: words[`source ${source}`] ?? source,
    entity: words[`entity ${entity}`] ?? entity, kind: told.title, changes: told.changes,
    record: titles.get(`${entity} ${entityId}`) ?? nameIn(data) ?? `№ ${entityId}`,
  }];
}

type Row = Omit<AuditItem, 'title' | 'restorable'>;

const COLUMNS = `e.id, e.at, e.kind, e.entity, e.entity_id as "entityId", e.source, e.data,
  (select json_build_object('id', a.id, 'name', a.name) from staff.employee a
    where a.id = e.actor_id) as actor,
  (select json_build_object('id', b.id, 'name', b.name) from staff.employee b
    where b.id = e.on_behalf_id) as "onBehalfOf"`;

/** Without a total: counting years of events is worth nobody's wait. */
export async function listAudit(
  ctx: Context, deps: AuditDeps, { total: _total, sums: _sums, ...query }: ListQuery,
): Promise<ListPage<AuditItem>> {
  const { actor } = ctx;
  const page = await runList<Row>(ctx.db, {
    catalogue: catalogueFor(ctx), from: 'platform.event e', columns: COLUMNS,
    visibility: allOf([visibleEvents(actor, deps.scopes), recentWhenSought(ctx, query)]),
  }, query, { hidden: actor.hidden, now: ctx.now(), timeZone: companyTimeZone() });
  const titles = await titlesOf(ctx, deps.titles, page.items);
  const rows = await nameReferences(ctx, deps.titles, page.items);
  return {
    cursor: page.cursor,
    items: rows.flatMap((row) => {
      const data = hideFields(row.data, hiddenIn(row.entity, actor.hidden),
        (code) => seesCustomKey(ctx, row.entity, code));
      if (data === null) return [];
      const title = titles.get(`${row.entity} ${row.entityId}`) ?? nameIn(data);
      const fields = isOfRecord(row) ? deps.restorable[row.entity] ?? [] : [];
      const changed = Object.keys((data['changes'] ?? {}) as object);
      return [{
        ...row, data, title,
        restorable: changed.filter((field) => fields.includes(field)),
      }];
    }),
  };
}

const nameIn = (data: Record<string, unknown>) =>
  (typeof data['name'] === 'string' ? data['name'] : null);

const SOUGHT_DAYS = 90;
const DAY_MS = 86_400_000;

/** A changed field has no index: without a period or a record it is sought in the last months. */
function recentWhenSought(ctx: Context, { filter = '' }: ListQuery): Fragment {
  const isBounded = !/"field"/.test(filter) || /"(at|entityId|actor)"/.test(filter);
  if (isBounded) return { sql: 'true', values: [] };
  return {
    sql: 'e.at >= $1::timestamptz',
    values: [new Date(ctx.now().getTime() - SOUGHT_DAYS * DAY_MS)],
  };
}

async function titlesOf(
  ctx: Context, titles: RecordTitles, rows: Pick<Row, 'entity' | 'entityId'>[],
): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const [entity, read] of Object.entries(titles)) {
    const ids = [...new Set(rows.filter((row) => row.entity === entity)
      .map((row) => row.entityId))];
    if (ids.length === 0) continue;
    for (const [id, title] of await read(ctx, ids)) found.set(`${entity} ${id}`, title);
  }
  return found;
}
