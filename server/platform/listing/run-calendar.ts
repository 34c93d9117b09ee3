// A view by days: exact number of each, and the first records of it, in one statement.
import { CALENDAR_DAYS_MAX, type CalendarDay, type CalendarItem } from '#contract/lists';
import type { Queryable } from '#platform/database';
import { refuse, refuseField } from '#platform/refuse';
import { requireField } from './catalogue.ts';
import { allOf, shiftParameters } from './fragment.ts';
import { boundsOfDay } from './relative-date.ts';
import type { FilterFrame } from './resolve-filter.ts';
import { fromClause } from './from-clause.ts';
import { type ListSource, viewPredicate } from './run-list.ts';

/** How a noun stands in a calendar by one of its dates. */
export type CalendarSource = {
  /** From-clause that begins with what the range narrows, e.g. the open tasks. */
  from: string;
  /** Moment or day, by which an index finds the range. */
  at: string;
  type: 'moment' | 'date';
  /** What else must hold, e.g. that the task is the next one. */
  where: string;
  /** SQL of a line under the title, and of the task as JSON. */
  subtitle: string;
  task: string;
};

export type CalendarAsked = {
  by: string; from: string; to: string;
  filter?: string | undefined; q?: string | undefined; limit?: number | undefined;
};

type Subject = { rowTitle: string; calendars?: Readonly<Record<string, CalendarSource>> };
type Row = CalendarItem & { count: number };

const SHOWN_DEFAULT = 6;

export async function runCalendar(
  queryable: Queryable, { subject, source }: { subject: Subject; source: ListSource },
  asked: CalendarAsked, frame: FilterFrame,
): Promise<{ days: CalendarDay[] }> {
  requireField(source.catalogue, asked.by, frame.hidden);
  const calendar = subject.calendars?.[asked.by];
  if (!calendar) throw refuse('filter.invalid', `По полю «${asked.by}» календаря нет.`);
  checkRange(asked);
  const view = viewPredicate(source, {
    ...(asked.filter ? { filter: asked.filter } : {}), ...(asked.q ? { q: asked.q } : {}),
  }, frame);
  const where = allOf([
    rangeOf(calendar, asked, frame.timeZone), { sql: calendar.where, values: [] }, view,
  ]);
  const at = where.values.length;
  const zone = shiftParameters('$1::text', at);
  const day = calendar.type === 'date'
    ? `${calendar.at}::text` : `to_char(${calendar.at} at time zone ${zone}, 'YYYY-MM-DD')`;
  const from = fromClause({ from: calendar.from, joins: source.joins ?? {} },
    where.sql, calendar.subtitle, subject.rowTitle);
  const { rows } = await queryable.query<Row>(
    `select f.id, f.title, f.subtitle, f.day, f.at, f.task, f.count from (
       select ${source.catalogue.idColumn} as id, ${subject.rowTitle} as title,
         ${calendar.subtitle} as subtitle, ${day} as day,
         ${calendar.type === 'date' ? 'null::timestamptz' : calendar.at} as at,
         ${calendar.task} as task, count(*) over (partition by ${day}) as count,
         row_number() over (partition by ${day} order by ${calendar.at},
           ${source.catalogue.idColumn}) as place
       from ${from} where ${where.sql}
     ) f where f.place <= ${shiftParameters('$2::int', at)} and ${zone} is not null
     order by f.day, f.place`,
    [...where.values, frame.timeZone, asked.limit ?? SHOWN_DEFAULT]);
  return { days: byDay(rows) };
}

function byDay(rows: Row[]): CalendarDay[] {
  const days = Map.groupBy(rows, ({ day }) => day);
  return [...days].map(([day, all]) => ({
    day, count: all[0]!.count, items: all.map(({ count: _count, ...item }) => item),
  }));
}

function checkRange({ from, to }: CalendarAsked): void {
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000;
  if (!(days >= 0 && days <= CALENDAR_DAYS_MAX)) {
    throw refuseField('to', `Календарь показывает не больше ${CALENDAR_DAYS_MAX} дней.`);
  }
}

function rangeOf(calendar: CalendarSource, { from, to }: CalendarAsked, timeZone: string) {
  if (calendar.type === 'date') {
    return { sql: `${calendar.at} between $1::date and $2::date`, values: [from, to] };
  }
  const { from: begin } = boundsOfDay(from, timeZone);
  const { until } = boundsOfDay(to, timeZone);
  return {
    sql: `${calendar.at} >= $1::timestamptz and ${calendar.at} < $2::timestamptz`,
    values: [begin, until],
  };
}
