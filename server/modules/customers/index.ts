// The face of customers: companies, contacts, and how to reach them.
import { offerReferences } from '#modules/fields';
import { describeCustomers } from './constraints.ts';
import { companyReferences } from './owners.ts';

export { addCompany, createCompany } from './create-company.ts';
export { editCompany } from './edit-company.ts';
export { addContact, createContact } from './create-contact.ts';
export { editContact } from './edit-contact.ts';
export { replaceBankAccounts } from './edit-company-parts.ts';
export { linkContact } from './link-contact.ts';
export { addReach } from './add-reach.ts';
export { listCompanies } from './list-companies.ts';
export { listContacts } from './list-contacts.ts';
export { readCompany, readContact } from './read-card.ts';
export { displayReach, keyOfReach, type NewReach, type ShownReach } from './reach.ts';
export { typedReaches } from './store-reaches.ts';
export type { ApplyContext } from './apply-text.ts';
export { applyCompanies, type CompanyOutcome } from './apply-companies.ts';
export { applyContacts, type ContactOutcome } from './apply-contacts.ts';
export { applyTombstones, type Deletion } from './apply-tombstones.ts';
export { type CompanyLink, linkCompany } from './company-identity.ts';
export { type Advance, storeAdvances } from './store-advances.ts';
export type { Identity as MergeIdentity, MergeFollower } from './merge-followers.ts';
export { mergeRecords } from './merge-records.ts';
export { undoMerge } from './undo-merge.ts';
export { mergedIds } from './read-merges.ts';
export { findCompanyCandidates, findContactCandidates } from './find-duplicates.ts';
export { companySubject } from './company-subject.ts';
export { contactSubject } from './contact-subject.ts';
export { customersGuards, visibleCustomers } from './owners.ts';
export { customersRoutes } from './routes.ts';
export { createOwnEntity } from './own-entities/save-own-entity.ts';
export { ownEntityOf } from './own-entities/own-entity-of.ts';
export { noteOwnNames, OWN_NAME_MAPPED } from './own-entities/own-names.ts';
export { customersSearch } from './find-customers.ts';

describeCustomers();
offerReferences('company', companyReferences);
