// A legal entity of ours is made and changed: requisites, accounts, signatories, departments.
import type { OwnEntityCreate, OwnEntityEdit } from '#contract/own-entities';
import { requireRight } from '#platform/actor';
import type { Context } from '#platform/context';
import { inTransaction, one, type Tx } from '#platform/database';
import { writeEvents } from '#platform/events';
import { refuseLostUpdate } from '#platform/lost-update';
import { refuseField } from '#platform/refuse';
import { adoptNames } from './own-names.ts';
import {
  BLANK, departmentNames, fieldsOf, lockOwnEntity, nextFields, type OwnFields, spoken,
} from './own-entity.ts';

type Saved = { id: number; version: number };

export async function createOwnEntity(ctx: Context, input: OwnEntityCreate): Promise<Saved> {
  requireRight(ctx.actor, 'setting', 'edit');
  const { next } = nextFields(BLANK, input);
  return inTransaction(ctx.db, async (tx) => {
    await departmentNames(tx, next.departmentIds);
    // The first one is the default: without it every deal would begin with a gap.
    const known = await one(tx, 'select 1 from customers.own_entity where archived_at is null');
    const fields = known ? next : { ...next, isDefault: true };
    if (fields.isDefault) await dropDefault(tx);
    const row = await one<{ id: number }>(tx, `
      insert into customers.own_entity (name, full_name, kind, inn, kpp, ogrn, address, vat_regime,
        bank_accounts, signatories, is_default, created_at, updated_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12) returning id`,
    [...columnsOf(fields), ctx.now()]);
    const id = row!.id;
    await setDepartments(tx, id, fields.departmentIds);
    await writeEvents(tx, ctx, [{
      kind: 'ownEntity.created', entity: 'ownEntity', entityId: id,
      data: { version: 1, name: fields.name, inn: fields.inn, kpp: fields.kpp },
    }]);
    await adoptNames(tx, ctx, id);
    return { id, version: 1 };
  });
}

/** Fields that nobody else touched meanwhile are merged. */
export async function editOwnEntity(
  ctx: Context, { id, version, ...input }: OwnEntityEdit & { id: number },
): Promise<Saved> {
  requireRight(ctx.actor, 'setting', 'edit');
  return inTransaction(ctx.db, async (tx) => {
    const entity = await lockOwnEntity(tx, id);
    const before = fieldsOf(entity);
    const { next, changes } = nextFields(before, input);
    const fields = Object.keys(changes);
    if (fields.length === 0) return { id, version: entity.version };
    await refuseLostUpdate(tx, { entity: 'ownEntity', record: entity, seen: version, fields });
    if (before.isDefault && !next.isDefault) {
      throw refuseField('isDefault', 'Сначала назначьте основным другое юрлицо.');
    }
    const departments = await departmentNames(
      tx, [...new Set([...before.departmentIds, ...next.departmentIds])]);
    if (next.isDefault && !before.isDefault) await dropDefault(tx);
    await tx.query(`
      update customers.own_entity set name = $2, full_name = $3, kind = $4, inn = $5, kpp = $6,
        ogrn = $7, address = $8, vat_regime = $9, bank_accounts = $10, signatories = $11,
        is_default = $12, updated_at = $13, version = version + 1,
        archived_at = case when $14 then coalesce(archived_at, $13) end
      where id = $1`, [id, ...columnsOf(next), ctx.now(), next.archived]);
    if (changes['departmentIds']) await setDepartments(tx, id, next.departmentIds);
    await writeEvents(tx, ctx, [{
      kind: 'ownEntity.edited', entity: 'ownEntity', entityId: id,
      data: { version: entity.version + 1, changes: spoken(changes, departments) },
    }]);
    if (changes['name'] || changes['fullName']) await adoptNames(tx, ctx, id);
    return { id, version: entity.version + 1 };
  });
}

const columnsOf = (fields: OwnFields): unknown[] => [
  fields.name, fields.fullName, fields.kind, fields.inn, fields.kpp, fields.ogrn, fields.address,
  fields.vatRegime, JSON.stringify(fields.bankAccounts), JSON.stringify(fields.signatories),
  fields.isDefault,
];

const dropDefault = (tx: Tx) => tx.query(
  'update customers.own_entity set is_default = false, version = version + 1 where is_default');

/** A department sells in one name: it leaves the entity that it had before. */
async function setDepartments(tx: Tx, id: number, departmentIds: number[]): Promise<void> {
  await tx.query(`
    delete from customers.own_entity_department
    where own_entity_id = $1 and department_id <> all($2::bigint[])`, [id, departmentIds]);
  await tx.query(`
    insert into customers.own_entity_department (department_id, own_entity_id)
    select unnest($2::bigint[]), $1
    on conflict (department_id) do update set own_entity_id = excluded.own_entity_id`,
  [id, departmentIds]);
}
