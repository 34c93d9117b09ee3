// A contact may belong to several companies, with a position in each.
import Type, { type Static } from 'typebox';
import { Id, nullable } from './primitives.ts';
import { defineRoute } from './route.ts';

const CONTACT_EDIT = { entity: 'contact', action: 'edit' } as const;

export const ContactCompany = Type.Object({
  id: Id,
  name: Type.String(),
  position: nullable(Type.String()),
  /** The company calls this person first. */
  isMain: Type.Boolean(),
  /** The first company of the person: 1C names it, lists show it. */
  isFirst: Type.Boolean(),
});
export type ContactCompany = Static<typeof ContactCompany>;

export const ContactCompanyPut = Type.Object({
  position: Type.Optional(nullable(Type.String({ maxLength: 300 }))),
  isMain: Type.Optional(Type.Boolean()),
}, { additionalProperties: false });
export type ContactCompanyPut = Static<typeof ContactCompanyPut>;

const LinkParams = Type.Object({ id: Id, companyId: Id });
const Edited = Type.Object({ version: Type.Integer() });

export const contactCompanyPut = defineRoute({
  id: 'contacts.linkCompany', method: 'PUT', path: '/api/contacts/:id/companies/:companyId',
  summary: 'Связать контакт с компанией, указать должность и «основной»', access: CONTACT_EDIT,
  params: LinkParams, body: ContactCompanyPut, response: Edited,
});
export const contactCompanyRemove = defineRoute({
  id: 'contacts.unlinkCompany', method: 'DELETE', path: '/api/contacts/:id/companies/:companyId',
  summary: 'Убрать связь контакта с компанией; оба остаются', access: CONTACT_EDIT,
  params: LinkParams, response: Edited,
});
