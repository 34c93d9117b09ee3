// Open tasks of a record when the record itself moves on: whoever moves it has the right to it, so
// the tasks ask for no right of their own.
import type { Context } from '#platform/context';
import { one, type Queryable, type Tx } from '#platform/database';
import { TASK_COLUMNS, type TaskRecord, writeTaskEvents } from './task-record.ts';

type About = { entity: string; entityId: number };
export type OpenTasksOf = About & { assigneeId: number };

const OPEN = `t.done_at is null and t.cancelled_at is null`;
/** The question «принять сделку» belongs to its transfer and goes nowhere else. */
const PASSABLE = `t.entity = $1 and t.entity_id = $2 and t.assignee_id = $3
  and t.kind <> 'acceptance' and ${OPEN}`;

export async function countOpenTasks(on: Queryable, of: OpenTasksOf): Promise<number> {
  const row = await one<{ count: number }>(on, {
    name: 'work-count-open-of-record',
    text: `select count(*)::int as count from work.task t where ${PASSABLE}`,
    values: [of.entity, of.entityId, of.assigneeId],
  });
  return row?.count ?? 0;
}

/** Locks them in the order of their ids. */
async function lockOpen(tx: Tx, of: OpenTasksOf): Promise<TaskRecord[]> {
  const { rows } = await tx.query<TaskRecord>({
    name: 'work-lock-open-of-record',
    text: `select ${TASK_COLUMNS} from work.task t join staff.employee p on p.id = t.assignee_id
      where ${PASSABLE} order by t.id for update of t`,
    values: [of.entity, of.entityId, of.assigneeId],
  });
  return rows;
}

/** Gives them to somebody else, only those of `ids` when given. Returns the ids that went. */
export async function passOpenTasks(
  tx: Tx, ctx: Context, of: OpenTasksOf, to: { employeeId: number; ids?: number[] },
): Promise<number[]> {
  const all = await lockOpen(tx, of);
  const tasks = to.ids ? all.filter(({ id }) => to.ids!.includes(id)) : all;
  return give(tx, ctx, tasks, to.employeeId);
}

/** All of a person who turned out to be another one, whatever they are about. */
export async function passTasksOf(
  tx: Tx, ctx: Context, { fromId, toId }: { fromId: number; toId: number },
): Promise<void> {
  const { rows } = await tx.query<TaskRecord>(
    `select ${TASK_COLUMNS} from work.task t join staff.employee p on p.id = t.assignee_id
     where t.assignee_id = $1 and ${OPEN} order by t.id for update of t`, [fromId]);
  await give(tx, ctx, rows, toId);
}

async function give(
  tx: Tx, ctx: Context, tasks: TaskRecord[], employeeId: number,
): Promise<number[]> {
  const ids = tasks.map(({ id }) => id);
  await tx.query({
    name: 'work-pass-open',
    text: `update work.task set assignee_id = $2, updated_at = $3, version = version + 1
      where id = any($1::bigint[])`,
    values: [ids, employeeId, ctx.now()],
  });
  for (const task of tasks) {
    const changes = { assigneeId: { old: task.assigneeId, new: employeeId } };
    await writeTaskEvents(tx, ctx, task, { kind: 'task.edited', data: { changes } });
  }
  return ids;
}

export async function cancelOpenTasks(tx: Tx, ctx: Context, of: OpenTasksOf): Promise<void> {
  for (const task of await lockOpen(tx, of)) await close(tx, ctx, task, 'cancelled');
}

/** Closes one task that the program asked for; does nothing when it is closed already. */
export async function settleTask(
  tx: Tx, ctx: Context, id: number, how: 'completed' | 'cancelled',
): Promise<void> {
  const task = await lockOpenTask(tx, id);
  if (task) await close(tx, ctx, task, how);
}

/** Opens again a task that the program has cancelled; does nothing when it is open or done. */
export async function bringBackTask(tx: Tx, ctx: Context, id: number): Promise<void> {
  const task = await one<TaskRecord>(tx, {
    name: 'work-lock-cancelled-task',
    text: `select ${TASK_COLUMNS} from work.task t join staff.employee p on p.id = t.assignee_id
      where t.id = $1 and t.cancelled_at is not null for update of t`,
    values: [id],
  });
  if (!task) return;
  await tx.query({
    name: 'work-bring-back-task',
    text: `update work.task set cancelled_at = null, updated_at = $2, version = version + 1
      where id = $1`,
    values: [id, ctx.now()],
  });
  await writeTaskEvents(tx, ctx, task, { kind: 'task.reopened' });
}

/** For the program alone: asks for no right; nothing for a task that is closed. */
export async function lockOpenTask(tx: Tx, id: number): Promise<TaskRecord | undefined> {
  return await one<TaskRecord>(tx, {
    name: 'work-lock-open-task',
    text: `select ${TASK_COLUMNS} from work.task t join staff.employee p on p.id = t.assignee_id
      where t.id = $1 and ${OPEN} for update of t`,
    values: [id],
  });
}

async function close(
  tx: Tx, ctx: Context, task: TaskRecord, how: 'completed' | 'cancelled',
): Promise<void> {
  const now = ctx.now();
  const isDone = how === 'completed';
  await tx.query({
    name: 'work-close-task',
    text: `update work.task set done_at = $2, done_by = $3, cancelled_at = $4, updated_at = $5,
        version = version + 1
      where id = $1`,
    values: [task.id, isDone ? now : null, isDone ? ctx.actor.employeeId : null,
      isDone ? null : now, now],
  });
  await writeTaskEvents(tx, ctx, task, { kind: `task.${how}` });
}
