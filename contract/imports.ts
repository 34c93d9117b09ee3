// Import of XLSX and CSV: a file, what its columns mean, a dry run of every row, the run, and the
// way back.
import Type, { type Static } from 'typebox';
import { Id, IdParams, Moment, Named, nullable, Position } from './primitives.ts';
import { defineRoute } from './route.ts';

/** A file larger than this is split; 100,000 rows of twenty columns are about ten megabytes. */
export const IMPORT_BYTES_MAX = 50 * 1024 * 1024;
/** More at once is a migration of a base and comes through the exchange. */
export const IMPORT_ROWS_MAX = 100_000;
export const IMPORT_COLUMNS_MAX = 200;
/** So long an import can be taken back; then its rows are forgotten. */
export const IMPORT_KEPT_DAYS = 30;
export const IMPORT_ENDINGS = ['.xlsx', '.csv', '.txt'] as const;

export const IMPORT_STATES = [
  'draft', 'checking', 'checked', 'running', 'finished', 'cancelled', 'failed', 'undoing', 'undone',
] as const;
export type ImportState = (typeof IMPORT_STATES)[number];
/** The work goes on without anybody's hand. */
export const isImportActive = (state: ImportState): boolean =>
  state === 'checking' || state === 'running' || state === 'undoing';

export const IMPORT_MODES = ['create', 'update', 'both'] as const;
export type ImportMode = (typeof IMPORT_MODES)[number];

/** waiting: not looked at yet · create, update: what a run will do · created, updated: done. */
export const IMPORT_ROW_STATUSES = [
  'waiting', 'create', 'update', 'unchanged', 'error', 'created', 'updated', 'skipped',
] as const;
export type ImportRowStatus = (typeof IMPORT_ROW_STATUSES)[number];

const CLOSED = { additionalProperties: false } as const;
const text = (maxLength: number) => Type.String({ maxLength });
const Noun = Type.String({ pattern: '^[a-z][A-Za-z]{1,30}$' });

export const ImportField = Type.Object({
  name: Type.String(),
  label: Type.String(),
  /** A record cannot be created without it. */
  required: Type.Boolean(),
  /** What to write into the cells. */
  hint: Type.String(),
});
export type ImportField = Static<typeof ImportField>;

export const ImportKey = Type.Object({
  name: Type.String(),
  label: Type.String(),
  /** One of these columns must be there. */
  fields: Type.Array(Type.String()),
});
export type ImportKey = Static<typeof ImportKey>;

/** What may be imported by this person, and into which fields. */
export const ImportSubject = Type.Object({
  noun: Type.String(),
  title: Type.String(),
  fields: Type.Array(ImportField),
  keys: Type.Array(ImportKey),
  modes: Type.Array(Type.Enum([...IMPORT_MODES])),
});
export type ImportSubject = Static<typeof ImportSubject>;

export const ImportSettings = Type.Object({
  sheet: Type.Integer({ minimum: 0, maximum: 1000 }),
  /** Number of the row with headers, from 1, as Excel counts. */
  headerRow: Type.Integer({ minimum: 1, maximum: 1000 }),
  /** For each column of the file the field it fills; null leaves the column out. */
  columns: Type.Array(nullable(text(100)), { maxItems: IMPORT_COLUMNS_MAX }),
  mode: Type.Enum([...IMPORT_MODES]),
  /** By what an existing record is found; null looks for none. */
  key: nullable(text(40)),
  /** An empty cell empties the field instead of leaving it alone. */
  clearEmpty: Type.Boolean(),
}, CLOSED);
export type ImportSettings = Static<typeof ImportSettings>;

export const ImportFile = Type.Object({
  format: Type.Enum(['xlsx', 'csv']),
  /** Of a CSV file: how its bytes and lines were read. */
  encoding: nullable(Type.String()),
  delimiter: nullable(Type.String()),
  sheets: Type.Array(Type.String()),
  headers: Type.Array(Type.String()),
  /** Of each column the first values that are not empty. */
  samples: Type.Array(Type.Array(Type.String())),
  /** The mapping was remembered from a file with the same headers. */
  remembered: Type.Boolean(),
  /** There are more columns than an import takes. */
  isCut: Type.Optional(Type.Boolean()),
});
export type ImportFile = Static<typeof ImportFile>;

const count = Type.Integer();
export const ImportCounts = Type.Object({
  total: count, waiting: count, create: count, update: count, unchanged: count, error: count,
  created: count, updated: count, skipped: count,
  /** Of what was done: taken back, and kept because somebody has gone on with it. */
  undone: count, kept: count,
});
export type ImportCounts = Static<typeof ImportCounts>;

export const ImportItem = Type.Object({
  id: Id,
  noun: Type.String(),
  /** «Компании» */
  title: Type.String(),
  fileName: Type.String(),
  state: Type.Enum([...IMPORT_STATES]),
  owner: Named,
  counts: ImportCounts,
  createdAt: Moment,
  finishedAt: nullable(Moment),
});
export type ImportItem = Static<typeof ImportItem>;

export const Import = Type.Object({
  ...ImportItem.properties,
  file: ImportFile,
  settings: ImportSettings,
  failure: nullable(Type.String()),
  undoneBy: nullable(Named),
  /** These very bytes were loaded before, and what that made was not taken back. */
  before: nullable(Type.Object({ by: Named, at: Moment, rows: count })),
  may: Type.Object({
    set: Type.Boolean(), check: Type.Boolean(), run: Type.Boolean(), cancel: Type.Boolean(),
    undo: Type.Boolean(),
  }),
});
export type Import = Static<typeof Import>;

export const ImportRow = Type.Object({
  position: Type.Integer(),
  line: Type.Integer(),
  status: Type.Enum([...IMPORT_ROW_STATUSES]),
  recordId: nullable(Id),
  title: Type.String(),
  /** What the row says, before and after. */
  changes: Type.Array(Type.Object({
    label: Type.String(), old: nullable(Type.String()), new: nullable(Type.String()),
  })),
  problems: Type.Array(Type.Object({ label: nullable(Type.String()), reason: Type.String() })),
  undo: nullable(Type.Enum(['undone', 'kept'])),
  undoReason: nullable(Type.String()),
});
export type ImportRow = Static<typeof ImportRow>;

export const importSubjects = defineRoute({
  id: 'imports.subjects', method: 'GET', path: '/api/import-subjects',
  summary: 'Что вам можно импортировать и в какие поля', access: 'signed',
  response: Type.Array(ImportSubject),
});
/** Answers an XLSX workbook. */
export const importTemplate = defineRoute({
  id: 'imports.template', method: 'GET', path: '/api/import-subjects/:noun/template',
  summary: 'Пустой файл XLSX со всеми столбцами, которые понимает импорт', access: 'signed',
  params: Type.Object({ noun: Noun }),
});
export const importsList = defineRoute({
  id: 'imports.list', method: 'GET', path: '/api/imports',
  summary: 'Импорты: свои, администратору все; новые сверху', access: 'signed',
  query: Type.Object({
    before: Type.Optional(Id), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  }),
  response: Type.Object({ items: Type.Array(ImportItem), before: nullable(Id) }),
});
export const importUpload = defineRoute({
  id: 'imports.upload', method: 'POST', path: '/api/imports',
  summary: 'Файл XLSX или CSV на импорт: столбцы читаются сразу, записи не меняются',
  access: 'signed', isStreamed: true,
  query: Type.Object({ noun: Noun, name: Type.String({ minLength: 1, maxLength: 300 }) }),
  response: Import,
});
export const importRead = defineRoute({
  id: 'imports.read', method: 'GET', path: '/api/imports/:id',
  summary: 'Импорт: файл, настройки, ход и итог', access: 'signed', params: IdParams,
  response: Import,
});
export const importSet = defineRoute({
  id: 'imports.set', method: 'PUT', path: '/api/imports/:id/settings',
  summary: 'Лист, строка заголовков, поля столбцов, ключ и режим импорта', access: 'signed',
  params: IdParams, body: ImportSettings, response: Import,
});
export const importCheck = defineRoute({
  id: 'imports.check', method: 'POST', path: '/api/imports/:id/checks',
  summary: 'Пробный прогон всех строк: ничего не записывается', access: 'signed',
  params: IdParams, response: Import,
});
export const importRun = defineRoute({
  id: 'imports.run', method: 'POST', path: '/api/imports/:id/runs',
  summary: 'Записать строки, которые прошли проверку; тот же файл во второй раз — только с again',
  access: 'signed', params: IdParams,
  query: Type.Object({ again: Type.Optional(Type.Boolean()) }),
  response: Import,
});
export const importCancel = defineRoute({
  id: 'imports.cancel', method: 'POST', path: '/api/imports/:id/cancellations',
  summary: 'Остановить проверку или запись: сделанное остаётся', access: 'signed',
  params: IdParams, response: Import,
});
export const importUndo = defineRoute({
  id: 'imports.undo', method: 'POST', path: '/api/imports/:id/undos',
  summary: 'Вернуть как было всё, чего с тех пор никто не менял', access: 'signed',
  params: IdParams, response: Import,
});
export const importRows = defineRoute({
  id: 'imports.rows', method: 'GET', path: '/api/imports/:id/rows',
  summary: 'Строки импорта с их итогом', access: 'signed', params: IdParams,
  query: Type.Object({
    status: Type.Optional(Type.Enum([...IMPORT_ROW_STATUSES])),
    undo: Type.Optional(Type.Enum(['undone', 'kept'])),
    after: Type.Optional(Position),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
  }),
  response: Type.Object({ items: Type.Array(ImportRow), after: nullable(Type.Integer()) }),
});
/** Answers an XLSX workbook. */
export const importErrors = defineRoute({
  id: 'imports.errors', method: 'GET', path: '/api/imports/:id/errors',
  summary: 'Строки с ошибками как были, со столбцом «Ошибка»: исправьте и загрузите снова',
  access: 'signed', params: IdParams,
});
