// The production calendar of one year as people see and change it.
import Type, { type Static } from 'typebox';
import { Day, nullable } from './primitives.ts';
import { defineRoute } from './route.ts';

const CLOSED = { additionalProperties: false } as const;
const READ = { entity: 'setting', action: 'read' } as const;
const EDIT = { entity: 'setting', action: 'edit' } as const;

export const DAY_KINDS = ['working', 'shortened', 'dayOff'] as const;
export const DayKind = Type.Enum([...DAY_KINDS]);

export const YearDay = Type.Object({
  date: Day,
  type: DayKind,
  /** What the law says of that day: the calendar of the government, else the Labour Code. */
  lawType: DayKind,
  holiday: nullable(Type.String()),
  movedFrom: nullable(Day),
});
export type YearDay = Static<typeof YearDay>;

export const CalendarYear = Type.Object({
  year: Type.Integer(),
  /** The government has not published it yet: moved days are not known. */
  isProvisional: Type.Boolean(),
  /** Somebody changed days of it here. */
  isOwn: Type.Boolean(),
  /** Every day of the year, in order. */
  days: Type.Array(YearDay),
});
export type CalendarYear = Static<typeof CalendarYear>;

const params = Type.Object({ year: Type.Integer({ minimum: 2017, maximum: 2100 }) });

export const DayChange = Type.Object({
  date: Day,
  type: DayKind,
  /** Why: «Юбилей компании», «Перенос с 3 января». */
  holiday: Type.Optional(nullable(Type.String({ maxLength: 200 }))),
}, CLOSED);
export type DayChange = Static<typeof DayChange>;

export const calendarRead = defineRoute({
  id: 'calendar.read', method: 'GET', path: '/api/calendar/:year',
  summary: 'Производственный календарь года по дням', access: READ, params,
  response: CalendarYear,
});
export const calendarChange = defineRoute({
  id: 'calendar.change', method: 'PATCH', path: '/api/calendar/:year',
  summary: 'Сделать дни рабочими, сокращёнными или выходными', access: EDIT, params,
  body: Type.Object({ days: Type.Array(DayChange, { minItems: 1, maxItems: 366 }) }, CLOSED),
  response: CalendarYear,
});
export const calendarReset = defineRoute({
  id: 'calendar.reset', method: 'DELETE', path: '/api/calendar/:year',
  summary: 'Вернуть год к календарю по закону', access: EDIT, params,
  response: CalendarYear,
});
