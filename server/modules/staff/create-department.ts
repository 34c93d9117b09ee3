import type { Department, DepartmentCreate } from '#contract/staff';
import { requireRight } from '#platform/actor';
import type { Context } from '#platform/context';
import { inTransaction, one } from '#platform/database';
import { writeEvents } from '#platform/events';
import { refuseField } from '#platform/refuse';
import { readDepartment } from './read-departments.ts';

export async function createDepartment(
  ctx: Context, input: DepartmentCreate,
): Promise<Department> {
  requireRight(ctx.actor, 'setting', 'edit');
  const name = input.name.trim();
  if (!name) throw refuseField('name', 'Название отдела не заполнено.');
  return inTransaction(ctx.db, async (tx) => {
    const parentId = input.parentId ?? null;
    if (parentId !== null && (await readDepartment(tx, parentId)).archivedAt !== null) {
      throw refuseField('parentId', 'Вышестоящий отдел в архиве.');
    }
    const row = await one<{ id: number }>(tx,
      `insert into staff.department (parent_id, name, kind, position)
       values ($1, $2, $3, $4) returning id`,
      [parentId, name, input.kind ?? 'sales', input.position ?? 0]);
    const id = row!.id;
    await writeEvents(tx, ctx, [{
      kind: 'department.created', entity: 'department', entityId: id, data: { name, parentId },
    }]);
    return readDepartment(tx, id);
  });
}
