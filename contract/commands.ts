// What 1C was asked to do, as the cards of a deal and a company show it.
import Type, { type Static } from 'typebox';
import { Day, Id, IdParams, Moment, Named, nullable } from './primitives.ts';
import { defineRoute } from './route.ts';

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
  }),
});

export const companyCommands = defineRoute({
  id: 'commands.ofCompany', method: 'GET', path: '/api/companies/:id/commands',
  summary: 'Что по компании ждёт ответа 1С или получило отказ',
  access: { entity: 'company', action: 'read' }, params: IdParams, response: Wishes,
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
