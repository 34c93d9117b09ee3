// Money of clients that no order claims: a client's advance, payment by payment.
import Type, { type Static } from 'typebox';
import { FieldInfo, ListQueryWithoutText, pageOf } from './listing.ts';
import { Day, Id, Named, nullable } from './primitives.ts';
import { defineRoute } from './route.ts';

const Kopecks = Type.Integer();
const Currency = Type.Optional(Type.String({ pattern: '^[A-Z]{3}$' }));

/** What one payment leaves to nobody. Whoever looks after the company sees it, deals or none. */
export const AdvancePart = Type.Object({
  id: Id,
  company: Named,
  responsible: nullable(Named),
  department: nullable(Named),
  number: Type.String(),
  kind: Type.String(),
  /** `out` is money that went back: its sum is below zero. */
  direction: Type.String(),
  paidOn: nullable(Day),
  purpose: nullable(Type.String()),
  currency: Type.String(),
  /** Of the whole payment, and the part of it that is left. */
  totalKopecks: Kopecks,
  kopecks: Kopecks,
  /** Days since the payment. */
  days: Type.Integer(),
});
export type AdvancePart = Static<typeof AdvancePart>;

export const advancesList = defineRoute({
  id: 'payments.advances', method: 'GET', path: '/api/advances',
  summary: 'Авансы клиентов по платежам, которые не отнесены ни на один заказ',
  access: { entity: 'deal', action: 'read' },
  query: Type.Object({ ...ListQueryWithoutText.properties, currency: Currency }),
  response: pageOf(AdvancePart),
});

export const advanceFields = defineRoute({
  id: 'payments.advanceFields', method: 'GET', path: '/api/advances/fields',
  summary: 'Поля, доступные для отбора в отчёте об авансах',
  access: { entity: 'deal', action: 'read' }, response: Type.Array(FieldInfo),
});

/** Answers the bytes themselves. */
export const advancesFile = defineRoute({
  id: 'payments.advancesFile', method: 'GET', path: '/api/advances/file',
  summary: 'Платежи, из которых сложен аванс, в XLSX; нужно право на выгрузку',
  access: { entity: 'deal', action: 'export' },
  query: Type.Object({
    filter: Type.Optional(Type.String({ maxLength: 20_000 })), currency: Currency,
  }),
});
