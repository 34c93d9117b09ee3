// Companies, their contacts and how to reach them: what the server answers and the screens show.
import Type, { type Static } from 'typebox';
import { BankAccount, CompanyAddress, GroupMember, Relations, Tags } from './company-parts.ts';
import { ContactCompany } from './contact-companies.ts';
import { Cells, FieldInfo, ListQuery, pageOf } from './listing.ts';
import {
  CustomInput, CustomValues, Id, IdParams, Moment, Named, nullable, Sum,
} from './primitives.ts';
import { defineRoute } from './route.ts';

const COMPANIES = { entity: 'company', action: 'read' } as const;
const COMPANY_EDIT = { entity: 'company', action: 'edit' } as const;
const CONTACTS = { entity: 'contact', action: 'read' } as const;
const CONTACT_EDIT = { entity: 'contact', action: 'edit' } as const;

const text = (maxLength: number) => Type.String({ maxLength });
const CLOSED = { additionalProperties: false } as const;

export const CompanyKindSchema = Type.Union([
  Type.Literal('legal'), Type.Literal('sole'), Type.Literal('person'),
]);

export const REACH_TYPES = ['mobile', 'work', 'home', 'fax', 'other'] as const;
export type ReachType = (typeof REACH_TYPES)[number];
const ReachTypeSchema = Type.Unsafe<ReachType>(Type.Enum([...REACH_TYPES]));

/** A phone or an e-mail. One number on several people and companies is normal. */
export const Reach = Type.Object({
  id: Id,
  kind: Type.Union([Type.Literal('phone'), Type.Literal('email')]),
  /** "+78121234567" or a lower-case address. */
  value: Type.String(),
  extension: nullable(Type.String()),
  /** Of a phone; null of an address and where nobody has said. */
  type: nullable(ReachTypeSchema),
  /** False: kept as it was written, no plan of numbering knows it. */
  isValid: Type.Boolean(),
  /** As people read it: "+7 812 123-45-67 доб. 123". */
  display: Type.String(),
  /** What else was written beside it: who answers, when to call. */
  note: nullable(Type.String()),
});
export type Reach = Static<typeof Reach>;

/** A company as lists show it. `phones` is empty without the right to see them. */
export const CompanyItem = Type.Object({
  id: Id,
  name: Type.String(),
  inn: nullable(Type.String()),
  kpp: nullable(Type.String()),
  kind: CompanyKindSchema,
  responsible: nullable(Named),
  department: nullable(Named),
  phones: Type.Array(Type.String()),
  fromOnec: Type.Boolean(),
  advanceKopecks: Sum,
  relations: Relations,
  tags: Tags,
  createdAt: Moment,
  updatedAt: Moment,
  custom: CustomValues,
  version: Type.Integer(),
  cells: Type.Optional(Cells),
});
export type CompanyItem = Static<typeof CompanyItem>;

export const ContactItem = Type.Object({
  id: Id,
  name: Type.String(),
  position: nullable(Type.String()),
  company: nullable(Named),
  responsible: nullable(Named),
  department: nullable(Named),
  phones: Type.Array(Type.String()),
  emails: Type.Array(Type.String()),
  fromOnec: Type.Boolean(),
  createdAt: Moment,
  updatedAt: Moment,
  custom: CustomValues,
  version: Type.Integer(),
  cells: Type.Optional(Cells),
});
export type ContactItem = Static<typeof ContactItem>;

const May = Type.Object({ edit: Type.Boolean() });

/** The whole card. `readOnly` names the fields that 1C owns, `doubtful` those with wrong digits. */
export const CompanyCard = Type.Object({
  ...CompanyItem.properties,
  fullName: nullable(Type.String()),
  ogrn: nullable(Type.String()),
  address: nullable(Type.String()),
  deletedAt: nullable(Moment),
  reaches: Type.Array(Reach),
  contacts: Type.Array(Type.Object({
    id: Id,
    name: Type.String(),
    position: nullable(Type.String()),
    isMain: Type.Boolean(),
    /** Works for other companies too. */
    isShared: Type.Boolean(),
    reaches: Type.Array(Reach),
  })),
  addresses: Type.Array(CompanyAddress),
  bankAccounts: Type.Array(BankAccount),
  /** The companies of the same ИНН that the reader may see, this one too; empty when alone. */
  group: Type.Array(GroupMember),
  /** In how many bases and under how many guids 1C knows the company. */
  identityCount: Type.Integer(),
  readOnly: Type.Array(Type.String()),
  /** Fields of 1C whose edit goes to 1C as a command; the value changes when 1C confirms. */
  viaOnec: Type.Array(Type.String()),
  doubtful: Type.Array(Type.String()),
  may: May,
});
export type CompanyCard = Static<typeof CompanyCard>;

export const ContactCard = Type.Object({
  ...ContactItem.properties,
  deletedAt: nullable(Moment),
  companies: Type.Array(ContactCompany),
  reaches: Type.Array(Reach),
  identityCount: Type.Integer(),
  may: May,
});
export type ContactCard = Static<typeof ContactCard>;

/** 1C owns these of a linked company; an edit is a command to 1C, or refused by name. */
export const ONEC_COMPANY_FIELDS = [
  'name', 'fullName', 'inn', 'kpp', 'ogrn', 'kind', 'address',
] as const;

const companyFields = {
  name: Type.String({ minLength: 1, maxLength: 500 }),
  fullName: nullable(text(1000)),
  inn: nullable(text(12)),
  kpp: nullable(text(9)),
  ogrn: nullable(text(15)),
  kind: CompanyKindSchema,
  address: nullable(text(1000)),
  responsibleId: nullable(Id),
  relations: Relations,
  tags: Tags,
};
const contactFields = {
  name: Type.String({ minLength: 1, maxLength: 300 }),
  position: nullable(text(300)),
  companyId: nullable(Id),
  responsibleId: nullable(Id),
};
const typedReaches = {
  phones: Type.Optional(Type.Array(text(100), { maxItems: 50 })),
  emails: Type.Optional(Type.Array(text(254), { maxItems: 50 })),
};
const version = Type.Integer({ minimum: 1 });

export const CompanyCreate = Type.Object({
  ...Type.Partial(Type.Object(companyFields)).properties, name: companyFields.name, ...typedReaches,
  custom: CustomInput,
}, CLOSED);
export type CompanyCreate = Static<typeof CompanyCreate>;

/** Advances come from 1C alone. */
export const ONEC_COMPANY_MONEY = ['advanceKopecks'] as const;

export const CompanyEdit = Type.Object(
  { version, ...Type.Partial(Type.Object(companyFields)).properties, custom: CustomInput }, CLOSED);
export type CompanyEdit = Static<typeof CompanyEdit>;

export const ContactCreate = Type.Object({
  ...Type.Partial(Type.Object(contactFields)).properties, name: contactFields.name, ...typedReaches,
  custom: CustomInput,
}, CLOSED);
export type ContactCreate = Static<typeof ContactCreate>;

export const ContactEdit = Type.Object(
  { version, ...Type.Partial(Type.Object(contactFields)).properties, custom: CustomInput }, CLOSED);
export type ContactEdit = Static<typeof ContactEdit>;

export const ReachAdd = Type.Object({
  kind: Type.Union([Type.Literal('phone'), Type.Literal('email')]),
  value: Type.String({ minLength: 1, maxLength: 254 }),
  type: Type.Optional(ReachTypeSchema),
}, CLOSED);
export type ReachAdd = Static<typeof ReachAdd>;

const Created = Type.Object({ id: Id, version: Type.Integer() });
const Edited = Type.Object({ version: Type.Integer() });
const EditedOrAsked = Type.Object({
  version: Type.Integer(),
  /** Fields of 1C that did not change: 1C was asked to change them. */
  asked: Type.Optional(Type.Array(Type.String())),
});
const ReachParams = Type.Object({ id: Id, reachId: Id });
const ReachTyped = Type.Object({ type: ReachTypeSchema }, CLOSED);

export const LookupQuery = Type.Object({
  q: Type.Optional(text(200)),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })),
});
export const LookupItem = Type.Object({ id: Id, title: Type.String(), subtitle: Type.String() });
export type LookupItem = Static<typeof LookupItem>;
const Lookup = Type.Array(LookupItem);

export const companiesList = defineRoute({
  id: 'companies.list', method: 'GET', path: '/api/companies',
  summary: 'Компании с отбором и точным числом', access: COMPANIES,
  query: ListQuery, response: pageOf(CompanyItem),
});
export const companiesFields = defineRoute({
  id: 'companies.fields', method: 'GET', path: '/api/companies/fields',
  summary: 'Поля компании, доступные для отбора и сортировки', access: COMPANIES,
  response: Type.Array(FieldInfo),
});
export const companiesLookup = defineRoute({
  id: 'companies.lookup', method: 'GET', path: '/api/companies/lookup',
  summary: 'Выбор компании по части названия, ИНН или телефона', access: COMPANIES,
  query: LookupQuery, response: Lookup,
});
export const companyRead = defineRoute({
  id: 'companies.read', method: 'GET', path: '/api/companies/:id',
  summary: 'Карточка компании', access: COMPANIES, params: IdParams, response: CompanyCard,
});
export const companyCreate = defineRoute({
  id: 'companies.create', method: 'POST', path: '/api/companies', once: true,
  summary: 'Новая компания', access: { entity: 'company', action: 'create' },
  body: CompanyCreate, readOnly: ONEC_COMPANY_MONEY, response: Created,
});
export const companyEdit = defineRoute({
  id: 'companies.edit', method: 'PATCH', path: '/api/companies/:id',
  summary: 'Правка компании; о полях, которые ведёт 1С, спрашивают 1С',
  access: COMPANY_EDIT, params: IdParams, body: CompanyEdit, response: EditedOrAsked,
  readOnly: ONEC_COMPANY_MONEY,
});
export const companyReachAdd = defineRoute({
  id: 'companies.addReach', method: 'POST', path: '/api/companies/:id/reaches',
  summary: 'Добавить компании телефон или почту',
  access: COMPANY_EDIT, params: IdParams, body: ReachAdd, response: Created,
});
export const companyReachRemove = defineRoute({
  id: 'companies.removeReach', method: 'DELETE', path: '/api/companies/:id/reaches/:reachId',
  summary: 'Убрать телефон или почту компании', access: COMPANY_EDIT, params: ReachParams,
  response: Edited,
});
export const companyReachType = defineRoute({
  id: 'companies.reachType', method: 'PATCH', path: '/api/companies/:id/reaches/:reachId',
  summary: 'Сказать, какой это телефон компании: мобильный, рабочий и так далее',
  access: COMPANY_EDIT, params: ReachParams, body: ReachTyped, response: Edited,
});

export const contactsList = defineRoute({
  id: 'contacts.list', method: 'GET', path: '/api/contacts',
  summary: 'Контакты с отбором и точным числом', access: CONTACTS,
  query: ListQuery, response: pageOf(ContactItem),
});
export const contactsFields = defineRoute({
  id: 'contacts.fields', method: 'GET', path: '/api/contacts/fields',
  summary: 'Поля контакта, доступные для отбора и сортировки', access: CONTACTS,
  response: Type.Array(FieldInfo),
});
export const contactsLookup = defineRoute({
  id: 'contacts.lookup', method: 'GET', path: '/api/contacts/lookup',
  summary: 'Выбор контакта по части имени или телефона', access: CONTACTS,
  query: Type.Object({ ...LookupQuery.properties, companyId: Type.Optional(Id) }),
  response: Lookup,
});
export const contactRead = defineRoute({
  id: 'contacts.read', method: 'GET', path: '/api/contacts/:id',
  summary: 'Карточка контакта', access: CONTACTS, params: IdParams, response: ContactCard,
});
export const contactCreate = defineRoute({
  id: 'contacts.create', method: 'POST', path: '/api/contacts', once: true,
  summary: 'Новый контакт', access: { entity: 'contact', action: 'create' },
  body: ContactCreate, response: Created,
});
export const contactEdit = defineRoute({
  id: 'contacts.edit', method: 'PATCH', path: '/api/contacts/:id',
  summary: 'Правка контакта', access: CONTACT_EDIT, params: IdParams, body: ContactEdit,
  response: Edited,
});
export const contactReachAdd = defineRoute({
  id: 'contacts.addReach', method: 'POST', path: '/api/contacts/:id/reaches',
  summary: 'Добавить контакту телефон или почту', access: CONTACT_EDIT, params: IdParams,
  body: ReachAdd, response: Created,
});
export const contactReachRemove = defineRoute({
  id: 'contacts.removeReach', method: 'DELETE', path: '/api/contacts/:id/reaches/:reachId',
  summary: 'Убрать телефон или почту контакта', access: CONTACT_EDIT, params: ReachParams,
  response: Edited,
});
export const contactReachType = defineRoute({
  id: 'contacts.reachType', method: 'PATCH', path: '/api/contacts/:id/reaches/:reachId',
  summary: 'Сказать, какой это телефон контакта: мобильный, рабочий и так далее',
  access: CONTACT_EDIT, params: ReachParams, body: ReachTyped, response: Edited,
});
