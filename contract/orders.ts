// Whose deal an order of 1C is, as people decide it, and what they propose 1C to change in it.
// Money stays 1C's: only the link moves, and the sums of both deals are counted anew.
import Type, { type Static } from 'typebox';
import { Day, Id, IdParams, Named, nullable } from './primitives.ts';
import { defineRoute } from './route.ts';

const CLOSED = { additionalProperties: false } as const;
const Uid = Type.String({ pattern: '^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$' });
const EDIT = { entity: 'deal', action: 'edit' } as const;

export const FoundOrder = Type.Object({
  uid: Type.String(),
  number: Type.String(),
  orderedAt: nullable(Type.String()),
  currency: Type.String(),
  /** Null where the reader has no right to sums. */
  totalKopecks: nullable(Type.Integer()),
  counts: Type.Boolean(),
  company: nullable(Named),
  dealId: Id,
  dealNumber: Type.String(),
  dealTitle: Type.String(),
  /** Whether the reader may take it out of that deal. */
  mayMove: Type.Boolean(),
});
export type FoundOrder = Static<typeof FoundOrder>;

export const ordersFind = defineRoute({
  id: 'orders.find', method: 'GET', path: '/api/orders',
  summary: 'Заказы 1С видимых вам сделок по номеру, ИНН или названию клиента',
  access: { entity: 'deal', action: 'read' },
  query: Type.Object({
    q: Type.Optional(Type.String({ maxLength: 200 })),
    /** For this deal: without `q` orders of its company, never its own ones. */
    dealId: Type.Optional(Id),
  }),
  response: Type.Object({ items: Type.Array(FoundOrder) }),
});

const Moved = Type.Object({
  dealId: Id,
  fromDealId: Id,
  /** The deal it left had nothing else and was taken back. */
  fromWithdrawn: Type.Boolean(),
});

export const orderMove = defineRoute({
  id: 'orders.move', method: 'POST', path: '/api/deals/:id/orders',
  summary: 'Привязать к сделке заказ 1С из другой сделки; суммы обеих считаются заново',
  access: EDIT, params: IdParams,
  body: Type.Object({
    uid: Uid,
    fromDealId: Id,
    /** Take back the deal it leaves, if nothing was done in it. */
    withdrawEmpty: Type.Optional(Type.Boolean()),
  }, CLOSED),
  response: Moved,
});

export const orderSplit = defineRoute({
  id: 'orders.split', method: 'POST', path: '/api/deals/:id/splits',
  summary: 'Выделить заказ 1С в новую сделку того же ответственного',
  access: EDIT, params: IdParams,
  body: Type.Object({
    uid: Uid, title: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
  }, CLOSED),
  response: Type.Object({ dealId: Id, number: Type.String() }),
});

const Decimal = Type.String({ pattern: '^\\d{1,9}(?:\\.\\d{1,4})?$' });

export const orderPropose = defineRoute({
  id: 'orders.propose', method: 'POST', path: '/api/deals/:id/order-changes',
  summary: 'Предложить 1С изменить строки или сроки заказа; 1С может отказать',
  access: EDIT, params: IdParams,
  body: Type.Object({
    uid: Uid,
    lines: Type.Array(Type.Object({
      position: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }),
      quantity: Type.Optional(Decimal),
      price: Type.Optional(Decimal),
      shipOn: Type.Optional(Day),
      cancelled: Type.Optional(Type.Boolean()),
    }, CLOSED), { maxItems: 1000 }),
    comment: Type.Optional(Type.String({ maxLength: 1000 })),
  }, CLOSED),
});
