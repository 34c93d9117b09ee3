// Bases of 1C that Verstak itself asks over OData: how they are connected, tried and watched.
// `exchange.odata*` events of entity `exchange` carry the id of the base.
import Type, { type Static } from 'typebox';
import { Day, Id, IdParams, Moment, nullable } from './primitives.ts';
import { defineRoute } from './route.ts';

const CLOSED = { additionalProperties: false } as const;
const READ = { entity: 'exchange', action: 'read' } as const;
const EDIT = { entity: 'exchange', action: 'edit' } as const;

export const ODATA_DEFAULTS = { pollSeconds: 30, windowDays: 10 } as const;

const Url = Type.String({ minLength: 1, maxLength: 500 });
const Login = Type.String({ maxLength: 200 });
/** Absent keeps the one that is stored. */
const Password = Type.Optional(Type.String({ maxLength: 500 }));
const Plan = nullable(Type.String({ minLength: 1, maxLength: 200, pattern: '^[\\p{L}\\p{N}_]+$' }));
const NodeUid = nullable(Type.String({
  pattern: '^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$',
}));

const SETTINGS = {
  url: Url,
  login: Login,
  password: Password,
  /** Exchange plan and its node; both null: windows of dates. */
  plan: Plan,
  nodeUid: NodeUid,
  /** First day of documents that are wanted. */
  sinceOn: Day,
  /** A base that is silent for five minutes raises an alarm. */
  pollSeconds: Type.Integer({ minimum: 5, maximum: 240 }),
  windowDays: Type.Integer({ minimum: 1, maximum: 92 }),
} as const;

export const OdataConnect = Type.Object({
  /** Name of the base, as it is shown everywhere. */
  ib: Type.String({ minLength: 1, maxLength: 100 }),
  ...SETTINGS,
}, CLOSED);
export type OdataConnect = Static<typeof OdataConnect>;

export const OdataEdit = Type.Object({ ...SETTINGS, enabled: Type.Boolean() }, CLOSED);
export type OdataEdit = Static<typeof OdataEdit>;

export const OdataLink = Type.Object({
  /** Of the base. */
  id: Id,
  ib: Type.String(),
  url: Type.String(),
  login: Type.String(),
  hasPassword: Type.Boolean(),
  plan: nullable(Type.String()),
  nodeUid: nullable(Type.String()),
  sinceOn: Day,
  pollSeconds: Type.Integer(),
  windowDays: Type.Integer(),
  enabled: Type.Boolean(),
  state: Type.Enum(['new', 'ok', 'failing', 'stopped']),
  /** Russian; also when all but some sets are polled. */
  error: nullable(Type.String()),
  errorAt: nullable(Moment),
  failures: Type.Integer(),
  nextPollAt: Moment,
  /** The last poll that ended well. */
  polledAt: nullable(Moment),
  /** What is being polled now. */
  busy: nullable(Type.String()),
  packet: nullable(Type.Object({
    messageNo: Type.Integer(), at: Moment, objects: Type.Integer(),
  })),
  configuration: nullable(Type.String()),
  /** Russian, one line each: what is absent and what will not come for it. */
  missing: Type.Array(Type.String()),
  /** Russian: what the names of this configuration were compared with. */
  checked: nullable(Type.String()),
  /** The walk over all months: done of total; null when none is under way. */
  walk: nullable(Type.Object({ done: Type.Integer(), total: Type.Integer() })),
  walkedAt: nullable(Moment),
});
export type OdataLink = Static<typeof OdataLink>;

export const OdataTrial = Type.Object({
  /** The base whose stored password is tried when none is given. */
  id: Type.Optional(Id),
  url: Url, login: Login, password: Password, plan: Plan, nodeUid: NodeUid,
}, CLOSED);
export type OdataTrial = Static<typeof OdataTrial>;

export const OdataVerdict = Type.Object({
  ok: Type.Boolean(),
  /** What was tried, in order; the first that failed is the last. */
  steps: Type.Array(Type.Object({
    ok: Type.Boolean(), text: Type.String(),
    /** Not wrong, but less than could be: something is not published. */
    isNote: Type.Optional(Type.Boolean()),
  })),
  /** Nodes of the exchange plan to choose from. */
  nodes: Type.Array(Type.Object({ uid: Type.String(), name: Type.String() })),
});
export type OdataVerdict = Static<typeof OdataVerdict>;

export const odataLinks = defineRoute({
  id: 'odata.links', method: 'GET', path: '/api/exchange/odata',
  summary: 'Базы 1С, которые Верстак опрашивает по OData', access: READ,
  response: Type.Object({ items: Type.Array(OdataLink) }),
});

export const odataConnect = defineRoute({
  id: 'odata.connect', method: 'POST', path: '/api/exchange/odata',
  summary: 'Подключить базу 1С по OData', access: EDIT, body: OdataConnect, response: OdataLink,
});

export const odataEdit = defineRoute({
  id: 'odata.edit', method: 'PUT', path: '/api/exchange/odata/:id',
  summary: 'Изменить подключение базы по OData или приостановить опрос', access: EDIT,
  params: IdParams, body: OdataEdit, response: OdataLink,
});

export const odataDisconnect = defineRoute({
  id: 'odata.disconnect', method: 'DELETE', path: '/api/exchange/odata/:id',
  summary: 'Удалить подключение по OData; данные базы и история остаются', access: EDIT,
  params: IdParams,
});

export const odataPoll = defineRoute({
  id: 'odata.poll', method: 'POST', path: '/api/exchange/odata/:id/polls',
  summary: 'Опросить базу сейчас, также после отказа 1С', access: EDIT, params: IdParams,
  response: OdataLink,
});

export const odataTry = defineRoute({
  id: 'odata.try', method: 'POST', path: '/api/exchange/odata-trials',
  summary: 'Проверить подключение к базе 1С по OData и сказать, что не так', access: EDIT,
  body: OdataTrial, response: OdataVerdict,
});
