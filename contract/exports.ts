// A view as a file: the same columns, order, words and sums as on the screen.
import Type, { type Static } from 'typebox';
import { LIST_NOUNS } from './lists.ts';
import { Id, IdParams, Moment, nullable } from './primitives.ts';
import { defineRoute } from './route.ts';

/** What one file holds: more opens badly in Excel and belongs to a program with a key. */
export const EXPORT_ROWS_MAX = 200_000;
/** A file is kept so long and then removed. */
export const EXPORT_KEPT_HOURS = 24;
export const EXPORT_STATES = ['waiting', 'running', 'ready', 'failed', 'cancelled'] as const;

const text = (maxLength: number) => Type.String({ maxLength });

export const ExportStart = Type.Object({
  noun: Type.Enum([...LIST_NOUNS, 'events']),
  format: Type.Enum(['xlsx', 'csv']),
  /** Fields of the catalogue with the headers of the screen, left to right. */
  columns: Type.Array(Type.Object({
    field: text(100), header: Type.String({ minLength: 1, maxLength: 200 }),
  }, { additionalProperties: false }), { minItems: 1, maxItems: 100 }),
  filter: Type.Optional(text(20_000)),
  q: Type.Optional(text(200)),
  sort: Type.Optional(text(200)),
  /** Field that the screen is grouped by: heads with count and sums, the rows of each below. */
  group: Type.Optional(text(100)),
  /** Words of the screen that the server has not: those of kinds and fields of the journal. */
  words: Type.Optional(Type.Record(text(120), text(300), { maxProperties: 2_000 })),
  /** Marked rows alone. */
  ids: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 5_000 })),
}, { additionalProperties: false });
export type ExportStart = Static<typeof ExportStart>;

export const Export = Type.Object({
  id: Id,
  noun: Type.String(),
  format: Type.String(),
  fileName: Type.String(),
  state: Type.Enum([...EXPORT_STATES]),
  rows: Type.Integer(),
  total: Type.Integer(),
  reason: nullable(Type.String()),
  createdAt: Moment,
});
export type Export = Static<typeof Export>;

export const exportStart = defineRoute({
  id: 'exports.start', method: 'POST', path: '/api/exports',
  summary: 'Выгрузить вид в XLSX или CSV; нужно право на выгрузку', access: 'signed',
  body: ExportStart, response: Export,
});
export const exportsList = defineRoute({
  id: 'exports.list', method: 'GET', path: '/api/exports',
  summary: 'Свои выгрузки за сутки, новые сверху', access: 'signed',
  response: Type.Object({ items: Type.Array(Export) }),
});
export const exportRead = defineRoute({
  id: 'exports.read', method: 'GET', path: '/api/exports/:id',
  summary: 'Ход своей выгрузки', access: 'signed', params: IdParams, response: Export,
});
/** Answers the bytes themselves. */
export const exportContent = defineRoute({
  id: 'exports.content', method: 'GET', path: '/api/exports/:id/content',
  summary: 'Скачать готовый файл выгрузки, пока не прошли сутки', access: 'signed',
  params: IdParams,
});
export const exportCancel = defineRoute({
  id: 'exports.cancel', method: 'POST', path: '/api/exports/:id/cancellations',
  summary: 'Остановить свою выгрузку', access: 'signed', params: IdParams, response: Export,
});
