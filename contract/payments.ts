// Money and shipments of a deal as 1C keeps them. Everything here is read-only for everybody.
import Type, { type Static } from 'typebox';
import { FieldInfo, ListQuery, pageOf } from './listing.ts';
import { Day, Id, IdParams, Named, nullable, Share, Sum } from './primitives.ts';
import { defineRoute } from './route.ts';

const Uid = Type.String();
export const DocumentNumber = Type.String();
const Kopecks = Type.Integer();
/** Naive moment of the 1C base. */
const LocalMoment = nullable(Type.String());

export const OrderLine = Type.Object({
  position: Type.Integer(),
  productId: nullable(Id),
  article: nullable(Type.String()),
  name: Type.String(),
  /** Of the product in this line: «DN50, с датчиком». */
  characteristic: nullable(Type.String()),
  unit: nullable(Type.String()),
  quantity: Type.String(),
  price: nullable(Type.String()),
  discountPercent: nullable(Type.String()),
  sumKopecks: Kopecks,
  vatRate: nullable(Type.String()),
  vatKopecks: Kopecks,
  vatIncluded: Type.Boolean(),
  cancelled: Type.Boolean(),
  shipOn: nullable(Day),
  shippedQuantity: Type.String(),
  returnedQuantity: Type.String(),
  /** Ordered and neither shipped nor cancelled; never below zero. */
  leftQuantity: Type.String(),
  /** What 1C sends of the line beside the fields above, as text by the names that 1C gave. */
  extra: Type.Record(Type.String(), Type.String()),
  /** Roubles of the whole line; present only with the right to see margin. */
  cost: Type.Optional(nullable(Type.String())),
});

/** Plan against fact of one stage of the payment schedule, paid in the order of dates. */
export const PaymentStage = Type.Object({
  variant: Type.Union([
    Type.Literal('prepayment'), Type.Literal('beforeShipment'), Type.Literal('credit'),
    Type.Literal('creditShift'),
  ]),
  payOn: nullable(Day),
  sumKopecks: Kopecks,
  coveredKopecks: Kopecks,
  /** The day of the payment that brought the last of it; null while it is open. */
  coveredOn: nullable(Day),
  /** Days between the plan and the fact, or today while it is open; 0 in time. */
  daysLate: Type.Integer(),
  state: Type.Union([
    Type.Literal('covered'), Type.Literal('partly'), Type.Literal('waiting'),
    Type.Literal('overdue'),
  ]),
});

/** What 1C says of an order otherwise than its deal, and what only 1C says; null is nothing. */
export const OrderSaid = Type.Object({
  manager: nullable(Type.String()),
  tenderNo: nullable(Type.String()),
  dealerContact: nullable(Type.String()),
  projectName: nullable(Type.String()),
  endCustomer: nullable(Type.String()),
  address: nullable(Type.String()),
  comment: nullable(Type.String()),
});

export const SalesOrder = Type.Object({
  uid: Uid,
  number: Type.String(),
  orderedAt: LocalMoment,
  counts: Type.Boolean(),
  posted: Type.Boolean(),
  deleted: Type.Boolean(),
  status: nullable(Type.String()),
  said: OrderSaid,
  /** As 1C calls it, and which of our legal entities that is. */
  organization: nullable(Type.String()),
  ownEntity: nullable(Named),
  currency: Type.String(),
  totalKopecks: Kopecks,
  /** Σ of uncancelled lines when it differs from 1C's total. */
  linesDifferKopecks: Kopecks,
  paidKopecks: Kopecks,
  shippedKopecks: Kopecks,
  lines: Type.Array(OrderLine),
  stages: Type.Array(PaymentStage),
  /** Its base takes commands: a change of the order can be proposed. */
  mayPropose: Type.Boolean(),
});

export const DocumentState = Type.Union([
  Type.Literal('posted'), Type.Literal('unposted'), Type.Literal('unconfirmed'),
  Type.Literal('deleted'), Type.Literal('cancelled'),
]);

export const Invoice = Type.Object({
  uid: Uid, number: Type.String(), invoicedAt: LocalMoment, dueOn: nullable(Day),
  currency: Type.String(), totalKopecks: Kopecks, orderUid: nullable(Uid), state: DocumentState,
});

/** A payment's part that belongs to this deal. */
export const DealPayment = Type.Object({
  uid: Uid,
  number: Type.String(),
  paidAt: LocalMoment,
  kind: Type.String(),
  direction: Type.String(),
  purpose: nullable(Type.String()),
  currency: Type.String(),
  sumKopecks: Kopecks,
  state: DocumentState,
  orderUid: Uid,
  orderNumber: Type.String(),
});

export const Shipment = Type.Object({
  uid: Uid, number: Type.String(), kind: Type.String(), shippedAt: LocalMoment,
  sumKopecks: Kopecks, state: DocumentState,
  orderNumbers: Type.Array(Type.String()),
  /** What of the orders it carried. */
  lines: Type.Array(Type.Object({
    orderUid: nullable(Uid), position: nullable(Type.Integer()), name: Type.String(),
    article: nullable(Type.String()), unit: nullable(Type.String()), quantity: Type.String(),
    sumKopecks: Kopecks,
  })),
});

export const DealMoney = Type.Object({
  amountKopecks: Kopecks,
  paidKopecks: Kopecks,
  paidPercent: Share,
  shippedKopecks: Kopecks,
  shippedPercent: Share,
  overpaid: Type.Boolean(),
  balanceKopecks: Kopecks,
  overdueKopecks: Kopecks,
  receivableKopecks: Kopecks,
  nextPayOn: nullable(Day),
  deferredUntil: nullable(Day),
  orders: Type.Array(SalesOrder),
  invoices: Type.Array(Invoice),
  payments: Type.Array(DealPayment),
  shipments: Type.Array(Shipment),
});
export type DealMoney = Static<typeof DealMoney>;

export const dealMoney = defineRoute({
  id: 'payments.dealMoney', method: 'GET', path: '/api/deals/:id/money',
  summary: 'Заказы, счета, оплаты и отгрузки сделки из 1С',
  access: { entity: 'deal', action: 'read' }, params: IdParams, response: DealMoney,
});

/** Lines and dates of an order of 1C, for who reads them without the money. */
export const OrderGoods = Type.Object({
  ...Type.Pick(SalesOrder,
    ['uid', 'number', 'orderedAt', 'counts', 'posted', 'deleted', 'status']).properties,
  lines: Type.Array(Type.Pick(OrderLine, [
    'position', 'article', 'name', 'characteristic', 'unit', 'quantity', 'cancelled', 'shipOn',
    'shippedQuantity', 'returnedQuantity', 'leftQuantity',
  ])),
});
export type OrderGoods = Static<typeof OrderGoods>;

export const dealGoods = defineRoute({
  id: 'payments.dealGoods', method: 'GET', path: '/api/deals/:id/goods',
  summary: 'Строки и сроки заказов сделки из 1С, без сумм',
  access: { entity: 'deal', action: 'read' }, params: IdParams,
  response: Type.Array(OrderGoods),
});

export const PaymentItem = Type.Object({
  uid: Uid,
  number: Type.String(),
  paidAt: LocalMoment,
  kind: Type.String(),
  direction: Type.String(),
  currency: Type.String(),
  sumKopecks: Kopecks,
  state: DocumentState,
  dealId: Id,
  dealNumber: Type.String(),
  dealTitle: Type.String(),
  companyName: nullable(Type.String()),
});
export type PaymentItem = Static<typeof PaymentItem>;

const PaymentSum = Type.Object({ currency: Type.String(), sumKopecks: Kopecks });
export type PaymentSum = Static<typeof PaymentSum>;

export const paymentsList = defineRoute({
  id: 'payments.list', method: 'GET', path: '/api/payments',
  summary: 'Оплаты видимых вам сделок; в суммы входит то, что засчитано',
  access: { entity: 'deal', action: 'read' }, query: ListQuery, response: Type.Object({
    ...pageOf(PaymentItem).properties,
    /** Beside the sums: the same view in each other currency. */
    otherSums: Type.Optional(Type.Array(PaymentSum)),
  }),
});

export const paymentsFields = defineRoute({
  id: 'payments.fields', method: 'GET', path: '/api/payments/fields',
  summary: 'Поля оплаты, доступные для отбора и сортировки',
  access: { entity: 'deal', action: 'read' }, response: Type.Array(FieldInfo),
});

const CompanySums = Type.Object({
  debtKopecks: Kopecks, overdueKopecks: Kopecks, creditKopecks: Kopecks, advanceKopecks: Kopecks,
});

/** One figure each, no documents; null is hidden from the reader, or no group. */
export const CompanyDebt = Type.Object({
  /** Shipped and not paid, order by order, of orders in its name. */
  debtKopecks: Sum,
  groupDebtKopecks: Sum,
  /** Stages of payment whose day has passed. */
  overdueKopecks: Sum,
  /** Deferred stages whose day has not come. */
  creditKopecks: Sum,
  /** Paid and claimed by no order. */
  advanceKopecks: Sum,
  /** The part of it that the reader's own lists of deals and payments add up to. */
  seen: nullable(CompanySums),
  otherCurrencies: Type.Array(Type.Object({
    currency: Type.String(), ...CompanySums.properties, seen: CompanySums,
  })),
});
export type CompanyDebt = Static<typeof CompanyDebt>;

export const companyDebt = defineRoute({
  id: 'payments.companyDebt', method: 'GET', path: '/api/companies/:id/debt',
  summary: 'Долг, просрочка, отсрочка и аванс компании, долг её организации с филиалами',
  access: { entity: 'company', action: 'read' }, params: IdParams, response: CompanyDebt,
});
