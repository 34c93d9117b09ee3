// What 1C was asked to do, as the cards of a deal and a company show it.
import Type, { type Static } from 'typebox';
import { Day, Id, IdParams, Moment, Named, nullable } from './primitives.ts';
import { defineRoute } from './route.ts';

const EXCHANGE_READ = { entity: 'exchange', action: 'read' } as const;
const EXCHANGE_EDIT = { entity: 'exchange', action: 'edit' } as const;

export const COMMAND_TYPES = [
  'deal.created', 'deal.changed', 'company.create', 'company.change', 'order.change',
] as const;

/** waiting: not fetched · given: 1C works on it · done: its snapshot is on the way · refused. */
export const COMMAND_STATES = ['waiting', 'given', 'done', 'refused'] as const;

export const OnecWish = Type.Object({
  id: Type.String(),
  type: Type.Enum([...COMMAND_TYPES]),
  entity: Type.Enum(['deal', 'company']),
  entityId: Id,
  state: Type.Enum([...COMMAND_STATES]),
  /** Fields of a company that are to change; empty for the rest. */
  changes: Type.Array(Type.Object({
    field: Type.String(), old: nullable(Type.String()), new: nullable(Type.String()),
  })),
  /** Number of the order whose change was proposed. */
  orderNumber: nullable(Type.String()),
  /** Why 1C refused, in its words. */
  reason: nullable(Type.String()),
  askedBy: nullable(Named),
  writtenAt: Moment,
  settledAt: nullable(Moment),
  /** Whether the reader may decide about it now. */
  may: Type.Object({ cancel: Type.Boolean(), repeat: Type.Boolean() }),
});
export type OnecWish = Static<typeof OnecWish>;

const Wishes = Type.Object({ items: Type.Array(OnecWish) });

/** What 1C said of an order of this deal without sending it: words, never money. */
export const OrderAnswer = Type.Object({
  base: Type.String(),
  number: nullable(Type.String()),
  orderedOn: nullable(Day),
  status: nullable(Type.String()),
  paidNumber: nullable(Type.String()),
  paidOn: nullable(Day),
  shippedNumber: nullable(Type.String()),
  shippedOn: nullable(Day),
  cancelled: Type.Boolean(),
  deleted: Type.Boolean(),
  saidAt: Moment,
});
export type OrderAnswer = Static<typeof OrderAnswer>;

/**
 * Whether a deal stands in 1C's list «Сделки без заказа»: none has no place there · possible to
 * send · waiting for 1C to fetch · given and not answered · sent.
 */
export const DealSending = Type.Object({
  state: Type.Enum(['none', 'possible', 'waiting', 'given', 'sent']), at: nullable(Moment),
});
export type DealSending = Static<typeof DealSending>;

const CommandParams = Type.Object({
  id: Type.String({ pattern: '^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$' }),
});

export const dealCommands = defineRoute({
  id: 'commands.ofDeal', method: 'GET', path: '/api/deals/:id/commands',
  summary: 'Что по сделке ждёт ответа 1С или получило отказ',
  access: { entity: 'deal', action: 'read' }, params: IdParams,
  response: Type.Object({
    items: Type.Array(OnecWish),
    /** Of orders whose documents have not come; those say it themselves. */
    answers: Type.Array(OrderAnswer),
    sending: DealSending,
  }),
});

/** A deal that did not go to 1C by itself: older than the exchange, or from a file. */
export const dealSend = defineRoute({
  id: 'commands.sendDeal', method: 'POST', path: '/api/deals/:id/commands',
  summary: 'Передать сделку в 1С, в список «Сделки без заказа»',
  access: { entity: 'deal', action: 'edit' }, params: IdParams,
});

export const companyCommands = defineRoute({
  id: 'commands.ofCompany', method: 'GET', path: '/api/companies/:id/commands',
  summary: 'Что по компании ждёт ответа 1С или получило отказ',
  access: { entity: 'company', action: 'read' }, params: IdParams, response: Wishes,
});

export const LISTED_STATES = [
  'waiting', 'given', 'refused', 'done', 'cancelled', 'repeated',
] as const;

/** One command as the administrator sees it. */
export const ListedCommand = Type.Object({
  seq: Id, id: Type.String(), type: Type.Enum([...COMMAND_TYPES]),
  baseId: Id, ib: Type.String(),
  entity: Type.Enum(['deal', 'company']), entityId: Id,
  /** What the record is called; null when it is gone. */
  title: nullable(Type.String()),
  /** Guid of the object of 1C. */
  uid: Type.String(),
  state: Type.Enum([...LISTED_STATES]),
  code: nullable(Type.String()), reason: nullable(Type.String()),
  tries: Type.Integer(),
  askedBy: nullable(Named),
  writtenAt: Moment, givenAt: nullable(Moment), settledAt: nullable(Moment),
  confirmedAt: nullable(Moment),
  may: Type.Object({ cancel: Type.Boolean(), repeat: Type.Boolean() }),
});
export type ListedCommand = Static<typeof ListedCommand>;

const Receiver = Type.Object({
  id: Id, ib: Type.String(), takesDeals: Type.Boolean(),
  waiting: Type.Integer(), given: Type.Integer(), refused: Type.Integer(),
  oldestAt: nullable(Moment),
  /** When it last asked for commands; null while it never has. */
  askedAt: nullable(Moment),
});

export const commandsList = defineRoute({
  id: 'commands.list', method: 'GET', path: '/api/exchange/commands',
  summary: 'Команды для 1С: что ждёт, что отдано, в чём отказано', access: EXCHANGE_READ,
  query: Type.Object({
    state: Type.Optional(Type.Enum(['open', ...LISTED_STATES, 'all'])),
    type: Type.Optional(Type.Enum([...COMMAND_TYPES])),
    baseId: Type.Optional(Id),
    before: Type.Optional(Id),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  }),
  response: Type.Object({ items: Type.Array(ListedCommand), bases: Type.Array(Receiver) }),
});

export const commandRead = defineRoute({
  id: 'commands.read', method: 'GET', path: '/api/exchange/commands/:id',
  summary: 'Команда для 1С с телом, как его получила 1С', access: EXCHANGE_READ,
  params: CommandParams,
  /** Null while 1C has not fetched it: the body is made at that moment. */
  response: Type.Object({ command: ListedCommand, body: nullable(Type.String()) }),
});

/** Each is judged by itself: what may not be done any more is left. */
export const commandsSettle = defineRoute({
  id: 'commands.settle', method: 'POST', path: '/api/exchange/commands/acts',
  summary: 'Повторить или отозвать сразу несколько команд', access: EXCHANGE_EDIT,
  body: Type.Object({
    act: Type.Enum(['repeat', 'cancel']),
    ids: Type.Array(CommandParams.properties.id, { minItems: 1, maxItems: 200 }),
  }, { additionalProperties: false }),
  response: Type.Object({ done: Type.Integer(), left: Type.Integer() }),
});

/** A refused command goes to 1C once more. */
export const commandRepeat = defineRoute({
  id: 'commands.repeat', method: 'POST', path: '/api/commands/:id/retries',
  summary: 'Повторить то, в чём 1С отказала', access: 'signed', params: CommandParams,
});

/** Before 1C has fetched it, or to put away a refusal. */
export const commandCancel = defineRoute({
  id: 'commands.cancel', method: 'POST', path: '/api/commands/:id/cancellations',
  summary: 'Отменить команду для 1С или убрать её отказ', access: 'signed', params: CommandParams,
});
