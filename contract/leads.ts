// Leads: somebody asked for something; an operator finds out what and passes it to a person. The
// lead stays with the operator, the deal belongs to whom it was passed to.
import Type, { type Static } from 'typebox';
import { DealLine, LINE_COLUMNS_MAX, LineColumn, LineInput } from './deal-lines.ts';
import { NextTask, StageSemantics } from './deals.ts';
import { Cells, FieldInfo, ListQuery, pageOf } from './listing.ts';
import {
  CustomInput, CustomValues, Day, Id, IdParams, Moment, Named, nullable, Sum,
} from './primitives.ts';
import { RelatedRecord } from './related.ts';
import { defineRoute } from './route.ts';
import { SourceTrace } from './source-trace.ts';
import { VAT_REGIMES, type VatRegime } from './vat.ts';

const LEADS = { entity: 'lead', action: 'read' } as const;
const EDIT = { entity: 'lead', action: 'edit' } as const;
const CLOSED = { additionalProperties: false } as const;

const text = (maxLength: number) => Type.String({ maxLength });

export const LEAD_CHANNELS = ['call', 'letter', 'site', 'chat', 'manual'] as const;
export type LeadChannel = (typeof LEAD_CHANNELS)[number];

export const LeadStage = Type.Object({
  id: Id,
  code: Type.String(),
  name: Type.String(),
  position: Type.Integer(),
  semantics: StageSemantics,
  colour: Type.String(),
  /** Names of fields that a lead must have filled to enter, `custom.CODE` for custom ones. */
  requiredFields: Type.Array(Type.String()),
  /** A lead that is closed so is closed with words. */
  needsReason: Type.Boolean(),
});
export type LeadStage = Static<typeof LeadStage>;

/** «По какому вопросу»; one that `needsText` demands words beside it. */
export const LeadTopic = Type.Object({
  id: Id,
  name: Type.String(),
  needsText: Type.Boolean(),
  archived: Type.Boolean(),
});
export type LeadTopic = Static<typeof LeadTopic>;

export const LeadReach = Type.Object({
  kind: Type.Union([Type.Literal('phone'), Type.Literal('email')]),
  /** "+78121234567" or a lower-case address. */
  value: Type.String(),
  extension: nullable(Type.String()),
  /** As people read it: "+7 812 123-45-67 доб. 123". */
  display: Type.String(),
  /** What else was written beside it: «Иван, после 15:00». */
  note: nullable(Type.String()),
});
export type LeadReach = Static<typeof LeadReach>;

/** A lead as lists and boards show it; phones and e-mails are empty for who may not see them. */
export const LeadItem = Type.Object({
  id: Id,
  number: Type.String(),
  title: Type.String(),
  stageId: Id,
  isOpen: Type.Boolean(),
  channel: Type.Enum([...LEAD_CHANNELS]),
  personName: nullable(Type.String()),
  companyName: nullable(Type.String()),
  company: nullable(Named),
  contact: nullable(Named),
  phones: Type.Array(Type.String()),
  emails: Type.Array(Type.String()),
  source: nullable(Named),
  topic: nullable(Named),
  topicText: nullable(Type.String()),
  responsible: nullable(Named),
  department: nullable(Named),
  transferredTo: nullable(Named),
  transferredDepartment: nullable(Named),
  estimateKopecks: Sum,
  nextTask: nullable(NextTask),
  createdAt: Moment,
  updatedAt: Moment,
  closedAt: nullable(Moment),
  custom: CustomValues,
  version: Type.Integer(),
  cells: Type.Optional(Cells),
});
export type LeadItem = Static<typeof LeadItem>;

export const PASS_REASONS = ['self', 'deputy', 'head', 'administrator'] as const;
export type PassReason = (typeof PASS_REASONS)[number];

/** One passing of the lead: the deal it made, and whether the receiver took or returned it. */
export const LeadPassing = Type.Object({
  deal: Type.Object({
    id: Id,
    number: Type.String(),
    isOpen: Type.Boolean(),
    /** The reader may open the deal itself. */
    mayOpen: Type.Boolean(),
  }),
  asked: Named,
  employee: Named,
  department: Named,
  why: Type.Enum([...PASS_REASONS]),
  createdAt: Moment,
  acceptedAt: nullable(Moment),
  returnedAt: nullable(Moment),
  returnReason: nullable(Type.String()),
});
export type LeadPassing = Static<typeof LeadPassing>;

export const LeadCard = Type.Object({
  ...LeadItem.properties,
  trace: nullable(SourceTrace),
  comment: nullable(Type.String()),
  lostReason: nullable(Type.String()),
  firstResponseAt: nullable(Moment),
  transferredAt: nullable(Moment),
  createdBy: nullable(Named),
  reaches: Type.Array(LeadReach),
  /** What the customer asked for: the same sheet as the offer of a deal. */
  lines: Type.Array(DealLine),
  lineColumns: Type.Array(LineColumn),
  /** Of the entity that sells for the lead's department, or for the one it was passed to. */
  vatRegime: Type.Unsafe<VatRegime>(Type.Enum([...VAT_REGIMES])),
  passings: Type.Array(LeadPassing),
  may: Type.Object({
    edit: Type.Boolean(),
    /** May make a deal: for oneself at least. */
    convert: Type.Boolean(),
    /** May make a deal for other people. */
    convertToOthers: Type.Boolean(),
    /** The lead was passed to the reader, who may take it or send it back. */
    answer: Type.Boolean(),
    seeReach: Type.Boolean(),
  }),
});
export type LeadCard = Static<typeof LeadCard>;

const editable = {
  title: Type.String({ minLength: 1, maxLength: 500 }),
  personName: nullable(text(300)),
  companyName: nullable(text(500)),
  companyId: nullable(Id),
  contactId: nullable(Id),
  phones: Type.Array(text(100), { maxItems: 20 }),
  emails: Type.Array(text(254), { maxItems: 20 }),
  channel: Type.Enum([...LEAD_CHANNELS]),
  sourceId: nullable(Id),
  topicId: nullable(Id),
  topicText: nullable(text(500)),
  responsibleId: nullable(Id),
  comment: nullable(text(20_000)),
  estimateKopecks: Type.Integer({ minimum: 0, maximum: 1e15 }),
};

export const LeadCreate = Type.Object({
  ...Type.Partial(Type.Object(editable)).properties,
  /** Without one the lead is named by its topic, company or person. */
  title: Type.Optional(editable.title),
  custom: CustomInput,
  trace: Type.Optional(SourceTrace),
  lines: Type.Optional(Type.Array(LineInput, { maxItems: 2000 })),
}, CLOSED);
export type LeadCreate = Static<typeof LeadCreate>;

export const LeadEdit = Type.Object({
  version: Type.Integer({ minimum: 1 }),
  ...Type.Partial(Type.Object(editable)).properties,
  custom: CustomInput,
}, CLOSED);
export type LeadEdit = Static<typeof LeadEdit>;

/** The customer: one that exists, or a new one made on the way. */
const NewCompany = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 500 }), inn: Type.Optional(text(12)),
}, CLOSED);
const NewContact = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 300 }), position: Type.Optional(text(300)),
}, CLOSED);

export const LeadConvert = Type.Object({
  version: Type.Integer({ minimum: 1 }),
  employeeId: Id,
  title: Type.Optional(editable.title),
  pipelineId: Type.Optional(Id),
  topicId: Type.Optional(Id),
  topicText: Type.Optional(text(500)),
  companyId: Type.Optional(nullable(Id)),
  newCompany: Type.Optional(NewCompany),
  contactId: Type.Optional(nullable(Id)),
  newContact: Type.Optional(NewContact),
  comment: Type.Optional(text(20_000)),
  /** One more deal of a lead that has made one; without it the same call answers the same deal. */
  another: Type.Optional(Type.Boolean()),
}, CLOSED);
export type LeadConvert = Static<typeof LeadConvert>;

export const LeadConverted = Type.Object({
  deal: Type.Object({ id: Id, number: Type.String() }),
  /** Whose the deal is, and whom the operator asked for when that is somebody else. */
  employee: Named,
  asked: Named,
  why: Type.Enum([...PASS_REASONS]),
  department: Named,
  /** False when the lead had made this deal before. */
  created: Type.Boolean(),
  version: Type.Integer(),
});
export type LeadConverted = Static<typeof LeadConverted>;

/** Who would get the deal: shown before the operator says yes. */
export const LeadReceiver = Type.Object({
  employee: Named,
  department: Named,
  why: Type.Enum([...PASS_REASONS]),
  absentUntil: nullable(Day),
});
export type LeadReceiver = Static<typeof LeadReceiver>;

export const LeadColumn = Type.Object({
  stageId: Id,
  count: Type.Integer(),
  estimateKopecks: Sum,
  items: Type.Array(LeadItem),
  filter: Type.String(),
  cursor: nullable(Type.String()),
});
export type LeadColumn = Static<typeof LeadColumn>;

/** Where a deal came from: the lead it was born of, when the reader may open it, and its trace. */
export const DealOrigin = Type.Object({
  lead: nullable(Type.Object({
    id: Id, number: Type.String(), title: Type.String(),
    /** Whoever called, and where to call back; empty for who may not see phones. */
    personName: nullable(Type.String()), reaches: Type.Array(LeadReach),
  })),
  trace: nullable(SourceTrace),
});
export type DealOrigin = Static<typeof DealOrigin>;

const Versioned = Type.Object({ version: Type.Integer() });

export const leadStagesList = defineRoute({
  id: 'leads.stages', method: 'GET', path: '/api/leads/stages',
  summary: 'Стадии лида', access: 'signed', response: Type.Array(LeadStage),
});
export const leadStageRules = defineRoute({
  id: 'leads.stageRules', method: 'PATCH', path: '/api/leads/stages/:id/rules',
  summary: 'Правила стадии лида: обязательные поля', access: { entity: 'setting', action: 'edit' },
  params: IdParams,
  body: Type.Object({
    requiredFields: Type.Array(Type.String({ maxLength: 60 }), { maxItems: 50 }),
  }, CLOSED),
});
export const leadTopicsList = defineRoute({
  id: 'leads.topics', method: 'GET', path: '/api/leads/topics',
  summary: 'Темы обращений: по какому вопросу', access: 'signed', response: Type.Array(LeadTopic),
});
export const leadTopicsSave = defineRoute({
  id: 'leads.saveTopics', method: 'PUT', path: '/api/leads/topics',
  summary: 'Список тем целиком, в нужном порядке; убранные темы остаются в старых лидах',
  access: { entity: 'setting', action: 'edit' },
  body: Type.Object({
    topics: Type.Array(Type.Object({
      id: Type.Optional(Id),
      name: Type.String({ minLength: 1, maxLength: 200 }),
      needsText: Type.Boolean(),
    }, CLOSED), { maxItems: 200 }),
  }, CLOSED),
  response: Type.Array(LeadTopic),
});
export const leadsList = defineRoute({
  id: 'leads.list', method: 'GET', path: '/api/leads',
  summary: 'Лиды с отбором и точным числом', access: LEADS,
  query: ListQuery, response: pageOf(LeadItem),
});
export const leadFields = defineRoute({
  id: 'leads.fields', method: 'GET', path: '/api/leads/fields',
  summary: 'Поля лида, доступные для отбора и сортировки', access: LEADS,
  response: Type.Array(FieldInfo),
});
export const leadsBoard = defineRoute({
  id: 'leads.board', method: 'GET', path: '/api/leads/board',
  summary: 'Канбан лидов: число и первые карточки каждой открытой стадии', access: LEADS,
  query: Type.Object({
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
    sort: Type.Optional(text(200)),
    filter: Type.Optional(text(20_000)),
    q: Type.Optional(text(200)),
  }),
  response: Type.Object({ columns: Type.Array(LeadColumn) }),
});
export const leadRead = defineRoute({
  id: 'leads.read', method: 'GET', path: '/api/leads/:id',
  summary: 'Карточка лида', access: LEADS, params: IdParams, response: LeadCard,
});
export const leadRelated = defineRoute({
  id: 'leads.related', method: 'GET', path: '/api/leads/:id/related',
  summary: 'Другие лиды и сделки того же телефона, почты или компании', access: LEADS,
  params: IdParams, response: Type.Array(RelatedRecord),
});
export const leadCallers = defineRoute({
  id: 'leads.callers', method: 'POST', path: '/api/leads/callers',
  summary: 'Чьи лиды и сделки есть на этих телефонах и почте: пока записывают обращение',
  access: { entity: 'lead', action: 'create' },
  body: Type.Object({
    phones: Type.Array(text(100), { maxItems: 20 }),
    emails: Type.Array(text(254), { maxItems: 20 }),
  }, CLOSED),
  response: Type.Array(RelatedRecord),
});
export const dealOrigin = defineRoute({
  id: 'leads.dealOrigin', method: 'GET', path: '/api/deals/:id/origin',
  summary: 'Откуда пришла сделка: её лид и след источника',
  access: { entity: 'deal', action: 'read' }, params: IdParams, response: DealOrigin,
});
export const leadCreate = defineRoute({
  id: 'leads.create', method: 'POST', path: '/api/leads', once: true,
  summary: 'Новый лид', access: { entity: 'lead', action: 'create' }, body: LeadCreate,
  response: Type.Object({ id: Id, number: Type.String() }),
});
export const leadEdit = defineRoute({
  id: 'leads.edit', method: 'PATCH', path: '/api/leads/:id',
  summary: 'Правка полей лида; version защищает от чужой правки', access: EDIT,
  params: IdParams, body: LeadEdit, response: Versioned,
});
export const leadLines = defineRoute({
  id: 'leads.lines', method: 'PUT', path: '/api/leads/:id/lines',
  summary: 'Что просит клиент: строки целиком', access: EDIT, params: IdParams,
  body: Type.Object({
    version: Type.Integer({ minimum: 1 }),
    lines: Type.Array(LineInput, { maxItems: 2000 }),
    /** Absent leaves the added columns as they are. */
    columns: Type.Optional(Type.Array(LineColumn, { maxItems: LINE_COLUMNS_MAX })),
  }, CLOSED),
  response: Versioned,
});
export const leadStageMove = defineRoute({
  id: 'leads.moveStage', method: 'POST', path: '/api/leads/:id/stage-moves',
  summary: 'Перевод лида на другую стадию', access: EDIT, params: IdParams,
  body: Type.Object({
    stageId: Id, lostReason: Type.Optional(text(500)),
    /** The stage it is moved from: refused when somebody has moved it meanwhile. */
    fromStageId: Type.Optional(Id),
  }, CLOSED),
  response: Type.Object({ version: Type.Integer(), previousStageId: Id }),
});
export const leadReceiver = defineRoute({
  id: 'leads.receiver', method: 'GET', path: '/api/leads/receivers/:id',
  summary: 'Кто примет сделку, если передать её этому сотруднику: сам, заместитель, руководитель',
  access: LEADS, params: IdParams, response: LeadReceiver,
});
export const leadConvert = defineRoute({
  id: 'leads.convert', method: 'POST', path: '/api/leads/:id/conversions', once: true,
  summary: 'Сделка из лида: ответственный — выбранный сотрудник, лид остаётся у оператора',
  access: EDIT, params: IdParams, body: LeadConvert, response: LeadConverted,
});
export const leadAccept = defineRoute({
  id: 'leads.accept', method: 'PUT', path: '/api/leads/:id/acceptance',
  summary: 'Получатель принял переданное ему обращение', access: LEADS, params: IdParams,
  response: Versioned,
});
export const leadReturn = defineRoute({
  id: 'leads.return', method: 'POST', path: '/api/leads/:id/returns',
  summary: '«Не моё»: получатель возвращает обращение оператору с причиной', access: LEADS,
  params: IdParams,
  body: Type.Object({ reason: Type.String({ minLength: 1, maxLength: 2000 }) }, CLOSED),
  response: Versioned,
});
