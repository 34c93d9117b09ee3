// The digest of the day: one letter for a person and a working day, at the hour they chose. What
// it says is read when it goes out. Whoever is away has none: the deputy sees their day.
import { minuteOfDay } from '#platform/clock';
import { companyCalendar, companyTimeZone, companyToday } from '#platform/company-time';
import type { Db } from '#platform/database';
import { isWorkingDay } from '#platform/production-calendar';

export async function planDigests(db: Db, now: () => Date): Promise<number> {
  const today = companyToday(now());
  if (!isWorkingDay(companyCalendar(), today)) return 0;
  const minute = minuteOfDay(now(), companyTimeZone());
  const clock = [Math.floor(minute / 60), minute % 60]
    .map((part) => String(part).padStart(2, '0')).join(':');
  const { rowCount } = await db.query({
    name: 'work-plan-digests',
    text: `
      insert into work.mail (employee_id, digest_on, send_after, created_at)
      select h.employee_id, $1::date, $2, $2
      from work.notice_hours h join staff.employee e on e.id = h.employee_id
      where h.digest_at <= $3 and e.email is not null and e.dismissed_at is null
        and exists (select from work.mail_server)
        and not coalesce(e.absent_from <= $1::date
          and coalesce(e.absent_until, $1::date) >= $1::date, false)
        and not exists (select from staff.absence a where a.employee_id = e.id
          and a.cancelled_at is null and $1::date between a.from_on and a.until_on)
      on conflict (employee_id, digest_on) do nothing`,
    values: [today, now(), clock],
  });
  return rowCount ?? 0;
}
