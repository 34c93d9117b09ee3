// Pipelines, stages, sources and loss reasons as administrators edit them.
import Type, { type Static } from 'typebox';
import { StageSemantics } from './deals.ts';
import { Id, IdParams, Moment, Named, nullable } from './primitives.ts';
import { defineRoute } from './route.ts';

const READ = { entity: 'setting', action: 'read' } as const;
const EDIT = { entity: 'setting', action: 'edit' } as const;
const CLOSED = { additionalProperties: false } as const;
const version = Type.Integer({ minimum: 1 });
const name = Type.String({ minLength: 1, maxLength: 80 });
const Ids = Type.Array(Id, { maxItems: 200, uniqueItems: true });

export const STAGE_COLOURS = ['gray', 'blue', 'violet', 'orange', 'teal', 'green', 'red'] as const;
export const ENTERS_WHEN = ['invoiced', 'partlyPaid', 'paid', 'shipping', 'completed'] as const;
const colour = Type.Enum([...STAGE_COLOURS]);
const entersWhen = nullable(Type.Enum([...ENTERS_WHEN]));
const idleDays = Type.Integer({ minimum: 1, maximum: 250 });

export const EditedStage = Type.Object({
  id: Id,
  name: Type.String(),
  position: Type.Integer(),
  semantics: StageSemantics,
  colour: Type.String(),
  entersWhen: nullable(Type.String()),
  idleDays: Type.Integer(),
  /** Names of built-in fields and `custom.CODE` that a deal must have filled to enter. */
  requiredFields: Type.Array(Type.String()),
  /** Only a deal paid in full enters; for others a head is asked. */
  needsPayment: Type.Boolean(),
  archivedAt: nullable(Moment),
  /** Where its deals are going, while they go. */
  movesTo: nullable(Named),
});
export type EditedStage = Static<typeof EditedStage>;

export const EditedPipeline = Type.Object({
  id: Id,
  code: Type.String(),
  name: Type.String(),
  version: Type.Integer(),
  isDefault: Type.Boolean(),
  followsMoney: Type.Boolean(),
  /** Null: as the setting of the installation says. */
  acceptanceHours: nullable(Type.Integer()),
  departmentIds: Type.Array(Id),
  archivedAt: nullable(Moment),
  /** Archived ones too, last. */
  stages: Type.Array(EditedStage),
});
export type EditedPipeline = Static<typeof EditedPipeline>;

export const PipelineCreate = Type.Object({ name, copyFromId: Type.Optional(Id) }, CLOSED);
export type PipelineCreate = Static<typeof PipelineCreate>;
export const PipelineEdit = Type.Object({
  version,
  name: Type.Optional(name),
  followsMoney: Type.Optional(Type.Boolean()),
  acceptanceHours: Type.Optional(nullable(Type.Integer({ minimum: 1, maximum: 80 }))),
  departmentIds: Type.Optional(Ids),
  /** Only true: another one takes the place by itself. */
  isDefault: Type.Optional(Type.Literal(true)),
}, CLOSED);
export type PipelineEdit = Static<typeof PipelineEdit>;

export const StageCreate = Type.Object({
  version, name, semantics: StageSemantics, colour,
}, CLOSED);
export type StageCreate = Static<typeof StageCreate>;
export const StageEdit = Type.Object({
  version,
  name: Type.Optional(name),
  colour: Type.Optional(colour),
  semantics: Type.Optional(StageSemantics),
  entersWhen: Type.Optional(entersWhen),
  idleDays: Type.Optional(idleDays),
}, CLOSED);
export type StageEdit = Static<typeof StageEdit>;

/** Deals on their way out of an archived stage. */
export const StageMoveJob = Type.Object({
  id: Id,
  from: Named,
  to: Named,
  pipeline: Named,
  total: Type.Integer(),
  moved: Type.Integer(),
  createdAt: Moment,
  finishedAt: nullable(Moment),
});
export type StageMoveJob = Static<typeof StageMoveJob>;

export const pipelinesEdited = defineRoute({
  id: 'pipelines.edited', method: 'GET', path: '/api/pipelines/all',
  summary: 'Все воронки и стадии с архивом и правилами', access: READ,
  response: Type.Array(EditedPipeline),
});
export const pipelineUsage = defineRoute({
  id: 'pipelines.usage', method: 'GET', path: '/api/pipelines/:id/usage',
  summary: 'Сколько сделок стоит на каждой стадии воронки', access: READ, params: IdParams,
  response: Type.Array(Type.Object({ stageId: Id, deals: Type.Integer() })),
});
export const pipelineCreate = defineRoute({
  id: 'pipelines.create', method: 'POST', path: '/api/pipelines',
  summary: 'Новая воронка, с тремя стадиями или по образцу', access: EDIT,
  body: PipelineCreate, response: EditedPipeline,
});
export const pipelineEdit = defineRoute({
  id: 'pipelines.edit', method: 'PATCH', path: '/api/pipelines/:id',
  summary: 'Название и правила воронки', access: EDIT, params: IdParams, body: PipelineEdit,
  response: EditedPipeline,
});
export const pipelinesOrder = defineRoute({
  id: 'pipelines.order', method: 'PUT', path: '/api/pipelines/order',
  summary: 'Порядок воронок', access: EDIT, body: Type.Object({ ids: Ids }, CLOSED),
});
export const pipelineArchive = defineRoute({
  id: 'pipelines.archive', method: 'POST', path: '/api/pipelines/:id/archiving',
  summary: 'Убрать воронку в архив; её сделки переедут на указанные стадии', access: EDIT,
  params: IdParams,
  body: Type.Object({
    version,
    targets: Type.Array(Type.Object({ stageId: Id, toStageId: Id }, CLOSED), { maxItems: 200 }),
  }, CLOSED),
});
export const pipelineRestore = defineRoute({
  id: 'pipelines.restore', method: 'DELETE', path: '/api/pipelines/:id/archiving',
  summary: 'Вернуть воронку из архива', access: EDIT, params: IdParams,
});
export const stageCreate = defineRoute({
  id: 'stages.create', method: 'POST', path: '/api/pipelines/:id/stages',
  summary: 'Новая стадия', access: EDIT, params: IdParams, body: StageCreate,
  response: EditedPipeline,
});
export const stagesOrder = defineRoute({
  id: 'stages.order', method: 'PUT', path: '/api/pipelines/:id/stages/order',
  summary: 'Порядок стадий', access: EDIT, params: IdParams,
  body: Type.Object({ version, ids: Ids }, CLOSED), response: EditedPipeline,
});
export const stageEdit = defineRoute({
  id: 'stages.edit', method: 'PATCH', path: '/api/stages/:id',
  summary: 'Название, цвет, исход и правила стадии', access: EDIT, params: IdParams,
  body: StageEdit, response: EditedPipeline,
});
export const stageArchive = defineRoute({
  id: 'stages.archive', method: 'POST', path: '/api/stages/:id/archiving',
  summary: 'Убрать стадию в архив; её сделки переедут на указанную', access: EDIT,
  params: IdParams,
  body: Type.Object({ version, toStageId: Type.Optional(Id) }, CLOSED),
  response: EditedPipeline,
});
export const stageRestore = defineRoute({
  id: 'stages.restore', method: 'DELETE', path: '/api/stages/:id/archiving',
  summary: 'Вернуть стадию из архива', access: EDIT, params: IdParams, response: EditedPipeline,
});
export const stageMovesList = defineRoute({
  id: 'stages.moves', method: 'GET', path: '/api/stage-moves',
  summary: 'Переезды сделок с убранных стадий и их ход', access: READ,
  response: Type.Array(StageMoveJob),
});
