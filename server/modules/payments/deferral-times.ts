// When deferral control speaks, by the company's clock and working calendar. Pure.
import { addDays, momentOf } from '#platform/clock';
import { companyCalendar, companyTimeZone, companyToday } from '#platform/company-time';
import { nextWorkingDay, workingDayFrom } from '#platform/production-calendar';

const FIRES_AT = '09:00';
const CONTACT_UNTIL = '18:00';
/** Far beyond the longest run of days off, 45 days in spring 2020: more is no calendar. */
const LOOK_BACK_DAYS = 400;

const at = (day: string, time: string): Date => momentOf(day, time, companyTimeZone());

/** When the timer of a date fires: 09:00 company time, on a day off the next working day. */
export const firesAt = (deferredUntil: string): Date =>
  at(workingDayFrom(companyCalendar(), deferredUntil), FIRES_AT);

/** The latest date whose timer has come; every earlier one has come too. */
export function latestDueDate(now: Date): string {
  const today = companyToday(now);
  for (let back = 0; back <= LOOK_BACK_DAYS; back += 1) {
    const date = addDays(today, -back);
    if (firesAt(date) <= now) return date;
  }
  return addDays(today, -LOOK_BACK_DAYS);
}

/**
 * The working day of whoever was told: that of the notice, or the next one when it came on a day
 * off or after hours because the server had been down.
 */
function contactDay(firedAt: Date): string {
  const today = companyToday(firedAt);
  const day = workingDayFrom(companyCalendar(), today);
  return at(day, CONTACT_UNTIL) > firedAt ? day : nextWorkingDay(companyCalendar(), day);
}

export const contactUntil = (firedAt: Date): Date => at(contactDay(firedAt), CONTACT_UNTIL);

/** The morning of the working day after the one that was given for the contact. */
export const escalatesAt = (firedAt: Date): Date =>
  at(nextWorkingDay(companyCalendar(), contactDay(firedAt)), FIRES_AT);
