// Bodies of companies, contacts, products and employees → rows.
import {
  COMPANY_KINDS, type CompanyRow, type ContactRow, type EmployeeRow, type ProductRow,
} from '#contract/onec-rows';
import { NAME_MAX, SHORT_TEXT_MAX } from './limits.ts';
import { readExtra, readObject } from './read-extra.ts';
import { readTexts } from './read-lists.ts';
import { readVatRate } from './read-number.ts';
import { readChoice, readFlag, readText, readUid, requireText } from './read-text.ts';
import type { Fields, Reading } from './reading.ts';

const COMPANY_KEYS: ReadonlySet<string> = new Set([
  'name', 'fullName', 'inn', 'kpp', 'ogrn', 'kind', 'address', 'phones', 'emails', 'managerUid',
  'deleted', 'extra',
]);

export function parseCompany(r: Reading, uid: string, body: Fields): CompanyRow {
  return {
    uid,
    name: requireText(r, body, 'name', NAME_MAX),
    fullName: readText(r, body, 'fullName', NAME_MAX),
    inn: readText(r, body, 'inn', SHORT_TEXT_MAX),
    kpp: readText(r, body, 'kpp', SHORT_TEXT_MAX),
    ogrn: readText(r, body, 'ogrn', SHORT_TEXT_MAX),
    kind: readChoice(r, body, 'kind', COMPANY_KINDS),
    address: readText(r, body, 'address', NAME_MAX),
    phones: readTexts(r, body, 'phones'),
    emails: readTexts(r, body, 'emails'),
    managerUid: readUid(r, body, 'managerUid'),
    deleted: readFlag(r, body, 'deleted', false),
    extra: readExtra(r, body, COMPANY_KEYS),
  };
}

const CONTACT_KEYS: ReadonlySet<string> = new Set([
  'name', 'position', 'companyUid', 'phones', 'emails', 'deleted', 'extra',
]);

export function parseContact(r: Reading, uid: string, body: Fields): ContactRow {
  return {
    uid,
    name: requireText(r, body, 'name', NAME_MAX),
    position: readText(r, body, 'position', NAME_MAX),
    companyUid: readUid(r, body, 'companyUid'),
    phones: readTexts(r, body, 'phones'),
    emails: readTexts(r, body, 'emails'),
    deleted: readFlag(r, body, 'deleted', false),
    extra: readExtra(r, body, CONTACT_KEYS),
  };
}

const PRODUCT_KEYS: ReadonlySet<string> = new Set([
  'article', 'name', 'unit', 'vatRate', 'groupUid', 'groupName', 'attributes', 'deleted', 'extra',
]);

export function parseProduct(r: Reading, uid: string, body: Fields): ProductRow {
  return {
    uid,
    article: readText(r, body, 'article', SHORT_TEXT_MAX),
    name: requireText(r, body, 'name', NAME_MAX),
    unit: readText(r, body, 'unit', SHORT_TEXT_MAX),
    vatRate: readVatRate(r, body),
    groupUid: readUid(r, body, 'groupUid'),
    groupName: readText(r, body, 'groupName', NAME_MAX),
    attributes: readObject(r, body, 'attributes'),
    deleted: readFlag(r, body, 'deleted', false),
    extra: readExtra(r, body, PRODUCT_KEYS),
  };
}

const EMPLOYEE_KEYS: ReadonlySet<string> = new Set([
  'name', 'email', 'phone', 'departmentName', 'deleted', 'extra',
]);

export function parseEmployee(r: Reading, uid: string, body: Fields): EmployeeRow {
  return {
    uid,
    name: requireText(r, body, 'name', NAME_MAX),
    email: readText(r, body, 'email', SHORT_TEXT_MAX),
    phone: readText(r, body, 'phone', SHORT_TEXT_MAX),
    departmentName: readText(r, body, 'departmentName', NAME_MAX),
    deleted: readFlag(r, body, 'deleted', false),
    extra: readExtra(r, body, EMPLOYEE_KEYS),
  };
}
