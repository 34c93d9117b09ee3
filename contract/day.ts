// My day: what waits for a person, by what costs most. Modules offer sections; the screen shows
// whatever comes and knows none of them by name.
import Type, { type Static } from 'typebox';
import { Id, Moment, Named, nullable, Sum } from './primitives.ts';
import { defineRoute } from './route.ts';

/** How late a row may count at most, in days: an old debt must not bury a dear new one. */
export const DAY_LATENESS_MAX = 20;
/** What a row without a sum is taken for. */
export const DAY_PLAIN_KOPECKS = 10_000_000;

export const DayRow = Type.Object({
  /** Unique within the day: `task:15`, `deal:100123`. */
  key: Type.String(),
  title: Type.String(),
  /** Why it is here, in words: «Просрочено на 3 дня». */
  why: Type.String(),
  late: Type.Boolean(),
  entity: nullable(Type.String()),
  entityId: nullable(Id),
  /** Number and title of the record, when it is not the title already. */
  about: nullable(Type.String()),
  company: nullable(Type.String()),
  amountKopecks: Sum,
  person: nullable(Named),
  /** The person who is away and whose work this is. */
  insteadOf: nullable(Named),
  /** Present when the row is a task: it can be done, postponed and given to another. */
  task: nullable(Type.Object({
    id: Id, kind: Type.String(), version: Type.Integer(), dueAt: nullable(Moment),
    priority: Type.String(),
    /** The reader may do it: somebody else's day may be only looked at. */
    mayEdit: Type.Optional(Type.Boolean()),
  })),
});
export type DayRow = Static<typeof DayRow>;

export const DaySection = Type.Object({
  code: Type.String(),
  title: Type.String(),
  hint: Type.String(),
  tone: Type.Enum(['bad', 'warn', 'plain', 'ok']),
  /** Of the whole section, not only of the rows shown. */
  total: Type.Integer(),
  sumKopecks: Sum,
  items: Type.Array(DayRow),
});
export type DaySection = Static<typeof DaySection>;

export const DayQuery = Type.Object({
  /** Somebody's day instead of one's own; or that of a whole department with those below it. */
  employeeId: Type.Optional(Id),
  departmentId: Type.Optional(Id),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
});
export type DayQuery = Static<typeof DayQuery>;

export const Day = Type.Object({
  sections: Type.Array(DaySection),
  people: Type.Integer(),
});
export type Day = Static<typeof Day>;

export const DayPeople = Type.Object({
  employees: Type.Array(Type.Object({
    id: Id, name: Type.String(), departmentId: Id,
    /** The reader stands in for this person now. */
    absent: Type.Boolean(),
  })),
  departments: Type.Array(Named),
});
export type DayPeople = Static<typeof DayPeople>;

export const dayRead = defineRoute({
  id: 'day.read', method: 'GET', path: '/api/day',
  summary: 'Мой день: что ждёт человека или отдел, сначала то, что дороже', access: 'signed',
  query: DayQuery, response: Day,
});
export const dayPeople = defineRoute({
  id: 'day.people', method: 'GET', path: '/api/day/people',
  summary: 'Чей день можно посмотреть: свои люди, отделы и те, кого замещаете', access: 'signed',
  response: DayPeople,
});
