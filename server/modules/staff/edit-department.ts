// Renaming and moving: the tree stays a tree, whoever moves what at the same moment.
import type { Department, DepartmentEdit } from '#contract/staff';
import { requireRight } from '#platform/actor';
import type { Context } from '#platform/context';
import { inTransaction, type Tx } from '#platform/database';
import { changesBetween, writeEvents } from '#platform/events';
import { refuseField } from '#platform/refuse';
import { closesRing } from './department.ts';
import { listDepartments, readDepartment } from './read-departments.ts';

async function checkParent(tx: Tx, id: number, parentId: number): Promise<void> {
  const all = await listDepartments(tx);
  const parent = all.find((department) => department.id === parentId);
  if (!parent) throw refuseField('parentId', 'Вышестоящий отдел не найден.');
  if (parent.archivedAt !== null) throw refuseField('parentId', 'Вышестоящий отдел в архиве.');
  if (closesRing(all, id, parentId)) {
    throw refuseField('parentId', 'Отдел нельзя подчинить самому себе или своему подотделу.');
  }
}

export async function editDepartment(
  ctx: Context, input: { id: number } & DepartmentEdit,
): Promise<Department> {
  requireRight(ctx.actor, 'setting', 'edit');
  const { id, ...fields } = input;
  return inTransaction(ctx.db, async (tx) => {
    // Two moves at once could each be lawful and close a ring together.
    await tx.query(`select pg_advisory_xact_lock(hashtext('staff.departments'))`);
    const before = await readDepartment(tx, id);
    const { name, parentId, kind, position } = before;
    const known = { name, parentId, kind, position };
    const next = { ...known, ...fields, name: (fields.name ?? name).trim() };
    if (!next.name) throw refuseField('name', 'Название отдела не заполнено.');
    if (next.parentId !== null) await checkParent(tx, id, next.parentId);
    const changes = changesBetween(known, next);
    if (Object.keys(changes).length === 0) return before;
    await tx.query(
      `update staff.department set name = $2, parent_id = $3, kind = $4, position = $5
       where id = $1`,
      [id, next.name, next.parentId, next.kind, next.position]);
    await writeEvents(tx, ctx, [{
      kind: 'department.edited', entity: 'department', entityId: id, data: { changes },
    }]);
    return readDepartment(tx, id);
  });
}
