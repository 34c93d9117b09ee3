import { CHOICE_LABELS } from '#contract/choice-labels';
import type { CompanyRelation } from '#contract/company-parts';
import type { CompanyCreate, CompanyEdit } from '#contract/customers';
import { createCompany, editCompany, withdrawCompany } from '#modules/customers';
import { maySee } from '#platform/actor';
import type { Context } from '#platform/context';
import { one, type Queryable } from '#platform/database';
import { refuseBuiltUpon } from '../built-upon.ts';
import { customFields, foldCustom, resolveCustom, shownCustom } from '../custom-values.ts';
import { companiesByInn, companiesByName, nameKeys } from '../find-customers.ts';
import { gather, rowProblem } from '../problems.ts';
import { foldText } from '../read-values.ts';
import { pick, shownList, shownNamed, shownText } from '../shown.ts';
import type { Frame, ImportField, ImportKey, ImportRecord, ImportSubject, RowEdit, Values }
  from '../subject.ts';
import { findById, idField, joined, named, options, REACH_FIELDS } from './shared.ts';
import { addReaches, givenReaches, reachesSql, removeReaches, shownReaches, type StoredReach }
  from './reaches.ts';

const RELATIONS: Record<CompanyRelation, string> = {
  customer: 'Покупатель', supplier: 'Поставщик', dealer: 'Дилер', manufacturer: 'Производитель',
  partner: 'Партнёр', competitor: 'Конкурент',
};

const KINDS = options(CHOICE_LABELS['companyKinds']!).filter(({ code }) => code !== 'foreign');

export const FIELDS: readonly ImportField[] = [
  {
    name: 'name', label: 'Название', kind: 'text', required: true, maxLength: 500,
    synonyms: ['компания', 'наименование', 'контрагент', 'организация', 'клиент', 'покупатель',
      'название компании', 'краткое наименование', 'юр лицо', 'юридическое лицо', 'company'],
  },
  {
    name: 'fullName', label: 'Полное название', kind: 'text', maxLength: 1000,
    synonyms: ['полное наименование', 'наименование полное', 'юридическое название'],
  },
  { name: 'inn', label: 'ИНН', kind: 'inn', synonyms: ['инн компании', 'inn', 'инн клиента'] },
  { name: 'kpp', label: 'КПП', kind: 'kpp', synonyms: ['kpp'] },
  { name: 'ogrn', label: 'ОГРН', kind: 'ogrn', synonyms: ['огрнип', 'огрн огрнип', 'ogrn'] },
  {
    name: 'kind', label: 'Вид', kind: 'choice', options: KINDS,
    synonyms: ['вид контрагента', 'юр физ лицо'],
  },
  {
    name: 'address', label: 'Адрес', kind: 'text', maxLength: 1000,
    synonyms: ['юридический адрес', 'юр адрес', 'адрес юридический', 'местонахождение', 'address'],
  },
  ...REACH_FIELDS,
  {
    name: 'responsible', label: 'Ответственный', kind: 'employee',
    synonyms: ['менеджер', 'менеджер имя', 'ответственный менеджер', 'куратор',
      'ответственный имя'],
    hint: 'Фамилия и имя сотрудника или его почта',
  },
  {
    name: 'relations', label: 'Тип клиента', kind: 'choices', options: options(RELATIONS),
    synonyms: ['тип', 'тип контрагента', 'роль'],
  },
  { name: 'tags', label: 'Метки', kind: 'tags', synonyms: ['теги', 'tags', 'метка'] },
  idField('компании'),
];

/** A second company of the same name would be as wrong as taking the first for it. */
async function refuseNamesake(ctx: Context, name: unknown): Promise<number[]> {
  const [known] = name ? await companiesByName(ctx, String(name)) : [];
  if (!known || foldText(known.name) !== foldText(String(name))) return [];
  throw rowProblem(`«${known.name}» уже есть, а без ИНН не понять, та ли это компания: впишите `
    + 'ИНН или сверяйте по названию.', 'inn');
}

const KEYS: readonly ImportKey[] = [
  {
    name: 'innKpp', label: 'ИНН и КПП', fields: ['inn'],
    claims: ({ inn, kpp }) => (inn ? [`inn ${String(inn)} ${String(kpp ?? '')}`] : []),
    find: async (ctx, { inn, kpp, name }) => {
      if (!inn) return refuseNamesake(ctx, name);
      const found = await companiesByInn(ctx, String(inn), kpp as string | null);
      const heir = found.find(({ isHeir }) => isHeir);
      if (heir) throw joined(heir.name, 'впишите её ИНН', 'inn');
      return found.map(({ id }) => id);
    },
  },
  {
    name: 'name', label: 'Название', fields: ['name'],
    claims: ({ name }) => (name ? [`name ${foldText(String(name))}`] : []),
    find: async (ctx, { name }) => (name
      ? (await companiesByName(ctx, String(name))).map(({ id }) => id) : []),
  },
  findById('customers.company', 'company'),
];

const TEXTS = ['name', 'fullName', 'inn', 'kpp', 'ogrn', 'address', 'kind'] as const;
const WRITTEN = [...TEXTS, 'responsibleId', 'departmentId', 'relations', 'tags'] as const;

type Row = Record<(typeof TEXTS)[number], string | null> & {
  version: number; responsibleId: number | null; responsible: string | null;
  departmentId: number | null; department: string | null;
  relations: CompanyRelation[]; tags: string[]; custom: Record<string, unknown> | null;
  reaches: StoredReach[];
};

const readRow = (ctx: Context, id: number) => one<Row>(ctx.db, {
  name: 'import-company',
  text: `select c.version, c.name, c.full_name as "fullName", c.inn, c.kpp, c.ogrn, c.address,
      c.kind, c.responsible_id as "responsibleId", e.name as responsible,
      c.department_id as "departmentId", d.name as department,
      to_json(c.relations) as relations, to_json(c.tags) as tags, c.custom,
      ${reachesSql('company_id', 'c.id')} as reaches
    from customers.company c left join staff.employee e on e.id = c.responsible_id
      left join staff.department d on d.id = c.department_id
    where c.id = $1 and c.deleted_at is null`,
  values: [id],
});

async function read(
  ctx: Context, id: number, frame: Frame,
): Promise<ImportRecord | undefined> {
  const row = await readRow(ctx, id);
  if (!row) return undefined;
  const kinds = CHOICE_LABELS['companyKinds']!;
  return {
    version: row.version, title: row.name!,
    values: {
      ...Object.fromEntries(TEXTS.map((name) => [name, shownText(row[name])])),
      kind: { value: row.kind, text: kinds[row.kind ?? ''] ?? row.kind },
      responsibleId: shownNamed(row.responsibleId, row.responsible),
      departmentId: shownNamed(row.departmentId, row.department),
      relations: shownList(row.relations, row.relations.map((each) => RELATIONS[each])),
      tags: shownList(row.tags),
      ...(maySee(ctx.actor, 'person.reach') ? shownReaches(row.reaches) : {}),
      ...await shownCustom(ctx, 'company', row.custom, frame),
    },
  };
}

const resolve = (ctx: Context, values: Values, frame: Frame): Promise<Values> => gather([
  () => pick(values, TEXTS),
  () => pick({ relations: values['relations'] === null ? [] : values['relations'] }, ['relations']),
  () => pick({ tags: values['tags'] === null ? [] : values['tags'] }, ['tags']),
  () => named(values, 'responsible', frame.references.employee),
  () => givenReaches(values),
  () => resolveCustom(ctx, 'company', values, frame),
]);

const inputOf = (values: Values) => {
  const { kind, ...input } = pick(values, WRITTEN);
  return { ...input, ...(kind ? { kind } : {}), ...foldCustom(values) };
};

async function edit(ctx: Context, { id, version, values }: RowEdit): Promise<void> {
  await editCompany(ctx, { ...inputOf(values) as Partial<CompanyEdit>, id, version });
  const { reaches } = (await readRow(ctx, id))!;
  await addReaches(ctx, { entity: 'company', id }, values, reaches);
}

async function putBack(ctx: Context, { id, version, values }: RowEdit): Promise<void> {
  await editCompany(ctx, { ...inputOf(values) as Partial<CompanyEdit>, id, version });
  const { reaches } = (await readRow(ctx, id))!;
  await removeReaches(ctx, { entity: 'company', id }, values, reaches);
}

/** An ИНН and a name are each what a second company is refused for. */
async function meets(on: Queryable, rows: readonly Values[]): Promise<string[][]> {
  const keys = await nameKeys(on, rows.map(({ name }) => String(name ?? '')));
  return rows.map(({ inn, name }, index) =>
    [...inn ? [`inn ${String(inn)}`] : [], ...name ? [`name ${keys[index]}`] : []]);
}

export const companyImport: ImportSubject = {
  noun: 'companies', entity: 'company', title: 'Компании', keys: KEYS,
  fields: (ctx) => [
    ...FIELDS.filter(({ kind }) => maySee(ctx.actor, 'person.reach')
      || (kind !== 'phones' && kind !== 'emails')),
    ...customFields(ctx, 'company'),
  ],
  meets, resolve, read, edit, putBack,
  create: async (ctx, values) => (await createCompany(ctx, {
    ...inputOf(values), ...pick(values, ['phones', 'emails']),
  } as CompanyCreate)).id,
  withdraw: async (ctx, id) => {
    await refuseBuiltUpon(ctx, 'company', id);
    await withdrawCompany(ctx, id);
  },
};
