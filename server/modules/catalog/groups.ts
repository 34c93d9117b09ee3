// Groups of products and the product managers who answer for them.
import type { ProductGroup } from '#contract/catalog';
import type { Context } from '#platform/context';
import { inTransaction, one, type Tx } from '#platform/database';
import { changesBetween, writeEvents } from '#platform/events';
import { refuse, refuseField } from '#platform/refuse';

/** Beside that of settle-groups: moves of groups go one by one. */
export const GROUP_MOVES_LOCK = 7_263_103;

export async function listGroups(ctx: Context): Promise<ProductGroup[]> {
  const { rows } = await ctx.db.query<ProductGroup>(`
    select g.id, g.name, g.parent_id as "parentId",
      (select count(*) from catalog.product p where p.group_id = g.id and p.deleted_at is null)
        as "productCount",
      (select coalesce(json_agg(json_build_object('id', e.id, 'name', e.name)
          order by e.name collate "ru-x-icu", e.id), '[]')
        from catalog.product_group_owner o join staff.employee e on e.id = o.employee_id
        where o.group_id = g.id) as owners
    from catalog.product_group g order by g.name collate "ru-x-icu", g.id`);
  return rows;
}

export async function createGroup(ctx: Context, input: { name: string }): Promise<{ id: number }> {
  const name = input.name.trim();
  return inTransaction(ctx.db, async (tx) => {
    const row = await one<{ id: number }>(tx,
      'insert into catalog.product_group (name) values ($1) returning id', [name]);
    const id = row!.id;
    await writeEvents(tx, ctx, [{
      kind: 'productGroup.created', entity: 'productGroup', entityId: id, data: { name },
    }]);
    return { id };
  });
}

export type GroupEdit = {
  id: number; name?: string | undefined; parentId?: number | null | undefined;
};

/** The name of a group that 1C sends is 1C's: its next snapshot would undo ours. */
export async function editGroup(ctx: Context, input: GroupEdit): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    // One at a time: two moves at once could make a ring of groups.
    await tx.query('select pg_advisory_xact_lock($1, $2)', [GROUP_MOVES_LOCK, 0]);
    const before = await lockGroup(tx, input.id);
    const name = input.name?.trim() ?? before.name;
    const parentId = input.parentId === undefined ? before.parentId : input.parentId;
    const changes = changesBetween(
      { name: before.name, parentId: before.parentId }, { name, parentId });
    if (Object.keys(changes).length === 0) return;
    if ('name' in changes && before.fromOnec) {
      const reason = 'Название группы ведёт 1С: исправьте его там.';
      throw refuse('field.readOnly', undefined, [{ field: 'name', reason }]);
    }
    if (parentId !== null) await refuseRing(tx, input.id, parentId);
    await tx.query('update catalog.product_group set name = $2, parent_id = $3 where id = $1',
      [input.id, name, parentId]);
    await writeEvents(tx, ctx, [{
      kind: 'productGroup.edited', entity: 'productGroup', entityId: input.id, data: { changes },
    }]);
  });
}

async function refuseRing(tx: Tx, id: number, parentId: number): Promise<void> {
  const row = await one<{ known: boolean; isRing: boolean }>(tx, `
    with recursive up as (
      select id, parent_id from catalog.product_group where id = $1
      union select g.id, g.parent_id from catalog.product_group g join up on g.id = up.parent_id
    )
    select count(*) > 0 as known, coalesce(bool_or(id = $2), false) as "isRing" from up`,
  [parentId, id]);
  if (!row!.known) throw refuseField('parentId', 'Такой группы товаров нет.');
  if (row!.isRing) throw refuseField('parentId', 'Группа не может входить сама в себя.');
}

/** Replaces the owners whole. Whoever derives visibility from them listens to the event. */
export async function setGroupOwners(
  ctx: Context, input: { id: number; employeeIds: number[] },
): Promise<void> {
  const wanted = [...new Set(input.employeeIds)].sort((a, b) => a - b);
  await inTransaction(ctx.db, async (tx) => {
    const before = await lockGroup(tx, input.id);
    if (JSON.stringify(before.owners) === JSON.stringify(wanted)) return;
    const { rows } = await tx.query(
      'select 1 from staff.employee where id = any($1::bigint[]) and dismissed_at is null',
      [wanted]);
    if (rows.length !== wanted.length) {
      throw refuseField('employeeIds', 'Сотрудник не найден или уволен.');
    }
    await tx.query('delete from catalog.product_group_owner where group_id = $1', [input.id]);
    await tx.query(`insert into catalog.product_group_owner (group_id, employee_id)
      select $1, unnest($2::bigint[])`, [input.id, wanted]);
    await writeEvents(tx, ctx, [{
      kind: 'productGroup.ownersSet', entity: 'productGroup', entityId: input.id,
      data: { changes: { owners: { old: before.owners, new: wanted } } },
    }]);
  });
}

type GroupRow = {
  name: string; parentId: number | null; fromOnec: boolean; owners: number[];
};

async function lockGroup(tx: Tx, id: number): Promise<GroupRow> {
  const row = await one<GroupRow>(tx, `
    select g.name, g.parent_id as "parentId",
      exists (select from catalog.product_group_identity i where i.group_id = g.id) as "fromOnec",
      (select coalesce(json_agg(o.employee_id order by o.employee_id), '[]')
        from catalog.product_group_owner o where o.group_id = g.id) as owners
    from catalog.product_group g where g.id = $1 for update`, [id]);
  if (!row) throw refuse('record.missing');
  return row;
}
