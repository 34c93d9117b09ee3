// The same act on many tasks: each in a transaction of its own, so that one refusal stops nothing.
import type { TaskActResult } from '#contract/task-acts';
import { minuteOfDay, momentOf, weekdayOf, addDays } from '#platform/clock';
import { companyCalendar, companyTimeZone, companyToday } from '#platform/company-time';
import type { Context } from '#platform/context';
import { inTransaction, type Tx } from '#platform/database';
import { nextWorkingDay, workingDayFrom } from '#platform/production-calendar';
import { Refusal, refuse, refuseField } from '#platform/refuse';
import { completeLocked } from './close-task.ts';
import { askedMoment } from './edit-task.ts';
import { writeReminders } from './task-parts.ts';
import { lockTask, writeTaskEvents, type TaskRecord } from './task-record.ts';

const DAY_ENDS = '18:00';

async function each(
  ctx: Context, ids: readonly number[], act: (tx: Tx, task: TaskRecord) => Promise<void>,
): Promise<{ results: TaskActResult[] }> {
  const results: TaskActResult[] = [];
  for (const id of ids) {
    try {
      const dueBefore = await inTransaction(ctx.db, async (tx) => {
        const task = await lockTask(tx, ctx, id);
        await act(tx, task);
        return task.dueAt;
      });
      results.push({ id, done: true, reason: null, dueBefore });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      results.push({ id, done: false, reason: error.message, dueBefore: null });
    }
  }
  return { results };
}

export const completeTasks = (ctx: Context, { ids }: { ids: readonly number[] }) =>
  each(ctx, ids, (tx, task) => completeLocked(tx, ctx, task));

/** The hour of the deadline stays; a task without one is due at the end of the day. */
function clockOf(dueAt: string | null): string {
  if (dueAt === null) return DAY_ENDS;
  const minute = minuteOfDay(new Date(dueAt), companyTimeZone());
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

/** The next working day, or the first working day of the next week. */
export function postponedTo(to: string, dueAt: string | null, now: Date): Date | string {
  const today = companyToday(now);
  const monday = addDays(today, 8 - weekdayOf(today));
  if (to === 'tomorrow' || to === 'monday') {
    const day = to === 'tomorrow' ? nextWorkingDay(companyCalendar(), today)
      : workingDayFrom(companyCalendar(), monday);
    return momentOf(day, clockOf(dueAt), companyTimeZone());
  }
  return askedMoment(to) ?? '';
}

export async function postponeTasks(
  ctx: Context, input: { ids: readonly number[]; to: string },
): Promise<{ results: TaskActResult[] }> {
  if (postponedTo(input.to, null, ctx.now()) === '') {
    throw refuseField('to', 'Нужен день, срок или слово tomorrow, monday.');
  }
  return each(ctx, input.ids, async (tx, task) => {
    if (task.doneAt !== null || task.cancelledAt !== null) {
      throw refuse('request.invalid', 'Задача уже закрыта.');
    }
    const dueAt = postponedTo(input.to, task.dueAt, ctx.now());
    await tx.query(
      `update work.task set due_at = $2, updated_at = $3, version = version + 1 where id = $1`,
      [task.id, dueAt, ctx.now()]);
    await writeReminders(tx, ctx, [task.id]);
    await writeTaskEvents(tx, ctx, task, {
      kind: 'task.edited', data: { changes: { dueAt: { old: task.dueAt, new: dueAt } } },
    });
  });
}
