// What every noun's list has beside its rows: groups with exact figures, and how a person keeps it.
import Type, { type Static } from 'typebox';
import { Id, nullable } from './primitives.ts';
import { defineRoute } from './route.ts';

export const LIST_NOUNS = [
  'deals', 'companies', 'contacts', 'leads', 'products', 'tasks',
] as const;
export type ListNoun = (typeof LIST_NOUNS)[number];
const NounParams = Type.Object({ noun: Type.Enum([...LIST_NOUNS]) });
const CLOSED = { additionalProperties: false } as const;
const text = (maxLength: number) => Type.String({ maxLength });

/** More groups than a person can look through; the largest are shown. */
export const GROUPS_MAX = 200;
/** What a file in groups may hold: beyond, a group is no summary any more. */
export const GROUPS_IN_FILE_MAX = 2_000;

/** Sums in a currency that is not ours, by the names of the sums asked for. */
export const ApartSum = Type.Object({
  currency: Type.String(), sums: Type.Record(Type.String(), Type.Integer()),
});
export type ApartSum = Static<typeof ApartSum>;

export const Group = Type.Object({
  /** Empty for records without a value. */
  title: nullable(Type.String()),
  count: Type.Integer(),
  sums: Type.Record(Type.String(), Type.Integer()),
  /** Beside them, never in them; absent where there are none. */
  apart: Type.Optional(Type.Array(ApartSum)),
  /** Exactly the records of the group, for the noun's list. */
  filter: Type.String(),
});
export type Group = Static<typeof Group>;

export const groupsList = defineRoute({
  id: 'lists.groups', method: 'GET', path: '/api/lists/:noun/groups',
  summary: 'Группы вида с точным числом и суммами каждой; даты — по месяцам',
  access: 'signed', params: NounParams,
  query: Type.Object({
    by: text(100),
    filter: Type.Optional(text(20_000)),
    q: Type.Optional(text(200)),
    sums: Type.Optional(text(200)),
  }),
  response: Type.Object({ groups: Type.Array(Group), isCut: Type.Boolean() }),
});

/** How a person keeps a list when no saved view says otherwise. */
export const ListLayout = Type.Object({
  /** Columns in order, with widths: `number:98,title,company`. */
  columns: nullable(text(2000)),
  /** The view that the list opens with. */
  defaultViewId: nullable(Id),
}, CLOSED);
export type ListLayout = Static<typeof ListLayout>;

export const layoutRead = defineRoute({
  id: 'lists.layout', method: 'GET', path: '/api/lists/:noun/layout',
  summary: 'Свои столбцы и вид по умолчанию списка', access: 'signed', params: NounParams,
  response: ListLayout,
});
export const layoutWrite = defineRoute({
  id: 'lists.saveLayout', method: 'PUT', path: '/api/lists/:noun/layout',
  summary: 'Запомнить свои столбцы и вид по умолчанию', access: 'signed', params: NounParams,
  body: Type.Partial(ListLayout, CLOSED), response: ListLayout,
});

/** A month with the weeks that it begins and ends in. */
export const CALENDAR_DAYS_MAX = 45;

export const CalendarItem = Type.Object({
  /** The record: a deal, a lead, a task. */
  id: Id,
  title: Type.String(),
  subtitle: nullable(Type.String()),
  day: Type.String(),
  /** Null where only a day is known. */
  at: nullable(Type.String()),
  /** What is to be done; moving it to another day moves its deadline. */
  task: nullable(Type.Object({
    id: Id, title: Type.String(), kind: Type.String(), version: Type.Integer(),
  })),
});
export type CalendarItem = Static<typeof CalendarItem>;

export const CalendarDay = Type.Object({
  day: Type.String(), count: Type.Integer(), items: Type.Array(CalendarItem),
});
export type CalendarDay = Static<typeof CalendarDay>;

const DAY = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });

export const calendarRead = defineRoute({
  id: 'lists.calendar', method: 'GET', path: '/api/lists/:noun/calendar',
  summary: 'Календарь вида: по ближайшему делу или по дате; число дня точное',
  access: 'signed', params: NounParams,
  query: Type.Object({
    by: text(100),
    from: DAY,
    to: DAY,
    filter: Type.Optional(text(20_000)),
    q: Type.Optional(text(200)),
    /** Records of one day; the count tells how many more there are. */
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  }),
  response: Type.Object({ days: Type.Array(CalendarDay) }),
});
