// Who may be known already: asked while a person types a new company or contact. Deals and leads
// are never called duplicates: one client in several departments is normal.
import Type, { type Static } from 'typebox';
import { Id } from './primitives.ts';
import { defineRoute } from './route.ts';

const CLOSED = { additionalProperties: false } as const;
const texts = (maxLength: number) =>
  Type.Optional(Type.Array(Type.String({ maxLength }), { maxItems: 10 }));

export const DUPLICATE_REASONS = ['inn', 'phone', 'email', 'name'] as const;
export type DuplicateReason = (typeof DUPLICATE_REASONS)[number];

export const Typed = Type.Object({
  name: Type.Optional(Type.String({ maxLength: 500 })),
  inn: Type.Optional(Type.String({ maxLength: 12 })),
  phones: texts(100),
  emails: texts(254),
  /** The record that is being looked at is no duplicate of itself. */
  exceptId: Type.Optional(Id),
}, CLOSED);
export type Typed = Static<typeof Typed>;

/** A record that may be meant, and why; the best first. */
export const Candidate = Type.Object({
  id: Id,
  title: Type.String(),
  subtitle: Type.String(),
  reasons: Type.Array(Type.Unsafe<DuplicateReason>(Type.Enum([...DUPLICATE_REASONS]))),
});
export type Candidate = Static<typeof Candidate>;

const Candidates = Type.Array(Candidate);

export const companyCandidates = defineRoute({
  id: 'companies.candidates', method: 'POST', path: '/api/companies/candidates',
  summary: 'Похожие компании по набранному: ИНН, телефон, почта, название с опечатками',
  access: { entity: 'company', action: 'read' }, body: Typed, response: Candidates,
});
export const contactCandidates = defineRoute({
  id: 'contacts.candidates', method: 'POST', path: '/api/contacts/candidates',
  summary: 'Похожие контакты по набранному: телефон, почта, имя с опечатками',
  access: { entity: 'contact', action: 'read' }, body: Typed, response: Candidates,
});
