// Sources and loss reasons: the short lists that people choose from and reports count by.
import Type, { type Static } from 'typebox';
import { Id, IdParams, Moment, nullable } from './primitives.ts';
import { defineRoute } from './route.ts';

const READ = { entity: 'setting', action: 'read' } as const;
const EDIT = { entity: 'setting', action: 'edit' } as const;
const CLOSED = { additionalProperties: false } as const;
const Ids = Type.Array(Id, { maxItems: 500, uniqueItems: true });

export const EditedSource = Type.Object({
  id: Id,
  /** The channel it stands in; null for a channel. */
  parentId: nullable(Id),
  name: Type.String(),
  position: Type.Integer(),
  archivedAt: nullable(Moment),
  mergedIntoId: nullable(Id),
  /** 1C or the program itself puts deals under it: it stays. */
  isBuiltIn: Type.Boolean(),
});
export type EditedSource = Static<typeof EditedSource>;

/** Everything that carries the source, closed records too. */
export const SourceUsage = Type.Object({ deals: Type.Integer(), leads: Type.Integer() });
export type SourceUsage = Static<typeof SourceUsage>;

const sourceName = Type.String({ minLength: 1, maxLength: 120 });
export const SourceCreate = Type.Object({
  name: sourceName, parentId: Type.Optional(nullable(Id)),
}, CLOSED);
export type SourceCreate = Static<typeof SourceCreate>;
export const SourceEdit = Type.Object({
  name: Type.Optional(sourceName),
  parentId: Type.Optional(nullable(Id)),
  archived: Type.Optional(Type.Boolean()),
}, CLOSED);
export type SourceEdit = Static<typeof SourceEdit>;

export const LossReason = Type.Object({
  id: Id,
  /** Null: offered in every pipeline. */
  pipelineId: nullable(Id),
  name: Type.String(),
  position: Type.Integer(),
  /** The person adds own words to it. */
  needsText: Type.Boolean(),
  archivedAt: nullable(Moment),
});
export type LossReason = Static<typeof LossReason>;

const reasonName = Type.String({ minLength: 1, maxLength: 200 });
export const LossReasonCreate = Type.Object({
  name: reasonName, pipelineId: Type.Optional(nullable(Id)),
  needsText: Type.Optional(Type.Boolean()),
}, CLOSED);
export type LossReasonCreate = Static<typeof LossReasonCreate>;
export const LossReasonEdit = Type.Object({
  name: Type.Optional(reasonName),
  pipelineId: Type.Optional(nullable(Id)),
  needsText: Type.Optional(Type.Boolean()),
  archived: Type.Optional(Type.Boolean()),
}, CLOSED);
export type LossReasonEdit = Static<typeof LossReasonEdit>;

export const sourcesEdited = defineRoute({
  id: 'sources.edited', method: 'GET', path: '/api/sources/all',
  summary: 'Источники по каналам, с архивом', access: READ, response: Type.Array(EditedSource),
});
export const sourceCreate = defineRoute({
  id: 'sources.create', method: 'POST', path: '/api/sources',
  summary: 'Новый канал или источник', access: EDIT, body: SourceCreate, response: EditedSource,
});
export const sourceEdit = defineRoute({
  id: 'sources.edit', method: 'PATCH', path: '/api/sources/:id',
  summary: 'Название, канал и архив источника', access: EDIT, params: IdParams,
  body: SourceEdit, response: EditedSource,
});
export const sourceUsage = defineRoute({
  id: 'sources.usage', method: 'GET', path: '/api/sources/:id/usage',
  summary: 'Сколько сделок и лидов стоит под источником', access: READ, params: IdParams,
  response: SourceUsage,
});
export const sourceMerge = defineRoute({
  id: 'sources.merge', method: 'POST', path: '/api/sources/:id/merging',
  summary: 'Слить источник с другим; сделки и лиды перейдут к нему', access: EDIT, params: IdParams,
  body: Type.Object({ intoId: Id }, CLOSED),
});
export const sourcesOrder = defineRoute({
  id: 'sources.order', method: 'PUT', path: '/api/sources/order',
  summary: 'Порядок источников', access: EDIT, body: Type.Object({ ids: Ids }, CLOSED),
});
export const lossReasonsList = defineRoute({
  id: 'lossReasons.list', method: 'GET', path: '/api/loss-reasons',
  summary: 'Причины отказа, с архивными', access: 'signed', response: Type.Array(LossReason),
});
export const lossReasonCreate = defineRoute({
  id: 'lossReasons.create', method: 'POST', path: '/api/loss-reasons',
  summary: 'Новая причина отказа', access: EDIT, body: LossReasonCreate, response: LossReason,
});
export const lossReasonEdit = defineRoute({
  id: 'lossReasons.edit', method: 'PATCH', path: '/api/loss-reasons/:id',
  summary: 'Название, воронка и архив причины отказа', access: EDIT, params: IdParams,
  body: LossReasonEdit, response: LossReason,
});
export const lossReasonsOrder = defineRoute({
  id: 'lossReasons.order', method: 'PUT', path: '/api/loss-reasons/order',
  summary: 'Порядок причин отказа', access: EDIT, body: Type.Object({ ids: Ids }, CLOSED),
});
