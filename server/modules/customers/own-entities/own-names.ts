// By what words 1C calls our legal entities. An unknown name is kept and waits for a person's word;
// one that reads like the name of an entity is taken for it at once.
import type { OwnEntityName } from '#contract/own-entities';
import type { VatRegime } from '#contract/vat';
import { requireRight } from '#platform/actor';
import type { Context } from '#platform/context';
import { inTransaction, one, type Queryable, type Tx } from '#platform/database';
import { writeEvents } from '#platform/events';
import { refuse, refuseField } from '#platform/refuse';
import type { ApplyContext } from '../apply-text.ts';

/** Told of every name that has got its entity: deals of its orders follow, see payments. */
export const OWN_NAME_MAPPED = 'ownEntity.nameMapped';

export async function listOwnNames(on: Queryable): Promise<OwnEntityName[]> {
  const { rows } = await on.query<OwnEntityName>({
    name: 'own-entity-names',
    text: `
      select a.name, a.seen_at as "seenAt",
        case when o.id is not null then json_build_object('id', o.id, 'name', o.name) end
          as "ownEntity"
      from customers.own_entity_alias a
        left join customers.own_entity o on o.id = a.own_entity_id
      order by o.id is not null, a.name collate "ru-x-icu" limit 1000`,
  });
  return rows;
}

/** Names that orders of the batch bring; the common case of known ones is one short read. */
export async function noteOwnNames(
  tx: Tx, ctx: ApplyContext, names: readonly (string | null)[],
): Promise<void> {
  const given = [...new Set(names.filter((name) => name !== null))];
  if (given.length === 0) return;
  const { rows } = await tx.query<{ name: string }>({
    name: 'own-names-unknown',
    text: `
      select n.name from unnest($1::text[]) as n (name)
      where not exists (select from customers.own_entity_alias a where a.name = n.name)
      order by 1`,
    values: [given],
  });
  if (rows.length === 0) return;
  const fresh = await tx.query<{ name: string; own_entity_id: number | null }>(`
    insert into customers.own_entity_alias (name, own_entity_id, seen_at)
    select n.name, (select case when count(*) = 1 then min(o.id) end
        from customers.own_entity o where o.archived_at is null
          and customers.name_key(n.name)
            in (customers.name_key(o.name), customers.name_key(o.full_name))), $2
    from unnest($1::text[]) as n (name)
    on conflict (name) do nothing returning name, own_entity_id`,
  [rows.map(({ name }) => name), ctx.now()]);
  await writeEvents(tx, ctx, fresh.rows.map(({ name, own_entity_id: id }) => ({
    kind: 'ownEntity.nameArrived', entity: 'ownEntity', entityId: id ?? 0, data: { name },
  })));
}

/** Names that wait and read like this entity's become its own. */
export async function adoptNames(tx: Tx, ctx: Context, id: number): Promise<void> {
  const { rows } = await tx.query<{ name: string }>(`
    update customers.own_entity_alias a set own_entity_id = o.id from customers.own_entity o
    where o.id = $1 and a.own_entity_id is null and o.archived_at is null
      and customers.name_key(a.name)
        in (customers.name_key(o.name), customers.name_key(o.full_name))
    returning a.name`, [id]);
  await tellMapped(tx, ctx, id, rows.map(({ name }) => name));
}

const tellMapped = (tx: Tx, ctx: Context, id: number, names: string[]) =>
  writeEvents(tx, ctx, names.map((name) => ({
    kind: OWN_NAME_MAPPED, entity: 'ownEntity', entityId: id, data: { name },
  })));

export async function mapOwnName(
  ctx: Context, { name, ownEntityId }: { name: string; ownEntityId: number | null },
): Promise<OwnEntityName[]> {
  requireRight(ctx.actor, 'setting', 'edit');
  return inTransaction(ctx.db, async (tx) => {
    const known = await one<{ id: number | null }>(tx, `
      select own_entity_id as id from customers.own_entity_alias where name = $1 for update`,
    [name]);
    if (!known) throw refuse('record.missing');
    if (ownEntityId !== null && !await one(tx, `
      select 1 from customers.own_entity where id = $1 and archived_at is null`, [ownEntityId])) {
      throw refuseField('ownEntityId', 'Такого юрлица нет.');
    }
    if (known.id !== ownEntityId) {
      await tx.query('update customers.own_entity_alias set own_entity_id = $2 where name = $1',
        [name, ownEntityId]);
      if (ownEntityId !== null) await tellMapped(tx, ctx, ownEntityId, [name]);
      else {
        await writeEvents(tx, ctx, [{
          kind: 'ownEntity.nameFreed', entity: 'ownEntity', entityId: known.id!, data: { name },
        }]);
      }
    }
    return listOwnNames(tx);
  });
}

/**
 * In whose name a department sells: its own word, else that of the nearest department above, else
 * the default of the installation.
 */
export async function ownEntityOf(
  on: Queryable, departmentId: number | null,
): Promise<number | null> {
  const row = await one<{ id: number | null }>(on, {
    name: 'own-entity-of-department',
    text: `
      with recursive up as (
        select id, parent_id, 0 as depth from staff.department where id = $1
        union all
        select d.id, d.parent_id, up.depth + 1
        from staff.department d join up on d.id = up.parent_id
      )
      select coalesce(
        (select u.own_entity_id from up join customers.own_entity_department u
            on u.department_id = up.id
          order by up.depth limit 1),
        (select o.id from customers.own_entity o
          where o.is_default and o.archived_at is null)) as id`,
    values: [departmentId],
  });
  return row?.id ?? null;
}

/**
 * SQL of the tax regime of whoever sells for a department, for a card that has no trip to spare:
 * `department` is SQL of its id. The general regime where nobody is named.
 */
export const vatRegimeSql = (department: string): string => `
  (with recursive up as (
    select id, parent_id, 0 as depth from staff.department where id = ${department}
    union all
    select d.id, d.parent_id, up.depth + 1
    from staff.department d join up on d.id = up.parent_id
  )
  select coalesce(
    (select o.vat_regime from up
        join customers.own_entity_department u on u.department_id = up.id
        join customers.own_entity o on o.id = u.own_entity_id
      order by up.depth limit 1),
    (select o.vat_regime from customers.own_entity o
      where o.is_default and o.archived_at is null),
    'vat'))`;

export async function vatRegimeOf(
  on: Queryable, departmentId: number | null,
): Promise<VatRegime> {
  const row = await one<{ regime: VatRegime }>(on, {
    name: 'own-entity-regime',
    text: `select ${vatRegimeSql('$1::bigint')} as regime`, values: [departmentId],
  });
  return row?.regime ?? 'vat';
}
