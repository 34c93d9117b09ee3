// What a merge would do, and what merges a record has behind it.
import {
  type Merge, MERGE_FIELDS, type MergeEntity, type MergePreview,
} from '#contract/merges';
import type { Context } from '#platform/context';
import { one } from '#platform/database';
import { type RawValues, tellValues } from '#modules/fields';
import type { MergeDeps } from './merge-followers.ts';
import {
  HEADER_FIELDS, type MergeRecord, readPair, recordTable,
} from './merge-record.ts';
import { undoUntil } from './merge-records.ts';
import { ownedRows } from './owners.ts';
import { readCompany, readContact } from './read-card.ts';

type Pair = { entity: MergeEntity; survivorId: number; loserId: number };

/** Nothing is changed; the versions say what was seen. */
export async function previewMerge(
  ctx: Context, { followers }: MergeDeps, { entity, survivorId, loserId }: Pair,
): Promise<MergePreview> {
  const [survivor, loser] = await readPair(
    ctx.db, ctx, { entity, ids: [survivorId, loserId], lock: false });
  const names = await employeeNames(ctx, [survivor, loser]);
  const text = (record: MergeRecord, field: string): string | null => {
    const value = record.fields[field] ?? null;
    if (value === null) return null;
    return field === 'responsibleId' ? names.get(Number(value)) ?? null : String(value);
  };
  const headers = (['survivor', 'loser'] as const)
    .filter((side) => (side === 'survivor' ? survivor : loser).fromOnec);
  return {
    survivor: { id: survivor.id, name: survivor.name },
    loser: { id: loser.id, name: loser.name },
    survivorVersion: survivor.version,
    loserVersion: loser.version,
    fields: [
      ...MERGE_FIELDS[entity].map((field) => ({
        ...proposed(field, text(survivor, field), text(loser, field)),
        fromOnec: headers.length > 0 && HEADER_FIELDS[entity].includes(field),
      })),
      ...await customRows(ctx, entity, survivor, loser),
    ],
    headers,
    moves: [
      ...await ownCounts(ctx, entity, loserId),
      ...await Promise.all(followers.flatMap(({ noun, count }) => (count
        ? [count(ctx.db, { entity, id: loserId }).then((each) => ({ noun, count: each }))] : []))),
    ],
  };
}

/** The empty ones are filled; where both say something the record that stays does. */
const proposed = (field: string, survivor: unknown, loser: unknown) => ({
  field, survivor, loser, take: survivor === null && loser !== null ? 'loser' : 'survivor',
} as const);

/** Fields of one's own that the actor may fill, as history tells them. */
async function customRows(
  ctx: Context, entity: MergeEntity, survivor: MergeRecord, loser: MergeRecord,
): Promise<MergePreview['fields']> {
  const told = (record: MergeRecord) =>
    tellValues(ctx, ctx.db, entity, record.fields['custom'] as RawValues);
  const [mine, other] = await Promise.all([told(survivor), told(loser)]);
  return mine.flatMap(({ name, label, kind, told: value, mayEdit }, place) => (mayEdit
    ? [{ ...proposed(name, value, other[place]!.told), label, kind, fromOnec: false }] : []));
}

async function employeeNames(ctx: Context, records: MergeRecord[]): Promise<Map<number, string>> {
  const { rows } = await ctx.db.query<{ id: number; name: string }>(
    'select id, name from staff.employee where id = any($1::bigint[])',
    [records.flatMap(({ responsibleId }) => responsibleId ?? [])]);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

const COUNTS: Record<MergeEntity, string> = {
  company: `
    select (select count(*) from customers.contact_company where company_id = $1) as people,
      (select count(*) from customers.reach where company_id = $1) as reaches,
      (select count(*) from customers.company_identity where company_id = $1) as identities`,
  contact: `
    select (select count(*) from customers.contact_company where contact_id = $1) as companies,
      (select count(*) from customers.reach where contact_id = $1) as reaches,
      (select count(*) from customers.contact_identity where contact_id = $1) as identities`,
};

async function ownCounts(
  ctx: Context, entity: MergeEntity, id: number,
): Promise<MergePreview['moves']> {
  const row = await one<Record<string, number>>(ctx.db, COUNTS[entity], [id]);
  return Object.entries(row!).map(([noun, count]) => ({ noun, count }));
}

/** Merges into the record, newest first; throws 'record.missing' for an invisible one. */
export async function listMerges(
  ctx: Context, { entity, entityId }: { entity: MergeEntity; entityId: number },
): Promise<Merge[]> {
  await (entity === 'company' ? readCompany(ctx, entityId) : readContact(ctx, entityId));
  const alias = entity === 'company' ? 'c' : 'k';
  const may = ownedRows(ctx.actor, entity, 'merge', 2);
  const { rows } = await ctx.db.query<Omit<Merge, 'undoUntil'> & { may: boolean }>(`
    select m.id, json_build_object('id', ${alias}.id, 'name', ${alias}.name) as survivor,
      json_build_object('id', l.id, 'name', l.name) as loser, m.merged_at as "mergedAt",
      (select json_build_object('id', e.id, 'name', e.name) from staff.employee e
        where e.id = m.merged_by) as "mergedBy",
      m.undone_at as "undoneAt", coalesce(${may.sql}, false) as may
    from customers.merge m
      join ${recordTable(entity)} ${alias} on ${alias}.id = m.survivor_id
      join ${recordTable(entity)} l on l.id = m.loser_id
    where m.entity = $1 and m.survivor_id = $2 order by m.id desc limit 100`,
  [entity, entityId, ...may.values]);
  return rows.map(({ may: mayMerge, ...merge }) => {
    const until = undoUntil(merge.mergedAt);
    return {
      ...merge, undoUntil: until.toISOString(),
      mayUndo: mayMerge && merge.undoneAt === null && until > ctx.now(),
    };
  });
}

/** The record itself and whatever was merged into it: their histories are read as one. */
export async function mergedIds(
  ctx: Context, { entity, id }: { entity: MergeEntity; id: number },
): Promise<number[]> {
  const { rows } = await ctx.db.query<{ id: number }>({
    name: `merged-into-${entity}`,
    text: `
      with recursive up as (
        select t.id, t.merged_into_id from ${recordTable(entity)} t where t.id = $1
        union
        select t.id, t.merged_into_id from ${recordTable(entity)} t join up
          on t.id = up.merged_into_id
      ), together as (
        select id from up where merged_into_id is null
        union
        select t.id from ${recordTable(entity)} t join together o on t.merged_into_id = o.id
      )
      select id from together`,
    values: [id],
  });
  return rows.map((row) => row.id);
}
