import { requireRight } from '#platform/actor';
import type { Context } from '#platform/context';
import { inTransaction, one } from '#platform/database';
import { writeEvents } from '#platform/events';
import { refuse } from '#platform/refuse';
import { readDepartment } from './read-departments.ts';

/** Only an empty department goes: its people and its children are moved first. */
export async function archiveDepartment(ctx: Context, input: { id: number }): Promise<void> {
  requireRight(ctx.actor, 'setting', 'edit');
  await inTransaction(ctx.db, async (tx) => {
    await tx.query('select 1 from staff.department where id = $1 for update', [input.id]);
    const department = await readDepartment(tx, input.id);
    if (department.archivedAt !== null) return;
    if (department.peopleCount > 0) {
      throw refuse('record.referenced', 'В отделе работают люди: сначала переведите их.');
    }
    const child = await one<{ name: string }>(tx,
      'select name from staff.department where parent_id = $1 and archived_at is null limit 1',
      [input.id]);
    if (child) {
      throw refuse('record.referenced', `Сначала перенесите подотдел «${child.name}».`);
    }
    await tx.query('update staff.department set archived_at = $2 where id = $1',
      [input.id, ctx.now()]);
    await writeEvents(tx, ctx, [{
      kind: 'department.archived', entity: 'department', entityId: input.id,
    }]);
  });
}
