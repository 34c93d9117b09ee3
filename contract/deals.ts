// Deals: what the server answers and the screens show.
import Type, { type Static } from 'typebox';
import { DealLine, LINE_COLUMNS_MAX, LineColumn, LineInput, LINES_MAX } from './deal-lines.ts';
import { Cells, FieldInfo, ListQuery, pageOf } from './listing.ts';
import {
  CustomInput, CustomValues, Day, Id, IdParams, Moment, Named, nullable, Share, Sum,
} from './primitives.ts';
import { defineRoute } from './route.ts';
import { VAT_REGIMES, type VatRegime } from './vat.ts';

const DEALS = { entity: 'deal', action: 'read' } as const;

export const StageSemantics = Type.Union([
  Type.Literal('open'), Type.Literal('won'), Type.Literal('lost'),
]);

export const Stage = Type.Object({
  id: Id,
  code: Type.String(),
  name: Type.String(),
  position: Type.Integer(),
  semantics: StageSemantics,
  colour: Type.String(),
  entersWhen: nullable(Type.String()),
  /** Working days without an event and an open task after which a deal counts as stuck. */
  idleDays: Type.Integer(),
  /** Names of fields that a deal must have filled to enter, `custom.CODE` for custom ones. */
  requiredFields: Type.Array(Type.String()),
  /** A deal that is not paid in full enters only by the word of a head. */
  needsPayment: Type.Boolean(),
});
export type Stage = Static<typeof Stage>;

export const Pipeline = Type.Object({
  id: Id,
  code: Type.String(),
  name: Type.String(),
  followsMoney: Type.Boolean(),
  isDefault: Type.Boolean(),
  /** The department of the reader may begin deals here. */
  mayUse: Type.Boolean(),
  stages: Type.Array(Stage),
});
export type Pipeline = Static<typeof Pipeline>;

export const NextTask = Type.Object({
  id: Id, title: Type.String(), kind: Type.String(), dueAt: nullable(Moment),
  /** On cards: the reader may do it. */
  mayEdit: Type.Optional(Type.Boolean()),
});

/** Money of a deal's orders in a currency that is not ours: never added to roubles. */
const OtherCurrency = Type.Object({
  currency: Type.String(), amountKopecks: Type.Integer(), paidKopecks: Type.Integer(),
});
export type OtherCurrency = Static<typeof OtherCurrency>;

/** A deal as lists, boards and side panels show it. Money is null without the right to see it. */
export const DealItem = Type.Object({
  id: Id,
  number: Type.String(),
  title: Type.String(),
  pipelineId: Id,
  stageId: Id,
  isOpen: Type.Boolean(),
  department: nullable(Named),
  responsible: nullable(Named),
  company: nullable(Named),
  currency: Type.String(),
  amountKopecks: Sum,
  paidKopecks: Sum,
  paidPercent: Share,
  overpaid: Type.Boolean(),
  otherCurrencies: Type.Array(OtherCurrency),
  shippedPercent: Share,
  overdueKopecks: Sum,
  deferredUntil: nullable(Day),
  orderNumbers: Type.Array(Type.String()),
  nextTask: nullable(NextTask),
  createdAt: Moment,
  updatedAt: Moment,
  lastActivityAt: Moment,
  /** No event and no open task for longer than the stage allows. */
  isStuck: Type.Boolean(),
  closedAt: nullable(Moment),
  custom: CustomValues,
  version: Type.Integer(),
  cells: Type.Optional(Cells),
  /** On boards and lists: the reader may move and edit it; a giver only reads. */
  mayEdit: Type.Optional(Type.Boolean()),
});
export type DealItem = Static<typeof DealItem>;

/** A request to a head to let the deal into a stage that its rule closes. */
export const StageApproval = Type.Object({
  id: Id,
  stage: Named,
  askedBy: Named,
  askedOf: Named,
  askedAt: Moment,
  note: nullable(Type.String()),
  mine: Type.Boolean(),
});
export type StageApproval = Static<typeof StageApproval>;

export const AmountSource = Type.Union([
  Type.Literal('onec'), Type.Literal('lines'), Type.Literal('estimate'),
]);

/** The newest transfer while it waits for an answer. */
export const WaitingTransfer = Type.Object({
  id: Id,
  /** Who gave it away: the responsible themselves, or the head over them. Null for the program. */
  by: nullable(Named),
  /** Whose it was until then. */
  from: nullable(Named),
  fromDepartment: nullable(Named),
  to: nullable(Named),
  reason: Type.String(),
  createdAt: Moment,
  acceptUntil: nullable(Moment),
  /** The reader is the one who accepts or returns. */
  mayAnswer: Type.Boolean(),
});
export type WaitingTransfer = Static<typeof WaitingTransfer>;

/** The whole card. `may` says what this reader may do, so that the screen never guesses. */
export const DealCard = Type.Object({
  ...DealItem.properties,
  contact: nullable(Named),
  source: nullable(Named),
  /** In whose name we sell. */
  ownEntity: nullable(Named),
  /** Of that entity; of nobody yet the general one. */
  vatRegime: Type.Unsafe<VatRegime>(Type.Enum([...VAT_REGIMES])),
  amountSource: AmountSource,
  estimateKopecks: Sum,
  shippedKopecks: Sum,
  comment: nullable(Type.String()),
  projectName: nullable(Type.String()),
  endCustomerName: nullable(Type.String()),
  endCustomerInn: nullable(Type.String()),
  address: nullable(Type.String()),
  lostReason: nullable(Type.String()),
  participants: Type.Array(Named),
  lines: Type.Array(DealLine),
  /** What waits for a head's word; null when nothing does. */
  approval: nullable(StageApproval),
  lineColumns: Type.Array(LineColumn),
  transfer: nullable(WaitingTransfer),
  may: Type.Object({
    edit: Type.Boolean(), transfer: Type.Boolean(), seeMoney: Type.Boolean(),
    seeLines: Type.Boolean(), decide: Type.Boolean(),
  }),
});
export type DealCard = Static<typeof DealCard>;

const text = (maxLength: number) => Type.String({ maxLength });

/** Fields that a person may fill; 1C's fields are not here and are refused by name. */
const editable = {
  title: Type.String({ minLength: 1, maxLength: 500 }),
  companyId: nullable(Id),
  contactId: nullable(Id),
  sourceId: nullable(Id),
  ownEntityId: nullable(Id),
  responsibleId: nullable(Id),
  estimateKopecks: Type.Integer({ minimum: 0, maximum: 1e15 }),
  comment: nullable(text(20_000)),
  projectName: nullable(text(500)),
  endCustomerName: nullable(text(500)),
  endCustomerInn: nullable(text(12)),
  address: nullable(text(1000)),
};

/** 1C owns these: there is no way to write them but the exchange. */
export const ONEC_DEAL_FIELDS = [
  'amountKopecks', 'paidKopecks', 'paidPercent', 'overpaid', 'shippedKopecks', 'shippedPercent',
  'overdueKopecks', 'receivableKopecks', 'expectedKopecks', 'nextPayOn', 'deferredUntil',
  'orderNumbers', 'otherCurrencies', 'amountSource',
] as const;

export const DealCreate = Type.Object({
  ...Type.Partial(Type.Object(editable)).properties,
  title: editable.title,
  pipelineId: Type.Optional(Id),
  stageId: Type.Optional(Id),
  departmentId: Type.Optional(Id),
  custom: CustomInput,
}, { additionalProperties: false });
export type DealCreate = Static<typeof DealCreate>;

export const DealEdit = Type.Object({
  version: Type.Integer({ minimum: 1 }),
  ...Type.Partial(Type.Object(editable)).properties,
  custom: CustomInput,
}, { additionalProperties: false });
export type DealEdit = Static<typeof DealEdit>;

export const BoardColumn = Type.Object({
  stageId: Id,
  count: Type.Integer(),
  amountKopecks: Sum,
  paidKopecks: Sum,
  /** Beside the sums: the same column in each other currency. Empty without the right to money. */
  otherSums: Type.Array(OtherCurrency),
  items: Type.Array(DealItem),
  /** Exactly the deals of this column, for deals.list with the same sort (-updatedAt) and q. */
  filter: Type.String(),
  /** Goes on after the cards with deals.list and `filter`; null when all are here. */
  cursor: nullable(Type.String()),
});
export type BoardColumn = Static<typeof BoardColumn>;

export const pipelinesList = defineRoute({
  id: 'pipelines.list', method: 'GET', path: '/api/pipelines',
  summary: 'Воронки со стадиями', access: 'signed', response: Type.Array(Pipeline),
});

export const sourcesList = defineRoute({
  id: 'sources.list', method: 'GET', path: '/api/sources',
  summary: 'Источники сделок', access: 'signed', response: Type.Array(Named),
});

export const dealsList = defineRoute({
  id: 'deals.list', method: 'GET', path: '/api/deals',
  summary: 'Сделки с отбором, точным числом и суммами всего представления',
  access: DEALS, query: ListQuery, response: Type.Object({
    ...pageOf(DealItem).properties,
    /** Beside the sums: the same view in each other currency. */
    otherSums: Type.Optional(Type.Array(OtherCurrency)),
  }),
});

export const dealFields = defineRoute({
  id: 'deals.fields', method: 'GET', path: '/api/deals/fields',
  summary: 'Поля сделки, доступные для отбора и сортировки',
  access: DEALS, response: Type.Array(FieldInfo),
});

export const dealsBoard = defineRoute({
  id: 'deals.board', method: 'GET', path: '/api/deals/board',
  summary: 'Канбан воронки: число, суммы и первые карточки каждой открытой стадии',
  access: DEALS,
  query: Type.Object({
    pipelineId: Id,
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
    sort: Type.Optional(text(200)),
    filter: Type.Optional(text(20_000)),
    q: Type.Optional(text(200)),
  }),
  response: Type.Object({ columns: Type.Array(BoardColumn) }),
});

export const dealRead = defineRoute({
  id: 'deals.read', method: 'GET', path: '/api/deals/:id',
  summary: 'Карточка сделки', access: DEALS, params: IdParams, response: DealCard,
});

export const dealCreate = defineRoute({
  id: 'deals.create', method: 'POST', path: '/api/deals', once: true,
  summary: 'Новая сделка', access: { entity: 'deal', action: 'create' },
  body: DealCreate, readOnly: ONEC_DEAL_FIELDS,
  response: Type.Object({ id: Id, number: Type.String() }),
});

export const dealEdit = defineRoute({
  id: 'deals.edit', method: 'PATCH', path: '/api/deals/:id',
  summary: 'Правка полей сделки; version защищает от чужой правки',
  access: { entity: 'deal', action: 'edit' }, params: IdParams, body: DealEdit,
  readOnly: ONEC_DEAL_FIELDS, response: Type.Object({ version: Type.Integer() }),
});

export const dealStageMove = defineRoute({
  id: 'deals.moveStage', method: 'POST', path: '/api/deals/:id/stage-moves',
  summary: 'Перевод сделки на другую стадию',
  access: { entity: 'deal', action: 'edit' }, params: IdParams,
  readOnly: ONEC_DEAL_FIELDS,
  body: Type.Object({
    stageId: Id, lostReason: Type.Optional(text(500)),
    /** The stage it is moved from: refused when somebody has moved it meanwhile. */
    fromStageId: Type.Optional(Id),
    /** Why the head should let an unpaid deal through. */
    note: Type.Optional(text(2000)),
    /** One of the list; then `lostReason` holds the words added to it. */
    lossReasonId: Type.Optional(Id),
  }, { additionalProperties: false }),
  response: Type.Object({
    version: Type.Integer(),
    previousStageId: Id,
    /** The deal has not moved: a head was asked. */
    approval: nullable(Type.Object({ id: Id, askedOf: Named })),
  }),
});

export const dealPipelineMove = defineRoute({
  id: 'deals.movePipeline', method: 'POST', path: '/api/deals/:id/pipeline-moves',
  summary: 'Перевод сделки в другую воронку на стадию того же исхода',
  access: { entity: 'deal', action: 'edit' }, params: IdParams,
  readOnly: ONEC_DEAL_FIELDS,
  body: Type.Object({
    pipelineId: Id, stageId: Type.Optional(Id),
    /** The stage it is moved from: refused when somebody has moved it meanwhile. */
    fromStageId: Type.Optional(Id),
  }, { additionalProperties: false }),
  response: Type.Object({ version: Type.Integer(), stageId: Id }),
});

export const dealParticipants = defineRoute({
  id: 'deals.participants', method: 'PUT', path: '/api/deals/:id/participants',
  summary: 'Участники сделки', access: { entity: 'deal', action: 'edit' }, params: IdParams,
  readOnly: ONEC_DEAL_FIELDS,
  body: Type.Object({ employeeIds: Type.Array(Id, { maxItems: 50 }) },
    { additionalProperties: false }),
});

export const dealParticipantsChange = defineRoute({
  id: 'deals.changeParticipants', method: 'PATCH', path: '/api/deals/:id/participants',
  summary: 'Добавить и убрать участников сделки, не трогая остальных',
  access: { entity: 'deal', action: 'edit' }, params: IdParams,
  readOnly: ONEC_DEAL_FIELDS,
  body: Type.Object({
    add: Type.Optional(Type.Array(Id, { maxItems: 50 })),
    remove: Type.Optional(Type.Array(Id, { maxItems: 50 })),
  }, { additionalProperties: false }),
});

export const dealLines = defineRoute({
  id: 'deals.lines', method: 'PUT', path: '/api/deals/:id/lines',
  summary: 'Строки предложения целиком, с его добавленными столбцами',
  access: { entity: 'deal', action: 'edit' }, params: IdParams,
  readOnly: ONEC_DEAL_FIELDS,
  body: Type.Object({
    version: Type.Integer({ minimum: 1 }),
    lines: Type.Array(LineInput, { maxItems: LINES_MAX }),
    /** Absent leaves the columns as they are. */
    columns: Type.Optional(Type.Array(LineColumn, { maxItems: LINE_COLUMNS_MAX })),
  }, { additionalProperties: false }),
  response: Type.Object({ version: Type.Integer(), amountKopecks: Type.Integer() }),
});

/**
 * What one sees of other departments' deals on a company: never sum, lines or stage. Number and
 * title are told to those alone who route callers.
 */
export const CompanyContext = Type.Array(Type.Object({
  number: Type.Optional(Type.String()),
  title: Type.Optional(Type.String()),
  department: nullable(Type.String()),
  responsible: nullable(Type.String()),
  isOpen: Type.Boolean(),
  createdOn: Day,
}));

export const companyContext = defineRoute({
  id: 'deals.companyContext', method: 'GET', path: '/api/companies/:id/context',
  summary: 'Чужие сделки компании: отдел, ответственный, открыта ли, дата',
  access: { entity: 'company', action: 'read' }, params: IdParams, response: CompanyContext,
});
