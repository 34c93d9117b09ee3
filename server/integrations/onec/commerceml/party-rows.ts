// Counterparties of documents and of their own lists → companies and contacts.
import type { CmlCounterparty } from '#contract/commerceml-rows';
import type { CompanyKind, CompanyRow, ContactRow, OnecUid } from '#contract/onec-rows';
import { namedUid, uidOf } from './uid.ts';

export type PartyRows = { company: CompanyRow; contacts: ContactRow[] };

/** The buyer, or whoever is not the seller. */
export function buyerOf(parties: readonly CmlCounterparty[]): CmlCounterparty | null {
  return parties.find((party) => party.role === 'Покупатель')
    ?? parties.find((party) => party.role !== 'Продавец') ?? null;
}

/** `documentId` names a buyer of whom the document says nothing lasting. */
export function partyRows(
  base: string, party: CmlCounterparty, documentId: string | null,
): PartyRows {
  const uid = companyUid(base, party, documentId);
  const company: CompanyRow = {
    uid,
    name: party.name,
    fullName: party.fullName,
    inn: party.inn,
    kpp: party.kpp,
    ogrn: party.ogrn,
    kind: kindOf(party),
    address: party.address,
    phones: party.phones,
    emails: party.emails,
    managerUid: null,
    deleted: party.deleted,
    extra: party.id === null ? {} : { commercemlId: party.id },
  };
  const contacts = party.contacts.map((person): ContactRow => ({
    uid: (person.id === null ? null : uidOf(base, 'contact', person.id))
      ?? namedUid(`${base}\ncontact\n${uid}\n${person.name}`),
    name: person.name,
    position: person.position,
    companyUid: uid,
    phones: person.phones,
    emails: person.emails,
    deleted: false,
    extra: {},
  }));
  return { company, contacts };
}

function companyUid(base: string, party: CmlCounterparty, documentId: string | null): OnecUid {
  const own = party.id === null ? null : uidOf(base, 'company', party.id);
  if (own !== null) return own;
  if (party.inn !== null) return namedUid(`${base}\ninn\n${party.inn}\n${party.kpp ?? ''}`);
  return namedUid(`${base}\nguest\n${documentId ?? ''}\n${party.name}`);
}

/** Schema 3.1 gives a natural person no field of their own: «Иванов Иван Иванович». */
const PATRONYMIC = /^\p{Lu}[\p{L}-]+ \p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+(вич|вна|ична|оглы|кызы)$/u;

function kindOf(party: CmlCounterparty): CompanyKind | null {
  if (party.inn?.length === 10 || party.kpp !== null) return 'legal';
  if (/^(ИП|Индивидуальный предприниматель)\s/i.test(party.fullName ?? party.name)) return 'sole';
  return party.person || PATRONYMIC.test(party.name) ? 'person' : null;
}
