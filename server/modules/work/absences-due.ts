// The edges of an absence: the deputy is told when it begins; when the person is back, what the
// deputy has not finished goes back too.
import { beginAbsences } from '#modules/staff';
import { companyToday } from '#platform/company-time';
import { systemContext } from '#platform/context';
import { inTransaction, type Db } from '#platform/database';
import { writeEvents } from '#platform/events';
import { notify } from './notify.ts';

const BATCH_ROWS = 500;

/** Each absence is told of once: the same transaction marks it as begun. */
export async function tellDeputies(db: Db, now: () => Date): Promise<number> {
  const ctx = systemContext(db, 'system', now);
  return inTransaction(db, async (tx) => {
    const begun = await beginAbsences(tx, ctx);
    await notify(tx, ctx, begun.flatMap(({ id, name, deputyId, untilOn }) => {
      const [year, month, day] = untilOn.split('-');
      return deputyId === null ? [] : [{
        employeeId: deputyId, kind: 'absence.started', title: `Вы замещаете: ${name}`,
        body: `По ${day}.${month}.${year}. Новые дела и уведомления придут к вам.`,
        onceKey: `absence:${id}`,
      }];
    }));
    return begun.length;
  });
}

type Held = { id: number; title: string; ownerId: number; holderId: number };

/** Open tasks that a deputy has for somebody who works again. */
export async function handBackTasks(db: Db, now: () => Date): Promise<number> {
  const ctx = systemContext(db, 'system', now);
  return inTransaction(db, async (tx) => {
    const { rows } = await tx.query<Held>(
      `select t.id, t.title, t.for_employee_id as "ownerId", t.assignee_id as "holderId"
       from work.task t join staff.employee e on e.id = t.for_employee_id
       where t.for_employee_id is not null and t.done_at is null and t.cancelled_at is null
         and e.dismissed_at is null
         and not coalesce(e.absent_from <= $1::date
           and coalesce(e.absent_until, $1::date) >= $1::date, false)
         and not exists (select from staff.absence a where a.employee_id = e.id
           and a.cancelled_at is null and $1::date between a.from_on and a.until_on)
       order by t.id limit ${BATCH_ROWS} for update of t skip locked`, [companyToday(now())]);
    if (rows.length === 0) return 0;
    await tx.query(
      `update work.task set assignee_id = for_employee_id, for_employee_id = null,
         updated_at = $2, version = version + 1
       where id = any($1::bigint[])`, [rows.map((row) => row.id), now()]);
    await writeEvents(tx, ctx, rows.map((row) => ({
      kind: 'task.handedBack', entity: 'task', entityId: row.id,
      data: {
        taskId: row.id, title: row.title,
        changes: { assigneeId: { old: row.holderId, new: row.ownerId } },
      },
      visibleBefore: { departmentId: null, readerIds: [row.holderId, row.ownerId] },
    })));
    const owners = Map.groupBy(rows, (row) => row.ownerId);
    await notify(tx, ctx, [...owners].map(([employeeId, tasks]) => ({
      employeeId, kind: 'task.handedBack',
      title: `С возвращением: дел снова у вас — ${tasks.length}`,
      body: tasks.slice(0, 5).map((task) => task.title).join(', '),
      records: { entity: 'task', ids: tasks.map((task) => task.id) },
    })));
    return rows.length;
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
