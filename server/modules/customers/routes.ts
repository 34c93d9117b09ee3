// Routes of companies and contacts: each is one call.
import { companyAddresses, companyBankAccounts } from '#contract/company-parts';
import { contactCompanyPut, contactCompanyRemove } from '#contract/contact-companies';
import * as contract from '#contract/customers';
import { companyCandidates, contactCandidates } from '#contract/duplicates';
import { mergeCreate, mergePreview, mergesList, mergeUndo } from '#contract/merges';
import type { Bind } from '#platform/http/bind';
import { addReach } from './add-reach.ts';
import { createCompany } from './create-company.ts';
import { createContact } from './create-contact.ts';
import { editCompany } from './edit-company.ts';
import { editContact } from './edit-contact.ts';
import { replaceAddresses, replaceBankAccounts } from './edit-company-parts.ts';
import { findCompanyCandidates, findContactCandidates } from './find-duplicates.ts';
import { lookupCompanies, lookupContacts } from './find-customers.ts';
import type { MergeDeps } from './merge-followers.ts';
import { mergeRecords } from './merge-records.ts';
import { linkContact, unlinkContact } from './link-contact.ts';
import { companyFieldInfos, listCompanies } from './list-companies.ts';
import { contactFieldInfos, listContacts } from './list-contacts.ts';
import { readCompany, readContact } from './read-card.ts';
import { listMerges, previewMerge } from './read-merges.ts';
import { duplicateRoutes } from './duplicates/routes.ts';
import { ownEntityRoutes } from './own-entities/routes.ts';
import { removeReach } from './remove-reach.ts';
import { setReachType } from './set-reach-type.ts';
import { undoMerge } from './undo-merge.ts';

export function customersRoutes(bind: Bind, deps: MergeDeps): void {
  mergeRoutes(bind, deps);
  ownEntityRoutes(bind);
  duplicateRoutes(bind);
  bind(contract.companiesList, (ctx, { query }) => listCompanies(ctx, query));
  bind(contract.companiesFields, async (ctx) => companyFieldInfos(ctx));
  bind(contract.companiesLookup, (ctx, { query }) => lookupCompanies(ctx, query));
  bind(contract.companyRead, (ctx, { params }) => readCompany(ctx, params.id));
  bind(contract.companyCreate, (ctx, { body }) => createCompany(ctx, body));
  bind(contract.companyEdit, (ctx, { params, body }) => editCompany(ctx, { ...body, ...params }));
  bind(contract.companyReachAdd, (ctx, { params, body }) =>
    addReach(ctx, { entity: 'company', ...params, ...body }));
  bind(contract.companyReachRemove, (ctx, { params }) =>
    removeReach(ctx, { entity: 'company', ...params }));
  bind(contract.companyReachType, (ctx, { params, body }) =>
    setReachType(ctx, { entity: 'company', ...params, ...body }));
  bind(companyAddresses, (ctx, { params, body }) => replaceAddresses(ctx, { ...params, ...body }));
  bind(companyBankAccounts, (ctx, { params, body }) =>
    replaceBankAccounts(ctx, { ...params, ...body }));
  bind(companyCandidates, (ctx, { body }) => findCompanyCandidates(ctx, body));

  bind(contract.contactsList, (ctx, { query }) => listContacts(ctx, query));
  bind(contract.contactsFields, async (ctx) => contactFieldInfos(ctx));
  bind(contract.contactsLookup, (ctx, { query }) => lookupContacts(ctx, query));
  bind(contract.contactRead, (ctx, { params }) => readContact(ctx, params.id));
  bind(contract.contactCreate, (ctx, { body }) => createContact(ctx, body));
  bind(contract.contactEdit, (ctx, { params, body }) => editContact(ctx, { ...body, ...params }));
  bind(contract.contactReachAdd, (ctx, { params, body }) =>
    addReach(ctx, { entity: 'contact', ...params, ...body }));
  bind(contract.contactReachRemove, (ctx, { params }) =>
    removeReach(ctx, { entity: 'contact', ...params }));
  bind(contract.contactReachType, (ctx, { params, body }) =>
    setReachType(ctx, { entity: 'contact', ...params, ...body }));
  bind(contactCompanyPut, (ctx, { params, body }) => linkContact(ctx, { ...params, ...body }));
  bind(contactCompanyRemove, (ctx, { params }) => unlinkContact(ctx, params));
  bind(contactCandidates, (ctx, { body }) => findContactCandidates(ctx, body));
}

function mergeRoutes(bind: Bind, deps: MergeDeps): void {
  bind(mergePreview, (ctx, { query }) => previewMerge(ctx, deps, query));
  bind(mergeCreate, (ctx, { body }) => mergeRecords(ctx, deps, body));
  bind(mergesList, (ctx, { query }) => listMerges(ctx, query));
  bind(mergeUndo, (ctx, { params }) => undoMerge(ctx, deps, params.id));
}
