// What a move in the tree of departments changes for those who see by it, before it is made.
import type { MovePreview } from '#contract/staff';
import type { Context } from '#platform/context';
import { one, type Queryable } from '#platform/database';
import { refuse, refuseField } from '#platform/refuse';
import { closesRing, pathUp, subtreeOf } from './department.ts';
import { requireOver } from './employee-record.ts';
import { listDepartments } from './read-departments.ts';

type Watcher = { id: number; name: string; roots: number[] };

/** People who sign in and see by subtree: from their own department and those they lead. */
async function watchersOf(on: Queryable): Promise<Watcher[]> {
  const { rows } = await on.query<Watcher>(
    `select e.id, e.name, (
       select json_agg(r.id) from (
         select e.department_id as id
         union select h.department_id from staff.department_head h where h.employee_id = e.id
       ) r) as roots
     from staff.employee e
     where e.dismissed_at is null and e.account_id is not null and exists (
       select from staff.employee_role er join staff.role_grant g on g.role_id = er.role_id
       where er.employee_id = e.id and g.scope = 'subtree')
     order by e.name collate "ru-x-icu", e.id`);
  return rows;
}

/** The moved thing is seen from every department on its way up. */
async function compare(
  on: Queryable, from: readonly number[], to: readonly number[],
): Promise<Pick<MovePreview, 'gain' | 'lose'>> {
  const watchers = await watchersOf(on);
  const saw = (watcher: Watcher) => watcher.roots.some((id) => from.includes(id));
  const sees = (watcher: Watcher) => watcher.roots.some((id) => to.includes(id));
  const named = ({ id, name }: Watcher) => ({ id, name });
  return {
    gain: watchers.filter((each) => sees(each) && !saw(each)).map(named),
    lose: watchers.filter((each) => saw(each) && !sees(each)).map(named),
  };
}

export async function previewDepartmentMove(
  ctx: Context, { id, parentId }: { id: number; parentId?: number },
): Promise<MovePreview> {
  const all = await listDepartments(ctx.db);
  const parents = new Map(all.map((each) => [each.id, each.parentId]));
  if (!parents.has(id)) throw refuse('record.missing');
  if (parentId !== undefined && !parents.has(parentId)) {
    throw refuseField('parentId', 'Вышестоящий отдел не найден.');
  }
  if (parentId !== undefined && closesRing(all, id, parentId)) {
    throw refuseField('parentId', 'Отдел нельзя подчинить самому себе или своему подотделу.');
  }
  const within = new Set(subtreeOf(all, id));
  const to = [id, ...(parentId === undefined ? [] : pathUp(parents, parentId))];
  return {
    people: all.filter((each) => within.has(each.id))
      .reduce((sum, each) => sum + each.peopleCount, 0),
    ...await compare(ctx.db, pathUp(parents, id), to),
  };
}

export async function previewEmployeeMove(
  ctx: Context, { id, departmentId }: { id: number; departmentId: number },
): Promise<MovePreview> {
  const person = await one<{ departmentId: number }>(ctx.db,
    'select department_id as "departmentId" from staff.employee where id = $1', [id]);
  if (!person) throw refuse('record.missing');
  requireOver(ctx, person.departmentId, id);
  const all = await listDepartments(ctx.db);
  const parents = new Map(all.map((each) => [each.id, each.parentId]));
  if (!parents.has(departmentId)) throw refuseField('departmentId', 'Отдел не найден.');
  return {
    people: 1,
    ...await compare(ctx.db, pathUp(parents, person.departmentId), pathUp(parents, departmentId)),
  };
}
