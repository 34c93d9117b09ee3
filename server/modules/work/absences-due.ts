// The beginning of an absence: the deputy is told, and has the reminders of what they hold.
import { shortDay } from '#contract/short-day';
import { beginAbsences } from '#modules/staff';
import { systemContext } from '#platform/context';
import { inTransaction, type Db } from '#platform/database';
import { notify } from './notify.ts';

const BATCH_ROWS = 500;

/** Each absence is told of once: the same transaction marks it as begun. */
export async function tellDeputies(db: Db, now: () => Date): Promise<number> {
  const ctx = systemContext(db, 'system', now);
  return inTransaction(db, async (tx) => {
    const begun = await beginAbsences(tx, ctx);
    await notify(tx, ctx, begun.flatMap(({ id, name, deputyId, untilOn }) => {
      return deputyId === null ? [] : [{
        employeeId: deputyId, kind: 'absence.started', title: `Вы замещаете: ${name}`,
        body: `По ${shortDay(untilOn)}. Новые дела и уведомления придут к вам.`,
        onceKey: `absence:${id}`,
      }];
    }));
    return begun.length;
  });
}

/** Whoever is away has no reminders; the deputy who holds the task has. */
export async function remindOfTasks(db: Db, now: () => Date): Promise<number> {
  const ctx = systemContext(db, 'system', now);
  return inTransaction(db, async (tx) => {
    const { rows } = await tx.query<{
      taskId: number; at: string; title: string; assigneeId: number; entity: string | null;
      entityId: number | null; dueAt: string;
    }>({
      name: 'work-remind',
      text: `
        with due as (
          delete from work.reminder r where (r.task_id, r.remind_at) in (
            select d.task_id, d.remind_at from work.reminder d where d.remind_at <= $1
            order by d.remind_at limit ${BATCH_ROWS} for update skip locked)
          returning r.task_id, r.remind_at
        )
        select t.id as "taskId", due.remind_at as at, t.title, t.assignee_id as "assigneeId",
          t.entity, t.entity_id as "entityId", t.due_at as "dueAt"
        from due join work.task t on t.id = due.task_id
        where t.done_at is null and t.cancelled_at is null`,
      values: [now()],
    });
    await notify(tx, ctx, rows.map((row) => ({
      employeeId: row.assigneeId, kind: 'task.reminder', title: `Напоминание: ${row.title}`,
      body: null, entity: row.entity ?? 'task', entityId: row.entityId ?? row.taskId,
      taskId: row.taskId, onceKey: `remind:${row.taskId}:${row.at}`,
    })));
    return rows.length;
  });
}
