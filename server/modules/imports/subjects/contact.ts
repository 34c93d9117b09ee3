import type { ContactCreate, ContactEdit } from '#contract/customers';
import { createContact, editContact, withdrawContact } from '#modules/customers';
import { maySee } from '#platform/actor';
import type { Context } from '#platform/context';
import { one } from '#platform/database';
import { refuseBuiltUpon } from '../built-upon.ts';
import { customFields, foldCustom, resolveCustom, shownCustom } from '../custom-values.ts';
import {
  companyOfRow, contactsByName, contactsByReach, reachesOf, reachKeysOrNone,
} from '../find-customers.ts';
import { gather } from '../problems.ts';
import { foldText } from '../read-values.ts';
import { pick, shownNamed, shownText } from '../shown.ts';
import type { Frame, ImportField, ImportKey, ImportRecord, ImportSubject, RowEdit, Values }
  from '../subject.ts';
import { addReaches, givenReaches, reachesSql, removeReaches, shownReaches, type StoredReach }
  from './reaches.ts';
import { companyFields, findById, idField, named, REACH_FIELDS } from './shared.ts';

const COMPANY = { name: 'company', inn: 'companyInn', kpp: 'companyKpp' };

export const FIELDS: readonly ImportField[] = [
  {
    name: 'name', label: 'Имя', kind: 'text', required: true, maxLength: 300,
    synonyms: ['фио', 'контакт', 'контактное лицо', 'имя отчество', 'ф и о', 'name', 'сотрудник'],
    hint: 'Имя или имя целиком: «Петров Иван Ильич»',
  },
  { name: 'lastName', label: 'Фамилия', kind: 'text', maxLength: 100 },
  { name: 'middleName', label: 'Отчество', kind: 'text', maxLength: 100 },
  { name: 'position', label: 'Должность', kind: 'text', maxLength: 300, synonyms: ['position'] },
  ...companyFields(COMPANY),
  ...REACH_FIELDS,
  {
    name: 'responsible', label: 'Ответственный', kind: 'employee',
    synonyms: ['менеджер', 'менеджер имя', 'ответственный менеджер', 'куратор',
      'ответственный имя'],
    hint: 'Фамилия и имя сотрудника или его почта',
  },
  idField('контакта'),
];

/** «Фамилия», «Имя» and «Отчество» in columns of their own are one name here. */
const fullName = ({ lastName, name, middleName }: Values): string | null | undefined => {
  const parts = [lastName, name, middleName].filter(Boolean).map(String);
  return parts.length > 0 ? parts.join(' ') : name as null | undefined;
};

const byReach = async (ctx: Context, values: Values) => {
  const { phones, emails } = reachesOf(values);
  return contactsByReach(ctx, phones, emails);
};

const KEYS: readonly ImportKey[] = [
  {
    name: 'reach', label: 'Телефон или почта', fields: ['phones', 'emails'],
    claims: reachKeysOrNone,
    find: async (ctx, values) => (await byReach(ctx, values)).map(({ id }) => id),
  },
  {
    name: 'nameReach', label: 'Имя и телефон или почта', fields: ['phones', 'emails'],
    claims: (values) => reachKeysOrNone(values)
      .map((key) => `${key} ${foldText(fullName(values) ?? '')}`),
    find: async (ctx, values) => (await byReach(ctx, values))
      .filter(({ name }) => foldText(name) === foldText(fullName(values) ?? ''))
      .map(({ id }) => id),
  },
  {
    name: 'nameCompany', label: 'Имя и компания', fields: ['company', 'companyInn'],
    claims: (values) => [foldText(['name', values['companyInn'] ?? values['company'],
      fullName(values)].map(String).join(' '))],
    find: async (ctx, values) => {
      const companyId = await companyOfRow(ctx, values, COMPANY);
      const name = fullName(values);
      return companyId === undefined || !name ? []
        : (await contactsByName(ctx, name, companyId)).map(({ id }) => id);
    },
  },
  findById('customers.contact', 'contact'),
];

type Row = {
  version: number; name: string; position: string | null; companyId: number | null;
  company: string | null; responsibleId: number | null; responsible: string | null;
  departmentId: number | null; department: string | null;
  custom: Record<string, unknown> | null; reaches: StoredReach[];
};

const readRow = (ctx: Context, id: number) => one<Row>(ctx.db, {
  name: 'import-contact',
  text: `select k.version, k.name, k.position, k.company_id as "companyId", c.name as company,
      k.responsible_id as "responsibleId", e.name as responsible, k.custom,
      k.department_id as "departmentId", d.name as department,
      ${reachesSql('contact_id', 'k.id')} as reaches
    from customers.contact k
      left join customers.company c on c.id = k.company_id
      left join staff.employee e on e.id = k.responsible_id
      left join staff.department d on d.id = k.department_id
    where k.id = $1 and k.deleted_at is null`,
  values: [id],
});

async function read(
  ctx: Context, id: number, frame: Frame,
): Promise<ImportRecord | undefined> {
  const row = await readRow(ctx, id);
  if (!row) return undefined;
  return {
    version: row.version, title: row.name,
    values: {
      name: shownText(row.name), position: shownText(row.position),
      companyId: shownNamed(row.companyId, row.company),
      responsibleId: shownNamed(row.responsibleId, row.responsible),
      departmentId: shownNamed(row.departmentId, row.department),
      ...(maySee(ctx.actor, 'person.reach') ? shownReaches(row.reaches) : {}),
      ...await shownCustom(ctx, 'contact', row.custom, frame),
    },
  };
}

async function companyPart(ctx: Context, values: Values): Promise<Values> {
  const { company, companyInn } = values;
  const companyId = await companyOfRow(ctx, values, COMPANY)
    ?? (company === null || companyInn === null ? null : undefined);
  return companyId === undefined ? {} : { companyId };
}

const resolve = (ctx: Context, values: Values, frame: Frame): Promise<Values> => gather([
  () => pick({ ...values, name: fullName(values) }, ['name', 'position']),
  () => companyPart(ctx, values),
  () => named(values, 'responsible', frame.references.employee),
  () => givenReaches(values),
  () => resolveCustom(ctx, 'contact', values, frame),
]);

const inputOf = (values: Values) => ({
  ...pick(values, ['name', 'position', 'companyId', 'responsibleId', 'departmentId']),
  ...foldCustom(values),
});

async function write(
  ctx: Context, { id, version, values }: RowEdit, reaches: typeof addReaches,
): Promise<void> {
  await editContact(ctx, { ...inputOf(values) as Partial<ContactEdit>, id, version });
  await reaches(ctx, { entity: 'contact', id }, values, (await readRow(ctx, id))!.reaches);
}

/** A person is known by what reaches them, or by their name within a company. */
const meets: ImportSubject['meets'] = (_on, rows) => Promise.resolve(rows.map((values) => {
  const name = fullName(values);
  return [...reachKeysOrNone(values), ...name ? [`name ${foldText(name)}`] : []];
}));

export const contactImport: ImportSubject = {
  noun: 'contacts', entity: 'contact', title: 'Контакты', keys: KEYS,
  fields: (ctx) => [
    ...FIELDS.filter(({ kind }) => maySee(ctx.actor, 'person.reach')
      || (kind !== 'phones' && kind !== 'emails')),
    ...customFields(ctx, 'contact'),
  ],
  meets, resolve, read,
  edit: (ctx, change) => write(ctx, change, addReaches),
  putBack: (ctx, change) => write(ctx, change, removeReaches),
  create: async (ctx, values) => (await createContact(ctx, {
    ...inputOf(values), ...pick(values, ['phones', 'emails']),
  } as ContactCreate)).id,
  withdraw: async (ctx, id) => {
    await refuseBuiltUpon(ctx, 'contact', id);
    await withdrawContact(ctx, id);
  },
};
