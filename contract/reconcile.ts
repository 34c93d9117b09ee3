// Reconciliation of Verstak with 1C: runs, both sides by month and day, objects that differed.
import Type, { type Static } from 'typebox';
import { Day, Id, IdParams, Moment, Named, nullable } from './primitives.ts';
import { ONEC_TYPES } from './onec-rows.ts';
import { defineRoute } from './route.ts';

const READ = { entity: 'exchange', action: 'read' } as const;
const EDIT = { entity: 'exchange', action: 'edit' } as const;
const CLOSED = { additionalProperties: false } as const;

const Uid = Type.String({ pattern: '^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$' });
const OnecTypeName = Type.Enum([...ONEC_TYPES]);
/** `all` for reference books. */
export const Month = Type.String({ pattern: '^(?:\\d{4}-(?:0[1-9]|1[0-2])|all)$' });
const Place = Type.Object({ type: OnecTypeName, month: Month }, CLOSED);

export const RECONCILE_REASONS = ['nightly', 'person', 'epoch', 'base'] as const;
/**
 * counting: our own side is counted · waiting: 1C is asked for its digest · comparing: what differs
 * is named and sent again · done · failed.
 */
export const RECONCILE_STATES = ['counting', 'waiting', 'comparing', 'done', 'failed'] as const;

export const Reconcile = Type.Object({
  id: Id,
  baseId: Id,
  ib: Type.String(),
  reason: Type.Enum([...RECONCILE_REASONS]),
  askedBy: nullable(Named),
  /** Null is everything. */
  scope: nullable(Type.Array(Place)),
  state: Type.Enum([...RECONCILE_STATES]),
  /** Months of our side while it is counted, then of a base that Verstak asks itself. */
  counted: Type.Integer(),
  toCount: Type.Integer(),
  createdAt: Moment,
  comparedAt: nullable(Moment),
  finishedAt: nullable(Moment),
  error: nullable(Type.String()),
  months: Type.Integer(),
  monthsDiffer: Type.Integer(),
  /** Objects that differed, and how many of them still do. */
  found: Type.Integer(),
  left: Type.Integer(),
});
export type Reconcile = Static<typeof Reconcile>;

const Side = { count: Type.Integer(), sumKopecks: Type.Integer() };
const Both = {
  /** Null when 1C named nothing of it. */
  onec: nullable(Type.Object(Side)),
  ours: Type.Object(Side),
};

export const ReconcileMonth = Type.Object({
  type: OnecTypeName, month: Month, ...Both,
  differs: Type.Boolean(),
  /** Objects that were found in it, and how many of them still differ. */
  found: Type.Integer(),
  left: Type.Integer(),
});
export type ReconcileMonth = Static<typeof ReconcileMonth>;

export const ReconcileReport = Type.Object({
  run: Reconcile, months: Type.Array(ReconcileMonth),
});
export type ReconcileReport = Static<typeof ReconcileReport>;

export const ReconcileDay = Type.Object({
  day: Day, ...Both, found: Type.Integer(), left: Type.Integer(),
});
export type ReconcileDay = Static<typeof ReconcileDay>;

export const RECONCILE_FAULTS = ['missing', 'differs', 'damaged', 'gone'] as const;

export const ReconcileObject = Type.Object({
  type: OnecTypeName,
  uid: Type.String(),
  month: Month,
  day: nullable(Day),
  /** Number of the document as far as it is known. */
  name: nullable(Type.String()),
  /** missing here · another body · rows damaged inside Verstak · gone in 1C. */
  fault: Type.Enum([...RECONCILE_FAULTS]),
  onecKopecks: nullable(Type.Integer()),
  ourKopecks: nullable(Type.Integer()),
  foundAt: Moment,
  settledAt: nullable(Moment),
  settlement: nullable(Type.Enum(['restored', 'removed'])),
  dealId: nullable(Id),
});
export type ReconcileObject = Static<typeof ReconcileObject>;

export const reconcileList = defineRoute({
  id: 'reconcile.list', method: 'GET', path: '/api/exchange/bases/:id/reconciles',
  summary: 'Сверки базы 1С, новые сверху', access: READ, params: IdParams,
  response: Type.Object({ items: Type.Array(Reconcile) }),
});

/** A run that is open already is answered instead of a second one. */
export const reconcileAsk = defineRoute({
  id: 'reconcile.ask', method: 'POST', path: '/api/exchange/bases/:id/reconciles',
  summary: 'Сверить базу 1С с Верстаком сейчас', access: EDIT, params: IdParams,
  body: Type.Object({
    places: Type.Optional(Type.Array(Place, { minItems: 1, maxItems: 100 })),
  }, CLOSED),
  response: Reconcile,
});

export const reconcileRead = defineRoute({
  id: 'reconcile.read', method: 'GET', path: '/api/exchange/reconciles/:id',
  summary: 'Сверка: обе стороны по месяцам', access: READ, params: IdParams,
  response: ReconcileReport,
});

export const reconcileDays = defineRoute({
  id: 'reconcile.days', method: 'GET', path: '/api/exchange/reconciles/:id/days',
  summary: 'Месяц сверки по дням', access: READ, params: IdParams,
  query: Type.Object({ type: OnecTypeName, month: Month }),
  response: Type.Object({ items: Type.Array(ReconcileDay) }),
});

export const reconcileObjects = defineRoute({
  id: 'reconcile.objects', method: 'GET', path: '/api/exchange/reconciles/:id/objects',
  summary: 'Что разошлось: исправленное и оставшееся', access: READ, params: IdParams,
  query: Type.Object({
    type: Type.Optional(OnecTypeName), month: Type.Optional(Month), day: Type.Optional(Day),
    left: Type.Optional(Type.Boolean()),
    offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  }),
  response: Type.Object({ items: Type.Array(ReconcileObject), total: Type.Integer() }),
});

/** Asks for what still differs of a run, or for the named objects of it. */
export const reconcileResend = defineRoute({
  id: 'reconcile.resend', method: 'POST', path: '/api/exchange/reconciles/:id/resends',
  summary: 'Запросить расхождения у 1С повторно', access: EDIT, params: IdParams,
  body: Type.Object({
    uids: Type.Optional(Type.Array(Uid, { maxItems: 200 })),
  }, CLOSED),
  response: Type.Object({ asked: Type.Integer() }),
});

/** What 1C does not know any more becomes deleted here, as if it had sent the deletion. */
export const reconcileRemove = defineRoute({
  id: 'reconcile.remove', method: 'POST', path: '/api/exchange/reconciles/:id/removals',
  summary: 'Считать удалёнными объекты, которых нет в 1С', access: EDIT, params: IdParams,
  body: Type.Object({
    uids: Type.Array(Uid, { minItems: 1, maxItems: 200 }),
  }, CLOSED),
  response: Type.Object({ removed: Type.Integer() }),
});

export const reconcileFile = defineRoute({
  id: 'reconcile.file', method: 'GET', path: '/api/exchange/reconciles/:id/file',
  summary: 'Сверка файлом XLSX: месяцы и расхождения', access: READ, params: IdParams,
});
