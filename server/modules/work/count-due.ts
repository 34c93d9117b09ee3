// The figure beside «Задачи» in the navigation.
import { companyTimeZone, companyToday } from '#platform/company-time';
import { one, type Queryable } from '#platform/database';
import { boundsOfDay } from '#platform/listing/relative-date';

/** Open tasks of the person that are due today or were due before. */
export async function countDueTasks(
  on: Queryable, employeeId: number, now: Date,
): Promise<number> {
  const { until } = boundsOfDay(companyToday(now), companyTimeZone());
  const row = await one<{ count: number }>(on, {
    name: 'work-count-due',
    text: `
      select count(*) from work.task
      where assignee_id = $1 and due_at < $2 and done_at is null and cancelled_at is null`,
    values: [employeeId, until],
  });
  return row?.count ?? 0;
}
