// Mass work: one action over many records, run in the background, row by row, by the same rules as
// a single edit. What it did can be taken back.
import Type, { type Static, type TSchema } from 'typebox';
import { Id, IdParams, Moment, nullable, Position } from './primitives.ts';
import { defineRoute } from './route.ts';

/** Rows that one paste or fill may write. */
export const MASS_CELL_ROWS_MAX = 1_000;

/** So few rows are done before the answer: a person waits for them with the hands on the keys. */
export const MASS_AT_ONCE_ROWS = 60;

/** More at once is a migration, not a day's work; the refusal says to narrow the selection. */
export const MASS_ROWS_MAX = 50_000;

export const MASS_NOUNS = [
  'deals', 'companies', 'contacts', 'leads', 'products', 'tasks',
] as const;
export type MassNoun = (typeof MASS_NOUNS)[number];
export const MASS_STATES = ['waiting', 'running', 'finished', 'cancelled'] as const;
/** `failed` is the program's own fault: the row was tried a few times and left as it was. */
export const ROW_STATUSES = [
  'waiting', 'done', 'refused', 'failed', 'unchanged', 'skipped',
] as const;
export type RowStatus = (typeof ROW_STATUSES)[number];

const CLOSED = { additionalProperties: false } as const;

/** Marked records, or every record of a view: then `filter` and `q` say which, not ids. */
export const MassSelection = Type.Object({
  ids: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 5_000 })),
  filter: Type.Optional(Type.String({ maxLength: 20_000 })),
  q: Type.Optional(Type.String({ maxLength: 200 })),
}, CLOSED);
export type MassSelection = Static<typeof MassSelection>;

export const MassStart = Type.Object({
  noun: Type.Enum([...MASS_NOUNS]),
  action: Type.String({ pattern: '^[a-z][A-Za-z]{1,30}$' }),
  /** What the action wants: fields to edit, a department, a stage. */
  input: Type.Record(Type.String(), Type.Unknown()),
  selection: MassSelection,
  /** Rows with an input each, such as cells pasted from a sheet; then `selection` is not asked. */
  rows: Type.Optional(Type.Array(Type.Object({
    id: Id, input: Type.Record(Type.String(), Type.Unknown()),
  }, CLOSED), { minItems: 1, maxItems: MASS_CELL_ROWS_MAX })),
}, CLOSED);
export type MassStart = Static<typeof MassStart>;

const count = Type.Integer();

export const MassJob = Type.Object({
  id: Id,
  noun: Type.String(),
  action: Type.String(),
  /** Russian name of the action, from its module. */
  title: Type.String(),
  state: Type.Enum([...MASS_STATES]),
  counts: Type.Object({
    total: count, waiting: count, done: count, refused: count, failed: count, unchanged: count,
    skipped: count,
  }),
  createdAt: Moment,
  finishedAt: nullable(Moment),
  /** The job that this one takes back. */
  undoOf: nullable(Id),
  /** The job that takes this one back. */
  undoneBy: nullable(Id),
  mayUndo: Type.Boolean(),
  /** Refused rows that a person can help: names of fields that they lack, custom ones too. */
  asks: nullable(Type.Object({ rows: count, fields: Type.Array(Type.String()) })),
  /** Its refused rows may be tried again: with what they lack, or after another act went back. */
  mayRetry: Type.Boolean(),
});
export type MassJob = Static<typeof MassJob>;

export const MassRow = Type.Object({
  position: Type.Integer(),
  recordId: Id,
  title: Type.String(),
  status: Type.Enum([...ROW_STATUSES]),
  /** Why it was refused, or what was left out. */
  reason: nullable(Type.String()),
});
export type MassRow = Static<typeof MassRow>;

export const massStart = defineRoute({
  id: 'mass.start', method: 'POST', path: '/api/mass-jobs',
  summary: 'Массовое действие над отмеченными записями или над всем видом', access: 'signed',
  body: MassStart, response: MassJob,
});
export const massList = defineRoute({
  id: 'mass.list', method: 'GET', path: '/api/mass-jobs',
  summary: 'Свои массовые действия, новые сверху', access: 'signed',
  response: Type.Object({ items: Type.Array(MassJob) }),
});
export const massRead = defineRoute({
  id: 'mass.read', method: 'GET', path: '/api/mass-jobs/:id',
  summary: 'Ход своего массового действия', access: 'signed', params: IdParams, response: MassJob,
});
export const massRows = defineRoute({
  id: 'mass.rows', method: 'GET', path: '/api/mass-jobs/:id/rows',
  summary: 'Итог массового действия по строкам', access: 'signed', params: IdParams,
  query: Type.Object({
    status: Type.Optional(Type.Enum([...ROW_STATUSES])),
    after: Type.Optional(Position),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
  }),
  response: Type.Object({ items: Type.Array(MassRow), after: nullable(Type.Integer()) }),
});
/** What rows have asked for; given once for all of them and taken where it is still empty. */
export const askedWith = <Fields extends TSchema>(fields: Fields) => Type.Object({
  lostReason: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
  lossReasonId: Type.Optional(Id),
  /** In the shape of the noun's edit. */
  fields: Type.Optional(fields),
}, CLOSED);
export const MassAsked = askedWith(Type.Record(Type.String({ maxLength: 100 }), Type.Unknown()));
export type MassAsked = Static<typeof MassAsked>;

export const massRetry = defineRoute({
  id: 'mass.retry', method: 'POST', path: '/api/mass-jobs/:id/retries',
  summary: 'Повторить строки с отказом, дополнив то, чего им не хватало', access: 'signed',
  params: IdParams, body: Type.Object({ asked: Type.Optional(MassAsked) }, CLOSED),
  response: MassJob,
});
/** Answers a CSV file. */
export const massRefusals = defineRoute({
  id: 'mass.refusals', method: 'GET', path: '/api/mass-jobs/:id/refusals',
  summary: 'Отказы массового действия файлом CSV', access: 'signed', params: IdParams,
});
export const massCancel = defineRoute({
  id: 'mass.cancel', method: 'POST', path: '/api/mass-jobs/:id/cancellations',
  summary: 'Остановить массовое действие: сделанное остаётся', access: 'signed',
  params: IdParams, response: MassJob,
});
export const massUndo = defineRoute({
  id: 'mass.undo', method: 'POST', path: '/api/mass-jobs/:id/undos',
  summary: 'Вернуть как было всё, чего с тех пор никто не менял', access: 'signed',
  params: IdParams, response: MassJob,
});
