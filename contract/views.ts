// Saved views: a person's own filters of a list or board, some shared with everybody.
import Type, { type Static } from 'typebox';
import { Id, IdParams } from './primitives.ts';
import { defineRoute } from './route.ts';

export const VIEW_NOUNS = [
  'deals', 'leads', 'companies', 'contacts', 'products', 'tasks', 'payments',
] as const;
export const VIEW_COLOURS = ['gray', 'blue', 'violet', 'amber', 'green', 'red'] as const;

export const VIEW_AUDIENCES = ['nobody', 'department', 'everybody'] as const;

const Noun = Type.Enum(VIEW_NOUNS);
const Colour = Type.Enum(VIEW_COLOURS);

/** What the address of the list holds; `filter` is the JSON text of the common grammar. */
export const ViewQuery = Type.Object({
  filter: Type.Optional(Type.String({ maxLength: 20_000 })),
  sort: Type.Optional(Type.String({ maxLength: 200 })),
  q: Type.Optional(Type.String({ maxLength: 200 })),
  layout: Type.Optional(Type.Enum(['board', 'list', 'calendar'])),
  /** Columns in order with widths: `number:98,title`. */
  columns: Type.Optional(Type.String({ maxLength: 2000 })),
  /** Field that the list is grouped by. */
  group: Type.Optional(Type.String({ maxLength: 100 })),
  pipelineId: Type.Optional(Id),
  /** The chosen group of products; its own name, because the tree below it may grow. */
  folderId: Type.Optional(Id),
}, { additionalProperties: false });
export type ViewQuery = Static<typeof ViewQuery>;

const content = {
  name: Type.String({ minLength: 1, maxLength: 80 }),
  colour: Colour,
  /** Own department with those below it, or everybody. */
  sharedWith: Type.Enum([...VIEW_AUDIENCES]),
  query: ViewQuery,
};

export const SavedView = Type.Object({
  id: Id,
  noun: Noun,
  ...content,
  /** Only the owner changes a view; a shared one is read by others. */
  mine: Type.Boolean(),
  ownerName: Type.String(),
  /** Conditions or columns that the reader has no right to were left out. */
  isReduced: Type.Boolean(),
  /** A condition is among them: the reader gets other rows than the name says. */
  isWidened: Type.Boolean(),
});
export type SavedView = Static<typeof SavedView>;

export const viewsList = defineRoute({
  id: 'views.list', method: 'GET', path: '/api/views',
  summary: 'Свои и общие сохранённые представления', access: 'signed',
  response: Type.Array(SavedView),
});

export const viewCreate = defineRoute({
  id: 'views.create', method: 'POST', path: '/api/views',
  summary: 'Сохранить представление', access: 'signed',
  body: Type.Object({
    noun: Noun,
    name: content.name,
    query: ViewQuery,
    colour: Type.Optional(Colour),
    sharedWith: Type.Optional(content.sharedWith),
  }, { additionalProperties: false }),
  response: SavedView,
});

export const viewEdit = defineRoute({
  id: 'views.edit', method: 'PATCH', path: '/api/views/:id',
  summary: 'Изменить своё представление', access: 'signed', params: IdParams,
  body: Type.Partial(Type.Object(content), { additionalProperties: false }),
  response: SavedView,
});

export const viewRemove = defineRoute({
  id: 'views.remove', method: 'DELETE', path: '/api/views/:id',
  summary: 'Удалить своё представление', access: 'signed', params: IdParams,
});
