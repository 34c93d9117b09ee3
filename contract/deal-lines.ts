// Lines of a deal's own offer («Предложение») and of a lead: what the sheet shows and the server
// takes, and how a person keeps the sheet.
import Type, { type Static } from 'typebox';
import { Id, nullable, Sum } from './primitives.ts';
import { defineRoute } from './route.ts';
import { VAT_RATES, type VatRate } from './vat.ts';

export const LINES_MAX = 2000;
export const LINE_COLUMNS_MAX = 20;

/** A column that people added to one offer: «Срок поставки», «Чертёж», «Позиция в тендере». */
export const LineColumn = Type.Object({
  code: Type.String({ pattern: '^[a-z0-9]{1,20}$' }),
  name: Type.String({ minLength: 1, maxLength: 100 }),
  type: Type.Union([Type.Literal('text'), Type.Literal('number'), Type.Literal('date')]),
}, { additionalProperties: false });
export type LineColumn = Static<typeof LineColumn>;

/** Values of the added columns by code: an exact decimal, `YYYY-MM-DD` or plain text. */
const Extra = Type.Record(Type.String({ maxLength: 20 }), Type.String({ maxLength: 1000 }));

/** Names the row while it lives, so that two people's edits meet in one row. */
const Key = Type.String({ pattern: '^[A-Za-z0-9_-]{1,40}$' });

export const DealLine = Type.Object({
  id: Id,
  key: Key,
  position: Type.Integer(),
  productId: nullable(Id),
  article: nullable(Type.String()),
  name: Type.String(),
  unit: nullable(Type.String()),
  quantity: Type.String(),
  /** Null without the right to see money, as are all sums. */
  price: nullable(Type.String()),
  discountPercent: nullable(Type.String()),
  /** The discount as a sum of the whole line; then the percent is 0. */
  discountKopecks: Sum,
  sumKopecks: Sum,
  vatRate: Type.String(),
  vatKopecks: Sum,
  vatIncluded: Type.Boolean(),
  extra: Extra,
  /** A heading («Раздел 1»): its name alone counts, the lines up to the next one are its own. */
  isSection: Type.Boolean(),
  /** What one unit costs us by today's purchase price; null without the right to see margin. */
  costKopecks: Sum,
  /** What the catalogue says of its product; null when nothing. */
  productVatRate: nullable(Type.String()),
});
export type DealLine = Static<typeof DealLine>;

const text = (maxLength: number) => Type.String({ maxLength });

export const LineInput = Type.Object({
  key: Type.Optional(Key),
  productId: Type.Optional(nullable(Id)),
  article: Type.Optional(nullable(text(100))),
  name: Type.String({ minLength: 1, maxLength: 1000 }),
  unit: Type.Optional(nullable(text(30))),
  quantity: Type.String({ pattern: '^\\d{1,9}(\\.\\d{1,3})?$' }),
  price: Type.String({ pattern: '^\\d{1,13}(\\.\\d{1,4})?$' }),
  discountPercent: Type.Optional(Type.String({ pattern: '^\\d{1,3}(\\.\\d{1,4})?$' })),
  discountKopecks: Type.Optional(Type.Integer({ minimum: 0, maximum: 1e15 })),
  vatRate: Type.Unsafe<VatRate>(Type.Enum([...VAT_RATES])),
  vatIncluded: Type.Optional(Type.Boolean()),
  extra: Type.Optional(Extra),
  isSection: Type.Optional(Type.Boolean()),
}, { additionalProperties: false });
export type LineInput = Static<typeof LineInput>;

/** More names than a menu of columns can show. */
export const KNOWN_COLUMNS_MAX = 30;
const ColumnIds = Type.Array(Type.String({ maxLength: 100 }), { maxItems: 100 });

/** How a person keeps the lines of one pipeline, or of leads. */
export const LineLayout = Type.Object({
  /** Ids of columns of the sheet that are not shown. */
  hidden: ColumnIds,
  /** Names of 1C's columns that are not shown. */
  hiddenOnec: ColumnIds,
  /** Columns that the person has added before: offered again by name. */
  known: Type.Array(Type.Omit(LineColumn, ['code']), { maxItems: KNOWN_COLUMNS_MAX }),
}, { additionalProperties: false });
export type LineLayout = Static<typeof LineLayout>;

const PlaceParams = Type.Object({ place: Type.String({ pattern: '^(lead|p[1-9]\\d{0,9})$' }) });

export const lineLayoutRead = defineRoute({
  id: 'lines.layout', method: 'GET', path: '/api/line-layouts/:place',
  summary: 'Свои столбцы строк: воронки или лидов', access: 'signed', params: PlaceParams,
  response: LineLayout,
});
export const lineLayoutWrite = defineRoute({
  id: 'lines.saveLayout', method: 'PUT', path: '/api/line-layouts/:place',
  summary: 'Запомнить свои столбцы строк', access: 'signed', params: PlaceParams,
  body: Type.Partial(LineLayout, { additionalProperties: false }), response: LineLayout,
});
