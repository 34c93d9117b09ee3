// The two records of a merge, locked, with their guids: what preview, merge and undo begin with.
import { MERGE_FIELDS, type MergeEntity } from '#contract/merges';
import type { Context } from '#platform/context';
import { one, type Queryable, type Tx } from '#platform/database';
import { refuse } from '#platform/refuse';
import type { Identity, MergeFollower } from './merge-followers.ts';
import { ownedRows } from './owners.ts';
import { goneRecord } from './gone-record.ts';

export type KnownIdentity = Identity & { isMain: boolean };

/** Every field that a merge may change, by its name in history. */
export type MergeFields = Record<string, unknown>;

export type MergeRecord = {
  id: number; name: string; version: number; fromOnec: boolean; departmentId: number | null;
  responsibleId: number | null; fields: MergeFields;
};

/** How the fields are spelled in the table; `extra` goes with what 1C owns. */
export const COLUMNS: Record<MergeEntity, Record<string, string>> = {
  company: {
    name: 'name', fullName: 'full_name', inn: 'inn', kpp: 'kpp', ogrn: 'ogrn', kind: 'kind',
    address: 'address', responsibleId: 'responsible_id', departmentId: 'department_id',
    relations: 'relations', tags: 'tags', custom: 'custom', extra: 'extra',
  },
  contact: {
    name: 'name', position: 'position', responsibleId: 'responsible_id',
    departmentId: 'department_id', companyId: 'company_id', custom: 'custom', extra: 'extra',
  },
};

/** These go together with the card of 1C; of contacts both sides write everything. */
export const HEADER_FIELDS: Record<MergeEntity, readonly string[]> = {
  company: ['name', 'fullName', 'inn', 'kpp', 'ogrn', 'kind', 'address', 'extra'],
  contact: ['extra'],
};

const ALIAS = { company: 'c', contact: 'k' } as const;

const READ: Record<MergeEntity, string> = {
  company: `
    select c.id, c.name, c.version, c.from_onec as "fromOnec", c.department_id as "departmentId",
      c.responsible_id as "responsibleId", json_build_object('name', c.name,
        'fullName', c.full_name, 'inn', c.inn, 'kpp', c.kpp, 'ogrn', c.ogrn, 'kind', c.kind,
        'address', c.address, 'responsibleId', c.responsible_id,
        'departmentId', c.department_id, 'relations', c.relations, 'tags', c.tags,
        'custom', c.custom, 'extra', c.extra) as fields
    from customers.company c`,
  contact: `
    select k.id, k.name, k.version, k.from_onec as "fromOnec", k.department_id as "departmentId",
      k.responsible_id as "responsibleId", json_build_object('name', k.name,
        'position', k.position, 'responsibleId', k.responsible_id,
        'departmentId', k.department_id, 'companyId', k.company_id, 'custom', k.custom,
        'extra', k.extra) as fields
    from customers.contact k`,
};

/** Both records, alive, which the actor may merge; missing and forbidden as everywhere. */
export async function readPair(
  on: Queryable, ctx: Context, { entity, ids, lock }: {
    entity: MergeEntity; ids: [number, number]; lock: boolean;
  },
): Promise<[MergeRecord, MergeRecord]> {
  if (ids[0] === ids[1]) {
    const reason = 'Запись нельзя объединить с самой собой.';
    throw refuse('request.invalid', reason, [{ field: 'loserId', reason }]);
  }
  const alias = ALIAS[entity];
  const read = ownedRows(ctx.actor, entity, 'read', 1);
  const merge = ownedRows(ctx.actor, entity, 'merge', 1 + read.values.length);
  const { rows } = await on.query<MergeRecord & { may: boolean }>(`
    ${READ[entity].replace(' as fields', ` as fields, coalesce(${merge.sql}, false) as may`)}
    where ${alias}.id = any($1::bigint[]) and ${alias}.deleted_at is null and (${read.sql})
    order by ${alias}.id ${lock ? 'for update' : ''}`,
  [ids, ...read.values, ...merge.values]);
  const [first, second] = ids.map((id) => rows.find((row) => row.id === id));
  if (!first || !second) {
    throw await goneRecord(on, ctx, entity, { id: first ? ids[1] : ids[0] });
  }
  if (!first.may || !second.may) throw refuse('right.missing');
  return [withoutMay(first), withoutMay(second)];
}

const withoutMay = (
  { may: _may, ...record }: MergeRecord & { may: boolean },
): MergeRecord => record;

export const identityTable = (entity: MergeEntity) =>
  (entity === 'company' ? 'customers.company_identity' : 'customers.contact_identity');
export const recordTable = (entity: MergeEntity) =>
  (entity === 'company' ? 'customers.company' : 'customers.contact');
export const ownerColumn = (entity: MergeEntity) =>
  (entity === 'company' ? 'company_id' : 'contact_id');

export async function identitiesOf(
  on: Queryable, entity: MergeEntity, id: number,
): Promise<KnownIdentity[]> {
  const { rows } = await on.query<KnownIdentity>(`
    select base_id as "baseId", uid, is_main as "isMain" from ${identityTable(entity)}
    where ${ownerColumn(entity)} = $1 order by base_id, uid`, [id]);
  return rows;
}

/**
 * Locks first the guids, as the exchange does, then the rows; guids that appeared in between mean
 * to begin anew.
 */
export async function lockPair(
  tx: Tx, ctx: Context, pair: { entity: MergeEntity; ids: [number, number] },
  followers: readonly MergeFollower[],
): Promise<[MergeRecord, MergeRecord]> {
  const guids = async () => (await Promise.all(pair.ids.map((id) =>
    identitiesOf(tx, pair.entity, id)))).flat();
  const known = await guids();
  for (const { lock } of followers) await lock?.(tx, known);
  const records = await readPair(tx, ctx, { ...pair, lock: true });
  const now = await guids();
  if (now.length !== known.length) {
    throw Object.assign(new Error('Guids moved'), { code: '40001' });
  }
  return records;
}

export async function writeFields(
  tx: Tx, ctx: Context, entity: MergeEntity, { id, fields }: { id: number; fields: MergeFields },
): Promise<number> {
  const names = Object.keys(fields);
  const sets = names.map((name, place) => `${COLUMNS[entity][name]} = $${place + 3}`);
  const row = await one<{ version: number }>(tx, `
    update ${recordTable(entity)} t set ${[...sets, ''].join(', ')}
      from_onec = exists (select from ${identityTable(entity)} i
        where i.${ownerColumn(entity)} = t.id),
      updated_at = $2, version = version + 1
    where id = $1 returning version`,
  [id, ctx.now(), ...names.map((name) => asColumn(name, fields[name]))]);
  return row!.version;
}

const JSON_FIELDS = new Set(['custom', 'extra']);

const asColumn = (name: string, value: unknown) =>
  (JSON_FIELDS.has(name) && value !== null ? JSON.stringify(value) : value);

export const isMergeField = (entity: MergeEntity, field: string): boolean =>
  (MERGE_FIELDS[entity] as readonly string[]).includes(field);
