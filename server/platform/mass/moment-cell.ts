// A deadline in a cell of a list, as it is typed or as a sheet writes it.
import { parseDue } from '#contract/parse-due';
import { momentOf, zoneOffset } from '#platform/clock';
import { companyTimeZone } from '#platform/company-time';
import { refuseField } from '#platform/refuse';
import type { CellWriter } from './cells.ts';

/** A day without an hour means the end of the working day, as in the form of a task. */
const DAY_END = '18:00';
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

/** A screen sends a moment, a program may send words: they are meant in the company's zone. */
export const momentCell = (name: string): CellWriter => ({
  name,
  read: async (ctx, text) => {
    const ms = MOMENT.test(text) ? Date.parse(text) : Number.NaN;
    if (!Number.isNaN(ms)) return new Date(ms).toISOString();
    const due = parseDue(text, wallClock(ctx.now()));
    if (!due) {
      throw refuseField(name, `«${text.slice(0, 40)}»: нужен срок, например 31.01.2026 14:30.`);
    }
    return momentOf(due.day, due.time || DAY_END, companyTimeZone()).toISOString();
  },
});

/** A date whose local parts are those of the company's clock. */
function wallClock(now: Date): Date {
  const wall = new Date(now.getTime() + zoneOffset(now.getTime(), companyTimeZone()));
  return new Date(wall.getUTCFullYear(), wall.getUTCMonth(), wall.getUTCDate(),
    wall.getUTCHours(), wall.getUTCMinutes());
}
