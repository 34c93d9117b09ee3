// The list of companies: what it may be filtered and sorted by, and one page of it.
import { COMPANY_RELATIONS, type CompanyRelation } from '#contract/company-parts';
import type { CompanyItem } from '#contract/customers';
import type { FieldInfo, ListQuery } from '#contract/listing';
import { type Actor, maySee } from '#platform/actor';
import type { Context } from '#platform/context';
import { defineCatalogue, fieldInfos, type FieldDefinition } from '#platform/listing/catalogue';
import { allOf, type Fragment } from '#platform/listing/fragment';
import { type ListPage, type ListSource, runList } from '#platform/listing/run-list';
import { listFrame } from '#platform/listing/subject';
import { planSearch } from '#platform/search/plan';
import { companyIds } from './matches.ts';
import { showValues, withCustomFields } from '#modules/fields';
import { ownedRows } from './owners.ts';
import { ownerFields, reachFields } from './shared-fields.ts';

const RELATION_LABELS: Record<CompanyRelation, string> = {
  customer: 'Покупатель', supplier: 'Поставщик', dealer: 'Дилер', manufacturer: 'Производитель',
  partner: 'Партнёр', competitor: 'Конкурент',
};

/** A company may be several things to us at once, so each is a flag of its own: `isDealer`. */
function relationFields(): Record<string, FieldDefinition> {
  return Object.fromEntries(COMPANY_RELATIONS.map((relation) => [
    `is${relation[0]!.toUpperCase()}${relation.slice(1)}`, {
      label: RELATION_LABELS[relation], type: 'flag', nullable: false,
      column: `('${relation}' = any(c.relations))`,
    } as const,
  ]));
}

export const COMPANY_CATALOGUE = defineCatalogue({
  noun: 'companies',
  idColumn: 'c.id',
  defaultSort: 'name',
  fields: {
    name: {
      label: 'Название', type: 'text', column: 'c.name', sortable: true, nullable: false,
      sortColumn: 'c.name collate "ru-x-icu"',
    },
    fullName: { label: 'Полное название', type: 'text', column: 'c.full_name' },
    inn: { label: 'ИНН', type: 'text', column: 'c.inn', sortable: true },
    kpp: { label: 'КПП', type: 'text', column: 'c.kpp' },
    ogrn: { label: 'ОГРН', type: 'text', column: 'c.ogrn' },
    kind: { label: 'Вид', type: 'choice', column: 'c.kind', choiceSource: 'companyKinds' },
    address: { label: 'Адрес', type: 'text', column: 'c.address' },
    ...ownerFields('c'),
    ...reachFields('c.id', 'company_id'),
    fromOnec: { label: 'Ведёт 1С', type: 'flag', column: 'c.from_onec', nullable: false },
    advanceKopecks: {
      label: 'Аванс', type: 'money', column: 'c.advance_kopecks', sortable: true,
      nullable: false, group: 'deal.money',
    },
    ...relationFields(),
    tags: {
      label: 'Метки', type: 'text', column: `array_to_string(c.tags, ', ')`,
      operators: ['contains', 'empty'],
    },
    createdAt: {
      label: 'Создана', type: 'moment', column: 'c.created_at', sortable: true, nullable: false,
    },
    updatedAt: {
      label: 'Изменена', type: 'moment', column: 'c.updated_at', sortable: true, nullable: false,
    },
  },
});

/** Joins by primary key: they never multiply rows and fall away where nothing reads them. */
export const COMPANIES_FROM = `customers.company c
  left join staff.employee e on e.id = c.responsible_id
  left join staff.department d on d.id = c.department_id`;

/** Columns of a CompanyItem that this reader may see. */
export function companyColumns(actor: Actor): string {
  const phones = maySee(actor, 'person.reach')
    ? `array(select r.value from customers.reach r
        where r.company_id = c.id and r.kind = 'phone' order by r.id limit 3)`
    : `'{}'::text[]`;
  return `c.id, c.name, c.inn, c.kpp, c.kind,
    case when e.id is not null then json_build_object('id', e.id, 'name', e.name) end
      as responsible,
    case when d.id is not null then json_build_object('id', d.id, 'name', d.name) end
      as department,
    ${phones} as phones, c.from_onec as "fromOnec", c.relations, c.tags,
    ${maySee(actor, 'deal.money') ? 'c.advance_kopecks' : 'null::bigint'} as "advanceKopecks",
    c.created_at as "createdAt", c.updated_at as "updatedAt", c.custom, c.version`;
}

const companyCatalogue = (ctx: Context) =>
  withCustomFields(ctx, COMPANY_CATALOGUE, { entity: 'company', column: 'c.custom' });

export function companySource(ctx: Context, q: string | undefined): ListSource {
  return {
    catalogue: companyCatalogue(ctx),
    from: COMPANIES_FROM,
    columns: companyColumns(ctx.actor),
    visibility: allOf([
      { sql: 'c.deleted_at is null', values: [] }, ownedRows(ctx.actor, 'company', 'read'),
    ]),
    search: searchOf(ctx, q),
    prepareAs: 'companies',
  };
}

export async function listCompanies(
  ctx: Context, query: ListQuery,
): Promise<ListPage<CompanyItem>> {
  const page = await runList<CompanyItem>(
    ctx.db, companySource(ctx, query.q), query, listFrame(ctx));
  return { ...page, items: await showValues(ctx, 'company', page.items) };
}

export function companyFieldInfos(ctx: Context): FieldInfo[] {
  return fieldInfos(companyCatalogue(ctx), ctx.actor.hidden);
}

function searchOf(ctx: Context, q: string | undefined): Fragment | undefined {
  if (!q?.trim()) return undefined;
  const plan = planSearch(q);
  if (!plan) return { sql: 'false', values: [] };
  const ids = companyIds(ctx, plan);
  return { ...ids, sql: `c.id in (${ids.sql})` };
}
