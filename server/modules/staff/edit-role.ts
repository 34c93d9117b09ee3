// Changes of the matrix: a new column, its name and hidden fields, one cell, a column less.
import { CHECKED } from '#contract/rights';
import type { GrantEdit, Role, RoleCreate, RoleEdit } from '#contract/staff';
import { requireRight } from '#platform/actor';
import type { Context } from '#platform/context';
import { inTransaction, one } from '#platform/database';
import { changesBetween, writeEvents } from '#platform/events';
import { refuse, refuseField } from '#platform/refuse';
import { keepAdministrator } from './keep-administrator.ts';
import { readRole } from './roles.ts';

export async function createRole(ctx: Context, input: RoleCreate): Promise<Role> {
  requireRight(ctx.actor, 'setting', 'edit');
  return inTransaction(ctx.db, async (tx) => {
    const model = input.copyFromId === undefined ? null : await readRole(tx, input.copyFromId);
    const row = await one<{ id: number }>(tx,
      'insert into staff.role (code, name, hidden_fields) values ($1, $2, $3) returning id',
      [input.code, input.name.trim(), model?.hidden ?? []]);
    const id = row!.id;
    await tx.query(
      `insert into staff.role_grant (role_id, entity, action, scope)
       select $1, entity, action, scope from staff.role_grant where role_id = $2`,
      [id, model?.id ?? null]);
    await writeEvents(tx, ctx, [{
      kind: 'role.created', entity: 'role', entityId: id,
      data: { code: input.code, copiedFrom: model?.code ?? null },
    }]);
    return readRole(tx, id);
  });
}

export async function editRole(ctx: Context, input: { id: number } & RoleEdit): Promise<Role> {
  requireRight(ctx.actor, 'setting', 'edit');
  const { id } = input;
  const fields = {
    ...(input.name === undefined ? {} : { name: input.name.trim() }),
    ...(input.hidden === undefined ? {} : { hidden: input.hidden.toSorted() }),
  };
  if (fields.name === '') throw refuseField('name', 'Название роли не заполнено.');
  return inTransaction(ctx.db, async (tx) => {
    await tx.query('select 1 from staff.role where id = $1 for update', [id]);
    const before = await readRole(tx, id);
    const known = { name: before.name, hidden: before.hidden.toSorted() };
    const changes = changesBetween(known, fields);
    if (Object.keys(changes).length === 0) return before;
    const next = { ...known, ...fields };
    await tx.query('update staff.role set name = $2, hidden_fields = $3 where id = $1',
      [id, next.name, next.hidden]);
    await writeEvents(tx, ctx, [{
      kind: 'role.edited', entity: 'role', entityId: id, data: { changes },
    }]);
    return readRole(tx, id);
  });
}

/** One cell of the matrix; scope null forbids. */
export async function setGrant(ctx: Context, input: { id: number } & GrantEdit): Promise<Role> {
  requireRight(ctx.actor, 'setting', 'edit');
  const { id, entity, action, scope } = input;
  if (scope !== null && !CHECKED[entity].includes(action)) {
    throw refuseField('action', 'Такого права нет: его ничто не проверяет.');
  }
  return inTransaction(ctx.db, async (tx) => {
    await tx.query('select 1 from staff.role where id = $1 for update', [id]);
    const before = await readRole(tx, id);
    const cell = before.grants.find((g) => g.entity === entity && g.action === action);
    const old = cell?.scope ?? null;
    if (old === scope) return before;
    await keepAdministrator(tx, async () => {
      if (scope === null) {
        await tx.query(
          'delete from staff.role_grant where role_id = $1 and entity = $2 and action = $3',
          [id, entity, action]);
      } else {
        await tx.query(
          `insert into staff.role_grant (role_id, entity, action, scope) values ($1, $2, $3, $4)
           on conflict (role_id, entity, action) do update set scope = excluded.scope`,
          [id, entity, action, scope]);
      }
    });
    await writeEvents(tx, ctx, [{
      kind: 'role.edited', entity: 'role', entityId: id,
      data: { changes: { [`${entity}.${action}`]: { old, new: scope } } },
    }]);
    return readRole(tx, id);
  });
}

export async function removeRole(ctx: Context, input: { id: number }): Promise<void> {
  requireRight(ctx.actor, 'setting', 'edit');
  await inTransaction(ctx.db, async (tx) => {
    const role = await readRole(tx, input.id);
    if (role.builtIn) throw refuse('record.referenced', 'Встроенную роль удалить нельзя.');
    // The foreign key of employee_role has the last word: former people count too.
    await tx.query('delete from staff.role where id = $1', [input.id]);
    await writeEvents(tx, ctx, [{
      kind: 'role.removed', entity: 'role', entityId: input.id, data: { code: role.code },
    }]);
  });
}
