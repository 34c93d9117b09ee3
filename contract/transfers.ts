// Transfers of deals between departments: given, accepted, returned with a reason.
import Type, { type Static } from 'typebox';
import { ONEC_DEAL_FIELDS } from './deals.ts';
import { FieldInfo, ListQuery, pageOf } from './listing.ts';
import { Id, IdParams, Moment, Named, nullable, Share, Sum } from './primitives.ts';
import { defineRoute } from './route.ts';

const DEALS = { entity: 'deal', action: 'read' } as const;
const CLOSED = { additionalProperties: false } as const;
const reason = Type.String({ minLength: 1, maxLength: 2000 });

export const TRANSFER_STATES = ['waiting', 'accepted', 'returned', 'superseded'] as const;
export type TransferState = (typeof TRANSFER_STATES)[number];

/** What becomes of the old responsible's open tasks on the deal. */
export const TASKS_FATES = ['pass', 'keep', 'cancel'] as const;
export type TasksFate = (typeof TASKS_FATES)[number];

/** One step of a deal's way through departments. */
export const Transfer = Type.Object({
  id: Id,
  from: Type.Object({ department: nullable(Named), employee: nullable(Named) }),
  to: Type.Object({ department: nullable(Named), employee: nullable(Named) }),
  reason: Type.String(),
  createdBy: nullable(Named),
  createdAt: Moment,
  acceptUntil: nullable(Moment),
  state: Type.Enum([...TRANSFER_STATES]),
  settledAt: nullable(Moment),
  settledBy: nullable(Named),
  returnReason: nullable(Type.String()),
});
export type Transfer = Static<typeof Transfer>;

/** A transfer beside what has become of its deal. */
export const TransferItem = Type.Object({
  ...Transfer.properties,
  deal: Type.Object({
    id: Id, number: Type.String(), title: Type.String(), company: nullable(Named),
    responsible: nullable(Named), department: nullable(Named), stageId: Id,
    isOpen: Type.Boolean(), isWon: Type.Boolean(), amountKopecks: Sum, paidPercent: Share,
  }),
});
export type TransferItem = Static<typeof TransferItem>;

export const TransferDraft = Type.Object({
  departmentId: Id,
  employeeId: Type.Optional(nullable(Id)),
  reason,
  tasks: Type.Optional(Type.Enum([...TASKS_FATES])),
}, CLOSED);

export const dealTransfer = defineRoute({
  id: 'deals.transfer', method: 'POST', path: '/api/deals/:id/transfers',
  summary: 'Передача сделки другому отделу; приёмка задачей со сроком',
  access: { entity: 'deal', action: 'transfer' }, params: IdParams,
  readOnly: ONEC_DEAL_FIELDS, body: TransferDraft,
  response: Type.Object({ version: Type.Integer() }),
});

export const dealTransfers = defineRoute({
  id: 'deals.transfers', method: 'GET', path: '/api/deals/:id/transfers',
  summary: 'Цепочка передач сделки, новые сверху', access: DEALS, params: IdParams,
  response: Type.Array(Transfer),
});

/** What the dialog says before the deal is given: until when it waits, whose tasks are open. */
export const transferOutlook = defineRoute({
  id: 'deals.transferOutlook', method: 'GET', path: '/api/deals/:id/transfer-outlook',
  summary: 'Срок приёмки, если передать сейчас, и открытые дела ответственного',
  access: { entity: 'deal', action: 'transfer' }, params: IdParams,
  response: Type.Object({
    acceptUntil: Moment, workingHours: Type.Number(), openTasks: Type.Integer(),
  }),
});

export const transferAccept = defineRoute({
  id: 'deals.acceptTransfer', method: 'PUT', path: '/api/deals/:id/acceptance',
  summary: 'Принять переданную сделку', access: { entity: 'deal', action: 'edit' },
  params: IdParams,
});

export const transferReturn = defineRoute({
  id: 'deals.returnTransfer', method: 'POST', path: '/api/deals/:id/returns',
  summary: 'Вернуть переданную сделку тому, кто её отдал, с причиной',
  access: { entity: 'deal', action: 'edit' }, params: IdParams, readOnly: ONEC_DEAL_FIELDS,
  body: Type.Object({ reason }, CLOSED), response: Type.Object({ version: Type.Integer() }),
});

export const TransfersQuery = Type.Object({
  ...ListQuery.properties,
  /** given: by me or my people; received: to me or my people. */
  side: Type.Optional(Type.Union([Type.Literal('given'), Type.Literal('received')])),
});
export type TransfersQuery = Static<typeof TransfersQuery>;

export const transfersList = defineRoute({
  id: 'transfers.list', method: 'GET', path: '/api/transfers',
  summary: 'Переданные мной и мне сделки с исходом', access: DEALS,
  query: TransfersQuery, response: pageOf(TransferItem),
});
export const transfersFields = defineRoute({
  id: 'transfers.fields', method: 'GET', path: '/api/transfers/fields',
  summary: 'Поля передачи, доступные для отбора и сортировки', access: DEALS,
  response: Type.Array(FieldInfo),
});
