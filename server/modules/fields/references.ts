// Records that a field may point at, by kind. Employees and files are known here; the modules above
// say what they know, so that this one need not know them.
import type { Context } from '#platform/context';
import type { Queryable } from '#platform/database';
import { foldedSql } from '#platform/listing/fold-text';
import { employeeNames } from '#modules/staff';

export type References = {
  /** Relation with id and name, for lists. */
  relation: string;
  names: (on: Queryable, ids: number[]) => Promise<ReadonlyMap<number, string>>;
  /** SQL of all ids that mean the same record, over a placeholder: it may have become another. */
  same?: (id: string) => string;
  /** Which of the ids this actor may choose now: alive, visible. */
  choosable: (ctx: Context, on: Queryable, ids: number[]) => Promise<ReadonlySet<number>>;
  /** By the text of a cell, e.g. a name: those that the actor may choose; several are no answer. */
  find: (ctx: Context, on: Queryable, texts: string[]) => Promise<ReadonlyMap<string, number[]>>;
};

type ReferenceKind = 'employee' | 'company';

const registered = new Map<ReferenceKind, References>([['employee', {
  relation: 'staff.employee',
  names: employeeNames,
  choosable: async (_, on, ids) => new Set((await on.query<{ id: number }>(
    'select id from staff.employee where id = any($1::bigint[]) and dismissed_at is null', [ids]
  )).rows.map((row) => row.id)),
  find: (_, on, texts) => idsByText(on, {
    text: `select t.text, e.id from unnest($1::text[]) t (text) join staff.employee e
      on ${foldedSql('e.name')} = ${foldedSql('t.text')} or lower(e.email) = lower(t.text)
      where e.dismissed_at is null`,
    values: [texts],
  }),
}]]);

/** Rows `{text, id}` of a statement, by text. */
export async function idsByText(
  on: Queryable, statement: { text: string; values: unknown[] },
): Promise<ReadonlyMap<string, number[]>> {
  const { rows } = await on.query<{ text: string; id: number }>(statement.text, statement.values);
  const found = Map.groupBy(rows, (row) => row.text);
  return new Map([...found].map(([text, those]) => [text, those.map((row) => row.id)]));
}

/** The module that owns the records says how they are named and who may choose them. */
export function offerReferences(kind: ReferenceKind, references: References): void {
  registered.set(kind, references);
}

/** Where a list finds the name behind a value; a file that was removed has none. */
export function relationOf(kind: string): string | undefined {
  return kind === 'file' ? '(select id, name from platform.file where deleted_at is null)'
    : registered.get(kind as ReferenceKind)?.relation;
}

/** Condition of "this value is that record" where a record may stand under several ids. */
export function sameRecordSql(kind: string, value: string): Partial<{
  equalSql: (id: string) => string;
}> {
  const same = registered.get(kind as ReferenceKind)?.same;
  return same ? { equalSql: (id) => `${value} = any(array(${same(id)}))` } : {};
}

export const referencesOf = (kind: ReferenceKind): References | undefined => registered.get(kind);

export async function fileNames(on: Queryable, ids: number[]): Promise<Map<number, string>> {
  const { rows } = await on.query<{ id: number; name: string }>({
    name: 'custom-file-names',
    text: `select id, name from platform.file where id = any($1::bigint[])
      and deleted_at is null`,
    values: [ids],
  });
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** A file hangs on the record itself: who sees the record sees the file. */
export async function isFileOf(
  on: Queryable, record: { entity: string; id: number | null }, fileId: number,
): Promise<boolean> {
  if (record.id === null) return false;
  const { rowCount } = await on.query({
    name: 'custom-file-of-record',
    text: `select from platform.file
      where id = $1 and entity = $2 and entity_id = $3 and deleted_at is null
        and not is_draft`,
    values: [fileId, record.entity, record.id],
  });
  return rowCount === 1;
}
