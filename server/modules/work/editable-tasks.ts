// Whoever sees a record sees its tasks, and a watcher looks on: a reader is not always the one who
// may tick a task off. Screens that offer it must know before the server refuses.
import { scopeOf } from '#platform/actor';
import type { Context } from '#platform/context';
import { prepared } from '#platform/prepared';
import { visibleRows } from '#platform/visibility';

/** The rule of `lockTask` as a predicate. */
const mine = (me: string) => `(t.assignee_id = ${me} or t.author_id = ${me})`;

/** One probe of the primary key for each task; none for those who change all or nothing. */
export async function editableTasks(ctx: Context, ids: number[]): Promise<ReadonlySet<number>> {
  const scope = scopeOf(ctx.actor, 'task', 'edit');
  if (!scope || ids.length === 0) return new Set();
  if (scope === 'all') return new Set(ids);
  const edit = visibleRows(ctx.actor, { entity: 'task', action: 'edit' },
    { department: 'p.department_id', own: mine }, 1);
  const { rows } = await ctx.db.query<{ id: number }>(prepared('work-editable', `
    select t.id from work.task t join staff.employee p on p.id = t.assignee_id
    where t.id = any($1::bigint[]) and (${edit.sql})`, [ids, ...edit.values]));
  return new Set(rows.map(({ id }) => id));
}

/** The next task of a card, and whether its reader may do it. */
export async function withMay<Task extends { id: number }>(
  ctx: Context, task: Task | null,
): Promise<(Task & { mayEdit: boolean }) | null> {
  if (!task) return null;
  return { ...task, mayEdit: (await editableTasks(ctx, [task.id])).has(task.id) };
}
