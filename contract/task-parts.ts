// Parts of a task that forms and the server share: checklist, reminders, repetition, urgency.
import Type, { type Static } from 'typebox';
import { Day, Id, Moment, Named, nullable } from './primitives.ts';

const CLOSED = { additionalProperties: false } as const;

export const TASK_PRIORITIES = ['low', 'normal', 'high'] as const;
export type TaskPriority = (typeof TASK_PRIORITIES)[number];

export const ChecklistItem = Type.Object({
  text: Type.String({ minLength: 1, maxLength: 500 }), done: Type.Boolean(),
}, CLOSED);
export type ChecklistItem = Static<typeof ChecklistItem>;

export const REPEAT_EVERY = ['day', 'workday', 'week', 'month'] as const;

/** How a task repeats. A day off moves the deadline to the next working day, not the series. */
export const Recurrence = Type.Object({
  every: Type.Enum([...REPEAT_EVERY]),
  interval: Type.Integer({ minimum: 1, maximum: 52 }),
  /** The next one appears when this one is done, or when its deadline comes. */
  makes: Type.Enum(['done', 'due']),
  untilOn: Type.Optional(nullable(Day)),
  /** How many more there will be after this one. */
  left: Type.Optional(nullable(Type.Integer({ minimum: 0, maximum: 1000 }))),
  /** The unmoved day of this one; kept by the program. */
  anchorOn: Type.Optional(nullable(Day)),
}, CLOSED);
export type Recurrence = Static<typeof Recurrence>;

/** What a person may give beside what, when and who. */
export const taskParts = {
  priority: Type.Enum([...TASK_PRIORITIES]),
  checklist: Type.Array(ChecklistItem, { maxItems: 100 }),
  /** Minutes before the deadline; 0 is the moment itself. */
  reminders: Type.Array(Type.Integer({ minimum: 0, maximum: 43_200 }),
    { maxItems: 5, uniqueItems: true }),
  recurrence: nullable(Recurrence),
  watcherIds: Type.Array(Id, { maxItems: 50, uniqueItems: true }),
};

/** The same as the server answers it. */
export const taskPartsShown = {
  priority: taskParts.priority,
  checklist: Type.Array(ChecklistItem),
  reminders: Type.Array(Type.Integer()),
  recurrence: taskParts.recurrence,
  watchers: Type.Array(Named),
  acceptedAt: nullable(Moment),
  /** Who is away while the assignee has this task. */
  insteadOf: nullable(Named),
};
