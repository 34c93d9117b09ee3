// The monitor of the exchange: bases, lanes, what waits and why, alarms, and what to do about it.
import Type, { type Static } from 'typebox';
import { Id, IdParams, Moment, Named, nullable } from './primitives.ts';
import { defineRoute } from './route.ts';

const READ = { entity: 'exchange', action: 'read' } as const;
const EDIT = { entity: 'exchange', action: 'edit' } as const;

export const ExchangeLane = Type.Object({
  lane: Type.String(),
  /** Messages of the last hour and how late they were, milliseconds. */
  received: Type.Integer(),
  lagP50Ms: nullable(Type.Integer()),
  lagP95Ms: nullable(Type.Integer()),
  /** Requests at work or waiting in this process. */
  queued: Type.Integer(),
});

export const ExchangeAlarm = Type.Object({
  id: Id, kind: Type.String(), detail: Type.String(), raisedAt: Moment,
});

/** Commands that wait for the base; null while it has never asked for any. */
export const ExchangeCommands = Type.Object({
  /** Not settled; of them `given` are at work in 1C. */
  waiting: Type.Integer(),
  given: Type.Integer(),
  refused: Type.Integer(),
  /** When the oldest that waits was written. */
  oldestAt: nullable(Moment),
  /** When the base last asked for commands; null while it never has. */
  askedAt: nullable(Moment),
  /** Deals that are born here go to this base. */
  takesDeals: Type.Boolean(),
});

export const ExchangeBase = Type.Object({
  id: Id,
  ib: Type.String(),
  epoch: Type.String(),
  pendingEpoch: nullable(Type.String()),
  accepted: Type.Boolean(),
  /** How it speaks to us: its extension, our poll, «Обмен с сайтом», files alone; `ended` is a
   * connection over OData that was deleted. */
  transport: Type.Enum(['push', 'odata', 'commerceml', 'file', 'ended']),
  configuration: nullable(Type.String()),
  version: nullable(Type.String()),
  platform: nullable(Type.String()),
  extension: nullable(Type.String()),
  timeZone: Type.String(),
  /** How far its clock is behind ours, negative when ahead; null while no call was signed. */
  clockSkewMs: nullable(Type.Integer()),
  lastContactAt: nullable(Moment),
  /** Its silence raises an alarm. */
  watched: Type.Boolean(),
  /** The newest run of the reconciliation. */
  reconcile: nullable(Type.Object({
    id: Id, state: Type.String(), createdAt: Moment, finishedAt: nullable(Moment),
    monthsDiffer: Type.Integer(), found: Type.Integer(), left: Type.Integer(),
  })),
  objects: Type.Integer(),
  parked: Type.Integer(),
  rejected: Type.Integer(),
  lanes: Type.Array(ExchangeLane),
  commands: nullable(ExchangeCommands),
  alarms: Type.Array(ExchangeAlarm),
  /** Documents whose order, company or product has not come yet. */
  waitingLinks: Type.Object({
    orders: Type.Integer(), companies: Type.Integer(),
  }),
});
export type ExchangeBase = Static<typeof ExchangeBase>;

/**
 * Whether a base answers for itself: only then is its silence news, and only then are there sums
 * to compare. Files and «Обмен с сайтом» come when somebody sends them and bring no sums.
 */
export const answersItself = ({ transport }: Pick<ExchangeBase, 'transport'>): boolean =>
  transport === 'push' || transport === 'odata';

export const ExchangeRefusal = Type.Object({
  code: Type.String(), count: Type.Integer(), lastAt: Moment,
});

export const ExchangeState = Type.Object({
  bases: Type.Array(ExchangeBase),
  /** Requests of the last seven days refused before any item was read. */
  refusals: Type.Array(ExchangeRefusal),
  keys: Type.Array(Type.Object({
    id: Type.String(), name: Type.String(), createdAt: Moment, revokedAt: nullable(Moment),
  })),
});
export type ExchangeState = Static<typeof ExchangeState>;

export const HeldItem = Type.Object({
  id: Id,
  ib: nullable(Type.String()),
  state: Type.Union([Type.Literal('parked'), Type.Literal('rejected'), Type.Literal('settled')]),
  lane: nullable(Type.String()),
  type: nullable(Type.String()),
  uid: nullable(Type.String()),
  /** Number of the document or name of the record, as it stands in the text. */
  name: nullable(Type.String()),
  rev: nullable(Type.Integer()),
  code: Type.String(),
  reason: Type.String(),
  field: nullable(Type.String()),
  waitsFor: nullable(Type.String()),
  file: nullable(Type.String()),
  line: nullable(Type.Integer()),
  tries: Type.Integer(),
  receivedAt: Moment,
  lastTriedAt: Moment,
  settledAt: nullable(Moment),
  settlement: nullable(Type.String()),
});
export type HeldItem = Static<typeof HeldItem>;

export const exchangeState = defineRoute({
  id: 'exchange.state', method: 'GET', path: '/api/exchange',
  summary: 'Состояние обмена с 1С по базам', access: READ, response: ExchangeState,
});

export const quarantineList = defineRoute({
  id: 'exchange.quarantine', method: 'GET', path: '/api/exchange/quarantine',
  summary: 'Что из 1С ждёт или отклонено', access: READ,
  query: Type.Object({
    state: Type.Optional(Type.Union([
      Type.Literal('open'), Type.Literal('parked'), Type.Literal('rejected'),
      Type.Literal('settled'),
    ])),
    code: Type.Optional(Type.String({ maxLength: 60 })),
    before: Type.Optional(Id),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  }),
  response: Type.Object({
    items: Type.Array(HeldItem), total: Type.Integer(),
    /** What the state holds by reason, the most frequent first. */
    codes: Type.Array(Type.Object({ code: Type.String(), count: Type.Integer() })),
  }),
});

export const quarantineRead = defineRoute({
  id: 'exchange.quarantineItem', method: 'GET', path: '/api/exchange/quarantine/:id',
  summary: 'Задержанный объект с исходным текстом', access: READ, params: IdParams,
  response: Type.Object({ item: HeldItem, raw: Type.String() }),
});

export const quarantineRetry = defineRoute({
  id: 'exchange.retry', method: 'POST', path: '/api/exchange/quarantine/:id/retries',
  summary: 'Повторить применение', access: EDIT, params: IdParams,
  response: Type.Object({
    status: Type.String(), text: Type.Optional(Type.String()),
  }),
});

export const quarantineDismiss = defineRoute({
  id: 'exchange.dismiss', method: 'POST', path: '/api/exchange/quarantine/:id/dismissals',
  summary: 'Отклонить окончательно', access: EDIT, params: IdParams,
});

/** The same act for many items; each is judged by itself. */
export const quarantineSettle = defineRoute({
  id: 'exchange.settleMany', method: 'POST', path: '/api/exchange/quarantine/acts',
  summary: 'Повторить или отклонить сразу несколько записей', access: EDIT,
  body: Type.Object({
    act: Type.Enum(['retry', 'dismiss']),
    ids: Type.Array(Id, { minItems: 1, maxItems: 500 }),
  }, { additionalProperties: false }),
  /** Applied of a retry, closed of a dismissal. */
  response: Type.Object({ done: Type.Integer(), left: Type.Integer() }),
});

/** Heals every parked item that waits for this manager. */
export const managerMap = defineRoute({
  id: 'exchange.mapManager', method: 'POST', path: '/api/exchange/quarantine/:id/managers',
  summary: 'Сопоставить менеджера 1С с сотрудником', access: EDIT, params: IdParams,
  body: Type.Object({ employeeId: Id }, { additionalProperties: false }),
  response: Type.Object({ healed: Type.Integer() }),
});

/** The person whom 1C has made is another employee; what was given to them goes over. */
export const managerJoin = defineRoute({
  id: 'exchange.joinManager', method: 'POST', path: '/api/exchange/managers/:id/join',
  summary: 'Карточка из 1С — этот сотрудник: к нему перейдут её сделки, клиенты и дела',
  access: EDIT, params: IdParams,
  body: Type.Object({ employeeId: Id }, { additionalProperties: false }),
});

/** Says which company of ours an ambiguous one of 1C is, and applies its snapshot again. */
export const companyChoose = defineRoute({
  id: 'exchange.chooseCompany', method: 'POST', path: '/api/exchange/quarantine/:id/companies',
  summary: 'Выбрать компанию для неоднозначной компании 1С', access: EDIT, params: IdParams,
  body: Type.Object({ companyId: Id }, { additionalProperties: false }),
  response: Type.Object({ healed: Type.Integer() }),
});

/** Those that the ИНН and КПП of the held company fit; a person may choose any other as well. */
export const companyCandidates = defineRoute({
  id: 'exchange.companyCandidates', method: 'GET',
  path: '/api/exchange/quarantine/:id/companies',
  summary: 'Компании, подходящие под ИНН и КПП', access: READ, params: IdParams,
  response: Type.Object({ items: Type.Array(Named) }),
});

/** What is known of an order that names a deal Verstak does not have. */
export const DealChoice = Type.Object({
  /** The number that 1C has named. */
  named: Type.Integer(),
  number: Type.String(),
  title: Type.String(),
  totalKopecks: Type.Integer(),
  company: nullable(Named),
  /** Whom the manager of the order stands for. */
  responsible: nullable(Named),
  /** Orders that name the same deal and wait, this one among them. */
  waiting: Type.Integer(),
});
export type DealChoice = Static<typeof DealChoice>;

const MeantDeal = Type.Union([
  Type.Object({ dealId: Id }, { additionalProperties: false }),
  Type.Object({ responsibleId: Id }, { additionalProperties: false }),
]);
export type MeantDeal = Static<typeof MeantDeal>;

export const dealChoice = defineRoute({
  id: 'exchange.dealChoice', method: 'GET', path: '/api/exchange/quarantine/:id/deals',
  summary: 'Сделки, которые мог иметь в виду заказ 1С', access: READ, params: IdParams,
  response: DealChoice,
});

/** Either a deal that is there, or a new one of the named person. */
export const dealChoose = defineRoute({
  id: 'exchange.chooseDeal', method: 'POST', path: '/api/exchange/quarantine/:id/deals',
  summary: 'Сказать, какую сделку назвал заказ 1С, или создать её', access: EDIT,
  params: IdParams, body: MeantDeal,
  response: Type.Object({ healed: Type.Integer(), dealId: Id }),
});

export const epochConfirm = defineRoute({
  id: 'exchange.confirmEpoch', method: 'POST', path: '/api/exchange/bases/:id/epochs',
  summary: 'Подтвердить новую эпоху базы: обмен продолжится', access: EDIT, params: IdParams,
  body: Type.Object({ epoch: Type.String({ minLength: 1, maxLength: 200 }) },
    { additionalProperties: false }),
  /** The full reconciliation that begins by itself. */
  response: Type.Object({ reconcileId: Id }),
});

export const baseAccept = defineRoute({
  id: 'exchange.acceptBase', method: 'POST', path: '/api/exchange/bases/:id/approvals',
  summary: 'Допустить базу к обмену', access: EDIT, params: IdParams,
});

export const dealsTake = defineRoute({
  id: 'exchange.takeDeals', method: 'POST', path: '/api/exchange/bases/:id/deal-receivers',
  summary: 'Отправлять новые сделки в эту базу', access: EDIT, params: IdParams,
});

export const alarmClear = defineRoute({
  id: 'exchange.clearAlarm', method: 'POST', path: '/api/exchange/alarms/:id/clearings',
  summary: 'Снять тревогу', access: EDIT, params: IdParams,
});

export const BaseCheck = Type.Object({
  name: Type.Enum(
    ['contact', 'access', 'keys', 'refusals', 'login', 'clock', 'trial', 'reconcile', 'twin']),
  state: Type.Enum(['ok', 'warn', 'bad']),
  /** Russian: what was found and what to do. */
  text: Type.String(),
});
export type BaseCheck = Static<typeof BaseCheck>;

/** A trial payment goes through the inbox and is taken back; nothing stays. */
export const baseCheck = defineRoute({
  id: 'exchange.checkBase', method: 'POST', path: '/api/exchange/bases/:id/checks',
  summary: 'Проверить обмен с базой', access: EDIT, params: IdParams,
  response: Type.Object({ checks: Type.Array(BaseCheck) }),
});

/** A base that is not used any more may be silent. */
export const baseWatch = defineRoute({
  id: 'exchange.watchBase', method: 'PUT', path: '/api/exchange/bases/:id/watch',
  summary: 'Следить ли за связью с базой', access: EDIT, params: IdParams,
  body: Type.Object({ watched: Type.Boolean() }, { additionalProperties: false }),
});

export const HISTORY_BYTES_MAX = 2 * 1024 * 1024 * 1024;
/** Endings of a name that an upload of history may have. */
export const HISTORY_ENDINGS = ['.ndjson', '.ndjson.gz', '.jsonl', '.jsonl.gz'] as const;

export const HistoryFile = Type.Object({
  id: Id,
  name: Type.String(),
  /** The base it came from; null until its first line has been read. */
  ib: nullable(Type.String()),
  state: Type.Union([
    Type.Literal('queued'), Type.Literal('running'), Type.Literal('done'), Type.Literal('failed'),
  ]),
  /** Compressed bytes of a .gz: what is done of what is there gives the share. */
  sizeBytes: Type.Integer(),
  bytesDone: Type.Integer(),
  linesDone: Type.Integer(),
  /** Items by status: applied, duplicate, stale, parked, rejected. */
  counts: Type.Record(Type.String(), Type.Integer()),
  /** Applied objects by type with Σ of their totals. */
  totals: Type.Record(Type.String(), Type.Object({
    count: Type.Integer(), sumKopecks: Type.Integer(),
  })),
  /** Lines that could not be read at all; they wait in the quarantine. */
  garbled: Type.Integer(),
  /** Months and types it carries, and those where Verstak holds less; null while not counted. */
  proof: nullable(Type.Object({ months: Type.Integer(), differ: Type.Integer() })),
  /** Russian: why it failed, or what the last attempt stumbled over. */
  error: nullable(Type.String()),
  /** False: a command on the server reads it in place. */
  isUpload: Type.Boolean(),
  uploadedBy: nullable(Named),
  createdAt: Moment,
  startedAt: nullable(Moment),
  finishedAt: nullable(Moment),
});
export type HistoryFile = Static<typeof HistoryFile>;

export const historyUpload = defineRoute({
  id: 'exchange.uploadHistory', method: 'POST', path: '/api/exchange/history-files',
  summary: 'Загрузить историю 1С из файла NDJSON (.gz); тело запроса — байты файла, до 2 ГБ',
  access: EDIT, isStreamed: true,
  query: Type.Object({ name: Type.String({ minLength: 1, maxLength: 400 }) }),
  response: HistoryFile,
});

/** Event `history.*` of entity `exchange` says when to ask again; its id is the file's. */
export const historyFiles = defineRoute({
  id: 'exchange.historyFiles', method: 'GET', path: '/api/exchange/history-files',
  summary: 'Файлы истории 1С и ход их загрузки, новые сверху', access: READ,
  response: Type.Object({ items: Type.Array(HistoryFile) }),
});

/** Whatever we have of it is doubted until 1C sends it again, at any revision. */
export const objectResend = defineRoute({
  id: 'exchange.resendObject', method: 'POST', path: '/api/exchange/objects/:id/resends',
  summary: 'Запросить объект у 1С повторно', access: EDIT,
  params: Type.Object({ id: Type.String({ pattern: '^[0-9a-fA-F-]{36}$' }) }),
  response: Type.Object({ asked: Type.Integer() }),
});

const UidParams = Type.Object({ id: Type.String({ pattern: '^[0-9a-fA-F-]{36}$' }) });

export const RevisionChange = Type.Object({
  /** Key of the body. */
  field: Type.String(),
  /** The line it belongs to, by its article or name. */
  row: nullable(Type.String()),
  old: nullable(Type.String()),
  new: nullable(Type.String()),
});
export type RevisionChange = Static<typeof RevisionChange>;

export const ObjectTimeline = Type.Object({
  uid: Type.String(),
  /** Null while nothing of it was ever applied. */
  object: nullable(Type.Object({
    baseId: Id, ib: Type.String(), type: Type.String(), rev: Type.Integer(),
    deleted: Type.Boolean(), appliedAt: Moment,
    /** History keeps file and line instead of the body. */
    file: nullable(Type.String()), line: nullable(Type.Integer()),
    /** 1C is asked to send it again and has not yet. */
    isAsked: Type.Boolean(),
  })),
  number: nullable(Type.String()),
  dealIds: Type.Array(Id),
  revisions: Type.Array(Type.Object({
    id: Id, rev: Type.Integer(), receivedAt: Moment, at: nullable(Type.String()),
    lane: Type.String(), cause: nullable(Type.String()), lagMs: nullable(Type.Integer()),
    isDeletion: Type.Boolean(),
    /** Nothing before it is kept. */
    isFirst: Type.Boolean(),
    changes: Type.Array(RevisionChange), changesTotal: Type.Integer(),
  })),
  held: Type.Array(Type.Object({
    id: Id, state: Type.String(), reason: Type.String(), rev: nullable(Type.Integer()),
    receivedAt: Moment,
  })),
});
export type ObjectTimeline = Static<typeof ObjectTimeline>;

export const objectTimeline = defineRoute({
  id: 'exchange.object', method: 'GET', path: '/api/exchange/objects/:id',
  summary: 'Один объект 1С: версии и что в них менялось, новые сверху', access: READ,
  params: UidParams, response: ObjectTimeline,
});

export const objectSnapshot = defineRoute({
  id: 'exchange.snapshot', method: 'GET', path: '/api/exchange/objects/:id/snapshots/:message',
  summary: 'Снимок объекта, как его прислала 1С', access: READ,
  params: Type.Object({ ...UidParams.properties, message: Id }),
  response: Type.Object({ raw: Type.String() }),
});
