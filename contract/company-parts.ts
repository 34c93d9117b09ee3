// What hangs on a company beside its requisites: addresses, bank accounts, what it is to us.
import Type, { type Static } from 'typebox';
import { Id, IdParams, nullable } from './primitives.ts';
import { defineRoute } from './route.ts';

const COMPANY_EDIT = { entity: 'company', action: 'edit' } as const;
const CLOSED = { additionalProperties: false } as const;
const text = (minLength: number, maxLength: number) => Type.String({ minLength, maxLength });

export const ADDRESS_KINDS = ['actual', 'delivery', 'postal', 'other'] as const;
export const COMPANY_RELATIONS = [
  'customer', 'supplier', 'dealer', 'manufacturer', 'partner', 'competitor',
] as const;
export type CompanyRelation = (typeof COMPANY_RELATIONS)[number];

export const Relations = Type.Array(
  Type.Unsafe<CompanyRelation>(Type.Enum([...COMPANY_RELATIONS])),
  { maxItems: COMPANY_RELATIONS.length, uniqueItems: true });
export const Tags = Type.Array(text(1, 60), { maxItems: 30, uniqueItems: true });

/** Addresses of our own knowledge; the legal one is `address` of the company. */
export const CompanyAddress = Type.Object({
  kind: Type.Unsafe<(typeof ADDRESS_KINDS)[number]>(Type.Enum([...ADDRESS_KINDS])),
  value: text(1, 1000),
}, CLOSED);
export type CompanyAddress = Static<typeof CompanyAddress>;

export const BankAccount = Type.Object({
  bankName: text(1, 300),
  bic: text(1, 15),
  account: text(1, 30),
  corrAccount: nullable(Type.String({ maxLength: 30 })),
  isMain: Type.Boolean(),
}, CLOSED);
export type BankAccount = Static<typeof BankAccount>;

/** A company of the same ИНН: the head and its branches differ by КПП. */
export const GroupMember = Type.Object({
  id: Id, name: Type.String(), kpp: nullable(Type.String()), isHead: Type.Boolean(),
});
export type GroupMember = Static<typeof GroupMember>;

const version = Type.Integer({ minimum: 1 });
const Edited = Type.Object({ version: Type.Integer() });

export const companyAddresses = defineRoute({
  id: 'companies.addresses', method: 'PUT', path: '/api/companies/:id/addresses',
  summary: 'Адреса компании целиком; юридический ведётся отдельно', access: COMPANY_EDIT,
  params: IdParams, response: Edited,
  body: Type.Object({ version, items: Type.Array(CompanyAddress, { maxItems: 50 }) }, CLOSED),
});
export const companyBankAccounts = defineRoute({
  id: 'companies.bankAccounts', method: 'PUT', path: '/api/companies/:id/bank-accounts',
  summary: 'Банковские счета компании целиком; БИК и счета сверяются по контрольному ключу',
  access: COMPANY_EDIT, params: IdParams, response: Edited,
  body: Type.Object({ version, items: Type.Array(BankAccount, { maxItems: 50 }) }, CLOSED),
});
